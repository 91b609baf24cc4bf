"""Staff lists as offices write them, read by header words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.base.errors import Mistake
from villagedesk.people.sheet import Reading, read_sheet

TODAY = date(2026, 11, 21)


def read(*rows: tuple[object, ...]) -> Reading:
    return read_sheet([(n, row) for n, row in enumerate(rows, 1)], TODAY)


def said(reading: Reading) -> list[str]:
    """Every person as one line of text."""
    return [
        f"{c.name}|{'、'.join(c.values.get('posts', ()))}|{c.values.get('phone', '')}|{c.badge}"
        for c in reading.candidates
    ]


def test_header_words_stand_in_any_order_with_blanks_and_titles_above() -> None:
    found = read(
        ("桃源村干部花名册", None, None, None),
        ("填报单位：桃源村", None, None, "2026年3月"),
        ("联系 电话", "村委会职务", "姓　名", "考勤号（指纹）"),
        (13800001111, "文书", "甲某", 7.0),
    )
    assert found.header == 3
    assert said(found) == ["甲某|文书|13800001111|7"]


def test_posts_over_two_columns_and_a_header_of_two_rows() -> None:
    found = read(
        ("姓名", "职务", None, "电话"),
        (None, "党内职务", "村委会职务", None),
        ("甲某", "支部委员", "副主任", "13800001111"),
        ("乙某", None, "委员", None),
    )
    assert said(found) == ["甲某|副主任、支部委员|13800001111|", "乙某|委员||"]


@pytest.mark.parametrize(
    ("row", "expected", "question"),
    [
        pytest.param(
            ("驻村干部 朱某某", "", "", "", ""), "朱某某|驻村干部||", "姓名栏写的是", id="a post before the name"
        ),
        pytest.param(("王 小某", "", "", "", ""), "王小某|||", "", id="a blank inside the name"),
        pytest.param(("甲某（网格长）", "", "", "", ""), "甲某|网格长||", "网格长", id="a post in brackets"),
        pytest.param(("甲某", "书记兼主任", "", "", ""), "甲某|书记、主任||", "", id="two posts in one cell"),
        pytest.param(("甲某", "", "13800001111/661215", "", ""), "甲某||13800001111|", "2 个号码", id="two phones"),
        pytest.param(("甲某", "", "1380000111", "", ""), "甲某||1380000111|", "10 位", id="a phone one digit short"),
        pytest.param(("甲某", "", "办公室有", "", ""), "甲某|||", "不像号码", id="no phone at all"),
        pytest.param(("甲某", "", "", "000012", ""), "甲某|||12", "去掉前面的零", id="a badge with padding"),
        pytest.param(("甲某", "", "", 12.0, ""), "甲某|||12", "", id="a badge as a number"),
        pytest.param(("甲某", "", "", "", "2025年12月31日退休"), "甲某|||", "2025-12-31", id="retired on a day"),
        pytest.param(("甲某", "", "", "", "已调离"), "甲某|||", "没有日期", id="left without a date"),
        pytest.param(
            ("甲某", "无", "无", "无", "网格长"), "甲某|网格长||", "备注登记为", id="a post only in the remark"
        ),
    ],
)
def test_oddities_come_in_and_are_asked_about(row: tuple[str, ...], expected: str, question: str) -> None:
    found = read(("姓名", "职务", "电话", "考勤号", "备注"), tuple(cell or None for cell in row))
    assert said(found) == [expected]
    assert question in "；".join(found.candidates[0].questions)


@pytest.mark.parametrize(
    ("row", "reason", "says"),
    [
        pytest.param((None, "文书", "1", None), "no_name", "第 2 行：“姓名”栏是空的", id="no name"),
        pytest.param(("12345", "文书", None, None), "bad_name", "不像姓名", id="a number as name"),
        pytest.param(("甲某", "文书", "七号", None), "bad_badge", "考勤号码", id="a badge in words"),
        pytest.param(("甲某", "文书", None, "2026-02-30"), "impossible_date", "到任日期", id="the 30th of February"),
        pytest.param(("甲某", "文书", None, "2026.13"), "impossible_date", "到任日期", id="a thirteenth month"),
    ],
)
def test_a_row_that_cannot_be_taken_says_where_and_why(row: tuple[object, ...], reason: str, says: str) -> None:
    found = read(("姓名", "职务", "考勤号", "到任日期"), row)
    assert not found.candidates
    assert found.rejected[0].reason == reason and says in found.rejected[0].says


def test_totals_remarks_sections_and_repeated_headers_are_no_people() -> None:
    found = read(
        ("序号", "姓名", "职务"),
        ("一、村两委", None, None),
        (1, "甲某", "书记"),
        ("序号", "姓名", "职务"),
        ("二、网格队伍", None, None),
        (2, "乙某", "网格员"),
        (3, None, None),
        (None, "合计", "3人"),
        ("说明：带班由书记轮流。", None, None),
        ("填表人：某某", None, "审核：某某"),
    )
    assert [(c.name, c.values["group"]) for c in found.candidates] == [("甲某", "村两委"), ("乙某", "网格队伍")]
    assert not found.rejected
    notes = "\n".join(note.says for note in found.notes)
    assert "它写 3 人，上面有 2 行" in notes and "带班由书记轮流" in notes


def test_unknown_columns_are_named() -> None:
    found = read(("姓名", "血型"), ("甲某", "A"))
    assert "血型" in found.notes[-1].says


def test_a_sheet_without_names_is_refused() -> None:
    with pytest.raises(Mistake, match="姓名"):
        read(("村名", "户数"), ("桃源村", 300))


cells = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.sampled_from(["姓名", "职务", "合计", "2026.5 已离任", "=1+1", "兼", "考勤号", "\x00", "√", "第 三 网格"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(cells, max_size=6).map(tuple), max_size=8))
def test_any_rows_below_a_header_end_as_people_rejected_lines_or_notes(rows: list[tuple[object, ...]]) -> None:
    found = read(("姓名", "职务", "电话", "考勤号", "离任日期", "备注"), *rows)
    for candidate in found.candidates:
        assert candidate.name.strip()
    assert all(problem.says and len(problem.text) <= 200 for problem in found.rejected)
