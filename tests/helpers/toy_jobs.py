"""A zygote whose workers do what a test tells them: `python -m toy_jobs DESCRIPTOR WHAT`."""

import os
import re
import signal
import sys
import tempfile
import time

from server.pool import zygote
from server.pool.channel import Message

MEMORY = 200 << 20
_held: list[bytearray] = []


def handle(message: Message) -> Message:
    """Do what the header says."""
    header = message.header
    match header["do"]:
        case "echo":
            return Message({"heard": header, "pid": os.getpid()}, message.read())
        case "sleep":
            time.sleep(header["for"])
        case "spin":  # without the interpreter's lock ever let go
            re.match(r"(a+)+$", "a" * 60 + "!")
        case "abort":
            os.abort()
        case "fault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "raise":
            raise ValueError("told to")
        case "eat":
            _held.append(bytearray(header["bytes"]))
        case "file":
            file = tempfile.TemporaryFile()  # noqa: SIM115 - it is handed on
            file.write(b"x" * header["bytes"])
            return Message({"pid": os.getpid()}, file)
        case "cpu":
            return Message({"cpu": time.process_time(), "pid": os.getpid()})
    return Message({"pid": os.getpid()})


def load() -> tuple[zygote.Handler, dict[str, object]]:
    """Load, or fail as told."""
    match sys.argv[2]:
        case "fails":
            raise ValueError("nothing there to load")
        case "slow":
            time.sleep(60)
        case "ends":
            os._exit(3)
    return handle, {"loaded": sys.argv[2]}


if __name__ == "__main__":
    zygote.serve(int(sys.argv[1]), load, MEMORY)
