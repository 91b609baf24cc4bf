"""Books lived in: numbers, steps, recognition, deadlines, links, the day's log, search, figures, papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake
from villagedesk.calendar.local import CollectiveDay
from villagedesk.services import calendar, people, upkeep
from villagedesk.services.casework import become_case
from villagedesk.services.due.agenda import agenda
from villagedesk.services.office import Office, create_office
from villagedesk.services.papers import shelf
from villagedesk.services.registers import books, drafts, entries, links, lists, search, stats
from villagedesk.services.registers.daylog import drawn_facts
from villagedesk.services.villagers import grids, history, villagers

NOW = datetime(2026, 11, 20, 9, 30)
VISIT: dict[str, Any] = {
    "visitor": "郑水根",
    "request": "门前排水沟被填平",
    "topic": "邻里关系",
    "phone": "15812342031",
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "桃源村.vdesk", "桃源村", "锦湖街道", clock=clock_at(NOW))
    yield made
    made.close()


def visit(office: Office, **facts: Any) -> entries.Entry:
    return entries.add_entry(office, "visit", {**VISIT, **facts}).value


def at(office: Office, moment: datetime) -> Office:
    return replace(office, clock=clock_at(moment))


def test_numbers_run_without_gaps_in_each_year(office: Office) -> None:
    assert [visit(office).number for _ in range(3)] == [f"来〔2026〕第{n}号" for n in (1, 2, 3)]
    assert visit(office, at="2025-12-31 09:00").number == "来〔2025〕第1号"
    with pytest.raises(Mistake):
        visit(office, topic="没有这一类")
    assert visit(office).number == "来〔2026〕第4号"


def test_a_voided_entry_keeps_its_number_and_comes_back(office: Office) -> None:
    done = entries.add_entry(office, "visit", VISIT)
    assert done.changes.undo is not None
    back = done.changes.undo(office)
    assert lists.open_list(office, "visit").count == 0
    assert visit(office).number == "来〔2026〕第2号"
    assert back.undo is not None
    back.undo(office)
    assert lists.open_list(office, "visit").count == 2
    assert search.find(office, "郑水根")


def test_two_windows_never_take_the_same_number(office: Office) -> None:
    other = office.twin()
    first, second = entries.blank(office, "visit"), entries.blank(other, "visit")
    assert first.number == second.number == "来〔2026〕第1号"
    one = entries.write_new(office, first, {**first.facts, **VISIT}).value
    two = entries.write_new(other, second, {**second.facts, **VISIT}).value
    assert (one.number, two.number) == ("来〔2026〕第1号", "来〔2026〕第2号")
    with pytest.raises(Mistake, match="已经被另一条记录用了") as refused:
        entries.add_entry(other, "visit", VISIT, number="来〔2026〕第2号")
    assert refused.value.field == "number"
    other.close()


def test_a_number_on_paper_is_kept_when_it_is_the_next(office: Office) -> None:
    assert entries.add_entry(office, "visit", VISIT, number="来〔2026〕第1号").value.n == 1
    with pytest.raises(Mistake, match="编号要连续"):
        entries.add_entry(office, "visit", VISIT, number="来〔2026〕第9号")
    with pytest.raises(Mistake, match="不合本台账的写法"):
        entries.add_entry(office, "visit", VISIT, number="第9号")


def test_a_correction_can_be_undone(office: Office) -> None:
    entry = visit(office)
    done = entries.edit_entry(office, entry.id, {"request": "改了", "address": "三组12号"})
    assert done.value.facts["request"] == "改了" and done.changes.undo is not None
    done.changes.undo(office)
    assert entries.existing(office, entry.id).facts == entry.facts


def test_the_closed_loop_goes_step_by_step(office: Office) -> None:
    entry = entries.add_entry(
        office, "demand", {"raised_by": "林阿婆", "content": "路灯不亮", "topic": "水电路灯"}
    ).value
    with pytest.raises(Mistake, match="可以到：分流"):
        entries.step_entry(office, entry.id, "解决", {"solution": "修好"})
    with pytest.raises(Mistake) as refused:
        entries.step_entry(office, entry.id, "分流", {})
    assert refused.value.field == "size"
    people.add_person(office, {"name": "李秀英", "posts": "委员"})
    way = [
        ("分流", {"size": "小事", "owner": "李秀英"}),
        ("协商", {"discussed": "开会"}),
        ("解决", {"solution": "修好了"}),
        ("反馈", {"feedback": "已告知"}),
        ("评价", {"rating": "满意"}),
    ]
    for state, facts in way:
        done = entries.step_entry(office, entry.id, state, facts)
    assert done.value.state == "评价" and done.value.due_on is None
    assert [step.to_state for step in entries.steps_of(office, entry.id)] == [state for state, _ in way]
    assert done.changes.undo is not None
    done.changes.undo(office)
    assert entries.existing(office, entry.id).state == "反馈"


def test_a_known_visitor_needs_three_fields(office: Office) -> None:
    visit(office, address="桃源村三组12号", sex="男")
    (offer,) = villagers.recognise(office, "zsg")
    assert villagers.recognise(office, "2031") == villagers.recognise(office, "水根") == [offer]
    known = villagers.known_facts(office, offer.id)
    assert known["phone"] == "15812342031" and known["address"] == "桃源村三组12号"
    again = entries.add_entry(office, "visit", {"visitor": "郑水根", "request": "又来", "topic": "邻里关系"}).value
    assert again.villager == offer.id
    repeat = history.repeats(office, "visit", "郑水根", "", "邻里关系")
    assert repeat is not None and repeat.says == "此人今年第 3 次，同一类事由第 3 次"


def test_two_of_one_name_are_told_apart_by_phone(office: Office) -> None:
    first, second = visit(office), visit(office, phone="13900000000")
    assert first.villager != second.villager
    assert visit(office, phone="13900000000").villager == second.villager


def test_a_group_counts_its_people(office: Office) -> None:
    visit(office, people=5)
    visit(office)
    figures = stats.book_figures(office, books.register_of(office, "visit"), "2026-11").figures
    assert [(f.heading, f.value) for f in figures] == [
        ("接待群众（人次）", 6),
        ("接待批次（件）", 2),
        ("来访答复率（%）", 0.0),
    ]
    assert stats.report_columns(office, "2026-11")["接待群众_人次"] == 6


def test_last_year_stands_beside_this_month(office: Office) -> None:
    visit(office, at="2025-11-03 10:00", people=4)
    visit(office, people=2)
    figure = stats.book_figures(office, books.register_of(office, "visit"), "2026-11").figures[0]
    assert (figure.value, figure.last_year) == (2, 4)


def test_figures_split_by_category_grid_and_person(office: Office) -> None:
    grids.add_grid(office, "01", "第一网格")
    people.add_person(office, {"name": "李秀英", "posts": "委员"})
    visit(office, people=3, grid="第一网格", received_by="李秀英")
    visit(office, topic="社保医保")
    parts = {(s.label, s.by): dict(s.parts) for s in stats.figures(office, "2026-11")[0].splits}
    assert parts["接待群众", "category"] == {"邻里关系": 3, "社保医保": 1}
    assert parts["接待群众", "grid"] == {"第一网格": 4}
    assert parts["接待群众", "person"]["李秀英"] == 3


def test_a_visit_becomes_a_matter_with_a_link_both_ways(office: Office) -> None:
    entry = visit(office)
    made = links.become(office, entry.id, "matter", {"matter": "残疾人证"}).value
    assert made.facts["applicant"] == "郑水根" and made.facts["content"] == VISIT["request"]
    assert entries.existing(office, entry.id).state == "转办"
    (there,) = links.links_of(office, "visit", entry.id)
    (back,) = links.links_of(office, "matter", made.id)
    assert (there.number, there.onward, back.number, back.onward) == (made.number, True, entry.number, False)


def test_everything_due_stands_in_one_list(office: Office) -> None:
    visit(office, at="2026-11-06 09:00")
    visit(office)
    due = agenda(office, 7)
    assert [(d.name, d.days_left, d.overdue) for d in due] == [("答复期限", -7, True), ("答复期限", 7, False)]
    assert due[0].working_days_left == -5 and "排水沟" in due[0].title


def test_the_log_draws_itself_from_the_books_of_the_day(office: Office) -> None:
    visit(office, people=2)
    entries.add_entry(office, "matter", {"applicant": "林阿婆", "matter": "残疾人证", "mode": "代办"})
    entries.add_entry(office, "phone", {"caller": "街道", "kind": "上级通知", "content": "开会"})
    facts = drawn_facts(office, NOW.date())
    assert facts["visits"] == "1. 09:30 郑水根（2人）：门前排水沟被填平（登记）"
    assert "林阿婆：残疾人证" in facts["matters"] and "开会" in facts["calls"]
    assert "来〔2026〕第1号" in facts["unfinished"] and "incidents" not in facts
    log = entries.add_entry(office, "log", {"weather": "晴"}).value
    assert log.facts["visits"] == facts["visits"]
    with pytest.raises(Mistake, match="已经有了"):
        entries.add_entry(office, "log", {"weather": "阴"})


def test_an_empty_log_prints_nothing_as_a_report(office: Office) -> None:
    entries.add_entry(office, "log", {"weather": "晴"})
    (paper,) = shelf.build(office, "值班日志", "2026-11-20")
    texts = [cell.text for block in paper.blocks for row in getattr(block, "rows", ()) for cell in row]
    assert texts.count("无") >= 7


def test_hand_over_needs_two_different_people(office: Office) -> None:
    for name in ("李秀英", "王小梅"):
        people.add_person(office, {"name": name, "posts": "委员"})
    log = entries.add_entry(office, "log", {"weather": "晴"}).value
    facts = {"handed_over_by": "李秀英", "taken_over_by": "李秀英", "handed_over": "2026-11-20 09:20"}
    with pytest.raises(Mistake, match="回避") as refused:
        entries.step_entry(office, log.id, "已交班", facts)
    assert refused.value.field == "taken_over_by"
    assert entries.step_entry(office, log.id, "已交班", {**facts, "taken_over_by": "王小梅"}).value.state == "已交班"


def test_points_cannot_be_spent_twice(office: Office) -> None:
    base = {"holder": "郑水根", "reason": "志愿服务", "rule": "志愿服务"}
    entries.add_entry(office, "points", {**base, "points": 30})
    entries.add_entry(office, "points", {**base, "direction": "兑换", "rule": "兑换物品", "points": 20})
    with pytest.raises(Mistake, match="结余只有 10分") as refused:
        entries.add_entry(office, "points", {**base, "direction": "兑换", "rule": "兑换物品", "points": 20})
    assert refused.value.field == "points"
    assert [(b.name, b.left) for b in stats.balances(office, "points")] == [("郑水根", 10)]


@pytest.mark.parametrize("typed", ["郑", "水根", "zsg", "2031", "排水沟", "来2026第1", "来〔2026〕第1号", "沟被 郑"])
def test_a_visit_is_found_by(office: Office, typed: str) -> None:
    entry = visit(office)
    visit(office, visitor="林阿婆", phone="13700009999", request="养老金认证")
    found = [hit for hit in search.find(office, typed) if hit.kind == "visit"]
    assert [hit.key for hit in found] == [entry.id]


@pytest.mark.parametrize("typed", ["排水沟被填", "填平，雨天", "雨天 倒灌"])
def test_a_hit_reads_as_it_was_written(office: Office, typed: str) -> None:
    visit(office, request="门前排水沟被填平，雨天倒灌（两次）。")
    (hit,) = search.find(office, typed, ("visit",))
    assert hit.text == "门前排水沟被填平，雨天倒灌（两次）。"
    assert hit.marks


@pytest.mark.parametrize("name", ["O'Neil", '王"老五"', "张🙂小", "𠮷野家", "%_\\"])
def test_a_strange_name_is_kept_and_found(office: Office, name: str) -> None:
    entry = visit(office, visitor=name, phone="13700009999")
    assert entries.existing(office, entry.id).facts["visitor"] == name
    letters = "".join(ch for ch in name if ch.isalnum())
    if letters:
        assert entry.id in [hit.key for hit in search.find(office, name, ("visit",))]
    assert villagers.recognise(office, name)[0].name == name
    assert upkeep.check_office(office).sound


def test_the_newest_stand_first_and_edits_stay_findable(office: Office) -> None:
    old = visit(office, at="2026-01-05 09:00", request="路灯不亮")
    new = visit(office, request="路灯又不亮")
    assert [hit.key for hit in search.find(office, "路灯", ("visit",))] == [new.id, old.id]
    entries.edit_entry(office, new.id, {"request": "自来水"})
    assert [hit.key for hit in search.find(office, "路灯", ("visit",))] == [old.id]


@pytest.mark.parametrize("typed", ["", "   ", '"', "'", "*", "AND", "NOT (", "NEAR(a b)", "words:x", "；--", "%"])
def test_nothing_typed_breaks_the_search(office: Office, typed: str) -> None:
    made = visit(office, request="路灯不亮")
    found = {hit.key for hit in search.find(office, typed, ("visit",))}
    assert found <= {made.id}
    assert [hit.key for hit in search.find(office, "路灯", ("visit",))] == [made.id]


def test_a_list_is_addressed_by_place(office: Office) -> None:
    made = [visit(office, at=f"2026-10-{day:02d} 09:00", request=f"第{day}件") for day in range(1, 31)]
    book = lists.open_list(office, "visit")
    order = [entry.id for entry in reversed(made)]
    assert [e.id for e in book.page(0, 100)] == order
    assert [e.id for e in book.page(7, 5)] == order[7:12]
    assert book.place_of(made[3]) == 26
    october = lists.Sift("visit", date(2026, 10, 10), date(2026, 10, 12))
    assert lists.open_list(office, "visit", october).count == 3
    assert lists.open_list(office, "visit", words="第17件").count == 1
    assert lists.open_list(office, "visit", lists.Sift("visit", states=("办结",))).count == 0


def test_half_typed_forms_survive(office: Office) -> None:
    drafts.keep_draft(office, "visit", 0, {"visitor": "郑水", "request": ""})
    office.store.close()
    (draft,) = drafts.drafts(office.twin())
    assert draft.facts == {"visitor": "郑水"} and draft.title == "群众来访接待"


def test_saving_takes_the_draft_away(office: Office) -> None:
    drafts.keep_draft(office, "visit", 0, {"visitor": "郑水"})
    visit(office)
    assert drafts.drafts(office) == ()


def test_the_walk_counts_households_once(office: Office) -> None:
    grid = grids.add_grid(office, "01", "第一网格").value
    houses = [grids.Household(f"户主{n}", grid=grid.id) for n in range(4)]
    keys = grids.add_households(office, houses).value
    for n in (0, 0, 2):
        person = villagers.recognise(office, f"户主{n}") or [
            villagers.add_villager(office, {"name": f"户主{n}", "household": keys[n]}).value
        ]
        entries.add_entry(office, "walk", {"visited": person[0].name, "kind": "集中走访", "walkers": ["文书"]})
    walk = grids.walk_progress(office, date(2026, 11, 1), date(2026, 11, 30))
    assert walk.says == "已走访 2/4 户" and [house.head for house in walk.to_see] == ["户主1", "户主3"]


def test_a_whole_history_stands_on_one_page(office: Office) -> None:
    entry = visit(office)
    entries.add_entry(office, "matter", {"applicant": "郑水根", "matter": "残疾人证", "phone": "15812342031"})
    assert entry.villager is not None
    past = history.history(office, "villager", entry.villager)
    assert past.heading == "郑水根" and dict(past.counts) == {"办件代办": 1, "群众来访": 1}
    case = become_case(office, entry.id).value
    past = history.history(office, "villager", entry.villager)
    assert dict(past.counts)["调解案件"] == 1
    assert [(one.number, one.kind) for one in past.past if one.book == "调解案件"] == [(case.number, "mediation")]


def test_nothing_of_this_breaks_the_chain(office: Office) -> None:
    entry = visit(office)
    entries.step_entry(office, entry.id, "答复", {"answer": "已答复"})
    links.become(office, entry.id, "demand", {})
    entries.void_entry(office, visit(office).id, "写错了")
    assert upkeep.check_office(office).sound


def test_totals_follow_every_write(office: Office) -> None:
    """The kept totals equal what counting the entries anew says, after adding, editing, stepping and voiding."""
    people.add_person(office, {"name": "李秀英", "posts": "委员"})
    made = [
        visit(office, people=n, at=f"2026-{9 + n % 3:02d}-03 09:00", topic=("其他", "社保医保")[n % 2])
        for n in range(1, 8)
    ]
    entries.edit_entry(office, made[0].id, {"people": 9, "topic": "治安消防", "at": "2026-10-09 10:00"})
    entries.step_entry(office, made[1].id, "答复", {"answer": "好"})
    entries.void_entry(office, made[2].id, "写错")
    undo = entries.void_entry(office, made[3].id, "写错").undo
    assert undo is not None
    undo(office)
    entries.edit_entry(office, made[4].id, {"received_by": "李秀英"})
    kept = office.store.tuples("select split, month, word, state, entries, amount from entry_totals where entries <> 0")
    anew = office.store.tuples(
        "select split, m, word, state, count(*), sum(amount) from (select substr(day, 1, 7) m, state, amount, '' split,"
        " '' word from entries where removed is null union all select substr(day, 1, 7), state, amount, 'category',"
        " category from entries where removed is null union all select substr(day, 1, 7), state, amount, 'person',"
        " coalesce(cast(person as text), '') from entries where removed is null union all select substr(day, 1, 7),"
        " state, amount, 'grid', coalesce(cast(grid as text), '') from entries where removed is null)"
        " group by 1, 2, 3, 4"
    )
    assert sorted(kept) == sorted(anew)


def test_a_new_form_does_not_take_the_place_of_one_half_typed(office: Office) -> None:
    drafts.keep_draft(office, "visit", 0, {"visitor": "郑水根", "request": "写了一半"})
    drafts.set_aside(office)
    visit(office, visitor="林小满")
    (left,) = drafts.drafts(office)
    assert left.facts["request"] == "写了一半"
    drafts.take_up(office, left)
    (taken,) = drafts.drafts(office)
    assert taken.entry == 0
    visit(office, **taken.facts)
    assert not drafts.drafts(office)


def test_what_waits_longer_than_a_month_is_forgotten(office: Office) -> None:
    drafts.keep_draft(office, "visit", 0, {"visitor": "郑水根"})
    drafts.set_aside(office)
    drafts.set_aside(at(office, datetime(2026, 12, 30, 9)))
    assert not drafts.drafts(office)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"files": ["../../etc/passwd"]}, "files"),
        ({"request": ["一", "二"]}, "request"),
        ({"request": {"a": 1}}, "request"),
        ({"people": "inf"}, "people"),
        ({"people": "nan"}, "people"),
    ],
    ids=["a path", "a list", "an object", "no end", "no number"],
)
def test_a_value_of_another_shape_is_answered_at_its_field(office: Office, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(Mistake) as caught:
        visit(office, **facts)
    assert caught.value.field == field


def test_on_a_day_of_visiting_everybody_the_kind_is_set(office: Office) -> None:
    calendar.save_collective_day(office, CollectiveDay("集中走访日", (20,)))
    assert entries.blank(office, "walk").facts["kind"] == "集中走访"
    assert entries.blank(at(office, datetime(2026, 11, 19, 9)), "walk").facts["kind"] == "日常走访"
