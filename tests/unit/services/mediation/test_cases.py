"""Cases in a real office file: taken in, found, changed, seen by few, closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.unit.services.mediation.disputes import PARTIES, VALUES, photo, walked
from villagedesk.base.errors import Mistake
from villagedesk.mediation.case import Act, Hold, Stage
from villagedesk.mediation.clocks import MEDIATION, Terms
from villagedesk.mediation.law import Forbidden
from villagedesk.mediation.volume import Sheet
from villagedesk.services import finding, people, upkeep
from villagedesk.services.mediation import cases, course, scans, sheets
from villagedesk.services.office import Office
from villagedesk.store.cases.dispute import Query


def test_a_case_has_number_title_and_the_ministrys_category(office: Office) -> None:
    case = cases.add_case(office, VALUES).value
    assert (case.number, case.title) == ("（2026）人调字第1号", "郑水生与何春来邻里纠纷")
    assert (case.category, case.local_category, case.stage) == ("邻里", "边界", Stage.WAITING)
    assert [m.role for m in case.mediators] == ["主持", "参加"]
    assert cases.case_numbered(office, "1") == cases.case_numbered(office, "2026-1") == case


def test_a_stored_case_is_the_same_as_the_one_in_hand(office: Office) -> None:
    case = walked(office)
    assert cases.open_case(office, case.id) == case
    assert upkeep.check_office(office).sound


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"纠纷类型": "星际"}, "对照"),
        ({"收费金额": 1}, "不认识的名称"),
        ({"fee": 20}, "不收取任何费用"),
        ({"received_on": "2026-02-30"}, "不是日历上有的"),
        ({"received_on": "2027-01-01"}, "还没有到"),
        ({"mediators": ["何春来"]}, "回避"),
        ({"parties": [{"name": "甲", "代理": "乙"}]}, "不认识的名称"),
        ({"prevented": [{"effect": "地震"}]}, "可选"),
    ],
    ids=["category", "key", "fee", "no_such_day", "tomorrow", "interest", "party_key", "effect"],
)
def test_what_is_wrong_is_not_stored(office: Office, change: dict[str, Any], says: str) -> None:
    with pytest.raises(Mistake, match=says):
        cases.add_case(office, {**VALUES, **change})
    assert cases.list_cases(office) == ()


def test_a_citizen_number_is_checked_and_tells_sex_and_age(office: Office) -> None:
    with pytest.raises(Mistake, match="校验位") as error:
        cases.add_case(office, {**VALUES, "parties": [{"name": "甲", "id_number": "110101199003070000"}]})
    assert error.value.field == "id_number"
    known = {"name": "甲", "id_number": "11010519491231002X"}
    firm = {"name": "某厂", "side": "被申请人", "kind": "法人或其他组织", "id_number": "91330000MA00000000"}
    case = cases.add_case(office, {**VALUES, "parties": [known, firm]}).value
    assert (case.parties[0].sex, case.parties[0].age) == ("女", 76)
    assert (case.parties[1].sex, case.parties[1].age) == ("", 0)


def test_a_case_does_not_come_after_its_first_step(office: Office) -> None:
    case = walked(office, 1)
    with pytest.raises(Mistake, match="晚于"):
        cases.edit_case(office, case.id, {"received_on": "2026-11-20"})


def test_a_step_is_undone_and_its_form_leaves_the_volume(office: Office) -> None:
    case = walked(office, 1)
    result = course.take_step(office, case.id, "告知", {"on": "2026-11-03"})
    assert result.changes.undo is not None
    result.changes.undo(office)
    assert cases.open_case(office, case.id).stage is Stage.ACCEPTED
    assert cases.stage_counts(office) == {"受理": 1}


def test_a_case_is_edited_and_the_edit_undone(office: Office) -> None:
    case = walked(office, 1)
    changes = cases.edit_case(office, case.id, {"people": 12, "mediators": ["王国平"], "parties": PARTIES[:1]})
    assert [m.name for m in cases.open_case(office, case.id).mediators] == ["王国平"]
    assert changes.undo
    changes.undo(office)
    assert cases.open_case(office, case.id) == case


def test_an_archived_case_is_closed_to_edits_and_needs_its_volume(office: Office, tmp_path: Path) -> None:
    case = walked(office)
    with pytest.raises(Forbidden, match="当事人身份证明"):
        course.take_step(office, case.id, "归档", {"filer": "王小梅"})
    scans.attach(office, case.id, Sheet.IDENTITY, 0, [photo(tmp_path / "身份证.png")])
    course.take_step(office, case.id, "归档", {"filer": "王小梅"})
    for attempt in (
        lambda: cases.edit_case(office, case.id, {"people": 3}),
        lambda: scans.attach(office, case.id, Sheet.PROOF, 0, [tmp_path / "身份证.png"]),
        lambda: sheets.save_words(office, case.id, Sheet.CLOSING, 0, {"note": "x"}),
    ):
        with pytest.raises(Mistake, match="归档"):
            attempt()


def test_only_mediators_secretary_and_clerk_see_a_case(office: Office) -> None:
    case = walked(office, 1)
    people.add_person(office, {"name": "陈永福", "posts": ["治保主任"]})
    people.add_person(office, {"name": "张建国", "posts": ["书记"]})
    for name, seen in (("李秀梅", 1), ("张建国", 1), ("文书", 1), ("陈永福", 0)):
        desk = replace(office, user=name)
        assert len(cases.list_cases(desk)) == seen
        assert len(cases.list_cases(desk, Query(text="郑水生"))) == seen
        assert len([hit for hit in finding.find(desk, "郑水生") if hit.kind == "mediation"]) == seen
    with pytest.raises(Mistake, match="只有承办调解员"):
        cases.open_case(replace(office, user="陈永福"), case.id)


def test_a_case_is_found_by_name_initials_phone_and_words(office: Office) -> None:
    walked(office, 1)
    for text in ("春来", "zss", "1234", "界石", "第1号"):
        assert len(cases.list_cases(office, Query(text=text))) == 1, text
    assert cases.list_cases(office, Query(text="无此人")) == ()


def test_a_clock_is_extended_by_consent_and_the_list_of_due_knows(office: Office) -> None:
    case = walked(office, 2)
    assert [(d.clock.name, d.clock.days_left) for d in course.due_list(office)] == [(MEDIATION, 2)]
    course.move_clock(office, case.id, Hold(MEDIATION, Act.EXTEND, date(2026, 11, 29), 30, "双方同意", "等待测量"))
    assert course.due_list(office) == ()
    course.change_terms(office, Terms(mediation_days=7))
    assert course.clocks_of(office, cases.open_case(office, case.id))[0].days_left == 9
    assert [d.name for d in course.due_cases(office, date(2026, 12, 31))] == [MEDIATION]


def test_hours_that_run_backwards_are_refused(office: Office) -> None:
    case = walked(office, 2)
    talk = {"witness": "甲", "record": "问答", "investigator": "李秀梅", "starts": "09:00", "ends": "08:00"}
    with pytest.raises(Mistake, match="早于开始时间"):
        course.take_step(office, case.id, Stage.INVESTIGATED, talk)


def test_a_referral_names_who_referred(office: Office) -> None:
    case = cases.add_case(office, {**VALUES, "source": "公安移交"}).value
    with pytest.raises(Mistake, match="移交（委托）单位"):
        course.take_step(office, case.id, Stage.ACCEPTED, {})


def test_a_name_made_of_parties_and_category_follows_them_until_it_is_changed(office: Office) -> None:
    made = cases.add_case(office, {**VALUES, "parties": PARTIES[:1], "category": "其他"}).value
    assert made.title == "郑水生其他纠纷"
    cases.edit_case(office, made.id, {"parties": PARTIES, "category": "邻里"})
    assert cases.open_case(office, made.id).title == "郑水生与何春来邻里纠纷"
    cases.edit_case(office, made.id, {"title": "界墙纠纷"})
    cases.edit_case(office, made.id, {"category": "房屋宅基地"})
    assert cases.open_case(office, made.id).title == "界墙纠纷"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("瑞丰米业有限公司", "法人或其他组织"), ("桃源村村民委员会", "法人或其他组织"), ("郑水生", "自然人")],
)
def test_a_companys_name_makes_an_organisation_unless_said_otherwise(office: Office, name: str, kind: str) -> None:
    made = cases.add_case(office, {**VALUES, "parties": [PARTIES[0], {"name": name, "side": "被申请人"}]}).value
    assert made.parties[1].kind == kind
    said = [PARTIES[0], {"name": name, "side": "被申请人", "kind": "自然人"}]
    assert cases.add_case(office, {**VALUES, "parties": said}).value.parties[1].kind == "自然人"
