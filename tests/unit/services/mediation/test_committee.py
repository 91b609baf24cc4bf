"""The committee and the mediators of a case: who is on the list, who is invited, who is a slip."""

from __future__ import annotations

import pytest

from tests.unit.services.mediation.disputes import VALUES
from villagedesk.mediation.law import Forbidden
from villagedesk.mediation.party import Member, NotOnCommittee
from villagedesk.services import people
from villagedesk.services.mediation import cases, settings
from villagedesk.services.office import Office


def test_the_committee_is_checked_before_it_is_kept(office: Office) -> None:
    with pytest.raises(Forbidden):
        settings.set_committee(office, [Member("甲", chair=True)])
    settings.set_committee(office, [Member("甲", chair=True), Member("乙", woman=True), Member("丙")])
    assert [m.name for m in settings.committee(office)] == ["甲", "乙", "丙"]


LISTED = (Member("李秀梅", woman=True, chair=True), Member("王国平"), Member("赵明"))


def test_a_mediator_outside_the_committee_is_asked_for_and_then_invited(office: Office) -> None:
    settings.set_committee(office, LISTED)
    slip = {**VALUES, "mediators": ["李秀梅", "王囯平"]}
    with pytest.raises(NotOnCommittee, match="是不是“王国平”") as refused:
        cases.add_case(office, slip)
    assert (refused.value.field, refused.value.names, refused.value.near) == ("mediators", ("王囯平",), ("王国平",))
    made = cases.add_case(office, cases.invite({**VALUES, "mediators": ["李秀梅", "周律师"]})).value
    again = cases.open_case(office, made.id)
    assert [(m.name, m.invited) for m in again.mediators] == [("李秀梅", False), ("周律师", True)]
    cases.edit_case(office, made.id, {"mediators": ["李秀梅", "周律师"]})
    assert cases.open_case(office, made.id).mediators[1].invited
    with pytest.raises(NotOnCommittee):
        cases.edit_case(office, made.id, {"mediators": ["李秀梅", "周侓师"]})


def test_a_case_begun_before_the_list_keeps_its_mediators(office: Office) -> None:
    made = cases.add_case(office, VALUES).value
    settings.set_committee(office, (Member("甲某", woman=True, chair=True), Member("乙某"), Member("丙某")))
    cases.edit_case(office, made.id, {"summary": "改了一个字。"})
    assert [m.name for m in cases.open_case(office, made.id).mediators] == ["李秀梅", "王国平"]


def test_without_a_committee_a_slip_for_a_colleague_is_asked_about_and_the_lack_is_said(office: Office) -> None:
    people.add_person(office, {"name": "李秀梅"})
    values = {"category": "邻里", "summary": "界石", "parties": [{"name": "郑水根", "side": "申请人"}]}
    with pytest.raises(NotOnCommittee, match="是不是“李秀梅”") as asked:
        cases.add_case(office, {**values, "mediators": ["李秀每"]})
    assert "名单还没有登记" in asked.value.says
    made = cases.add_case(office, {**values, "mediators": ["李秀梅", "赵大河"]})
    assert "姓名没有核对" in made.changes.says
    assert "姓名没有核对" in cases.edit_case(office, made.value.id, {"mediators": ["赵大河"]}).says
    assert "核对" not in cases.edit_case(office, made.value.id, {"summary": "围墙"}).says
    settings.set_committee(office, LISTED)
    again = cases.add_case(office, {**values, "mediators": [LISTED[0].name]})
    assert "核对" not in again.changes.says
