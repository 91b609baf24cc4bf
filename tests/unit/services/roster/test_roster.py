"""From shifts to a published month: planning, hand edits, revisions, swaps, fairness and who is on duty."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.unit.services.roster.village import NAMES, day, village
from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.planner.client import Planner
from villagedesk.roster.case import Rules
from villagedesk.services.people import add_person, leave
from villagedesk.services.roster import away, duties, ledger, pattern, publishing
from villagedesk.services.roster.cases import month_days
from villagedesk.services.roster.edit import cells, swaps
from villagedesk.services.roster.edit.replacement import replace as candidates
from villagedesk.services.roster.habits import half_year
from villagedesk.services.roster.month import month
from villagedesk.services.roster.planning import Wish, plan_months


@pytest.fixture
def office(tmp_path):
    made = village(tmp_path)
    yield made
    made.close()


def standing(office, name="2026-12"):
    return {(d.date, d.shift, d.post, d.person) for d in duties.duties(office, *month_days(name))}


def spot_of(office, person, post="坐班", shift="坐班", without=""):
    """The first duty of a person, on a day on which somebody else stands none."""
    month_duties = duties.duties(office, day(1), day(31))
    taken = {d.date for d in month_duties if d.person == without}
    found = next(
        d for d in month_duties if (d.person, d.post, d.shift) == (person, post, shift) and d.date not in taken
    )
    return (found.date, found.shift, found.post)


def test_a_month_is_planned_without_holes_and_evenly(office):
    done = plan_months(office, "2026-12")
    view = month(office, "2026-12")
    assert (view.state, view.holes, view.breaches) == ("草稿", 0, ())
    assert done.value[0].plan.spread["工作日·坐班"] <= 1
    assert done.changes.says.startswith("2026-12 排了 77 个班，没有空缺。2027 年放假通知未公布")


def test_planning_can_be_undone(office):
    plan_months(office, "2026-12").changes.undo(office)
    assert month(office, "2026-12").state == "空"


def test_the_same_office_gives_the_same_month(tmp_path):
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    plans = []
    for folder in ("a", "b"):
        office = village(tmp_path / folder)
        plan_months(office, "2026-12")
        plans.append(standing(office))
        office.close()
    assert plans[0] == plans[1]


def test_months_carry_their_counts_over(office):
    plan_months(office, "2026-12", to="2027-02")
    for name in ("2026-12", "2027-01", "2027-02"):
        publishing.publish(office, name)
    found = ledger.fairness(office, "2027-02")
    assert found.spread["周末·坐班"] <= 1 and found.spread["工作日·带班"] <= 1


def test_who_joins_opens_at_the_mean_and_who_left_is_not_planned(office):
    plan_months(office, "2026-12")
    new = add_person(office, {"name": "新人", "duty_posts": ["坐班"], "joined_on": "2027-01-01"}).value
    leave(office, next(i for i, n in month(office, "2026-12").label.items() if n == "吴六"), date(2026, 12, 31))
    plan_months(office, "2027-01")
    counts = Counter(d.person for d in duties.duties(office, date(2027, 1, 1), date(2027, 1, 31)))
    assert new and counts["吴六"] == 0
    assert counts["新人"] - min(counts[n] for n in ("孙三", "李四", "周五")) <= 2


def test_leave_is_not_owed_back(office):
    sick = next(i for i, n in month(office, "2026-12").label.items() if n == "孙三")
    away.add_busy(office, sick, day(1), day(31), "病假")
    plan_months(office, "2026-12")
    plan_months(office, "2027-01")
    counts = Counter(d.person for d in duties.duties(office, date(2027, 1, 1), date(2027, 1, 31)))
    assert abs(counts["孙三"] - counts["李四"]) <= 2
    assert not any(d.person == "孙三" for d in duties.duties(office, day(1), day(31)))


def test_a_replan_after_a_leave_touches_only_what_it_must(office):
    plan_months(office, "2026-12")
    before = standing(office)
    hit = next(d for d in duties.duties(office, day(8), day(20)) if d.person == "李四")
    key = next(i for i, n in month(office, "2026-12").label.items() if n == "李四")
    away.add_busy(office, key, hit.date, hit.date, "开会")
    done = plan_months(office, "2026-12")
    assert done.value[0].moved == len(standing(office) - before) == 1


def test_published_and_pinned_cells_stay(office):
    plan_months(office, "2026-12")
    publishing.publish(office, "2026-12")
    before = standing(office)
    plan_months(office, "2026-12", wish=Wish(fresh=True))
    assert standing(office) == before


def test_a_pinned_cell_survives_a_fresh_plan(office):
    plan_months(office, "2026-12")
    spot = spot_of(office, "周五")
    cells.pin(office, spot, "周五", True)
    plan_months(office, "2026-12", wish=Wish(fresh=True))
    assert (*spot, "周五") in standing(office)


def test_a_hand_edit_that_breaks_a_rule_is_named_and_accepted_with_a_reason(office):
    plan_months(office, "2026-12")
    view = month(office, "2026-12")
    place = next(p for p in view.places if p.post == "坐班" and p.shift == "坐班")
    spot = (place.date, place.shift, place.post)
    leader = next(p for p in view.places if p.date == place.date and p.post == "带班").cells[0].person
    said = cells.weigh(office, spot, leader, instead=place.cells[0].person)
    assert any("时间重叠" in words for words in said)
    with pytest.raises(Mistake, match="时间重叠"):
        cells.assign(office, spot, leader, instead=place.cells[0].person)
    done = cells.assign(office, spot, leader, instead=place.cells[0].person, reason="人手不够")
    cell = next(c for p in month(office, "2026-12").at(place.date, "坐班") for c in p.cells if c.accepted)
    assert (cell.person, cell.accepted) == (leader, "人手不够")
    done.undo(office)
    assert month(office, "2026-12").breaches == ()


def test_names_are_dragged_onto_each_other_and_back(office):
    plan_months(office, "2026-12")
    before = standing(office)
    li, zhou = ({key for key in before if key[3] == name and key[1] == "坐班"} for name in ("李四", "周五"))
    pairs = ((a[:3], b[:3]) for a in sorted(li) for b in sorted(zhou) if a[0] not in {k[0] for k in zhou})
    one, other = next(
        (a, b)
        for a, b in pairs
        if b[0] not in {k[0] for k in li} and not cells.weigh_move(office, (a, "李四"), b, instead="周五")
    )
    done = cells.move(office, (one, "李四"), other, instead="周五")
    assert (*one, "周五") in standing(office) and (*other, "李四") in standing(office)
    done.undo(office)
    assert standing(office) == before


def test_changes_after_publishing_make_revision_two_with_marks(office):
    plan_months(office, "2026-12")
    assert publishing.publish(office, "2026-12").value == 1
    spot = spot_of(office, "李四")
    taker = next(c.person for c in candidates(office, spot[0], spot[1], "李四", spot[2]) if c.fits)
    cells.assign(office, spot, taker, instead="李四")
    assert month(office, "2026-12").state == "公示后有改动"
    assert publishing.publish(office, "2026-12").value == 2
    view = month(office, "2026-12")
    marked = [(p.date, c.person, p.gone) for p in view.places for c in p.cells if c.changed]
    assert marked == [(spot[0], taker, ("李四",))]
    with pytest.raises(Mistake, match="没有新的改动"):
        publishing.publish(office, "2026-12")


def test_publishing_names_what_nobody_accepted(office):
    plan_months(office, "2026-12")
    place = next(p for p in month(office, "2026-12").places if p.post == "坐班" and p.shift == "坐班")
    spot, one = (place.date, place.shift, place.post), place.cells[0].person
    cells.assign(office, spot, duties.leader_of(office, place.date), instead=one, reason="临时")
    row = next(c for p in month(office, "2026-12").places for c in p.cells if c.accepted)
    assert month(office, "2026-12").breaches == ()
    cells.accept(office, spot, row.person, "")
    with pytest.raises(Mistake, match="时间重叠"):
        publishing.publish(office, "2026-12")
    assert publishing.publish(office, "2026-12", accept="支部会议同意").value == 1
    assert month(office, "2026-12").breaches == ()


def test_a_substitute_is_asked_approved_and_undone(office):
    plan_months(office, "2026-12")
    spot = spot_of(office, "孙三")
    taker = next(c.person for c in candidates(office, spot[0], spot[1], "孙三", spot[2]) if c.fits)
    key = swaps.ask(office, "孙三", spot, taker, "家中有事").value
    assert swaps.slip(office, key).leader == duties.leader_of(office, spot[0])
    before = ledger.fairness(office, "2026-12").month["工作日·坐班"]
    done = swaps.decide(office, key, True)
    after = ledger.fairness(office, "2026-12").month["工作日·坐班"]
    assert (after["孙三"], after[taker]) == (before["孙三"] - 1, before[taker] + 1)
    with pytest.raises(Mistake, match="已同意"):
        swaps.decide(office, key, False)
    done.undo(office)
    assert (*spot, "孙三") in standing(office) and swaps.slip(office, key).state == "待审批"


def test_a_refused_request_changes_nothing(office):
    plan_months(office, "2026-12")
    before = standing(office)
    key = swaps.ask(office, "孙三", spot_of(office, "孙三", without="李四"), "李四", "家中有事").value
    swaps.decide(office, key, False, note="人手紧张")
    assert standing(office) == before and swaps.requests(office)[0].state == "不同意"


def test_replacements_are_ranked_with_reasons(office):
    plan_months(office, "2026-12")
    spot = spot_of(office, "孙三")
    found = candidates(office, spot[0], spot[1], "孙三", spot[2])
    assert {c.person for c in found} <= set(NAMES) - {"孙三"}
    assert [c.fits for c in found] == sorted((c.fits for c in found), reverse=True)
    assert all(c.reasons for c in found if not c.fits)


def test_who_is_on_duty_now(office):
    plan_months(office, "2026-12")
    now = duties.standing(office, datetime(2026, 12, 1, 10, 0))
    assert [d.post for d in now] == ["带班", "坐班", "坐班"]
    assert duties.standing(office, datetime(2026, 12, 1, 20, 0)) == ()
    assert list(duties.coming(office, day(1)))[-1] == day(7)


def test_habits_that_no_real_record_shows(office):
    fixed = {n: i for i, n in month(office, "2026-12").label.items()}
    away.set_wish(office, fixed["吴六"], fixed_weekdays={"坐班": [5]})
    plan_months(office, "2026-10", to="2026-12")
    found = {h.person: h for h in half_year(office, "2026-12")}
    assert found["吴六"].same_weekday and found["吴六"].fixed and found["吴六"].never_swaps
    assert not found["孙三"].same_weekday


def test_shifts_of_a_published_month_keep_their_hours(office):
    plan_months(office, "2026-12")
    publishing.publish(office, "2026-12")
    held = pattern.pattern(office, day(1))
    late = replace(held, shift=(replace(held.shift[0], start="09:00"), *held.shift[1:]))
    pattern.save_pattern(office, late)
    assert duties.shift_on(office, "坐班", day(1)).start == "08:30"
    assert duties.shift_on(office, "坐班", date(2027, 1, 4)).start == "09:00"


def test_every_preset_plans_a_month(tmp_path):
    for preset in pattern.presets():
        (tmp_path / preset.name).mkdir()
        office = village(tmp_path / preset.name)
        for i in range(6):
            add_person(office, {"name": f"新{i}", "duty_posts": ["带班", "坐班", "值班"]})
        pattern.apply_preset(office, preset.title)
        plan_months(office, "2026-12")
        view = month(office, "2026-12")
        assert (preset.name, view.holes, view.breaches) == (preset.name, 0, ())
        office.close()


def test_planning_without_shifts_or_people_says_what_to_do(tmp_path):
    office = village(tmp_path, people=0)
    with pytest.raises(Mistake, match="人员"):
        plan_months(office, "2026-12")
    office.close()


def test_a_cancelled_plan_stores_nothing(office):
    asked = Planner()
    asked.cancel()
    with pytest.raises(Trouble, match="已取消"):
        plan_months(office, "2026-12", asked=asked)
    assert month(office, "2026-12").state == "空"
    asked.close()


def test_an_import_says_whom_it_does_not_know(office, tmp_path):
    file = tmp_path / "shifts.toml"
    file.write_text(
        '[[shift]]\nname="坐班"\nstart="08:30"\nend="17:30"\nneeds=[{post="坐班",count=1}]\n[rules]\napart=[["赵一","生人"]]\n',
        "utf-8",
    )
    done = pattern.import_pattern(office, file)
    assert "生人" in done.changes.says and done.value.rules == Rules()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("[[shift]]\nname='坐班'\nstart='09:00'\nend='08:00'\n", "早于开始", id="ends before it starts"),
        pytest.param("[[shift]]\nname='坐班'\nstart='09:00'\nend='18:00'\ncolour='red'\n", "colour", id="unknown key"),
        pytest.param("[[shift", "写得不", id="no TOML at all"),
        pytest.param("[[shift]]\nname='坐班'\nstart='09:00'\n", "end", id="no end"),
    ],
)
def test_a_bad_pattern_is_refused_and_nothing_stored(office, tmp_path, text, named):
    file = tmp_path / "bad.toml"
    file.write_text(text, "utf-8")
    before = pattern.patterns(office)
    with pytest.raises(Mistake, match=named):
        pattern.import_pattern(office, file)
    assert pattern.patterns(office) == before


def test_a_month_of_history_survives_hand_edits(office):
    plan_months(office, "2026-12")
    spot = spot_of(office, "李四")
    taker = next(c.person for c in candidates(office, spot[0], spot[1], "李四", spot[2]) if c.fits)
    cells.assign(office, spot, taker, instead="李四")
    carried = ledger.carried(office, "2027-01")["工作日·坐班"]
    assert carried[taker] - carried["李四"] >= 1


def test_time_moves_on_between_revisions(office):
    plan_months(office, "2026-12")
    later = replace(office, clock=clock_at(datetime(2026, 11, 25, 16, 0)))
    publishing.publish(later, "2026-12")
    assert month(office, "2026-12").published_at == datetime(2026, 11, 25, 16, 0)
    assert publishing.revisions(office, "2026-12")[0].published_at - office.clock() == timedelta(days=5, hours=7)


def test_a_request_that_breaks_a_rule_says_so_when_it_is_made(office):
    plan_months(office, "2026-12")
    spot = spot_of(office, "孙三")
    leader = next(d.person for d in duties.duties(office, spot[0], spot[0]) if d.post == "带班")
    asked = swaps.ask(office, "孙三", spot, leader, "家中有事")
    assert "时间重叠" in asked.changes.says


def test_who_led_once_by_exception_does_not_count_in_the_spread(office):
    plan_months(office, "2026-12")
    before = ledger.fairness(office, "2026-12").spread["工作日·带班"]
    spot = next((d.date, d.shift, d.post) for d in duties.duties(office, day(1), day(31)) if d.post == "带班")
    leader = next(d.person for d in duties.duties(office, spot[0], spot[0]) if d.post == "带班")
    cells.assign(office, spot, "孙三", instead=leader, reason="临时顶班")
    assert ledger.fairness(office, "2026-12").spread["工作日·带班"] <= before + 1


def test_a_leader_does_not_approve_the_own_swap(office):
    plan_months(office, "2026-12")
    leader = next(d for d in duties.duties(office, day(1), day(31)) if d.post == "带班")
    taker = next(name for name in NAMES[:2] if name != leader.person)
    back = next(d for d in duties.duties(office, day(1), day(31)) if d.post == "带班" and d.person == taker)
    spot, other = (leader.date, leader.shift, leader.post), (back.date, back.shift, back.post)
    asked = swaps.ask(office, leader.person, spot, taker, "外出开会", other=other)
    assert f"等{taker}审批" in asked.changes.says
    assert swaps.slip(office, asked.value).leader == taker


def test_what_was_taken_back_says_that_it_is_done_again(office):
    plan_months(office, "2026-12")
    spot = next((d.date, d.shift, d.post) for d in duties.duties(office, day(1), day(31)) if d.post == "带班")
    leader = next(d.person for d in duties.duties(office, spot[0], spot[0]) if d.post == "带班")
    changes = cells.assign(office, spot, "孙三", instead=leader, reason="临时顶班")
    said = []
    for _ in range(3):
        assert changes.undo is not None
        changes = changes.undo(office)
        said.append(changes.says[:3])
    assert said == ["已撤销", "已重做", "已撤销"]
