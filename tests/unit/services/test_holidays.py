"""A changed calendar moves the deadlines that count working days, and taking the change back moves them back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.calendar.day import DayKind
from villagedesk.services.due import holidays
from villagedesk.services.office import Office, create_office
from villagedesk.services.registers import books, entries

OWN = """
id = "letters"
title = "来函"
number = "函〔{year}〕第{n}号"
unit = "件"
[[field]]
name = "day"
label = "日期"
kind = "date"
default = "today"
[[state]]
name = "收到"
start = true
[[state]]
name = "办结"
end = true
[[deadline]]
name = "五个工作日办结"
from = "day"
working_days = 5
until = ["办结"]
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "村.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 16, 9, 0)))
    books.save_definition(made, OWN, "来函.toml")
    yield made
    made.close()


def due(office: Office, key: int) -> date | None:
    return entries.existing(office, key).due_on


def test_a_day_off_moves_the_deadline_and_undo_moves_it_back(office: Office) -> None:
    key = entries.add_entry(office, "letters", {"day": "2026-11-16"}).value.id
    assert due(office, key) == date(2026, 11, 23)
    changes = holidays.set_day(office, date(2026, 11, 18), DayKind.HOLIDAY_REST, "村庆")
    assert due(office, key) == date(2026, 11, 24)
    assert "重算了 1 条期限" in changes.says and changes.undo is not None
    back = changes.undo(office)
    assert due(office, key) == date(2026, 11, 23)
    assert back.undo is not None
    back.undo(office)
    assert due(office, key) == date(2026, 11, 24)
    holidays.clear_day(office, date(2026, 11, 18))
    assert due(office, key) == date(2026, 11, 23)


def test_only_what_the_changed_days_touch_is_moved(office: Office) -> None:
    key = entries.add_entry(office, "letters", {"day": "2026-11-16"}).value.id
    far = entries.add_entry(office, "letters", {"day": "2026-11-13"}).value.id
    done = holidays.type_notice(office, 2026, "国庆节：10月1日至7日放假，共7天。")
    assert "重算" not in done.changes.says, "no day of these deadlines changed"
    assert (due(office, key), due(office, far)) == (date(2026, 11, 23), date(2026, 11, 20))
    off = holidays.set_day(office, date(2026, 11, 23), DayKind.HOLIDAY_REST)
    assert due(office, key) == date(2026, 11, 24) and due(office, far) == date(2026, 11, 20)
    assert "1 条" in off.says
