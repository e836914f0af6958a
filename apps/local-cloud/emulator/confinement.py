"""What the emulator gives up once it is loaded: the user that started it, files, and the network.

https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG, _PR_GET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 2, 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ABI_OF_KERNEL = 1  # flag: answer the version
_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_DIRECTORY = 1 << 2, 1 << 3
_BIND_TCP_AND_CONNECT_TCP = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11

_libc = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scope", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def landlock_version():
    """What this kernel's Landlock can; below 1 where there is none."""
    return _libc.syscall(_CREATE_RULESET, None, 0, _ABI_OF_KERNEL)


def restrict(readable):
    """From now on this thread, and those that it starts, only reads files, below these folders, and opens no TCP port.

    Answers whether the kernel can do that.
    """
    if _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        _fail("no_new_privs")
    version = landlock_version()
    if version < 1:
        return False
    rules = _Ruleset(
        files=(1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1,
        network=_BIND_TCP_AND_CONNECT_TCP if version >= 4 else 0,
        scope=_ABSTRACT_SOCKETS_AND_SIGNALS if version >= 6 else 0,
    )
    ruleset = _libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.sizeof(rules), 0)
    if ruleset < 0:
        _fail("landlock_create_ruleset")
    for path in filter(os.path.exists, readable):
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
        allowed = _READ_FILE | (_READ_DIRECTORY if os.path.isdir(path) else 0)
        rule = _PathBeneath(allowed=allowed, folder=folder)
        if _libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0) != 0:
            _fail(f"landlock_add_rule of {path}")
        os.close(folder)
    if _libc.syscall(_RESTRICT_SELF, ruleset, 0) != 0:
        _fail("landlock_restrict_self")
    os.close(ruleset)
    return True


def become(uid, gid):
    """Is another user from now on, in no group but this one. Still ends with its parent."""
    parent = os.getppid()
    ending = ctypes.c_int()
    _libc.prctl(_PR_GET_PDEATHSIG, ctypes.byref(ending), 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    # The kernel forgets it with the user.
    _libc.prctl(_PR_SET_PDEATHSIG, ending.value, 0, 0, 0)
    if ending.value and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def own_code(folder):
    """Where Python, its packages, the libraries that they load, and we ourselves are."""
    libraries = ["/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/dev/urandom"]
    return [folder, sys.prefix, sys.base_prefix, *libraries]


def _fail(what):
    raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")
