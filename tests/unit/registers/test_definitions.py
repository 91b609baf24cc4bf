"""Definitions: the shipped books, and every mistake refused with file, line and reason."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from villagedesk.base.errors import Mistake
from villagedesk.registers.definition import Register
from villagedesk.registers.entry import number_text, parse_number
from villagedesk.registers.reading import line_of, read_lists, read_register
from villagedesk.registers.writing import definition_text

BOOKS = Path(__file__).parents[3] / "resources" / "registers"
LISTS = read_lists((BOOKS / "lists.toml").read_text("utf-8"), "lists.toml")
SHIPPED = sorted(file for file in BOOKS.glob("*.toml") if file.name != "lists.toml")

GOOD = """
id = "tools"
title = "农具借用"
number = "具〔{year}〕第{n}号"
unit = "件"

[[field]]
name = "at"
label = "借出时间"
kind = "moment"

[[field]]
name = "back"
label = "归还日期"
kind = "date"
not_before = "at"

[[state]]
name = "借出"
start = true
[[state]]
name = "归还"
end = true

[[step]]
from = ["借出"]
to = "归还"

[[deadline]]
name = "三天归还"
from = "at"
days = 3
until = ["归还"]

[[statistic]]
label = "借出"
unit = "件"
count = true
"""


def shipped(name: str) -> Register:
    return read_register((BOOKS / f"{name}.toml").read_text("utf-8"), f"{name}.toml", LISTS)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_book_reads_and_writes_back_the_same(file: Path) -> None:
    register = read_register(file.read_text("utf-8"), file.name, LISTS)
    again = read_register(definition_text(register), file.name, LISTS)
    for name in ("fields", "states", "steps", "deadlines", "statistics", "carries", "list", "posted", "report"):
        assert getattr(again, name) == getattr(register, name), name


def test_the_books_of_the_office_are_shipped() -> None:
    wanted = "visit matter log walk demand order project council patrol event volunteer points appraisal party care"
    assert {file.stem for file in SHIPPED} == {*wanted.split(), "phone", "document"}


def test_every_carry_goes_to_a_book_that_has_those_fields() -> None:
    for file in SHIPPED:
        register = shipped(file.stem)
        for carry in register.carries:
            if carry.to != "mediation":
                target = shipped(carry.to)
                assert all(target.item(name) for name in carry.facts), (register.id, carry.to)


def test_the_day_log_draws_fields_that_the_books_have() -> None:
    for draw in shipped("log").draws:
        if draw.book == "mediation":
            continue
        source = shipped(draw.book)
        names = {part.split("}")[0] for part in draw.line.split("{")[1:]} - {"time", "number", "state"}
        assert all(source.item(name) for name in names), draw


WRONG = {
    "not TOML at all": ("id = ", "id = = ", "第 2 行第", "不是有效的 TOML"),
    "a key that is misspelt": ("unit = \"件\"", "unti = \"件\"", "第 5 行", "不认识的名称：“unti”"),
    "an extra key in a field": ("kind = \"moment\"", "kind = \"moment\"\ncolor = 3", "不认识的名称", "第 11 行"),
    "a kind that is none": ("kind = \"moment\"", "kind = \"moon\"", "第 10 行", "应是"),
    "a field named twice": ("name = \"back\"", "name = \"at\"", "第 13 行", "写了两次"),
    "a number without its running part": ("第{n}号", "号", "第 4 行", "{n}"),
    "an id with capitals": ('id = "tools"', 'id = "Tools"', "第 2 行", "小写"),
    "a bound that is no field": ('not_before = "at"', 'not_before = "on"', "第 16 行", "on"),
    "a step to nowhere": ('to = "归还"', 'to = "报废"', "第 27 行", "报废"),
    "a deadline from a text": ('from = "at"', 'from = "who"', "第 31 行", "who"),
    "a deadline without days": ("days = 3\n", "", "第 30 行", "days"),
    "a state that is not there": ('until = ["归还"]', 'until = ["丢失"]', "第 33 行", "丢失"),
    "a statistic that counts nothing": ("count = true\n", "", "第 36 行", "sum"),
    "a choice without words": ('kind = "date"\nnot_before = "at"', 'kind = "choice"', "第 15 行", "choices"),
    "words from a list that is none": ('not_before = "at"', 'choices = "tree"', "第 16 行", "tree"),
    "a mask that is none": ('not_before = "at"', 'mask = "fog"', "第 16 行", "fog"),
    "two starts": ("end = true", "end = true\nstart = true", "", "start"),
    "a default that a date cannot take": ('not_before = "at"', 'default = "on_duty"', "第 16 行", "on_duty"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_definition_with_a_mistake_is_refused_with_file_line_and_reason(case: tuple[str, str, str, str]) -> None:
    before, after, line, reason = case
    assert before in GOOD
    with pytest.raises(Mistake) as refused:
        read_register(GOOD.replace(before, after, 1), "农具.toml", LISTS)
    assert "农具.toml" in refused.value.says
    assert line in refused.value.says and reason in refused.value.says, refused.value.says
    assert "第 " in refused.value.says


def test_the_good_one_is_good() -> None:
    register = read_register(GOOD, "农具.toml", LISTS)
    assert (register.start, register.ends, register.dated) == ("借出", {"归还"}, "at")


def test_a_place_in_a_definition_has_its_line() -> None:
    assert line_of(GOOD, "field[1].kind") == 15
    assert line_of(GOOD, "field[1].mask") == 12
    assert line_of(GOOD, "title") == 3


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_number_is_read_back(file: Path) -> None:
    register = shipped(file.stem)
    assert parse_number(register, number_text(register, 2026, 1186)) == (2026, 1186)
    assert parse_number(register, "别的〔2026〕第3号") is None


def test_shipped_definitions_say_nothing_twice() -> None:
    for file in SHIPPED:
        table = tomllib.loads(file.read_text("utf-8"))
        assert table["id"] == file.stem
