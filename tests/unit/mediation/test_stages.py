"""The way of a case: what may follow, and which article forbids the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.base.errors import Mistake
from villagedesk.mediation import law
from villagedesk.mediation.case import Case, Source, Stage, Step
from villagedesk.mediation.law import Forbidden
from villagedesk.mediation.party import Helper, Mediator, Member, Party, check_committee
from villagedesk.mediation.stages import FROM, next_stages, stage_named, take
from villagedesk.mediation.steps import STEP_FIELDS

DAY = date(2026, 11, 2)
TODAY = date(2026, 11, 30)
TWO = (Party("郑水生", "申请人"), Party("何春来", "被申请人"))
DATA: Mapping[Stage, Mapping[str, Any]] = {
    Stage.ACCEPTED: {},
    Stage.REFUSED: {"reason": "人民法院已经受理或者解决", "told_to": "等待法院判决"},
    Stage.INFORMED: {},
    Stage.INVESTIGATED: {"investigator": "李秀梅", "witness": "唐老五", "record": "界石在树下。"},
    Stage.SESSION: {"statements": "各说各的。"},
    Stage.WRITTEN: {"facts": "墙越界", "terms": "拆墙", "all_signed": True, "sealed": True, "due_on": "2026-11-20"},
    Stage.ORAL: {"facts": "欠款", "terms": "还款", "no_paper": True},
    Stage.FAILED: {"reason": "各不相让", "told_ways": True},
    Stage.STOPPED: {"reason": "申请人撤回申请", "told_ways": True},
    Stage.TRANSFERRED: {"to": "锦湖派出所", "reason": "涉嫌治安案件"},
    Stage.PERFORMED: {"performance": "全部履行"},
    Stage.CONFIRMED: {"court": "县人民法院", "joint": True},
    Stage.REVISITED: {"visitor": "李秀梅", "visited": "郑水生", "note": "墙已拆。"},
    Stage.ARCHIVED: {"filer": "王小梅"},
}


def a_case(*stages: Stage, **facts: Any) -> Case:
    """A case that took these steps, a day after another, each with the data it needs."""
    case = Case("排水纠纷", DAY, parties=TWO, mediators=(Mediator("李秀梅", "主持"),), summary="排水")
    case = replace(case, **facts)
    for n, stage in enumerate(stages):
        case = take(case, Step(stage, DAY + timedelta(days=n), DATA[stage], n + 1), TODAY)
    return case


HEARD = (Stage.ACCEPTED, Stage.INFORMED, Stage.SESSION)
AGREED = (*HEARD, Stage.WRITTEN)


def test_the_usual_way_leads_from_the_desk_to_the_closed_volume() -> None:
    case = a_case(*AGREED, Stage.PERFORMED, Stage.CONFIRMED, Stage.REVISITED, Stage.ARCHIVED)
    assert case.stage is Stage.ARCHIVED
    assert case.effective_on == DAY + timedelta(days=3)
    assert next_stages(case) == ()


FORBIDDEN = [
    ("an_agreement_needs_a_recorded_session", HEARD[:2], Stage.WRITTEN, {}, {}, law.RECORDS),
    ("a_session_waits_until_rights_were_told", HEARD[:1], Stage.SESSION, {}, {}, law.TOLD_FIRST),
    (
        "what_a_court_accepted_is_not_accepted",
        (),
        Stage.ACCEPTED,
        {},
        {"barred": "人民法院已经受理或者解决"},
        law.BARRED,
    ),
    (
        "a_party_who_refuses_is_not_mediated",
        (),
        Stage.ACCEPTED,
        {},
        {"parties": (TWO[0], replace(TWO[1], refuses=True))},
        law.CLEAR_REFUSAL,
    ),
    ("a_fee_is_never_taken", (), Stage.ACCEPTED, {}, {"fee": 50.0}, law.FREE),
    ("somebody_must_mediate", HEARD[:2], Stage.SESSION, {}, {"mediators": ()}, law.APPOINTED),
    (
        "a_mediator_who_is_a_party_withdraws",
        HEARD[:2],
        Stage.SESSION,
        {},
        {"mediators": (Mediator("何春来"),)},
        law.WITHDRAWAL,
    ),
    (
        "invited_people_need_the_parties_consent",
        HEARD[:2],
        Stage.SESSION,
        {},
        {"helpers": (Helper("老支书", consented=False),)},
        law.INVITED,
    ),
    (
        "a_minor_is_represented",
        HEARD[:2],
        Stage.SESSION,
        {},
        {"parties": (TWO[0], replace(TWO[1], age=15))},
        law.GUARDIAN,
    ),
    ("a_risk_is_met_by_a_measure", HEARD[:2], Stage.SESSION, {"risk": True}, {}, law.ESCALATION),
    (
        "a_general_authority_cannot_agree",
        HEARD,
        Stage.WRITTEN,
        {},
        {"parties": (TWO[0], replace(TWO[1], representative="何小来", authority="一般授权", authority_paper="1"))},
        law.AUTHORITY,
    ),
    (
        "a_representative_needs_an_authority",
        HEARD[:0],
        Stage.ACCEPTED,
        {},
        {"parties": (TWO[0], replace(TWO[1], representative="何小来"))},
        law.AUTHORITY,
    ),
    ("all_parties_sign", HEARD, Stage.WRITTEN, {"all_signed": False}, {}, law.WRITTEN_EFFECT),
    ("the_seal_is_set", HEARD, Stage.WRITTEN, {"sealed": False}, {}, law.WRITTEN_EFFECT),
    ("an_oral_agreement_is_wanted_by_the_parties", HEARD, Stage.ORAL, {"no_paper": False}, {}, law.ORAL_RECORD),
    ("a_failure_names_the_other_ways", HEARD, Stage.FAILED, {"told_ways": False}, {}, law.NO_AGREEMENT),
    ("an_end_names_the_other_ways", HEARD, Stage.STOPPED, {"told_ways": False}, {}, law.NO_AGREEMENT),
    ("nothing_is_performed_without_an_agreement", HEARD, Stage.PERFORMED, {}, {}, law.PERFORMANCE),
    ("nothing_is_confirmed_without_an_agreement", HEARD, Stage.CONFIRMED, {}, {}, law.CONFIRMATION),
    ("confirmation_is_asked_together", AGREED, Stage.CONFIRMED, {"joint": False}, {}, law.CONFIRMATION),
    ("an_oral_agreement_has_no_paper_for_the_court", (*HEARD, Stage.ORAL), Stage.CONFIRMED, {}, {}, law.CONFIRM_PAPERS),
    ("a_new_session_after_agreement_needs_consent", AGREED, Stage.SESSION, {}, {}, law.AGAIN),
    ("what_is_not_performed_is_urged_first", AGREED, Stage.PERFORMED, {"performance": "不履行"}, {}, law.PERFORMANCE),
    ("a_volume_closes_after_performance", AGREED, Stage.ARCHIVED, {}, {}, law.PERFORMANCE),
    ("an_open_case_is_not_archived", HEARD, Stage.ARCHIVED, {}, {}, law.RECORDS),
    ("an_agreement_is_not_reached_at_the_desk", (), Stage.ORAL, {}, {}, law.RECORDS),
]


@pytest.mark.parametrize(
    ("steps", "to", "data", "facts", "article"), [row[1:] for row in FORBIDDEN], ids=[r[0] for r in FORBIDDEN]
)
def test_the_law_forbids(
    steps: tuple[Stage, ...], to: Stage, data: Mapping[str, Any], facts: Mapping[str, Any], article: law.Article
) -> None:
    case = replace(a_case(*steps), **facts)
    on = case.steps[-1].on if case.steps else DAY
    with pytest.raises(Forbidden) as error:
        take(case, Step(to, on, {**DATA[to], **data}), TODAY)
    assert error.value.article == article
    assert article.cite in error.value.says


MISTAKES = [
    ("a_future_day", HEARD, Stage.FAILED, date(2026, 12, 1), {}, "还没有到"),
    ("a_day_before_the_request", (), Stage.ACCEPTED, date(2026, 11, 1), {}, "早于来件日期"),
    ("a_day_before_the_last_step", HEARD, Stage.WRITTEN, DAY, {}, "早于上一步"),
    ("a_due_day_before_the_agreement", HEARD, Stage.WRITTEN, date(2026, 11, 6), {"due_on": "2026-11-05"}, "履行期限"),
    (
        "a_day_that_is_not_on_the_calendar",
        HEARD,
        Stage.WRITTEN,
        date(2026, 11, 6),
        {"due_on": "2026-02-30"},
        "不是日历上有的",
    ),
    ("an_unknown_key", HEARD, Stage.WRITTEN, date(2026, 11, 6), {"term": "x"}, "不认识的名称"),
    (
        "an_instalment_without_a_date",
        HEARD,
        Stage.WRITTEN,
        date(2026, 11, 6),
        {"instalments": "下月付"},
        "要以日期开头",
    ),
    ("terms_left_empty", HEARD, Stage.WRITTEN, date(2026, 11, 6), {"terms": " "}, "不能为空"),
    ("a_second_acceptance", HEARD, Stage.ACCEPTED, date(2026, 11, 6), {}, "不能直接到"),
]


@pytest.mark.parametrize(
    ("steps", "to", "on", "data", "says"), [row[1:] for row in MISTAKES], ids=[r[0] for r in MISTAKES]
)
def test_what_is_written_wrong_is_said_at_its_field(
    steps: tuple[Stage, ...], to: Stage, on: date, data: Mapping[str, Any], says: str
) -> None:
    with pytest.raises(Mistake, match=says):
        take(a_case(*steps), Step(to, on, {**DATA[to], **data}), TODAY)


def test_confirmation_is_refused_after_thirty_days_and_a_rest_day_at_the_end_moves_it() -> None:
    # 2026-11-05 + 30 days = Saturday 2026-12-05, so Monday the 7th is the last day.
    case = a_case(*AGREED)
    late = date(2026, 12, 8)
    with pytest.raises(Forbidden, match="2026-12-07"):
        take(case, Step(Stage.CONFIRMED, late, DATA[Stage.CONFIRMED]), late)
    assert take(case, Step(Stage.CONFIRMED, date(2026, 12, 7), DATA[Stage.CONFIRMED]), late).confirmation == "已申请"


def test_a_court_may_hand_over_what_it_has_accepted() -> None:
    case = a_case(Stage.ACCEPTED, barred="人民法院已经受理或者解决", source=Source.COURT, referred_by="县人民法院")
    assert case.stage is Stage.ACCEPTED


def test_a_simple_dispute_is_registered_after_it_was_mediated() -> None:
    case = a_case()
    case = take(case, Step(Stage.ACCEPTED, DAY, {"after": True}), TODAY)
    assert case.steps[-1].data["after"] is True


def test_a_withdrawn_mediator_makes_room_for_another() -> None:
    case = a_case(*HEARD[:2])
    told = replace(case.steps[1], data={**case.steps[1].data, "objection": "李秀梅"})
    case = replace(case, steps=(case.steps[0], told))
    with pytest.raises(Forbidden, match="第二十五条"):
        take(case, Step(Stage.SESSION, DAY + timedelta(days=2), DATA[Stage.SESSION]), TODAY)
    changed = replace(case, mediators=(Mediator("李秀梅", "主持", "当事人要求回避"), Mediator("王国平", "主持")))
    assert take(changed, Step(Stage.SESSION, DAY + timedelta(days=2), DATA[Stage.SESSION]), TODAY).sessions


def test_every_stage_that_can_be_taken_declares_its_fields_and_a_way_to_it() -> None:
    assert set(STEP_FIELDS) == set(FROM) == set(Stage) - {Stage.WAITING}
    assert stage_named("书面协议") is Stage.WRITTEN
    with pytest.raises(Mistake, match="可选"):
        stage_named("判决")


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ((Member("甲", chair=True), Member("乙", woman=True)), "2 名委员"),
        (tuple(Member(f"委员{n}", woman=True, chair=n == 0) for n in range(10)), "10 名委员"),
        ((Member("甲", chair=True), Member("乙"), Member("丙")), "妇女"),
        ((Member("甲"), Member("乙", woman=True), Member("丙")), "主任"),
    ],
    ids=["two_are_too_few", "ten_are_too_many", "no_woman", "no_chair"],
)
def test_a_committee_against_article_eight_is_refused(members: tuple[Member, ...], says: str) -> None:
    with pytest.raises(Forbidden, match=says):
        check_committee(members)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([s for s in Stage if s is not Stage.WAITING]), st.integers(0, 3)), max_size=14)
)
def test_whatever_is_tried_the_case_stays_lawful(tries: list[tuple[Stage, int]]) -> None:
    case, day = a_case(), DAY
    for stage, later in tries:
        day = min(day + timedelta(days=later), TODAY)
        data = {**DATA[stage], "again": True} if stage is Stage.SESSION else dict(DATA[stage])
        data.pop("due_on", None)
        try:
            case = take(case, Step(stage, day, data), TODAY)
        except Mistake:
            continue
    taken = [step.stage for step in case.steps]
    for needed, after in (
        (Stage.ACCEPTED, Stage.INFORMED),
        (Stage.INFORMED, Stage.SESSION),
        (Stage.SESSION, Stage.WRITTEN),
        (Stage.SESSION, Stage.ORAL),
        (Stage.SESSION, Stage.FAILED),
        (Stage.WRITTEN, Stage.CONFIRMED),
    ):
        assert after not in taken or needed in taken[: taken.index(after)]
    assert Stage.ARCHIVED not in taken[:-1]
    assert Stage.REFUSED not in taken or taken == [Stage.REFUSED]
    assert case.effective_on is None or case.effective_on <= TODAY
