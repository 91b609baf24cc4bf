"""Counts, volume, subsidy, screening and privacy of disputes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.base.errors import Mistake
from villagedesk.mediation import statistics as subsidy
from villagedesk.mediation import volume
from villagedesk.mediation.case import Case, Difficulty, Effect, Prevented, Stage, Step
from villagedesk.mediation.category import CATEGORIES, ministry
from villagedesk.mediation.party import Mediator, Party
from villagedesk.mediation.privacy import Keeping, destroy_on, mask_name, mask_phone, masked, may_see
from villagedesk.mediation.screening import (
    Find,
    Rhythm,
    Risk,
    Round,
    check_find,
    expected,
    report_line,
    round_of,
    special_round,
)
from villagedesk.mediation.statistics import MEASURES, assemble, count, period
from villagedesk.mediation.volume import Held, Sheet

DAY = date(2026, 11, 2)
ENDINGS = (None, Stage.WRITTEN, Stage.ORAL, Stage.FAILED, Stage.STOPPED, Stage.TRANSFERRED)


def ended(stage: Stage | None, *, category: str = "邻里", heard: bool = True, day: date = DAY, **facts: object) -> Case:
    steps = [Step(Stage.ACCEPTED, day, id=1), Step(Stage.INFORMED, day, id=2)]
    steps += [Step(Stage.SESSION, day, id=3)] if heard else []
    steps += [Step(stage, day, id=4)] if stage else []
    case = Case("纠纷", day, category=category, steps=tuple(steps), number="（2026）人调字第1号")
    return replace(case, **facts)  # pyright: ignore[reportArgumentType]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    prevented = draw(
        st.lists(st.builds(Prevented, st.sampled_from(Effect), st.integers(0, 3), st.integers(0, 9)), max_size=2)
    )
    return ended(
        draw(st.sampled_from(ENDINGS)),
        category=draw(st.sampled_from((*CATEGORIES, "计划生育", "旧类型"))),
        heard=draw(st.booleans()),
        day=draw(st.dates(date(2026, 10, 25), date(2026, 12, 5))),
        people=draw(st.integers(1, 40)),
        amount=float(draw(st.integers(0, 9999))),
        prevented=tuple(prevented),
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(cases(), max_size=25), st.sampled_from(("2026-11", "2026Q4", "2026")))
def test_the_categories_always_add_up_to_the_total(found: list[Case], of: str) -> None:
    statistics = count(period(of), found)
    span = period(of)
    assert [line.category for line in statistics.lines] == list(CATEGORIES)
    for name in MEASURES:
        assert statistics.total.counts[name] == sum(line.counts[name] for line in statistics.lines)
    total = statistics.total.counts
    assert total["accepted"] == sum(span.holds(case.accepted_on) for case in found)
    assert total["mediated"] == total["succeeded"] + total["failed"]
    assert total["succeeded"] == total["written"] + total["oral"]
    assert total["mediated"] <= len(found)


def test_success_is_of_the_mediated_and_written_only_is_shown_apart() -> None:
    found = [ended(Stage.WRITTEN), ended(Stage.WRITTEN), ended(Stage.ORAL), ended(Stage.FAILED), ended(None)]
    total = count(period("2026-11"), found).total
    assert (total.counts["accepted"], total.counts["mediated"], total.counts["succeeded"]) == (5, 4, 3)
    assert total.rate() == 0.75
    assert total.written_rate() == 2 / 3
    assert assemble(period("2026"), {}, {}).total.rate() is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_periods_have_their_first_and_last_day(text: str, first: date, last: date) -> None:
    assert (period(text).from_on, period(text).to_on) == (first, last)


@pytest.mark.parametrize("text", ["2026-13", "26-1", "十一月", "", "2026Q5"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Mistake, match="不是月份"):
        period(text)


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("邻里纠纷", "邻里"),
        ("宅基地", "房屋宅基地"),
        ("计划生育", "其他"),
        ("婚姻家庭继承", "婚姻家庭"),
        ("医疗", "医疗"),
    ],
)
def test_local_words_are_mapped_to_the_ministrys(word: str, category: str) -> None:
    assert ministry(word) == category


def test_an_offices_own_word_is_mapped_and_an_unknown_one_refused() -> None:
    assert ministry("滴水檐", {"滴水檐": "邻里"}) == "邻里"
    with pytest.raises(Mistake, match="对照"):
        ministry("滴水檐")


NEEDS = [
    (
        "a_written_agreement",
        Stage.WRITTEN,
        {"受理登记表", "权利义务告知书", "当事人身份证明", "调解记录", "调解协议书", "结案报告"},
    ),
    ("an_oral_agreement", Stage.ORAL, {"受理登记表", "权利义务告知书", "口头协议登记表"}),
    (
        "a_failure",
        Stage.FAILED,
        {"受理登记表", "权利义务告知书", "当事人身份证明", "调解记录", "结案报告", "卷宗情况说明"},
    ),
    ("a_case_still_open", None, {"受理登记表", "权利义务告知书", "当事人身份证明", "调解记录", "调解协议书"}),
]


@pytest.mark.parametrize(("stage", "lacking"), [row[1:] for row in NEEDS], ids=[row[0] for row in NEEDS])
def test_the_volume_of(stage: Stage | None, lacking: set[str]) -> None:
    assert set(volume.lacks(ended(stage), ())) == lacking


def test_a_volume_with_everything_lacks_nothing_and_scans_count_as_signed() -> None:
    case = ended(Stage.WRITTEN)
    wanted = [p for p in volume.places(case, ()) if p.lacking]
    held = [Held(p.sheet, p.step, scanned=p.sheet is Sheet.IDENTITY) for p in wanted]
    assert volume.lacks(case, held) == ()
    states = {p.sheet: p.state.value for p in volume.places(case, held)}
    assert states[Sheet.IDENTITY] == "已签"
    assert states[Sheet.AGREEMENT] == "已填待签"


def test_each_session_has_its_own_record_and_a_representative_needs_a_paper() -> None:
    case = ended(None, parties=(Party("甲", representative="乙", authority="特别授权"), Party("丙", "被申请人")))
    case = replace(case, steps=(*case.steps, Step(Stage.SESSION, DAY, id=9)))
    titles = [p.title for p in volume.places(case, [Held(Sheet.SESSION, 3)]) if p.lacking]
    assert "调解记录（第 2 次）" in titles and "授权委托书" in titles and "调解记录（第 1 次）" not in titles


def test_copies_are_the_parties_and_one() -> None:
    assert volume.copies(Case("x", DAY, parties=(Party("甲"), Party("乙"), Party("丙")))) == 4


def full(case: Case) -> list[Held]:
    return [Held(p.sheet, p.step, True) for p in volume.places(case, ()) if p.lacking]


def performed(case: Case) -> Case:
    return replace(case, steps=(*case.steps, Step(Stage.PERFORMED, DAY, {"performance": "全部履行"})))


def test_a_subsidy_is_paid_by_difficulty_when_documents_success_and_performance_are_there() -> None:
    case = performed(ended(Stage.WRITTEN, difficulty=Difficulty.HARD, mediators=(Mediator("李秀梅"),)))
    claim = subsidy.claim(case, full(case), ())
    assert (claim.amount, claim.met, claim.mediators) == (80.0, True, ("李秀梅",))


@pytest.mark.parametrize(
    ("case", "held", "paid", "lacks"),
    [
        (ended(Stage.WRITTEN), "full", (), "协议还没有履行完毕"),
        (performed(ended(Stage.WRITTEN)), "none", (), "缺调解协议书"),
        (ended(Stage.FAILED), "full", (), "没有达成协议"),
        (performed(ended(Stage.WRITTEN)), "full", ("（2026）人调字第1号",), "同一纠纷已经补过一次"),
        (performed(ended(Stage.WRITTEN, same_as="旧号")), "full", ("旧号",), "同一纠纷已经补过一次"),
        (performed(ended(Stage.ORAL)), "none", (), "口头协议要有《口头协议登记表》"),
    ],
    ids=["not_performed", "papers_missing", "not_agreed", "paid_before", "same_dispute_paid", "oral_unregistered"],
)
def test_no_subsidy_while(case: Case, held: str, paid: tuple[str, ...], lacks: str) -> None:
    claim = subsidy.claim(case, full(case) if held == "full" else (), paid)
    assert claim.amount == 0
    assert lacks in claim.lacks


def test_a_failure_that_prevented_worse_is_paid() -> None:
    case = ended(Stage.FAILED, prevented=(Prevented(Effect.BRAWL, 1, 6),))
    assert subsidy.claim(case, full(case), ()).amount == 100.0


@pytest.mark.parametrize(
    ("rhythm", "day", "span"),
    [
        (Rhythm.MONTHLY, date(2026, 11, 20), ("2026-10-21", "2026-11-20", "2026-11-20")),
        (Rhythm.MONTHLY, date(2026, 11, 21), ("2026-11-21", "2026-12-20", "2026-12-20")),
        (Rhythm.MONTHLY, date(2026, 12, 31), ("2026-12-21", "2027-01-20", "2027-01-20")),
        (Rhythm.HALF_MONTHLY, date(2026, 2, 16), ("2026-02-16", "2026-02-28", "2026-02-28")),
        (Rhythm.WEEKLY, date(2026, 11, 21), ("2026-11-16", "2026-11-22", "2026-11-22")),
    ],
)
def test_a_day_lies_in_its_round(rhythm: Rhythm, day: date, span: tuple[str, str, str]) -> None:
    made = round_of(rhythm, day)
    assert (made.from_on.isoformat(), made.to_on.isoformat(), made.due_on.isoformat()) == span


def test_nothing_found_is_a_zero_report_and_grades_are_counted() -> None:
    made = Round(Rhythm.MONTHLY, DAY, DAY, DAY)
    assert "零报告" in report_line(made)
    finds = (Find(DAY, "邻里", "界墙"), Find(DAY, "邻里", "排水", risk=Risk.HIGH, result="已化解"))
    assert "2 件（一般 1 件、重大 1 件），已化解 1 件" in report_line(replace(made, finds=finds))


_ROUND = Round(Rhythm.MONTHLY, date(2026, 10, 21), date(2026, 11, 20), date(2026, 11, 20))
_SERIOUS = Find(DAY, "邻里", "群殴苗头", risk=Risk.HIGH, responsible="李", measures="劝散")


@pytest.mark.parametrize(
    ("find", "field"),
    [
        (replace(_SERIOUS, responsible=""), "responsible"),
        (replace(_SERIOUS, measures=" "), "measures"),
        (replace(_SERIOUS, matter=""), "matter"),
        (replace(_SERIOUS, found_on=date(2026, 11, 3)), "found_on"),
        (replace(_SERIOUS, found_on=date(2026, 10, 20)), "found_on"),
        (replace(_SERIOUS, due_on=DAY - timedelta(days=1)), "due_on"),
        (replace(_SERIOUS, followed_on=date(2026, 11, 9)), "followed_on"),
        (replace(_SERIOUS, reported_at="2026-11-02 09:01:00"), "reported_at"),
        (replace(_SERIOUS, reported_at="2026-10-30 09:01:00"), "reported_at"),
    ],
    ids=[
        "serious_without_responsible",
        "serious_without_measures",
        "no_matter",
        "found_tomorrow",
        "found_before_the_round",
        "settled_before_found",
        "followed_up_in_the_future",
        "reported_in_the_future",
        "reported_before_found",
    ],
)
def test_a_find_that_cannot_be_is_refused_at_its_field(find: Find, field: str) -> None:
    with pytest.raises(Mistake) as refused:
        check_find(find, _ROUND, datetime(2026, 11, 2, 9))
    assert refused.value.field == field


def test_a_serious_find_is_told_within_six_hours_of_being_written_down() -> None:
    check_find(_SERIOUS, _ROUND, datetime(2026, 11, 2, 9))
    noted = replace(_SERIOUS, noted_at=f"{DAY} 09:00:00")
    assert noted.unreported and noted.report_until() == datetime.combine(DAY, time(15))
    assert replace(noted, noted_at=f"{DAY + timedelta(days=3)} 09:00:00").report_until().date() == DAY
    assert not replace(noted, reported_at=f"{DAY} 10:00:00").unreported


def test_a_kept_rhythm_goes_on_and_a_dropped_one_is_left_alone() -> None:
    latest = round_of(Rhythm.HALF_MONTHLY, date(2026, 10, 20))
    names = [made.to_on.isoformat() for made in expected(Rhythm.HALF_MONTHLY, latest, date(2026, 11, 18))]
    assert names == ["2026-11-15", "2026-11-30"]
    assert expected(Rhythm.HALF_MONTHLY, latest, date(2027, 1, 18)) == ()
    assert expected(Rhythm.SPECIAL, special_round("春节前", DAY, DAY), date(2026, 11, 18)) == ()
    assert expected(Rhythm.MONTHLY, None, date(2026, 11, 18)) == ()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (("", DAY, DAY, None), "occasion"),
        (("春节前", DAY, DAY - timedelta(days=1), None), "to_on"),
        (("春节前", DAY, DAY + timedelta(days=200), None), "to_on"),
        (("春节前", DAY, DAY + timedelta(days=9), DAY - timedelta(days=1)), "due_on"),
    ],
    ids=["unnamed", "ends_before_it_begins", "too_long", "reported_before_it_begins"],
)
def test_a_special_period_that_cannot_be_is_refused(values: tuple[str, date, date, date | None], field: str) -> None:
    with pytest.raises(Mistake) as refused:
        special_round(*values)
    assert refused.value.field == field


def test_a_case_is_seen_by_its_mediators_the_secretary_and_the_clerk_only() -> None:
    case = Case("x", DAY, mediators=(Mediator("李秀梅"), Mediator("王国平", withdrew="亲属")))
    assert may_see(case, "李秀梅", ("委员",))
    assert may_see(case, "张建国", ("书记",))
    assert may_see(case, "文书", ())
    assert not may_see(case, "王国平", ("委员",))
    assert not may_see(case, "陈永福", ("治保主任",))


def test_masks_leave_a_surname_and_no_content() -> None:
    party = Party("郑水生", phone="13812341234", id_number="330102199001011234", address="桃源村三组18号")
    case = Case(
        "郑水生与何春来",
        DAY,
        summary="秘密",
        parties=(party,),
        steps=(Step(Stage.SESSION, DAY, {"statements": "秘密"}),),
    )
    text = repr(masked(case))
    for secret in ("郑水生", "何春来", "秘密", "13812341234", "19900101", "18号"):
        assert secret not in text
    assert (mask_name("郑水生"), mask_name("王五"), mask_phone("13812341234")) == ("郑**", "王*", "138****1234")


def test_a_volume_is_kept_from_the_next_new_year_and_for_ever_when_it_says_so() -> None:
    case = replace(ended(Stage.WRITTEN), keeping="短期")
    case = replace(case, steps=(*case.steps, Step(Stage.ARCHIVED, date(2026, 11, 30))))
    assert destroy_on(case, Keeping({"短期": 10})) == date(2036, 12, 31)
    assert destroy_on(replace(case, keeping="永久")) is None
    assert destroy_on(ended(Stage.WRITTEN)) is None
