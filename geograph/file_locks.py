"""Locks on open files and folders, by which processes tell who writes; they end with their process.

A system without ``flock`` (Windows) has none: there every lock is given at once.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

__all__ = ["AVAILABLE", "hold", "still_names"]

#: Whether this system has such locks.
AVAILABLE = find_spec("fcntl") is not None


def hold(handle: int, *, shared: bool = False, wait: bool = False) -> bool:
    """Lock what is open until it is closed or this process ends; return whether it is locked now.

    Parameters
    ----------
    handle
        Of an open file or folder.
    shared
        Together with others who hold it so, else alone.
    wait
        Whether to wait for whoever holds it.

    Raises
    ------
    OSError
        The file system has no locks, as one of a network may.
    """
    if not AVAILABLE:
        return True
    import fcntl

    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind if wait else kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def still_names(path: Path, handle: int) -> bool:
    """Return whether a path still names what is open: it may be replaced before the lock is ours.

    >>> import tempfile
    >>> with tempfile.TemporaryFile() as file:
    ...     still_names(Path("nowhere.csv"), file.fileno())
    False
    """
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
