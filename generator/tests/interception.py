"""Runs work in a copy of this process that asks before each system call that changes something.

Linux only: seccomp's user notifications (`seccomp_unotify(2)`), with a filter by libseccomp, which
every Debian has. Other calls go on undisturbed, so the work takes hardly longer than by itself; a
tracer would stop at all of them.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import select
import signal
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

CHANGING = (
    "openat,open,openat2,creat,write,pwrite64,writev,pwritev,mkdir,mkdirat,rename,renameat,"
    "renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,chmod,fchmod,fchmodat,ftruncate,"
    "truncate,fallocate,utimensat,copy_file_range,sendfile,mknod,mknodat,setxattr,fsetxattr"
).split(",")
_FLAGS = {"openat": 2, "open": 1}
"""Where these have their flags; of them only calls that may write count."""
_WRITING = (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC)
KILL = -signal.SIGKILL
"""What a judge answers where the work is to be killed before the call."""
_ALLOW, _NOTIFY = 0x7FFF0000, 0x7FC00000
_MASKED_EQUAL = 7
_ASKED = struct.Struct("=QIIiIQ6Q")
"""`struct seccomp_notif`: id, pid, flags, call, architecture, instruction, arguments."""
_ANSWER = struct.Struct("=QqiI")
"""`struct seccomp_notif_resp`: id, value, error, flags."""
_RECEIVE, _SEND, _GO_ON = 0xC0502100, 0xC0182101, 1


class _Condition(ctypes.Structure):
    """`struct scmp_arg_cmp`."""

    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("mask", ctypes.c_uint64),
        ("value", ctypes.c_uint64),
    )


Judge = Callable[[str], int]
"""Asked with the name of a call: 0 lets it be done, an errno makes it fail, `KILL` kills."""


@dataclass(frozen=True)
class _Library:
    """libseccomp, and how the kernel of this machine numbers the calls it has."""

    seccomp: ctypes.CDLL
    names: dict[int, str]


def _library() -> _Library:
    seccomp = ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    numbers = {name: seccomp.seccomp_syscall_resolve_name(name.encode()) for name in CHANGING}
    return _Library(seccomp, {number: name for name, number in numbers.items() if number >= 0})


def is_possible() -> bool:
    """Whether this machine lets a process ask; some containers forbid it."""
    try:
        return intercepted(lambda: os._exit(0), lambda call: 0) == 0
    except (OSError, AttributeError):
        return False


def intercepted(work: Callable[[], NoReturn], judge: Judge) -> int:
    """Run `work`, which has to end its process, in a copy of this one.

    Gives its status as a shell tells it, -9 where it was killed. The judge is asked in the order
    of the calls, also for those of processes that the work begins; all have ended afterwards.
    `OSError` where the kernel does not allow to ask.
    """
    library = _library()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        child = os.fork()
        if child == 0:
            _work(library, theirs, work)
        theirs.close()
        descriptors = socket.recv_fds(ours, 1, 1)[1]
        try:
            for listener in descriptors:
                _answer(listener, library, judge, child)
        finally:
            for listener in descriptors:
                os.close(listener)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not descriptors:
        raise OSError(errno.EPERM, "no filter could be set")
    return status


def _work(library: _Library, theirs: socket.socket, work: Callable[[], NoReturn]) -> NoReturn:
    try:
        listener = _filtered(library)
        if listener >= 0:
            socket.send_fds(theirs, [b"!"], [listener])
            os.close(listener)
            work()
    finally:
        os._exit(99)


def _filtered(library: _Library) -> int:
    """From here on every changing call of this process is asked about at the descriptor."""
    seccomp = library.seccomp
    rules = ctypes.c_void_p(seccomp.seccomp_init(_ALLOW))
    for number, name in library.names.items():
        if name not in _FLAGS:
            seccomp.seccomp_rule_add_array(rules, _NOTIFY, number, 0, None)
        for flag in _WRITING if name in _FLAGS else ():
            condition = _Condition(_FLAGS[name], _MASKED_EQUAL, flag, flag)
            seccomp.seccomp_rule_add_array(rules, _NOTIFY, number, 1, ctypes.byref(condition))
    return -1 if seccomp.seccomp_load(rules) else int(seccomp.seccomp_notify_fd(rules))


def _answer(listener: int, library: _Library, judge: Judge, child: int) -> None:
    """Answer until nobody is left who could ask."""
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    while poll.poll()[0][1] & select.POLLIN:
        asked = bytearray(_ASKED.size)
        try:
            fcntl.ioctl(listener, _RECEIVE, asked)
        except FileNotFoundError:  # whoever asked was killed meanwhile
            continue
        number, pid, _, call, *_ = _ASKED.unpack(asked)
        verdict = judge(library.names[call])
        if verdict == KILL:
            for one in {child, pid}:  # it may be one that the work began who asks
                os.kill(one, signal.SIGKILL)
            continue
        try:
            answer = _ANSWER.pack(number, 0, -verdict, 0 if verdict else _GO_ON)
            fcntl.ioctl(listener, _SEND, answer)
        except FileNotFoundError:
            continue
