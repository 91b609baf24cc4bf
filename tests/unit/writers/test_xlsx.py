"""The workbook writer: user text stays text, sheets are legal, print set-up is there, a failed write leaves nothing."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pixels

from villagedesk.base.document import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Fill,
    PageSetup,
    Paragraph,
    Picture,
    Role,
    Run,
    Signatures,
    Split,
    Table,
)
from villagedesk.base.errors import Trouble
from villagedesk.writers import whole as whole_room
from villagedesk.writers.xlsx import HiddenSheet, Properties, sheet_names, write_workbook

HEAD = (tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in ("姓名", "日期", "数")),)


def paper(rows: tuple[tuple[Cell, ...], ...], **more: object) -> Document:
    table = Table((Column(30), Column(30), Column(20)), HEAD, rows, **more)  # type: ignore[arg-type]
    return Document(
        "登记", "来访登记册", (Split((Run("村"),), (Run("月"),)), table, Signatures(("填表人",), dated=True))
    )


def first_sheet(path: Path) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(path).worksheets[0]


HOSTILE = [
    pytest.param('=HYPERLINK("http://x","y")', id="a formula"),
    pytest.param("+8613800000000", id="a number with plus"),
    pytest.param("-1+1", id="a sum with minus"),
    pytest.param("@SUM(A1)", id="an at sign"),
    pytest.param("\t=1+1", id="a tab before a formula"),
    pytest.param("=1+1\x00\x07", id="a formula with control characters"),
    pytest.param("{=1+1}", id="an array formula"),
    pytest.param("#REF!", id="the word of an error"),
    pytest.param("2026-02-30", id="a date that is none"),
    pytest.param("0001234", id="a number with zeros"),
    pytest.param("𠮷野\ud800家", id="rare characters and half a surrogate"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_user_text_stays_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.xlsx"
    write_workbook([paper(((Cell(text), Cell(date(2026, 11, 1)), Cell(3)),))], path)
    cell = next(c for row in first_sheet(path).iter_rows() for c in row if c.row == 4 and c.column == 1)
    assert cell.data_type in ("s", "inlineStr"), cell.data_type
    kept = "".join(sign for sign in text if sign not in "\x00\x07\ud800").strip()
    assert str(cell.value).strip() == kept
    if text[0] in "=+-@\t":
        assert cell.quotePrefix


def test_only_a_papers_own_formula_is_a_formula_and_carries_its_value(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    foot = ((Cell("合计", across=2), Cell(7, formula="=SUM(C4:C5)")),)
    write_workbook([paper(((Cell("甲"), Cell(), Cell(3)), (Cell("乙"), Cell(), Cell(4))), foot=foot)], path)
    assert first_sheet(path)["C6"].value == "=SUM(C4:C5)"
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[5][2] == 7


def test_print_setup_and_repeated_head(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    rows = tuple((Cell(f"人{i}"), Cell(date(2026, 11, 1)), Cell(i)) for i in range(60))
    document = paper(rows)
    write_workbook([Document(document.name, document.title, document.blocks, PageSetup("A3", landscape=True))], path)
    sheet = first_sheet(path)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3" and sheet.freeze_panes == "A4"
    assert sheet.print_area.endswith("$A$1:$C$64")
    assert "&P" in sheet.oddFooter.center.text and "&N" in sheet.oddFooter.center.text
    assert sheet["B4"].number_format == "yyyy-mm-dd" and sheet["B4"].value.date() == date(2026, 11, 1)


def test_spans_keep_their_frame(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    rows = ((Cell("甲", down=2), Cell("上"), Cell(1)), (Cell("下"), Cell(2)))
    write_workbook([paper(rows)], path)
    sheet = first_sheet(path)
    assert "A4:A5" in [str(span) for span in sheet.merged_cells.ranges]
    assert sheet["A5"].border.bottom.style == "thin"
    assert sheet["B5"].value == "下" and sheet["C5"].value == 2


@pytest.mark.parametrize(
    ("wanted", "given_names"),
    [
        pytest.param(
            ["来访/登记", "来访:登记"], ["来访_登记", "来访_登记(2)"], id="forbidden signs become underscores"
        ),
        pytest.param(["A" * 40, "a" * 40], ["A" * 31, "a" * 28 + "(2)"], id="long names are cut and told apart"),
        pytest.param(["", "'", "History"], ["表", "表(2)", "History_"], id="empty and reserved names"),
    ],
)
def test_sheet_names_are_legal(wanted: list[str], given_names: list[str]) -> None:
    assert sheet_names(wanted) == given_names


def test_contents_lead_to_every_sheet_and_hidden_sheets_stay_hidden(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    one = paper(((Cell("甲"), Cell(), Cell(1)),))
    hidden = (HiddenSheet("_封签", (("a", "=b"),)),)
    names = write_workbook([one, one], path, Properties(contents="目录", hidden=hidden, custom={"month": "2026-11"}))
    book = openpyxl.load_workbook(path)
    assert names == ("目录", "登记", "登记(2)")
    assert book["_封签"].sheet_state == "hidden" and book["_封签"]["B1"].data_type == "s"
    links = [c.hyperlink.location for row in book["目录"].iter_rows() for c in row if c.hyperlink]
    assert links == ["'登记'!A1", "'登记(2)'!A1"]


def test_chart_stands_on_its_figures(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    chart = Chart("来访", ChartKind.BAR, ("医保", "低保"), (("本月", (3.0, 4.0)),), "人次")
    write_workbook([Document("图", "图", (Paragraph((Run("说明"),)), chart))], path)
    assert len(first_sheet(path)._charts) in (0, 1)  # openpyxl keeps no charts on reading; the part must be there
    import zipfile

    assert any("chart" in name for name in zipfile.ZipFile(path).namelist())


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"old")

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(whole_room.os, "fsync", full)
    with pytest.raises(Trouble, match="磁盘已满"):
        write_workbook([paper(((Cell("甲"), Cell(), Cell(1)),))], path)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["t.xlsx"]


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x")
    with pytest.raises(Trouble):
        write_workbook([paper(((Cell("甲"), Cell(), Cell(1)),))], tmp_path / "f" / "t.xlsx")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(max_size=80), st.integers(-(10**9), 10**9)), min_size=1, max_size=6))
def test_any_text_can_be_written_and_read_again(tmp_path: Path, rows: list[tuple[str, int]]) -> None:
    path = tmp_path / "h.xlsx"
    write_workbook([paper(tuple((Cell(text), Cell(), Cell(number)) for text, number in rows))], path)
    sheet = first_sheet(path)
    assert [sheet.cell(4 + i, 3).value for i in range(len(rows))] == [number for _, number in rows]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_foot_adds_up_its_own_column_wherever_the_table_stands(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    foot = ((Cell("合计", across=2), Cell(7, formula="=SUM({body})")),)
    write_workbook([paper(((Cell("甲"), Cell(), Cell(3)), (Cell("乙"), Cell(), Cell(4))), foot=foot)], path)
    assert first_sheet(path)["C6"].value == "=SUM(C4:C5)"


def test_a_picture_stands_in_the_workbook_at_its_size(tmp_path: Path) -> None:
    source = tmp_path / "图.png"
    Pixels.new("RGB", (200, 100), "navy").save(source)
    document = Document("表", "有图的表", (Picture(source, 80, 60, "说明文字"), Picture(tmp_path / "没有.png")))
    write_workbook([document], tmp_path / "o.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["表"]
    (image,) = sheet._images
    size = image.anchor.ext
    assert (round(size.width / 36_000), round(size.height / 36_000)) == (80, 40)
    words = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert words == ["有图的表", "说明文字", "（图片“没有.png”打不开，没有放入）"]


def test_no_chart_is_cut_by_the_foot_of_a_page(tmp_path: Path) -> None:
    chart = Chart("图", ChartKind.BAR, ("甲", "乙"), (("数", (1.0, 2.0)),))
    write_workbook([Document("表", "四幅图", (chart,) * 4)], tmp_path / "o.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["表"]
    tops = [one.anchor._from.row for one in sheet._charts]
    breaks = [one.id for one in sheet.row_breaks.brk]
    assert tops == [1, 16, 31, 46] and breaks == [31]
