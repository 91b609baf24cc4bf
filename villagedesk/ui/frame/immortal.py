"""Keeping True, False and None alive on Python 3.11, where PySide6 6.12.0 loses a reference with every signal."""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 40


def make_immortal() -> None:
    """Give the three constants so many references that none can be used up, as Python 3.12 does by itself.

    `Signal.emit` of PySide6 6.12.0 returns True without counting it; after a few hundred signals Python 3.11
    would end the process with "deallocating True or False".
    """
    if sys.version_info >= (3, 12):
        return
    for constant in (True, False, None):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < _PLENTY:
            count.value += _PLENTY
