"""The office calendar: days with everything on them, notices, days by hand, local days, counting workdays."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from villagedesk.base import faults
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.calendar import workdays
from villagedesk.calendar.almanac import Almanac, Mark
from villagedesk.calendar.day import Day, DayKind
from villagedesk.calendar.local import CollectiveDay, SpecialPeriod, rule_text
from villagedesk.calendar.notice import Notice, read_notice, read_text, shipped, unnamed, with_others
from villagedesk.services.office import Office
from villagedesk.store import calendar as shelf

_TOUCHED = Area.CALENDAR | Area.ROSTER | Area.ATTENDANCE


def almanac(office: Office) -> Almanac:
    """The calendar as a value, to ask about many days without reading the file again."""
    store = office.store
    return store.kept(
        "almanac",
        lambda: Almanac(
            shelf.notices(store), shelf.hand_days(store), shelf.collective_days(store), shelf.special_periods(store)
        ),
    )


def days(office: Office, first: date, last: date) -> tuple[Day, ...]:
    """Every day from `first` to `last`, both included, with everything on it."""
    return almanac(office).days(first, last)


def day(office: Office, on: date) -> Day:
    """One day with everything on it."""
    return almanac(office).day(on)


def published(office: Office, year: int) -> bool:
    """Whether the notice of days off of that year is known."""
    return almanac(office).published(year)


def unpublished_says(office: Office, first: date, last: date) -> str:
    """One sentence when days from `first` to `last` rest on weekends only, or may still change; else nothing."""
    known = almanac(office)
    years = [year for year in range(first.year, last.year + 1) if not known.published(year)]
    if years:
        named = "、".join(map(str, years))
        return f"{named} 年放假通知未公布，暂时只按双休日安排；公布后请在“设置—日历”导入，再重新排班。"
    if last.month == 12 and not known.published(last.year + 1):
        return f"{last.year + 1} 年放假通知未公布，{last.year} 年 12 月底如有元旦调休，公布导入后请再核对。"
    return ""


def add_working_days(office: Office, on: date, count: int) -> date:
    """The working day `count` working days after `on`, by the office calendar."""
    return workdays.add_working_days(on, count, almanac(office).works)


def working_days_between(office: Office, first: date, last: date) -> int:
    """Working days from `first` to `last`, both included, by the office calendar."""
    return workdays.working_days_between(first, last, almanac(office).works)


def import_notice(office: Office, file: Path) -> Result[Notice]:
    """Read the published notice of a year from a file in holiday-cn form; an empty one changes nothing."""
    try:
        value = json.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise Mistake(f"找不到文件“{file}”。") from None
    except OSError as error:
        raise Trouble(f"“{file.name}”读不出来（{faults.reason(error)}），日历没有改动；请检查文件。") from error
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise Mistake(
            f"“{file.name}”不是放假通知文件，日历没有改动；请选 holiday-cn 格式的文件，或者粘贴通知原文。"
        ) from None
    return _said_whole(store_notice(office, read_notice(value, file.name)))


def type_notice(office: Office, year: int, text: str) -> Result[Notice]:
    """Read the notice of a year from its printed text, as pasted or typed by the clerk.

    Holidays that the text does not name stay as the notice known before has them.
    """
    typed = read_text(year, text)
    known = shelf.notices(office.store).get(year) or shipped(year)
    return _said_whole(store_notice(office, with_others(typed, known) if known else typed))


def _said_whole(done: Result[Notice]) -> Result[Notice]:
    """What was stored, with the holidays named that the notice says nothing of."""
    if done.value.days and (missing := unnamed(done.value)):
        changes = done.changes
        says = f"{changes.says}还没有写：{'、'.join(missing)}，请补上。"
        return Result(done.value, Changes(changes.touched, says, changes.undo))
    return done


def store_notice(office: Office, notice: Notice) -> Result[Notice]:
    """Make a notice the one in force for its year; undo puts the former one back."""
    if not notice.days:
        says = f"{notice.year} 年的放假通知还没有公布（文件里一天也没有），日历没有改动，暂时只按双休日安排。"
        return Result(notice, Changes(Area.NOTHING, says))
    before = shelf.notice_ids(office.store, notice.year)
    with office.change("导入放假通知") as change:
        for key in before:
            change.remove("notice", key, "换成新的通知")
        fresh = shelf.insert_notice(change, notice, moment_text(office.clock()))

    def undo(later: Office) -> Changes:
        with later.change("撤销放假通知") as change:
            change.remove("notice", fresh, "撤销")
            for key in before:
                change.restore("notice", key)
        return Changes(_TOUCHED, f"{notice.year} 年的日历已恢复原样。")

    off = sum(item.off for item in notice.days)
    says = f"已导入 {notice.year} 年放假通知：放假 {off} 天，调休上班 {len(notice.days) - off} 天。"
    return Result(notice, Changes(_TOUCHED, says, undo))


def set_day(office: Office, on: date, kind: DayKind, name: str = "") -> Changes:
    """Say by hand what a day is, whatever notices say."""
    return _write_hand(office, on, Mark(kind, name.strip()), f"{on} 已定为{kind.label}。")


def clear_day(office: Office, on: date) -> Changes:
    """Give a day set by hand back to law and notice."""
    return _write_hand(office, on, None, f"{on} 已恢复按通知执行。")


def _write_hand(office: Office, on: date, mark: Mark | None, says: str) -> Changes:
    before = shelf.hand_days(office.store).get(on)
    with office.change("修改日历") as change:
        shelf.write_hand_day(office.store, change, on, mark)
    return Changes(_TOUCHED, says, lambda later: _write_hand(later, on, before, f"{on} 已恢复原样。"))


def hand_days(office: Office) -> dict[date, Mark]:
    """Days whose kind the office set itself."""
    return shelf.hand_days(office.store)


def notices(office: Office) -> dict[int, Notice]:
    """The notices that this office read itself, by year."""
    return shelf.notices(office.store)


def collective_days(office: Office) -> tuple[CollectiveDay, ...]:
    """The office's collective days."""
    return shelf.collective_days(office.store)


