"""A street's template with everything a workbook may carry: filled, and all of it is still there."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Pixels

from villagedesk.base.errors import Mistake
from villagedesk.writers.xlsx_template.fill import fill
from villagedesk.writers.xlsx_template.marks import Filling, marks_in, opened

_THIN = Side(style="thin")


def filling(people: int) -> Filling:
    rows = [{"姓名": f"张{i}", "应坐班": 40, "实坐班": 40 - i} for i in range(people)]
    values = {"村": "桃源村", "年月": "2026 年 10 月", "接待群众": 123, "答复率": 0.935, "街道": "锦湖街道"}
    return Filling(values, {"人员": rows})


def template(path: Path) -> bytes:
    """A list of four rows with totals below it, and round about all that a form may carry."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "月报"
    sheet["A1"] = "{{村}}{{年月}}坐班月报"
    sheet["A2"] = CellRichText("接待 ", TextBlock(InlineFont(b=True), "{{接待群众}}"), " 人次")
    sheet["D2"] = "{{答复率}}"
    for row in range(5, 9):
        sheet.cell(row, 1, row - 4)
        for column in range(1, 7):
            sheet.cell(row, column).border = Border(_THIN, _THIN, _THIN, _THIN)
        sheet.cell(row, 5, f"=IF(C{row}=0,0,D{row}/C{row})").number_format = "0%"
        sheet.merge_cells(f"F{row}:G{row}")
    sheet["B5"], sheet["C5"], sheet["D5"] = "{{人员.姓名}}", "{{人员.应坐班}}", "{{人员.实坐班}}"
    sheet["A9"], sheet["C9"], sheet["D9"] = "合计", "=SUM(C5:C8)", "=SUM(D5:D8)"
    sheet.merge_cells("A11:F11")
    sheet["A11"] = "说明：本表由村填报。"
    sheet["B9"].comment = Comment("街道的批注", "街道")
    sheet.conditional_formatting.add(
        "D5:D8", CellIsRule(operator="lessThan", formula=["C5"], fill=PatternFill("solid", bgColor="FFCCCC"))
    )
    rule = DataValidation(type="list", formula1='"是,否"')
    rule.add("F5:F8")
    sheet.add_data_validation(rule)
    book.defined_names["合计行"] = DefinedName("合计行", attr_text="'月报'!$C$9:$D$9")
    sheet.print_area, sheet.print_title_rows = "A1:G11", "4:4"
    sheet.page_setup.orientation = "landscape"
    sheet.oddHeader.center.text = "{{街道}}"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=5, max_row=8))
    sheet.add_chart(chart, "A13")
    picture = io.BytesIO()
    Pixels.new("RGB", (60, 40), "red").save(picture, "PNG")
    sheet.add_image(Image(picture), "H2")
    other = book.create_sheet("另表")
    other["A1"], other["A2"] = "=月报!C9", "不要改"
    book.create_sheet("不动")["A1"] = "原样"
    book.save(path)
    return path.read_bytes()


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def filled(tmp_path: Path, people: int) -> tuple[Path, Path]:
    before, after = tmp_path / "模板.xlsx", tmp_path / "填好.xlsx"
    fill(template(before), before.name, {}, filling(people), after)
    return before, after


def test_what_is_not_filled_survives_byte_for_byte(tmp_path: Path) -> None:
    before, after = (parts(path) for path in filled(tmp_path, 3))
    changed = {name for name in before if before[name] != after.get(name)}
    # One sheet is filled, the other calculates, a percentage is added to the looks, the book recalculates.
    assert changed == {f"xl/{name}.xml" for name in ("worksheets/sheet1", "worksheets/sheet2", "styles", "workbook")}
    kinds = ("drawing1.xml", "chart1.xml", "image1.png", "comment1.xml", "commentsDrawing1.vml")
    assert {name.rpartition("/")[2] for name in after} >= set(kinds)


