"""A process that cannot reach the network, whatever the libraries in it try: a second wall behind every guard.

A filter of system calls (seccomp, kernel.org/doc/html/latest/userspace-api/seccomp_filter.html) refuses to make
Internet sockets; those of a pool's channels are there already. Children inherit it, and nothing can take it away.
"""

import ctypes
import errno
import platform
import struct

# <linux/prctl.h>, <linux/seccomp.h>, <linux/audit.h>, <linux/bpf_common.h>
_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_CALL, _MACHINE, _FAMILY = 0, 4, 16  # where they stand in what the filter is given: the first argument is the family
_INTERNET, _INTERNET_6 = 2, 10
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""The machine's number, and that of the call socket()."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def cut_off() -> bool:
    """Refuse Internet sockets from now on; says whether this system can."""
    if platform.machine() not in _MACHINES:
        return False
    machine, socket = _MACHINES[platform.machine()]
    program = (
        (_LOAD, 0, 0, _MACHINE),
        (_IF_EQUAL, 0, 5, machine),
        (_LOAD, 0, 0, _CALL),
        (_IF_EQUAL, 0, 3, socket),
        (_LOAD, 0, 0, _FAMILY),
        (_IF_EQUAL, 2, 0, _INTERNET),
        (_IF_EQUAL, 1, 0, _INTERNET_6),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *instruction) for instruction in program))
    filter_ = _Program(len(program), ctypes.cast(code, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(filter_), 0, 0) == 0)