def save_collective_day(office: Office, rule: CollectiveDay) -> Result[int]:
    """Enter or change a collective day."""
    if not rule.name.strip():
        raise Mistake("请填写集体日的名称。", "name")
    if not rule.month_days and not rule.weekdays:
        raise Mistake("请选择每月哪几日或星期几。", "month_days")
    if any(not 1 <= number <= 31 for number in rule.month_days) or any(not 1 <= n <= 7 for n in rule.weekdays):
        raise Mistake("每月的日子应在 1 到 31 之间，星期应在一到日之间。", "month_days")
    if rule.from_on and rule.to_on and rule.to_on < rule.from_on:
        raise Mistake("截止日期早于开始日期，请核对。", "to_on")
    before = next((old for old in collective_days(office) if old.id == rule.id), None) if rule.id else None
    with office.change("修改集体日") as change:
        key = shelf.write_collective_day(change, rule)

    def undo(later: Office) -> Changes:
        return save_collective_day(later, before).changes if before else remove_collective_day(later, key)

    return Result(key, Changes(_TOUCHED, f"已保存{rule.name}：{rule_text(rule)}。", undo))


def remove_collective_day(office: Office, key: int) -> Changes:
    """Take a collective day out."""
    return _remove(office, "collective_day", key, "集体日")


def special_periods(office: Office) -> tuple[SpecialPeriod, ...]:
    """The office's special periods, by time."""
    return shelf.special_periods(office.store)


def save_special_period(office: Office, period: SpecialPeriod) -> Result[int]:
    """Enter or change a special period."""
    if not period.name.strip():
        raise Mistake("请填写特殊时期的名称。", "name")
    if period.to_on < period.from_on:
        raise Mistake("截止日期早于开始日期，请核对。", "to_on")
    before = next((old for old in special_periods(office) if old.id == period.id), None) if period.id else None
    with office.change("修改特殊时期") as change:
        key = shelf.write_special_period(change, period)

    def undo(later: Office) -> Changes:
        return save_special_period(later, before).changes if before else remove_special_period(later, key)

    says = f"已保存{period.name}（{period.from_on} 到 {period.to_on}，停止请假）。"
    return Result(key, Changes(_TOUCHED, says, undo))


def remove_special_period(office: Office, key: int) -> Changes:
    """Take a special period out."""
    return _remove(office, "special_period", key, "特殊时期")


def _remove(office: Office, table: str, key: int, label: str) -> Changes:
    with office.change(f"删除{label}") as change:
        change.remove(table, key, "删除")

    def undo(later: Office) -> Changes:
        with later.change(f"恢复{label}") as change:
            change.restore(table, key)
        return Changes(_TOUCHED, f"已恢复{label}。")

    return Changes(_TOUCHED, f"已删除{label}。", undo)
