"""A declared field reads what people type and says what is wrong with the rest."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, check, heading_key, id_number_fault, match_headings


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        pytest.param(Kind.DATE, "2026-11-21", date(2026, 11, 21), id="a date with dashes"),
        pytest.param(Kind.DATE, "2026年2月3日", date(2026, 2, 3), id="a date in Chinese"),
        pytest.param(Kind.DATE, " 2026/2/3 ", date(2026, 2, 3), id="a date with slashes and blanks"),
        pytest.param(Kind.DATE, datetime(2026, 2, 3, 4), date(2026, 2, 3), id="a date from a cell with a time"),
        pytest.param(Kind.MOMENT, "2026-11-21 08:30", datetime(2026, 11, 21, 8, 30), id="a moment without seconds"),
        pytest.param(Kind.TIME, "8:05", "08:05", id="a clock time with one digit"),
        pytest.param(Kind.TIME, "8：05", "08:05", id="a clock time with a full-width colon"),
        pytest.param(Kind.COUNT, "3", 3, id="a count"),
        pytest.param(Kind.COUNT, 3.0, 3, id="a count from a cell"),
        pytest.param(Kind.MONEY, "1,200.50", 1200.5, id="money with a comma"),
        pytest.param(Kind.YES, "√", True, id="a tick"),
        pytest.param(Kind.YES, "否", False, id="a no"),
        pytest.param(Kind.CHOICES, "带班、坐班", ("带班", "坐班"), id="several choices"),
        pytest.param(Kind.PHONE, "138-0577-1203", "13805771203", id="a phone with dashes"),
        pytest.param(Kind.PHONE, 13805771201.0, "13805771201", id="a phone from a number cell"),
        pytest.param(Kind.TEXT, "", None, id="nothing"),
    ],
)
def test_reads(kind: Kind, typed: object, read: object) -> None:
    assert check(Field("x", "某栏", kind), typed) == read


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        pytest.param(Field("d", "日期", Kind.DATE), "2019-02-29", "不是日历上有的日期", id="29 February 2019"),
        pytest.param(Field("d", "日期", Kind.DATE), "2021年9月31日", "不是日历上有的日期", id="31 September"),
        pytest.param(Field("n", "人数", Kind.COUNT, min=1), "0", "不能小于 1", id="too few"),
        pytest.param(Field("n", "人数", Kind.COUNT), "2.5", "整数", id="half a person"),
        pytest.param(Field("n", "金额", Kind.MONEY), "nan", "要写数字", id="not a number"),
        pytest.param(Field("n", "姓名", required=True), "  ", "不能为空", id="only blanks"),
        pytest.param(Field("t", "钟点", Kind.TIME), "25:00", "不是钟点", id="25 o'clock"),
        pytest.param(Field("p", "电话", Kind.PHONE), "call me", "不像电话号码", id="no phone"),
        pytest.param(Field("c", "种类", Kind.CHOICE, choices=("甲", "乙")), "丙", "没有“丙”", id="an unknown choice"),
        pytest.param(Field("i", "证号", Kind.ID_NUMBER), "110101199003077759", "校验位不对", id="a wrong check digit"),
        pytest.param(Field("i", "证号", Kind.ID_NUMBER), "110101199013077758", "出生日期不存在", id="month 13"),
    ],
)
def test_refuses_with_a_sentence_at_the_field(field: Field, typed: str, words: str) -> None:
    with pytest.raises(Mistake) as told:
        check(field, typed)
    assert words in told.value.says
    assert told.value.field == field.name
    assert field.label in told.value.says


def test_a_right_id_number_passes() -> None:
    assert id_number_fault("110101199003077758") == ""


@given(st.text(alphabet="0123456789", min_size=17, max_size=17))
def test_of_the_eleven_check_digits_at_most_one_is_right(first: str) -> None:
    right = [digit for digit in "0123456789X" if not id_number_fault(first + digit)]
    assert len(right) <= 1


def test_headings_match_in_any_order_with_blanks_and_units() -> None:
    fields = (Field("name", "姓名"), Field("phone", "电话", aliases=("联系电话", "手机")))
    found = match_headings(fields, ["序号", "联系电话（手机）", "姓  名", "备注"])
    assert {i: field.name for i, field in found.items()} == {1: "phone", 2: "name"}


def test_heading_key_folds_full_width_forms() -> None:
    assert heading_key("人数（人）：") == "人数"
