"""The fonts of this computer that the typesetter may use."""

from __future__ import annotations

import time
from functools import cache

import typst

_BREATH = 0.005


@cache
def found_fonts() -> typst.Fonts:
    """All fonts, looked for once in the life of the process; a page then takes 2 ms."""
    # The search keeps the interpreter for 40 ms: the window's thread has its turn before and after.
    time.sleep(_BREATH)
    fonts = typst.Fonts()
    time.sleep(_BREATH)
    return fonts
