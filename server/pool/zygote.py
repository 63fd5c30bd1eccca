"""The process that has loaded a release, of which all workers are copies.

It has one thread and does nothing but fork: memory is shared until it is written to, and a copy takes milliseconds.
Should it be killed, its workers go on with what the front asks of them, until another zygote has loaded.
"""

import gc
import os
import select
import signal
import socket
import traceback
from collections.abc import Callable
from contextlib import suppress

from server.pool.channel import Channel, Message
from server.pool.worker import Handler, work

_SOFTWARE = 70  # EX_SOFTWARE of <sysexits.h>


def serve(descriptor: int, load: Callable[[], tuple[Handler, dict[str, object]]], memory: int) -> None:
    """Load, say what was loaded on the channel, then fork a worker for each channel that is handed over.

    `load` gives what answers a message, and what to say of it. Ends, and its workers with it, when the channel closes.
    """
    # A terminal sends SIGINT to all processes, a service manager SIGTERM; the front decides when to end, and requests
    # in progress end first.
    for asked_to_end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked_to_end, signal.SIG_IGN)
    control = Channel(socket.socket(fileno=descriptor))
    try:
        handle, facts = load()
    except Exception as error:  # whatever it is, the front must hear of it
        control.send(Message({"failed": f"{error}" or type(error).__name__}))
        return
    gc.collect()
    gc.freeze()  # a collection must not write to what is shared
    ended, wake = socket.socketpair()
    for end in (ended, wake):
        end.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    workers: set[int] = set()
    with suppress(BrokenPipeError, ConnectionResetError):  # the front has ended
        control.send(Message({"ready": facts}))
        _fork_on_demand(control, ended, workers, handle, memory)
    signal.set_wakeup_fd(-1)  # its socket closes before the last worker has ended
    for pid in workers:
        os.kill(pid, signal.SIGKILL)


def _fork_on_demand(control: Channel, ended: socket.socket, workers: set[int], handle: Handler, memory: int) -> None:
    poll = select.poll()
    for channel in (control.socket, ended):
        poll.register(channel, select.POLLIN)
    while True:
        ready = {descriptor for descriptor, _ in poll.poll()}
        if ended.fileno() in ready:
            with suppress(BlockingIOError):
                ended.recv(1 << 16)
            reaped = _reaped()
            workers.difference_update(pid for pid, _ in reaped)  # first of all: their ids may name others from now on
            for pid, status in reaped:
                control.send(Message({"ended": pid, "status": os.waitstatus_to_exitcode(status)}))
        if control.socket.fileno() in ready:
            received = control.receive()
            if received is None:
                return
            descriptor = received[1][0]
            pid = os.fork()
            if not pid:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for end in (control, ended):
                    end.close()
                _become_worker(descriptor, handle, memory)
            os.close(descriptor)
            workers.add(pid)
            control.send(Message({"forked": pid}))


def _become_worker(descriptor: int, handle: Handler, memory: int) -> None:
    channel = Channel(socket.socket(fileno=descriptor))  # closed by the end of the process, and not before
    try:
        work(channel, handle, memory)
    except BaseException:  # an error has no business in the zygote's loop, nor has a panic of the store
        traceback.print_exc()
    finally:
        os._exit(_SOFTWARE)


def _reaped() -> list[tuple[int, int]]:
    found = []
    with suppress(ChildProcessError):
        while (child := os.waitpid(-1, os.WNOHANG))[0]:
            found.append(child)
    return found
