"""The header words under which machines and programs write person, moment, date, times and state."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from villagedesk.devices.sheets.grid import Value, shown, word


def _words(text: str) -> tuple[str, ...]:
    """Header words out of one readable line."""
    return tuple(text.split())


BADGE = _words(
    "UserId 考勤号码 登记号码 考勤号 登记号 考勤编号 人员编号 人员工号 员工编号 员工工号 员工号 员工号码 工号 "
    "职工号 职工编号 用户编号 用户号 用户ID 人员ID 账号 帐号 EnNo AC-No. AC-No ACNo. ACNo PIN BadgeNumber "
    "EmployeeID EmpNo EmpID PersonID UserNo. UserNo IDNumber 编号 卡号 ID No."
)
NAME = _words("姓名 名字 人员姓名 员工姓名 用户名 Name EmployeeName UserName PersonName")
MOMENT = _words(
    "日期时间 打卡日期时间 实际打卡时间 刷卡日期时间 打卡时间 刷卡时间 签到时间 验证时间 考勤时间 事件时间 记录时间 "
    "通行时间 刷脸时间 识别时间 出勤时间 时间 DateTime Date/Time Time CheckTime Timestamp PunchTime 日期"
)
DATE = _words("考勤日期 打卡日期 刷卡日期 签到日期 工作日期 年月日 日期 出勤日期 Date 时间 工作日")
SIGNED = _words(
    "签到时间 签退时间 签到 签退 打卡时间 实际打卡时间 刷卡时间 实际签到 实际签退 最早 最晚 最早打卡 最晚打卡 "
    "首次打卡 末次打卡 最早打卡时间 最晚打卡时间 打卡记录 刷卡记录 考勤记录 ClockIn ClockOut CheckIn CheckOut "
    "TimeIn TimeOut"
)
RECORDED = _words("打卡时间记录 打卡记录明细 全部打卡时间")
SUMMED = _words("最早 最晚 最早打卡 最晚打卡 首次打卡 末次打卡 最早打卡时间 最晚打卡时间")
HOURS = _words("上班时间 下班时间 上班 下班 上班打卡 下班打卡 时间 Time 时刻 考勤时间")
STATE = _words("记录状态 打卡类型 签到类型 进出状态 出入状态 进出类型 考勤状态 状态 INOUT In/Out State 类型")
VERIFY = _words("比对方式 对比方式 验证方式 识别方式 打卡方式 打卡结果 VerifyMode Verify")
_NUMBERED = re.compile(
    r"(?:上班|下班|上午上班|上午下班|下午上班|下午下班)\d?(?:打卡)?(?:时间)?|(?:打卡|刷卡|时间|签到|签退|第)\d{1,2}次?(?:打卡)?(?:时间)?"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (from 0) holds what; `times` with a `date`, or a `moment` that holds both; -1 for none."""

    badge: int = -1
    name: int = -1
    moment: int = -1
    date: int = -1
    times: tuple[int, ...] = ()
    state: int = -1
    verify: int = -1

    @property
    def complete(self) -> bool:
        """Whether a row can become a punch."""
        return (self.badge >= 0 or self.name >= 0) and (self.moment >= 0 or (self.date >= 0 and bool(self.times)))


def by_words(header: Sequence[Value], examples: Sequence[Sequence[Value]]) -> Columns:
    """The columns that the header words name, settled by looking at the rows below."""
    words = [word(cell) for cell in header]

    def first(labels: Sequence[str], test: re.Pattern[str] | None = None, skip: Sequence[int] = ()) -> int:
        lowered = [text.lower() for text in words]
        for label in labels:
            for column, text in enumerate(lowered):
                if text == label.lower() and column not in skip and (test is None or _holds(examples, column, test)):
                    return column
        return -1

    moment = first(MOMENT, _MOMENT)
    day = first(DATE, _DATE, (moment,)) if moment < 0 else -1
    badge = first(BADGE, _FILLED)
    signed = _all(words, SIGNED, examples, day)
    # the first and last sign of a day repeat the signs themselves
    signed = tuple(column for column in signed if words[column] not in SUMMED) or signed
    times = (
        # one cell with every punch of the day says more than the columns of the shifts, and all of those
        _all(words, RECORDED, examples, day)
        or signed
        or tuple(column for column in _numbered(words, examples, day) if column not in (day, badge))
        or _all(words, HOURS, examples, day)
    )
    return Columns(
        badge if badge >= 0 else first(BADGE),
        first(NAME),
        moment,
        day,
        times if moment < 0 else (),
        first(STATE),
        first(VERIFY),
    )


def by_wishes(header: Sequence[Value], wanted: Mapping[str, str]) -> Columns:
    """The columns that the user named, by heading or by number from 1."""
    words = [word(cell) for cell in header]

    def place(text: str) -> int:
        if text.strip().isdigit() and word(text) not in words:
            return int(text) - 1
        return words.index(word(text)) if word(text) in words else -1

    times = tuple(place(part) for part in re.split(r"[+、]", wanted.get("time", "")) if part)
    one = {name: place(wanted[name]) for name in ("badge", "name", "moment", "date", "state") if wanted.get(name)}
    return Columns(**one, times=tuple(column for column in times if column >= 0))


_MOMENT = re.compile(
    r"\d{1,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,4}.*\d{1,2}\s*[:：时]\s*\d{2}"
    r"|\d{1,2}\s*[-/月]\s*\d{1,2}日?\s+\d{1,2}\s*[:：]\s*\d{2}.*|\d{14}|\d{8}[ T]?\d{2}:?\d{2}|\d{5}\.\d+",
    re.S,
)
_DATE = re.compile(r"\d{1,4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,4})?.*|(?:19|20)\d{6}|[34]\d{4}(?:\.0)?", re.S)
_CLOCK = re.compile(r".*\d{1,2}\s*[:：时]\s*\d{2}.*|0\.\d+", re.S)
_FILLED = re.compile(r".*\w.*", re.S)


def _holds(examples: Sequence[Sequence[Value]], column: int, test: re.Pattern[str]) -> bool:
    """Whether some of the rows below have in this column what the header promises."""
    return any(column < len(row) and test.match(shown(row[column])) for row in examples)


def _all(words: Sequence[str], labels: Sequence[str], examples: Sequence[Sequence[Value]], day: int) -> tuple[int, ...]:
    known = {label.lower() for label in labels}
    return tuple(
        column
        for column, text in enumerate(words)
        if text.lower() in known and column != day and _holds(examples, column, _CLOCK)
    )


def _numbered(words: Sequence[str], examples: Sequence[Sequence[Value]], day: int) -> tuple[int, ...]:
    return tuple(
        column
        for column, text in enumerate(words)
        if _NUMBERED.fullmatch(text)
        and any(c.isdigit() for c in text)
        and column != day
        and _holds(examples, column, _CLOCK)
    )
