"""One thread for NumPy's matrix products while a block runs.

The products here are too small to gain from more, and several processes, each with a thread per
core, get into each other's way. Elsewhere in the host program nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

from threadpoolctl import ThreadpoolController


class _Running:
    """How many blocks run, in all threads, and what ends the limit when none does any more."""

    lock = Lock()
    blocks = 0
    limit: Any = None


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


@contextmanager
def one_thread() -> Iterator[None]:
    """Limit BLAS to one thread; the outermost of all blocks in the process lifts the limit."""
    with _Running.lock:
        if not _Running.blocks:
            _Running.limit = _libraries().limit(limits=1, user_api="blas")
        _Running.blocks += 1
    try:
        yield
    finally:
        with _Running.lock:
            _Running.blocks -= 1
            if not _Running.blocks:
                _Running.limit.restore_original_limits()
