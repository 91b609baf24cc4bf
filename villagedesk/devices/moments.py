"""Dates and times in every form that machines and spreadsheets write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

_YMD = r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
_XYZ = r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<c>\d{4})"
_YY = r"(?P<yy>\d{2})[-/.](?P<mm>\d{1,2})[-/.](?P<dd>\d{1,2})"
_MD = r"(?P<mo>\d{1,2})[-/月](?P<da>\d{1,2})日?"
_DATE = re.compile(rf"(?<!\d)(?:{_YMD}|{_XYZ}|{_YY}|{_MD})(?!\d*[:：])")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})[ T_-]?(?:(\d{2}):?(\d{2}):?(\d{2})?)?(?!\d)")
_HALF = r"上午|下午|中午|晚上|凌晨|早上|[AaPp]\.?[Mm]\.?"
_TIME = re.compile(
    rf"(?P<next>次日\s*)?(?P<half>{_HALF})?\s*(?<![\d-])(?P<H>\d{{1,2}})\s*[:：时]\s*(?P<M>\d{{2}})"
    rf"(?:\s*[:：分]\s*(?P<S>\d{{2}})(?:\.\d+)?)?\s*[秒分]?\s*(?P<after>[AaPp]\.?[Mm]\.?)?(?P<plus>\+)?"
)
_HALVES = re.compile(_HALF)
_GLUED = re.compile(r"(次日\s*)?(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?(\+)?")
_BROKEN = re.compile(r"\d{4}[-/.]+\d+[-/.]+\d*[-/.]*\s*-?\d*:?")
_SERIAL = (20_000.0, 80_000.0)
_EPOCH = datetime(1899, 12, 30)

Reading = tuple[str, str]
"""An ISO text and an empty reason, or an empty text and the reason why it is none."""


def read_moment(value: Any, order: str = "", year: int | None = None) -> Reading:
    """A cell or text holding date and time as `YYYY-MM-DD HH:MM:SS`, rounded to the second.

    `order` ("dmy", "mdy") settles 03/05/2015; `year` is used where the text has none.
    """
    if isinstance(value, datetime):
        return _rounded(value), ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (_rounded(_EPOCH + timedelta(days=value)), "") if _SERIAL[0] < value < _SERIAL[1] else ("", "malformed")
    text = str(value).strip()
    if re.fullmatch(r"\d{5}\.\d+", text):
        return read_moment(float(text))
    day, found = _find_date(text, order, year)
    if found is None:
        return _compact(text)
    clock = _TIME.search(text, found)
    if clock is None:
        return "", "no_time" if day else "impossible_date"
    hms = _hms(clock["H"], clock["M"], clock["S"], clock["half"] or clock["after"])
    return (f"{day} {hms}", "") if day and hms else ("", "impossible_date")


def read_date(value: Any, order: str = "", year: int | None = None) -> Reading:
    """A cell or text holding a date (with a weekday or a time or not) as `YYYY-MM-DD`."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10], ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if _SERIAL[0] < value < _SERIAL[1]:
            return (_EPOCH + timedelta(days=int(value))).date().isoformat(), ""
        return ("", "malformed") if not 19_000_000 < value < 30_000_000 else read_date(str(int(value)))
    text = str(value).strip()
    day, found = _find_date(text, order, year)
    if found is None:
        moment, reason = _compact(text)
        return moment[:10], reason if reason != "no_time" else ""
    return (day, "") if day else ("", "impossible_date")