def test_rows_are_added_where_the_list_is_longer_and_everything_follows(tmp_path: Path) -> None:
    _, path = filled(tmp_path, 7)
    sheet = openpyxl.load_workbook(path, rich_text=True)["月报"]
    assert [sheet.cell(row, 2).value for row in range(5, 12)] == [f"张{i}" for i in range(7)]
    assert [sheet.cell(row, 1).value for row in range(5, 13)] == [1, 2, 3, 4, 5, 6, 7, "合计"]
    assert sheet["C12"].value == "=SUM(C5:C11)" and sheet["E11"].value == "=IF(C11=0,0,D11/C11)"
    assert sheet["D11"].border.left.style == "thin" and sheet["E11"].number_format == "0%"
    assert {str(span) for span in sheet.merged_cells.ranges} == {*(f"F{r}:G{r}" for r in range(5, 12)), "A14:F14"}
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["D5:D11"]
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["F5:F11"]
    assert sheet["B12"].comment.text == "街道的批注"
    assert sheet.print_area == "'月报'!$A$1:$G$14" and sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert openpyxl.load_workbook(path)["另表"]["A1"].value == "=月报!C12"
    assert openpyxl.load_workbook(path).defined_names["合计行"].attr_text == "'月报'!$C$12:$D$12"
    text = {name: content.decode("utf-8", "replace") for name, content in parts(path).items()}
    assert "$D$5:$D$11" in text["xl/charts/chart1.xml"]
    assert re.search(r"<(?:xdr:)?from>.*?<(?:xdr:)?row>15<", text["xl/drawings/drawing1.xml"], re.DOTALL)


def test_marks_between_other_words_and_in_the_header_are_filled(tmp_path: Path) -> None:
    _, path = filled(tmp_path, 2)
    sheet = openpyxl.load_workbook(path, rich_text=True)["月报"]
    assert sheet["A1"].value == "桃源村2026 年 10 月坐班月报" and str(sheet["A2"].value) == "接待 123 人次"
    assert isinstance(sheet["A2"].value, CellRichText) and sheet["A2"].value[1].font.b
    assert sheet["D2"].value == 0.935 and sheet["D2"].number_format == "0.0%"
    assert sheet.oddHeader.center.text == "锦湖街道"
    assert not marks_in(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    ("rooms", "people", "last"),
    [
        pytest.param((5,), 3, "=SUM(D5:D7)", id="one row kept for the list"),
        pytest.param((5, 6), 2, "=SUM(D5:D6)", id="as many rows as people"),
        pytest.param((5, 6, 7), 1, "=SUM(D5:D7)", id="more rows than people"),
    ],
)
def test_totals_take_in_every_row(tmp_path: Path, rooms: tuple[int, ...], people: int, last: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B5"], sheet["D5"] = "{{人员.姓名}}", "{{人员.应坐班}}"
    below = rooms[-1] + 1
    sheet.cell(below, 1, "合计")
    sheet.cell(below, 4, f"=SUM(D5:D{rooms[-1]})")
    book.save(tmp_path / "t.xlsx")
    out = tmp_path / "o.xlsx"
    fill((tmp_path / "t.xlsx").read_bytes(), "t.xlsx", {}, filling(people), out)
    made = openpyxl.load_workbook(out).active
    assert made is not None
    row = max(below, 5 + people)
    assert made.cell(row, 4).value == last and made.cell(row, 1).value == "合计"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_libreoffice_opens_it_and_calculates(tmp_path: Path) -> None:
    _, path = filled(tmp_path, 7)
    out = tmp_path / "lo"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = python_calamine.CalamineWorkbook.from_path(out / path.name)
    rows = saved.get_sheet_by_name("月报").to_python(skip_empty_area=False)
    assert rows[11][2:4] == [280.0, 259.0] and rows[10][4] == 0.85
    assert saved.get_sheet_by_name("另表").to_python()[0][0] == 280.0
    names = set(parts(out / path.name))
    assert {name.rpartition("/")[2] for name in names} >= {"chart1.xml", "image1.png"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 900, "旧的 xls 格式", id="an old xls"),
        pytest.param(
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "设了打开密码", id="password protected"
        ),
        pytest.param({"xl/workbook.xml": b"", "xl/vbaProject.bin": b""}, "含有宏", id="macros"),
        pytest.param({"xl/workbook.bin": b""}, "xlsb", id="the binary form"),
        pytest.param({"content.xml": b""}, "ods", id="an ods"),
        pytest.param({"a.txt": b""}, "不是能读的 xlsx", id="another zip"),
        pytest.param(b"hello", "不是能读的 xlsx", id="no workbook at all"),
    ],
)
def test_a_file_that_is_no_template_is_named(content: bytes | dict[str, bytes], said: str) -> None:
    if isinstance(content, dict):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name, part in content.items():
                package.writestr(name, part)
        content = buffer.getvalue()
    with pytest.raises(Mistake, match=said):
        opened(content, "街道表.xlsx")
