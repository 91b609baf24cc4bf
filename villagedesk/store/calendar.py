"""Notices, days set by hand, collective days and special periods in the office file."""

from __future__ import annotations

import json
from datetime import date

from villagedesk.calendar.almanac import Mark
from villagedesk.calendar.day import DayKind
from villagedesk.calendar.local import CollectiveDay, SpecialPeriod
from villagedesk.calendar.notice import Notice, NoticeDay
from villagedesk.store.file.audit import Change, Row
from villagedesk.store.file.store import Store


def notices(store: Store) -> dict[int, Notice]:
    """The notice of each year that the office read itself, the last one read."""
    heads = store.rows("select id, year, source from notice where removed is null order by id")
    return {head["year"]: Notice(head["year"], _notice_days(store, head["id"]), head["source"]) for head in heads}


def _notice_days(store: Store, notice: int) -> tuple[NoticeDay, ...]:
    rows = store.rows("select day, name, off from notice_day where notice = ? order by day", [notice])
    return tuple(NoticeDay(date.fromisoformat(row["day"]), row["name"], bool(row["off"])) for row in rows)


def notice_ids(store: Store, year: int) -> list[int]:
    """The ids of the notices in force for a year."""
    return [row["id"] for row in store.rows("select id from notice where year = ? and removed is null", [year])]


def insert_notice(change: Change, notice: Notice, read_at: str) -> int:
    """Store a notice with its days and return its id."""
    head = {"year": notice.year, "source": notice.source, "read_at": read_at, "days": len(notice.days)}
    key = change.insert("notice", head)
    rows = [(key, item.date.isoformat(), item.name, int(item.off)) for item in notice.days]
    change.insert_bulk("notice_day", ("notice", "day", "name", "off"), rows, f"{notice.year} 年放假通知")
    return key


def hand_days(store: Store) -> dict[date, Mark]:
    """Days whose kind the office set itself."""
    rows = store.rows("select day, kind, name from hand_day where removed is null order by day")
    return {date.fromisoformat(row["day"]): Mark(DayKind(row["kind"]), row["name"]) for row in rows}


def write_hand_day(store: Store, change: Change, day: date, mark: Mark | None) -> None:
    """Set the kind of a day, or with None give it back to law and notice."""
    row = store.one("select id from hand_day where day = ?", [day.isoformat()])
    if mark is None:
        if row:
            change.remove("hand_day", row["id"], "恢复原样")
        return
    values = {"kind": mark.kind.value, "name": mark.name, "removed": None}
    if row:
        change.update("hand_day", row["id"], values)
    else:
        change.insert("hand_day", {"day": day.isoformat(), **values})


def collective_days(store: Store) -> tuple[CollectiveDay, ...]:
    """The office's collective days."""
    rows = store.rows("select * from collective_day where removed is null order by id")
    return tuple(
        CollectiveDay(
            row["name"],
            tuple(json.loads(row["month_days"])),
            tuple(json.loads(row["weekdays"])),
            row["nth"],
            row["moved"],
            _day(row["from_on"]),
            _day(row["to_on"]),
            row["id"],
        )
        for row in rows
    )


def write_collective_day(change: Change, rule: CollectiveDay) -> int:
    """Store a collective day, new or changed, and return its id."""
    row: Row = {
        "name": rule.name,
        "month_days": json.dumps(rule.month_days),
        "weekdays": json.dumps(rule.weekdays),
        "nth": rule.nth,
        "moved": rule.moved,
        "from_on": rule.from_on.isoformat() if rule.from_on else None,
        "to_on": rule.to_on.isoformat() if rule.to_on else None,
    }
    if rule.id:
        change.update("collective_day", rule.id, row)
        return rule.id
    return change.insert("collective_day", row)


def special_periods(store: Store) -> tuple[SpecialPeriod, ...]:
    """The office's special periods, by time."""
    rows = store.rows("select * from special_period where removed is null order by from_on, id")
    return tuple(
        SpecialPeriod(
            row["name"], date.fromisoformat(row["from_on"]), date.fromisoformat(row["to_on"]), row["note"], row["id"]
        )
        for row in rows
    )


def write_special_period(change: Change, period: SpecialPeriod) -> int:
    """Store a special period, new or changed, and return its id."""
    row: Row = {
        "name": period.name,
        "from_on": period.from_on.isoformat(),
        "to_on": period.to_on.isoformat(),
        "note": period.note,
    }
    if period.id:
        change.update("special_period", period.id, row)
        return period.id
    return change.insert("special_period", row)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
