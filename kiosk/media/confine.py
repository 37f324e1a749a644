"""What a process may no longer do before it decodes a foreign file. Only the standard library; Linux.

A decoder that is taken over by a file can compute, and answer through what was open before; it can open no
file, reach no network, start no program and, on newer kernels, send no signal. Kernels that cannot forbid
one of these are as they were.
"""

import ctypes
import fcntl
import mmap
import os
import platform
import resource
import select
import struct
from pathlib import Path

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
#: ABI -> every access to files that it knows, as bits.
_FILE_ACCESS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_READ_FILE = 1 << 2
_RULE_PATH_BENEATH = 1
_SCOPES = 3
"""No signals to processes that are not shut in, nor abstract sockets of theirs."""

#: Machine -> its number for seccomp, and its numbers of socket, connect, execve, execveat, ptrace, and
#: io_uring_setup, which would let it ask for the same unseen.
_MACHINES = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117, 425)),
}
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_REFUSE, _ALLOW = 0x00050000 | 1, 0x7FFF0000
"""EPERM, and go on."""


def end_with(lifeline: int) -> None:
    """Die when the other end of the pipe ``lifeline`` is closed, at once and whatever runs: a killed
    program leaves no decoder behind."""
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    # Its signal, SIGIO, ends a process that does not catch it.
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    already = select.poll()
    already.register(lifeline, select.POLLIN)
    if already.poll(0):
        os._exit(0)


def write_nothing() -> None:
    """No file may grow, and a crash leaves no core."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def mapped() -> int:
    """Bytes of address space that this process has now. To be asked before ``shut_in``."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * mmap.PAGESIZE


def limit_memory(most: int) -> None:
    """At most ``most`` bytes of address space in all; may be called again."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(
        resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
    )


def limit_work(seconds: int) -> None:
    """Die when more than about ``seconds`` of processor time from now are used; may be called again."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    wanted = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(
        resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
    )


def shut_in(readable: int | None = None) -> tuple[bool, bool]:
    """Forbid opening files (other than the open file ``readable``), sockets and programs, for ever.

    What is open stays open. To be called while there is only one thread. Says whether this kernel forbids
    files, and whether it forbids sockets and programs.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return _forbid_files(libc, readable), _forbid_calls(libc)


def _forbid_files(libc: ctypes.CDLL, readable: int | None) -> bool:
    """By Landlock, where the kernel has it (5.13 and later; from 6.12 on signals too)."""
    abi = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if abi < 1:
        return False
    access = _FILE_ACCESS[max(known for known in _FILE_ACCESS if known <= abi)]
    packed = struct.pack("=QQQ", access, 0, _SCOPES) if abi >= 6 else struct.pack("=Q", access)
    wanted = ctypes.create_string_buffer(packed, len(packed))
    rules = libc.syscall(_LANDLOCK_CREATE, wanted, ctypes.c_size_t(len(packed)), 0)
    if rules < 0:
        return False
    if readable is not None:
        rule = ctypes.create_string_buffer(struct.pack("=Qi", _READ_FILE, readable), 12)
        libc.syscall(_LANDLOCK_ADD, rules, _RULE_PATH_BENEATH, rule, 0)
    done = libc.syscall(_LANDLOCK_RESTRICT, rules, 0)
    os.close(rules)
    return bool(done == 0)


def _forbid_calls(libc: ctypes.CDLL) -> bool:
    """By seccomp, on machines whose numbers are known here."""
    if platform.machine() not in _MACHINES:
        return False
    architecture, calls = _MACHINES[platform.machine()]
    count = len(calls)
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, count + 3, architecture),  # programs of another kind: to the refusal
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, count + 1, 0, 0x40000000),  # the same calls by other numbers (x32)
        *((_EQUAL, count - at, 0, call) for at, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    done = libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.create_string_buffer(program), 0, 0)
    return bool(done == 0)
