"""Keeps True, False and None alive on Python 3.11, where PySide6 6.12.0 gives them back once too often.

Every `Signal.emit` of that release returns a reference to True that it never took; after some hundreds of
signals the interpreter aborts with `bool_dealloc`. Python 3.12 and later cannot lose these objects at all,
so this does for 3.11 what they do: it lends the three constants a large number of references.
"""

from __future__ import annotations

import ctypes
import sys

_LENT = 1 << 40


def keep_constants() -> None:
    """Lend references to the constants once; does nothing on Python 3.12 and later."""
    if sys.version_info >= (3, 12):
        return
    for constant in (True, False, None):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < _LENT // 2:
            count.value += _LENT
