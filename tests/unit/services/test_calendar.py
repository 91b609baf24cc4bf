"""The office calendar through the services."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake
from villagedesk.calendar.day import DayKind
from villagedesk.calendar.local import CollectiveDay, SpecialPeriod
from villagedesk.services import calendar as use
from villagedesk.services.office import Office, create_office
from villagedesk.services.options import option, options, set_options
from villagedesk.services.upkeep import check_office

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "samples" / "calendar"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "村.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 21, 9)))
    yield made
    made.close()


def notice(path: Path, year: int, *days: tuple[str, bool]) -> Path:
    listed = [{"name": "元旦", "date": day, "isOffDay": off} for day, off in days]
    path.write_text(json.dumps({"$id": "x", "year": year, "papers": [], "days": listed}, ensure_ascii=False), "utf-8")
    return path


def test_an_unpublished_year_says_so_until_its_notice_is_read(office: Office, tmp_path: Path) -> None:
    first, last = date(2026, 12, 1), date(2027, 1, 31)
    assert "2027 年放假通知未公布" in use.unpublished_says(office, first, last)
    done = use.import_notice(office, notice(tmp_path / "2027.json", 2027, ("2026-12-31", True), ("2027-01-01", True)))
    assert use.unpublished_says(office, first, last) == ""
    assert use.day(office, date(2026, 12, 31)).kind is DayKind.HOLIDAY_REST
    assert done.changes.undo
    done.changes.undo(office)
    assert not use.published(office, 2027) and use.day(office, date(2026, 12, 31)).kind is DayKind.WORKDAY
    assert check_office(office).sound


def test_an_empty_notice_is_not_the_same_as_no_holidays(office: Office, tmp_path: Path) -> None:
    done = use.import_notice(office, notice(tmp_path / "2027.json", 2027))
    assert "还没有公布" in done.changes.says and not use.published(office, 2027)
    empty_2026 = use.import_notice(office, notice(tmp_path / "2026.json", 2026))
    assert not empty_2026.value.days and use.day(office, date(2026, 10, 1)).kind is DayKind.STATUTORY_HOLIDAY


def test_a_second_notice_replaces_the_first(office: Office, tmp_path: Path) -> None:
    use.import_notice(office, notice(tmp_path / "a.json", 2027, ("2027-01-02", True), ("2027-01-04", True)))
    done = use.import_notice(office, notice(tmp_path / "b.json", 2027, ("2027-01-02", True)))
    assert use.day(office, date(2027, 1, 4)).kind is DayKind.WORKDAY
    assert done.changes.undo
    done.changes.undo(office)
    assert use.day(office, date(2027, 1, 4)).kind is DayKind.HOLIDAY_REST


def test_published_samples_come_in(office: Office) -> None:
    if not SAMPLES.exists():
        pytest.skip("the sample notices are not here")
    before = use.days(office, date(2026, 1, 1), date(2026, 12, 31))
    assert len(use.import_notice(office, SAMPLES / "2026.json").value.days) == 39
    assert use.days(office, date(2026, 1, 1), date(2026, 12, 31)) == before
    assert not use.import_notice(office, SAMPLES / "2027.json").value.days


@pytest.mark.parametrize("text", ["", "{", "姓名,职务", "[" * 100_000])
def test_a_file_that_is_no_notice_changes_nothing(office: Office, tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text, "utf-8")
    with pytest.raises(Mistake, match="放假通知"):
        use.import_notice(office, file)


def test_a_day_by_hand_and_back(office: Office) -> None:
    done = use.set_day(office, date(2027, 10, 1), DayKind.STATUTORY_HOLIDAY, "国庆节")
    assert use.day(office, date(2027, 10, 1)).name == "国庆节"
    assert done.undo
    again = done.undo(office)
    assert use.day(office, date(2027, 10, 1)).kind is DayKind.WORKDAY
    assert again.undo
    again.undo(office)
    assert use.day(office, date(2027, 10, 1)).kind is DayKind.STATUTORY_HOLIDAY
    use.clear_day(office, date(2027, 10, 1))
    assert not use.hand_days(office)


def test_collective_days_and_special_periods_come_change_and_go(office: Office) -> None:
    key = use.save_collective_day(office, CollectiveDay("集中走访日", (15,), moved="next_workday")).value
    assert use.day(office, date(2026, 11, 16)).collective == "集中走访日"
    changed = use.save_collective_day(office, CollectiveDay("主题党日", (5,), id=key)).changes
    assert use.day(office, date(2026, 11, 5)).collective == "主题党日"
    assert changed.undo
    changed.undo(office)
    gone = use.remove_collective_day(office, key)
    assert use.collective_days(office) == () and gone.undo
    gone.undo(office)
    assert use.day(office, date(2026, 11, 16)).collective == "集中走访日"
    use.save_special_period(office, SpecialPeriod("防汛", date(2026, 6, 1), date(2026, 9, 30)))
    assert use.day(office, date(2026, 7, 1)).special == "防汛"


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(CollectiveDay(" ", (15,)), id="no name"),
        pytest.param(CollectiveDay("走访日"), id="no day"),
        pytest.param(CollectiveDay("走访日", (32,)), id="a 32nd"),
        pytest.param(CollectiveDay("走访日", (1,), from_on=date(2026, 2, 1), to_on=date(2026, 1, 1)), id="ends first"),
    ],
)
def test_a_collective_day_that_cannot_be_is_refused(office: Office, rule: CollectiveDay) -> None:
    with pytest.raises(Mistake):
        use.save_collective_day(office, rule)
    assert use.collective_days(office) == ()


def test_a_special_period_that_ends_before_it_starts_is_refused(office: Office) -> None:
    with pytest.raises(Mistake):
        use.save_special_period(office, SpecialPeriod("防汛", date(2026, 9, 30), date(2026, 6, 1)))


def test_counting_in_the_calendar_of_the_office(office: Office) -> None:
    use.set_day(office, date(2026, 11, 23), DayKind.HOLIDAY_REST, "村庆")
    assert use.add_working_days(office, date(2026, 11, 20), 1) == date(2026, 11, 24)
    assert use.working_days_between(office, date(2026, 11, 20), date(2026, 11, 24)) == 2


def test_settings_have_defaults_checks_and_an_undo(office: Office) -> None:
    assert option(office, "backups_kept") == 30 and options(office)["village"] == "桃源村"
    done = set_options(office, {"backups_kept": "10", "phones_public": "是", "duty_phone": "0577-65551234"})
    assert option(office, "backups_kept") == 10 and option(office, "phones_public") is True
    assert done.undo
    done.undo(office)
    assert option(office, "backups_kept") == 30
    for bad in ({"backups_kept": 0}, {"phones_public": "也许"}, {"village": ""}, {"没有": 1}):
        with pytest.raises(Mistake):
            set_options(office, bad)
    with pytest.raises(LookupError):
        option(office, "nothing")


def test_a_typed_holiday_leaves_the_other_holidays_of_the_year(office: Office) -> None:
    done = use.type_notice(office, 2026, "国庆节：10月1日至8日放假，10月10日上班。")
    assert use.day(office, date(2026, 10, 8)).kind is DayKind.HOLIDAY_REST
    assert use.day(office, date(2026, 9, 20)).kind is DayKind.WEEKEND
    assert use.day(office, date(2026, 2, 20)).kind is DayKind.HOLIDAY_REST
    assert "还没有写" not in done.changes.says


def test_a_typed_year_says_what_is_still_missing(office: Office) -> None:
    done = use.type_notice(office, 2027, "元旦：1月1日放假。国庆节：10月1日至7日放假。")
    assert "还没有写：春节、清明节、劳动节、端午节、中秋节" in done.changes.says


def test_a_december_before_an_unpublished_year_may_still_change(office: Office) -> None:
    assert "12 月底如有元旦调休" in use.unpublished_says(office, date(2026, 12, 1), date(2026, 12, 31))
    assert use.unpublished_says(office, date(2026, 11, 1), date(2026, 11, 30)) == ""
    assert use.unpublished_says(office, date(2025, 12, 1), date(2025, 12, 31)) == ""
