"""Facts of an entry: checked at their field, masked, due, counted."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagedesk.base.errors import Mistake
from villagedesk.registers import masks
from villagedesk.registers.checking import Desk, allowed_step, defaults, examine
from villagedesk.registers.deadlines import add_working_days, next_due, working_days_between
from villagedesk.registers.definition import Register
from villagedesk.registers.entry import amount_of, title_of
from villagedesk.registers.reading import read_lists, read_register
from villagedesk.registers.searching import (
    folded,
    is_sign,
    joined,
    marks,
    number_prefix,
    phrase,
    snippet,
    spaced,
    spaced_all,
)
from villagedesk.registers.statistics import Tally, change_text, split, value_of

BOOKS = Path(__file__).parents[3] / "resources" / "registers"
LISTS = read_lists((BOOKS / "lists.toml").read_text("utf-8"), "lists.toml")


def shipped(name: str) -> Register:
    return read_register((BOOKS / f"{name}.toml").read_text("utf-8"), f"{name}.toml", LISTS)


NOW = datetime(2026, 11, 20, 9, 30)
DESK = Desk(NOW, LISTS, frozenset({"李秀英", "王小梅"}), frozenset({"第一网格"}))
VISIT = shipped("visit")
GOOD: dict[str, Any] = {"at": "2026-11-20 09:00", "visitor": "郑水根", "request": "排水沟被填平", "topic": "邻里关系"}


def workday(day: date) -> bool:
    return day.weekday() < 5


BAD = {
    "an id number with a wrong check digit": ("id_number", "11010519491231002A", "校验位|18 位"),
    "an id number whose last digit is wrong": ("id_number", "110105194912310021", "校验位"),
    "an id number with an impossible birthday": ("id_number", "110105202602310021", "出生日期"),
    "a date in the future": ("at", "2026-11-21 09:00", "在将来"),
    "a date that is not on the calendar": ("at", "2026-02-30", "不是"),
    "a year long before the office": ("at", "1066-10-14 08:00:00", "太早"),
    "a required field empty": ("visitor", "  ", "不能为空"),
    "an unknown choice": ("topic", "天上掉下来的事", "没有"),
    "a count of none": ("people", 0, "不能小于"),
    "half a person": ("people", 1.5, "整数"),
    "a phone of letters": ("phone", "找他儿子", "电话"),
    "an age of Methuselah": ("age", 969, "不能大于"),
    "a person who is not of the office": ("received_by", "赵高", "人员名单"),
    "a grid that is not there": ("grid", "第九网格", "网格"),
    "a field that is not in the book": ("colour", "红", "没有“colour”"),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_a_bad_fact_is_answered_at_its_field(case: tuple[str, Any, str]) -> None:
    name, value, words = case
    _, faults = examine(VISIT, {**GOOD, name: value}, "登记", DESK)
    assert [fault.field for fault in faults] == [name]
    assert any(word in faults[0].says for word in words.split("|")), faults[0].says


def test_all_mistakes_come_at_once_in_the_order_of_the_form() -> None:
    _, faults = examine(VISIT, {"at": "2026-11-29", "topic": "x", "people": -1}, "登记", DESK)
    assert [fault.field for fault in faults] == ["at", "visitor", "request", "topic", "people"]


STRANGE = ("O'Neil", '王"老五"', "张🙂", "𠮷野家", "Robert'); drop table entries;--", "阿卜杜热合曼·买买提")


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_name_passes_unchanged(name: str) -> None:
    values, faults = examine(VISIT, {**GOOD, "visitor": name}, "登记", DESK)
    assert not faults and values["visitor"] == name


def test_what_cannot_be_seen_is_not_kept() -> None:
    values, faults = examine(VISIT, {**GOOD, "request": "漏水\x07", "visitor": "张三\ud83d"}, "登记", DESK)
    assert not faults and (values["request"], values["visitor"]) == ("漏水", "张三")


def test_a_deadline_before_its_start_is_refused() -> None:
    matter = shipped("matter")
    facts = {
        "at": "2026-11-18 09:00",
        "applicant": "林阿婆",
        "matter": "其他",
        "mode": "代办",
        "promised": "2026-11-17",
    }
    _, faults = examine(matter, facts, "承办", DESK)
    assert [fault.field for fault in faults] == ["promised"] and "不能早于" in faults[0].says


def test_what_a_state_needs_is_asked_there_only() -> None:
    assert not examine(VISIT, GOOD, "登记", DESK)[1]
    assert [fault.field for fault in examine(VISIT, GOOD, "答复", DESK)[1]] == ["answer"]


def test_who_must_stand_aside_stands_aside() -> None:
    facts = {"day": "2026-11-20", "household": "张三", "group": "一组", "members": "李四、张三", "score": 90}
    _, faults = examine(shipped("appraisal"), facts, "小组评分", DESK)
    assert faults[0].field == "members" and "回避" in faults[0].says


def test_hours_come_in_halves() -> None:
    facts = {"day": "2026-11-20", "volunteer": "张三", "hours": 1.3}
    assert (
        "0.5"
        in examine(shipped("volunteer"), {**facts, "direction": "存入", "service": "其他"}, "已登记", DESK)[1][0].says
    )


def test_a_step_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(Mistake, match="可以到：分流"):
        allowed_step(shipped("demand"), "收集", "解决", frozenset())
    with pytest.raises(Mistake, match="没有“月亮”"):
        allowed_step(shipped("demand"), "收集", "月亮", frozenset())
    with pytest.raises(Mistake, match="书记"):
        allowed_step(shipped("demand"), "分流", "上报", frozenset({"网格员"}))
    allowed_step(shipped("demand"), "分流", "上报", frozenset({"书记"}))


def test_a_new_form_knows_the_time_and_the_duty_person() -> None:
    facts = defaults(VISIT, DESK, on_duty="李秀英")
    assert facts["at"] == "2026-11-20 09:30:00" and facts["received_by"] == "李秀英" and facts["people"] == 1


MASKED = {
    "a mobile phone": (masks.mask_phone, "13812341234", "138****1234"),
    "a citizen number": (masks.mask_id_number, "110105194912310025", "110***********0025"),
    "a name": (masks.mask_name, "郑水根", "郑某"),
    "a double surname": (masks.mask_name, "欧阳修", "欧阳某"),
    "several names": (masks.mask_name, "张三、李四", "张某、李某"),
    "an address down to the group": (masks.mask_address, "桃源村三组12号", "桃源村三组"),
    "a bank account": (masks.mask_account, "6222021234567890123", "****0123"),
    "nothing": (masks.mask_phone, "", "**"),
}


@pytest.mark.parametrize("case", MASKED.values(), ids=MASKED)
def test_a_mask_hides(case: tuple[Any, str, str]) -> None:
    mask, text, shown = case
    assert mask(text) == shown


def test_a_posted_visit_names_nobody() -> None:
    facts = {**GOOD, "phone": "13812341234", "id_number": "11010519491231002X", "address": "桃源村三组12号"}
    shown = masks.masked_facts(VISIT, facts)
    assert (shown["visitor"], shown["phone"], shown["address"]) == ("郑某", "138****1234", "桃源村三组")
    assert "1949" not in shown["id_number"] and shown["request"] == "（不公开）"


def test_five_working_days_pass_over_the_weekend() -> None:
    due = next_due(VISIT, "登记", {"at": "2026-11-19 09:00:00"}, workday)
    assert due is not None and due.due_on == date(2026, 11, 26) and due.deadline.name == "答复期限"
    assert next_due(VISIT, "办结", {"at": "2026-11-19 09:00:00"}, workday) is None


def test_the_urgent_is_due_first() -> None:
    facts = {"at": "2026-11-19 09:00:00", "urgency": "紧急"}
    due = next_due(shipped("demand"), "分流", facts, workday)
    assert due is not None and due.due_on == date(2026, 11, 20)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_working_days_counted_forth_and_back_agree(start: date, count: int) -> None:
    end = add_working_days(start, count, workday)
    assert workday(end) and working_days_between(start, end, workday) == count


def test_rates_and_sums_keep_apart() -> None:
    tallies = [Tally("", "登记", 2, 9), Tally("", "答复", 6, 6), Tally("", "办结", 2, 5)]
    people, batches, rate = VISIT.statistics
    assert (value_of(people, tallies), value_of(batches, tallies), value_of(rate, tallies)) == (20, 10, 80.0)
    assert value_of(rate, []) is None


def test_months_keep_their_order_and_words_theirs() -> None:
    people = VISIT.statistics[0]
    rows = [Tally("2026-02", "登记", 1, 9), Tally("2026-01", "登记", 1, 2)]
    assert split(people, "month", rows).parts == (("2026-01", 2), ("2026-02", 9))
    assert split(people, "category", rows).parts[0] == ("2026-02", 9)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [(12, 10, "增 2（+20.0%）"), (9, 10, "减 1（-10.0%）"), (10, 10, "持平"), (3, 0, "上年无"), (None, 3, "—")],
)
def test_a_change_reads_in_words(now: float | None, before: float, words: str) -> None:
    assert change_text(now, before) == words


def test_a_rate_changes_by_points_even_from_nothing() -> None:
    assert change_text(95.4, 100, "%") == "减 4.6 个百分点"
    assert change_text(60, 0, "%") == "增 60 个百分点"
    assert change_text(100, 100, "%") == "持平"


def test_spending_counts_against() -> None:
    points = shipped("points")
    assert amount_of(points, {"points": 30, "direction": "兑换"}) == -30
    assert amount_of(points, {"points": 30, "direction": "获得"}) == 30


def test_a_group_is_named_by_its_first_and_its_number() -> None:
    assert title_of(VISIT, {"visitor": "郑水根", "people": 3}) == "郑水根等3人"


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)


@given(texts)
def test_a_text_is_read_back_from_its_tokens(text: str) -> None:
    wanted = "".join(ch for ch in folded(text) if (ch.isalnum() or is_sign(ch)) and ch not in "ǀǁ")
    shown = joined(spaced_all([text]))
    assert shown.replace(" ", "") == wanted
    assert all(ch.isalnum() or ch in " ǀ" for ch in spaced(text))


@given(st.text("张王李水根排沟路灯漏雨zjg", min_size=2, max_size=30), st.data())
def test_any_piece_of_a_text_is_a_phrase_of_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : start + 6]
    assert spaced(piece) in spaced(text)


@given(st.text("0123456789", min_size=4, max_size=15), st.data())
def test_any_tail_of_a_phone_is_a_phrase_of_it(phone: str, data: st.DataObject) -> None:
    tail = phone[data.draw(st.integers(0, len(phone) - 2)) :]
    assert spaced(phone).endswith(spaced(tail))


def test_what_is_typed_becomes_one_phrase_a_word() -> None:
    assert phrase("排水沟 郑") == '"排 水 沟" AND "郑"'
    assert phrase("  ") == phrase("！？") == phrase('"*') == ""
    assert phrase("4410") == '"44 41 10"'


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("来2026第15", "来〔2026〕第15"),
        ("来〔2026〕第15号", "来〔2026〕第15号"),
        ("来2026", ""),
        ("郑水根", ""),
        ("来15", ""),
    ],
)
def test_a_typed_number_is_known(typed: str, begins: str) -> None:
    assert number_prefix(typed, VISIT.number) == begins


def test_the_hit_is_in_sight_and_marked() -> None:
    text = "很长" * 40 + "排水沟" + "很长" * 40
    line = snippet([text], "排水沟")
    (place,) = marks(line, "排水沟")
    assert line[place[0] : place[1]] == "排水沟" and len(line) < 70
    assert place[1] <= 12, "a narrow list shows only the start of the line"
