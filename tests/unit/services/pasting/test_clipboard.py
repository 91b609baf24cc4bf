"""Cells to and from the clipboard: quotes, line breaks, merged cells, long numbers, and whatever else comes along."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.base.errors import Mistake
from villagedesk.services.pasting.clipboard import MOST_ROWS, cells_of, text_of_html
from villagedesk.services.pasting.writing import as_text, html_line, html_of, in_full

HARD = [
    ["姓名", "电话", "身份证号", "日期", "人数", "说明", "号"],
    ["张某", "05771234567", "330381197001011234", "2026-11-20", "12", '第一行\n第二行 "引号"', "007"],
    ["李某", "13805770001", "33038119700101123X", "2026-02-30", "3.5", "3-5", "=1+1"],
    ["王某", "", "", "2026-11-20 16:34", "-2", "08:30", "0577-88881234"],
]
_CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from('"\n,，'),
    max_size=12,
).map(lambda text: re.sub(r"\s*\n\s*", "\n", text).strip())
TABLES = st.integers(2, 5).flatmap(
    lambda wide: st.lists(st.lists(_CELL, min_size=wide, max_size=wide).filter(any), min_size=1, max_size=6)
)


def rows_of(text: str) -> list[list[str]]:
    return [list(cells) for _line, cells in cells_of(text)]


@given(TABLES)
@settings(max_examples=150, deadline=None)
def test_what_is_copied_as_text_is_pasted_again(table: list[list[str]]) -> None:
    assert rows_of(as_text(table)) == table


def as_html(table: list[list[str]]) -> str:
    """A table as every copy makes it, its first row the headings."""
    return html_of([html_line(row, head=not number) for number, row in enumerate(table)])


@given(TABLES)
@settings(max_examples=100, deadline=None)
def test_what_is_copied_as_a_table_is_pasted_again(table: list[list[str]]) -> None:
    assert rows_of(text_of_html(as_html(table))) == table


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda data: data.decode("gb18030", "replace")))
@settings(max_examples=250, deadline=None)
def test_dirty_text_is_cells_or_a_sentence(text: str) -> None:
    for dirty in (text, f"\t{text}", text.replace("a", "\t").replace("b", '"')):
        try:
            rows = rows_of(dirty)
        except Mistake as mistake:
            assert mistake.says
        else:
            assert rows and all(any(row) for row in rows)
            assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]", "".join(map("".join, rows)))


_TAGS = ("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", '<td rowspan="3">', '<th colspan="99999">', "<br>")
_DIRT = ('<td rowspan="²" colspan="-4">', "&amp;", "&#1234567890;", "<!--", "<p>", "甲", "\x00", '<td rowspan="')


@given(st.lists(st.sampled_from((*_TAGS, *_DIRT)), max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_dirty_pages_never_break(html: str) -> None:
    assert isinstance(text_of_html(html), str)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('甲\t"一\n二"\r\n乙\t三\r\n', [["甲", "一\n二"], ["乙", "三"]]),
        ('甲\t"说""好"""\n', [["甲", '说"好"']]),
        ('"甲"乙\t丙\n', [['"甲"乙', "丙"]]),
        ('甲\t"没有关上\n乙\t丙', [["甲", '"没有关上'], ["乙", "丙"]]),
        ("甲\t乙\r丙\t丁\r", [["甲", "乙"], ["丙", "丁"]]),
        ("长句子，里面有，逗号\t乙\n丙\t丁", [["长句子，里面有，逗号", "乙"], ["丙", "丁"]]),
        ("\ufeff甲\t\u3000乙\xa0\n\t\n", [["甲", "乙"]]),
    ],
    ids=[
        "a cell with a line break",
        "doubled quotes",
        "a quote that opens no cell",
        "a quote that is never closed",
        "line ends of an old machine",
        "commas inside sentences",
        "blanks and marks at the ends",
    ],
)
def test_text_of_spreadsheets_is_read_as_they_write_it(text: str, rows: list[list[str]]) -> None:
    assert rows_of(text) == rows


def test_a_merged_cell_stands_in_each_of_its_rows_and_once_across() -> None:
    html = (
        "<table><tr><td colspan=3>十二月值班表</td></tr><tr><td rowspan=2>12月1日</td><td>早</td><td>张 某</td></tr>"
        "<tr><td>晚</td><td>李\n  某<br>王某</td></tr></table>"
    )
    assert rows_of(text_of_html(html)) == [
        ["十二月值班表", "", ""],
        ["12月1日", "早", "张 某"],
        ["12月1日", "晚", "李 某\n王某"],
    ]


def test_too_many_rows_are_refused_in_words() -> None:
    with pytest.raises(Mistake, match=f"超过 {MOST_ROWS:,} 行"):
        cells_of("甲\t乙\n" * 100_000)
    assert len(cells_of("甲\t乙\n" * MOST_ROWS)) == MOST_ROWS


def test_a_thousand_rows_of_fifty_cells_come_through() -> None:
    table = [[f"{row}-{column}" for column in range(50)] for row in range(1000)]
    assert rows_of(as_text(table)) == table


@pytest.mark.parametrize(
    ("text", "value", "copied"),
    [
        ("11-20 16:34", "2026-11-20 16:34:00", "2026-11-20 16:34"),
        ("11-20 16:34", datetime(2025, 11, 20, 16, 34), "2025-11-20 16:34"),
        ("12月3日", date(2026, 12, 3), "2026-12-03"),
        ("2026-12-03", date(2026, 12, 3), "2026-12-03"),
        ("每月 11-20 止", date(2026, 11, 20), "每月 11-20 止"),
        ("131****0489", "13100000489", "131****0489"),
        ("1-2", "1-2", "1-2"),
    ],
    ids=["a moment kept as text", "a moment", "a day", "a whole day", "words about a day", "a masked phone", "a house"],
)
def test_shortened_days_are_copied_in_full_and_masked_things_stay_masked(text: str, value: object, copied: str) -> None:
    assert in_full(text, value) == copied


def test_long_numbers_and_days_say_what_they_are() -> None:
    html = as_html(HARD)
    for text in ("05771234567", "330381197001011234", "13805770001", "007", "3-5", "=1+1", "2026-02-30"):
        assert re.search(rf"<td [^>]*sdnum=\"1033;0;@\"[^>]*>{re.escape(text)}</td>", html), text
    assert re.search(r'<td sdval="46346"[^>]*YYYY-MM-DD[^>]*>2026-11-20</td>', html)
    assert "<td>12</td>" in html and "<td>3.5</td>" in html and "<th" in html
    assert unescape(html).count("引号") == 1


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice to paste into")
def test_a_spreadsheet_keeps_numbers_and_days(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(as_html(HARD), "utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--infilter=HTML (StarCalc)"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(page)], check=True, capture_output=True, timeout=90)
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    assert book.get_sheet_by_index(0).to_python() == [
        HARD[0],
        ["张某", "05771234567", "330381197001011234", date(2026, 11, 20), 12.0, '第一行\n第二行 "引号"', "007"],
        ["李某", "13805770001", "33038119700101123X", "2026-02-30", 3.5, "3-5", "=1+1"],
        ["王某", "", "", datetime(2026, 11, 20, 16, 34), -2.0, "08:30", "0577-88881234"],
    ]
