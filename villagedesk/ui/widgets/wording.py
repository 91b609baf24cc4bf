"""Dates in sentences the way an office says them: 2026年11月3日 instead of 2026-11-03."""

from __future__ import annotations

import re

_DATE = r"(?<![\w/\\.-])(20\d\d)-([01]\d)-([0-3]\d)(?![\w/\\.-])"
_MONTH = r"(?<![\w/\\.-])(20\d\d)-([01]\d)(?![\w/\\.-])"
_DAY = r"(?<![\w/\\.〔-])([01]\d)-([0-3]\d)(?= [0-2]\d:[0-5]\d)"
_CHINESE = "[\u4e00-\u9fff]"
_QUOTED = r"“[^”]*”|(?:写成|例如|如|像|照着) ?[^。；，]*"
# Not compiled here: the window is painted before any date is said, and re keeps what it has compiled.


def spoken(text: str) -> str:
    """The sentence with its dates in words; what is quoted or shown as a way of writing stays as it is."""
    if "-" not in text or not re.search(_CHINESE, text):
        return text  # a date alone stands in a column
    out: list[str] = []
    end = 0
    for kept in re.finditer(_QUOTED, text):
        out += [_dates(text[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join((*out, _dates(text[end:])))


def _dates(text: str) -> str:
    text = re.sub(_DATE, lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", text)
    text = re.sub(_MONTH, lambda m: f"{m[1]}年{int(m[2])}月", text)
    text = re.sub(_DAY, lambda m: f"{int(m[1])}月{int(m[2])}日", text)
    return re.sub(r"(?<=\d[月日]) (?=[\u4e00-\u9fff])", "", text)
