"""People through the services, on a real office file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake
from villagedesk.people.badges import clean_badge, current, holder
from villagedesk.people.person import Badge
from villagedesk.services import people as use
from villagedesk.services.office import Office, create_office
from villagedesk.services.upkeep import check_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "桃源 村.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 21, 9)))
    yield made
    made.close()


def staff(office: Office, *names: str) -> list[int]:
    return [use.add_person(office, {"name": name}, badge=str(n)).value for n, name in enumerate(names, 1)]


def test_people_come_in_seniority_order_and_a_new_order_can_be_taken_back(office: Office) -> None:
    keys = staff(office, "甲", "乙", "丙")
    moved = use.reorder(office, [keys[2], keys[0]])
    assert [person.name for person in use.people(office)] == ["丙", "甲", "乙"]
    assert moved.undo
    moved.undo(office)
    assert [person.name for person in use.people(office)] == ["甲", "乙", "丙"]


def test_a_badge_in_use_is_refused_naming_both_people(office: Office) -> None:
    staff(office, "甲")
    second = use.add_person(office, {"name": "乙"}).value
    with pytest.raises(Mistake, match=r"考勤号 1 已经是甲的.*乙"):
        use.set_badge(office, Badge("0001", second))
    with pytest.raises(Mistake, match="甲"):
        use.add_person(office, {"name": "丙"}, badge=" 01")
    assert [person.name for person in use.people(office)] == ["甲", "乙"]


def test_a_badge_is_free_again_after_its_holder_left(office: Office) -> None:
    (first,) = staff(office, "甲")
    gone = use.leave(office, first, date(2026, 5, 31))
    second = use.add_person(office, {"name": "乙"}, badge="1").value
    found = use.badges(office)
    assert holder(found, "001", date(2026, 5, 31)) == first
    assert holder(found, "1", date(2026, 6, 1)) == second
    assert gone.undo
    with pytest.raises(Mistake, match="乙"):
        gone.undo(office)
    assert [p.name for p in use.serving(office, date(2026, 11, 21))] == ["乙"]


def test_leaving_can_be_taken_back_with_the_badge(office: Office) -> None:
    (key,) = staff(office, "甲")
    gone = use.leave(office, key, date(2026, 5, 31))
    assert gone.undo
    gone.undo(office)
    assert use.serving(office, date(2026, 11, 21))
    badge = current(use.badges(office), key, date(2026, 11, 21))
    assert badge and badge.to_on is None


def test_one_number_on_two_machines_may_mean_two_people(office: Office) -> None:
    first, second = (use.add_person(office, {"name": name}).value for name in ("甲", "乙"))
    use.set_badge(office, Badge("5", first, device="前门"))
    use.set_badge(office, Badge("5", second, device="后门"))
    with pytest.raises(Mistake):
        use.set_badge(office, Badge("5", second))
    found = use.badges(office)
    assert holder(found, "5", date(2026, 1, 1), "前门") == first
    assert holder(found, "5", date(2026, 1, 1), "后门") == second
    assert holder(found, "5", date(2026, 1, 1), "别处") is None


def test_two_people_of_one_name_are_allowed_and_told_apart(office: Office) -> None:
    use.add_person(office, {"name": "张建国", "posts": "党支部书记、村委会主任"})
    use.add_person(office, {"name": "张建国", "posts": "后备干部"})
    assert sorted(use.labels(office).values()) == ["张建国（党支部书记）", "张建国（后备干部）"]
    with pytest.raises(Mistake, match="2 人"):
        use.person_named(office, "张建国")
    assert use.person_named(office, "张建国（后备干部）").posts == ("后备干部",)


def test_editing_keeps_what_is_not_named_and_can_be_undone(office: Office) -> None:
    key = use.add_person(office, {"name": "甲", "phone": "138 0577 1201", "posts": "文书"}).value
    done = use.edit_person(office, key, {"posts": ("网格长", "文书"), "joined_on": "2024-03-01"})
    person = use.people(office)[0]
    assert (person.phone, person.post, person.joined_on) == ("13805771201", "网格长", date(2024, 3, 1))
    assert done.undo
    done.undo(office)
    assert use.people(office)[0].posts == ("文书",)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        pytest.param({"name": "  "}, "姓名", id="an empty name"),
        pytest.param({"name": "甲", "phone": "一三八"}, "电话", id="a phone in words"),
        pytest.param({"name": "甲", "left_on": "2026-02-30"}, "离任日期", id="an impossible date"),
        pytest.param({"name": "甲", "joined_on": "2026-03-01", "left_on": "2026-02-01"}, "早于", id="leaves before"),
        pytest.param({"name": "甲", "年龄": 3}, "不认识", id="an unknown key"),
    ],
)
def test_bad_values_are_refused_in_chinese_and_nothing_is_stored(office: Office, values: dict, says: str) -> None:
    with pytest.raises(Mistake, match=says):
        use.add_person(office, values)
    assert use.people(office) == ()


def test_a_new_term_keeps_the_old_one(office: Office) -> None:
    (key,) = staff(office, "甲")
    use.edit_person(office, key, {"term_from_on": "2020-12-01", "promised_days": 600})
    done = use.start_term(office, key, date(2026, 3, 1), date(2031, 2, 28), 700)
    (old,) = use.terms(office, key)
    assert (old.to_on, old.promised_days) == (date(2026, 2, 28), 600)
    assert done.undo
    done.undo(office)
    assert use.terms(office, key) == () and use.people(office)[0].promised_days == 600


def test_somebody_entered_by_mistake_goes_and_comes_back(office: Office) -> None:
    (key,) = staff(office, "甲")
    done = use.remove_person(office, key, "重复")
    assert use.people(office) == () and use.badges(office) == () and use.labels(office)[key] == "甲"
    assert done.undo
    done.undo(office)
    assert use.people(office) and use.badges(office)
    assert check_office(office).sound


def test_the_list_of_posts_can_be_edited(office: Office) -> None:
    use.set_posts(office, ["书记", " 书记", "文书", ""])
    assert use.posts(office) == ("书记", "文书")
    with pytest.raises(Mistake):
        use.set_duty_posts(office, [" "])


@pytest.mark.parametrize(
    ("written", "meant"),
    [("000000001", "1"), (" 7", "7"), ("２２", "22"), ("15.0", "15"), ("000", "0"), ("", ""), ("A007", "A007")],
)
def test_badges_have_one_spelling(written: str, meant: str) -> None:
    assert clean_badge(written) == meant


def test_somebody_removed_does_not_make_others_be_told_apart(office: Office) -> None:
    (wrong,) = staff(office, "甲")
    use.remove_person(office, wrong, "重复")
    right = use.add_person(office, {"name": "甲", "posts": "文书"}, badge="1").value
    assert use.labels(office)[right] == "甲" and use.labels(office)[wrong] != "甲"
    assert len(set(use.labels(office).values())) == 2


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("𠮷某", "𠮷某", id="a character outside the BMP"),
        pytest.param("甲'); drop table person;--", "甲'); drop table person;--", id="quotes and SQL"),
        pytest.param("甲\x00\x07某", "甲某", id="control characters"),
        pytest.param("=甲某", "=甲某", id="a formula stays text"),
        pytest.param("阿依古丽·买买提", "阿依古丽·买买提", id="a long name with a dot"),
    ],
)
def test_strange_names_are_kept_as_they_are(office: Office, typed: str, kept: str) -> None:
    use.add_person(office, {"name": typed})
    assert [person.name for person in use.people(office)] == [kept]
    assert check_office(office).sound