def read_times(value: Any, *, to_minute: bool = False) -> tuple[list[tuple[str, int]], list[str]]:
    """Every clock time in a cell as (`HH:MM:SS`, days later), and what in it looks like a time but is none."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, timedelta):
        return _clock_of(value.total_seconds(), to_minute)
    if isinstance(value, time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        return _clock_of(seconds, to_minute)
    if isinstance(value, float) and 0 <= value < 1:
        return _clock_of(value * 86_400, to_minute)
    if isinstance(value, date | bool | int | float) or value is None:
        return [], [] if value in (None, "") else [str(value)]
    return _text_times(str(value))


def broken_date(text: str) -> bool:
    """Whether a text has the shape of a date and time that cannot be (`1971--10--29 -23:-59:-53`)."""
    return _BROKEN.search(text) is not None


def date_order(texts: Iterable[str], today: date) -> str:
    """`dmy` or `mdy` for dates like 03/05/2015, decided from all of them; empty when both would do.

    A part above 12 decides; then, because a log is written in the order of time, a reading that runs
    backwards loses to one that does not; then one that lies in the future loses.
    """
    triples = [tuple(map(int, m.group("a", "b", "c"))) for t in texts if (m := re.search(_XYZ, t))]
    first, second = sum(a > 12 for a, _, _ in triples), sum(b > 12 for _, b, _ in triples)
    if first != second:
        return "dmy" if first > second else "mdy"
    readings = {"dmy": [(c, b, a) for a, b, c in triples], "mdy": [(c, a, b) for a, b, c in triples]}
    if readings["dmy"] == readings["mdy"]:
        return "mdy"
    falls = {name: sum(y < x for x, y in pairwise(days)) for name, days in readings.items()}
    if min(falls.values()) == 0 and max(falls.values()) > 0:
        return min(falls, key=lambda name: falls[name])
    now = (today.year, today.month, today.day)
    late = {name: sum(day > now for day in days) for name, days in readings.items()}
    if min(late.values()) == 0 and max(late.values()) > 0:
        return min(late, key=lambda name: late[name])
    return ""


def has_open_order(text: str) -> bool:
    """Whether a text holds a date whose day and month are not told apart by its form."""
    return re.search(rf"(?<!\d){_XYZ}", text) is not None and re.search(_YMD, text) is None


def _find_date(text: str, order: str, year: int | None) -> tuple[str, int | None]:
    found = _DATE.search(text)
    if found is None:
        return "", None
    if found["y"]:
        parts = found.group("y", "m", "d")
    elif found["c"]:
        parts = found.group("c", "b", "a") if order == "dmy" else found.group("c", "a", "b")
    elif found["yy"]:
        parts = ("20" + found["yy"], found["mm"], found["dd"])
    elif year is not None:
        parts = (str(year), found["mo"], found["da"])
    else:
        return "", None
    try:
        return date(*map(int, parts)).isoformat(), found.end()
    except ValueError:
        return "", found.end()


def _compact(text: str) -> Reading:
    found = _COMPACT.fullmatch(text)
    if found is None:
        return "", "impossible_date" if broken_date(text) else "malformed"
    year, month, day, hour, minute, second = found.groups()
    try:
        iso = date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return "", "impossible_date"
    if hour is None:
        return iso, "no_time"
    hms = _hms(hour, minute, second, None)
    return (f"{iso} {hms}", "") if hms else ("", "impossible_date")


def _hms(hour: str, minute: str, second: str | None, half: str | None) -> str:
    h, m, s = int(hour), int(minute), int(second or 0)
    word = (half or "").replace(".", "").lower()
    if word in ("pm", "下午", "晚上") and h < 12:
        h += 12
    elif word in ("am", "凌晨", "上午") and h == 12:
        h = 0
    return f"{h:02d}:{m:02d}:{s:02d}" if h < 24 and m < 60 and s < 60 else ""


def _rounded(moment: datetime) -> str:
    return (moment + timedelta(microseconds=500_000)).strftime("%Y-%m-%d %H:%M:%S")


def _clock_of(seconds: float, to_minute: bool) -> tuple[list[tuple[str, int]], list[str]]:
    whole = round(seconds / 60) * 60 if to_minute else round(seconds)
    later, rest = divmod(whole, 86_400)
    return [(f"{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}", later)], []


def _text_times(text: str) -> tuple[list[tuple[str, int]], list[str]]:
    if _HALVES.search(text):
        found = [(_hms(m["H"], m["M"], m["S"], m["half"] or m["after"]), m) for m in _TIME.finditer(text)]
        good = [(hms, int(bool(m["next"] or m["plus"]))) for hms, m in found if hms]
        return good, [m[0].strip() for hms, m in found if not hms]
    times: list[tuple[str, int]] = []
    wrong: list[str] = []
    for found in _GLUED.finditer(text):
        hms = _hms(found[2], found[3], found[4], None)
        if hms:
            times.append((hms, int(bool(found[1] or found[5]))))
        else:
            wrong.append(found[0])
    if not times and not wrong and re.search(r"\d", text):
        wrong.append(text.strip())
    return times, wrong
