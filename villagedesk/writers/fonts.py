"""The fonts of this computer that the typesetter may use."""

from __future__ import annotations

import time
from functools import cache
from typing import Any

import typst

from villagedesk.base.errors import Trouble
from villagedesk.writers.typeset.text import BOLD, SANS, SERIF, TITLE

_BREATH = 0.005


@cache
def found_fonts() -> typst.Fonts:
    """All fonts, looked for once in the life of the process; `Trouble` when none of them can write Chinese."""
    # The search keeps the interpreter for 40 ms: the window's thread has its turn before and after.
    time.sleep(_BREATH)
    fonts = typst.Fonts()
    time.sleep(_BREATH)
    if not _writes_chinese(fonts):
        raise Trouble(
            "这台电脑没有中文字体，打出来会全是方框，所以没有做 PDF；请让维护的人装上一种中文字体（例如思源宋体），"
            "再重新打开程序。急用可以先存成 Excel 或 Word。"
        )
    return fonts


def _writes_chinese(fonts: typst.Fonts) -> bool:
    """Whether any font has Chinese letters: one that is known by name, or one that draws two letters differently."""
    known = {*SERIF, *BOLD, *TITLE, *SANS}
    return not known.isdisjoint(fonts.families()) or _drawn(fonts, "国") != _drawn(fonts, "村")


def _drawn(fonts: typst.Fonts, letter: str) -> object:
    made: Any = typst.Compiler(font_paths=fonts)
    return made.compile(input=f"#set page(width: 20pt, height: 20pt, margin: 2pt)\n{letter}".encode(), format="png")
