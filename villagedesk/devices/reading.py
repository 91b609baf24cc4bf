"""What every reader hands over: batches of punch rows and the lines it had to reject, with reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from villagedesk.base.errors import Problem

Row = tuple[str, str, str, str, int, str]
"""Badge, moment `YYYY-MM-DD HH:MM:SS`, state ("in", "out" or ""), verify mode, line from 1, raw text."""

EARLIEST = "2005-01-01"
TEXT_KEPT = 200

SAYS = {
    "impossible_date": "日期或时间不存在（机器时钟出过错）",
    "future": "时间在将来（机器时钟不准）",
    "before_2005": "早于 2005 年（机器断电后时钟归零）",
    "malformed": "这一行残缺或是乱码，读不出打卡",
    "nul_bytes": "文件在这里有空洞（一段空字节），被它切断的行不能采信",
    "no_badge": "没有考勤号码，不知道是谁",
    "no_time": "没有打卡时间",
}

TITLES = {
    "attlog": "中控 attlog 记录",
    "adms": "中控 ADMS 记录",
    "terminal": "中控考勤机（联网）",
    "glg": "浩顺 GLG/AGL 日志",
    "day_sheet": "考勤记录表（自助机）",
    "side_by_side": "考勤报表（一页三人）",
    "dingtalk": "钉钉考勤报表",
    "dingtalk_grid": "钉钉月表",
    "wecom": "企业微信打卡报表",
    "wecom_grid": "企业微信月表",
    "pc_software": "考勤软件导出",
    "pc_software_grid": "考勤软件月表",
    "table": "打卡表格",
    "table_grid": "打卡月表",
}
"""The Chinese name of every layout."""

STATES = {"0": "in", "1": "out", "2": "out", "3": "in", "4": "in", "5": "out"}
"""The machine's keys: in, out, out on errand, back, overtime in, overtime out."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file in file order, what was rejected among them, and names the file gives to badges."""

    rows: list[Row]
    problems: tuple[Problem, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the reader cannot know from the file: now, and what the user said about years, dates and columns.

    `date_order` is "dmy" or "mdy" (empty: decide from the file); `columns` maps `badge`, `name`, `moment`,
    `date`, `time`, `state` to a column's heading or its number from 1.
    """

    now: datetime
    year: int | None = None
    date_order: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A recognised file: its layout, its encoding, how to read it, and until when it says that it reaches."""

    layout: str
    encoding: str
    read: Callable[[Wishes], Iterator[Batch]]
    until: datetime | None = None

    @property
    def title(self) -> str:
        """The Chinese name of the layout."""
        return TITLES[self.layout]


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A table that may hold punches, but whose columns must be named by the user first."""

    encoding: str
    headings: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]


def problem(line: int, offset: int, text: str, reason: str) -> Problem:
    """A rejected line, its text cut to what is kept and made printable."""
    shown = "".join(c if c.isprintable() or c == "\t" else "�" for c in text[:TEXT_KEPT])
    return Problem(line, offset, shown, reason, SAYS[reason])


def day_fault(day: str, today: date) -> str:
    """Why an ISO date cannot be that of a punch: a reason code, or empty when it can."""
    try:
        moment = date.fromisoformat(day)
    except ValueError:
        return "impossible_date"
    if moment > today:
        return "future"
    return "before_2005" if day < EARLIEST else ""
