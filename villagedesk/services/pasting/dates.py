"""Days as people write them in a table of a month: 2026-12-03, 12月3日, 12/3, 3日 周四, 3."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_DAY = re.compile(
    r"(?:(\d{4})\s*[-./年]\s*)?(?:(\d{1,2})\s*[-./月]\s*)?(\d{1,2})\s*[日号]?"
    r"\s*[(]?\s*(?:(?:周|星期|礼拜)?[一二三四五六日天])?\s*[)]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s+[一-鿿]{1,6})?"
)
_FIRST = date(1899, 12, 30)


def read_day(text: str, month: str) -> date | None:
    """The day that a cell means, with year and month of `YYYY-MM` where it names none; None when it is no day."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("—", "-")
    if re.fullmatch(r"[45]\d{4}(?:\.0+)?", plain):
        return _FIRST + timedelta(days=int(plain[:5]))  # the number that a spreadsheet keeps for a day
    found = _DAY.fullmatch(plain)
    if found is None:
        return None
    year, number = (int(part) for part in month.split("-"))
    try:
        return date(int(found[1] or year), int(found[2] or number), int(found[3]))
    except ValueError:
        return None
