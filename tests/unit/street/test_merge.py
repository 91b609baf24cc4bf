"""Many packs into one month: sums and rates, late, missing, altered, older revisions, and the plain form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
import python_calamine

from villagedesk.base.document import Table
from villagedesk.base.errors import Mistake
from villagedesk.papers.street import consolidated, plain_form
from villagedesk.papers.street.merged import Merged
from villagedesk.services.street.circulars import write_circular, write_form
from villagedesk.services.street.merge import Terms, answer, merge, merge_files, read_all
from villagedesk.services.street.proving.proof import State, read_received

Make = Callable[..., Path]


def merged(paths: list[Path], out: Path, **terms: object) -> Merged:
    return merge_files(paths, out, Terms("锦湖街道", **terms))  # type: ignore[arg-type]


def altered(path: Path) -> Path:
    book = openpyxl.load_workbook(path)
    cell = next(c for row in book["月报汇总"].iter_rows() for c in row if c.value == 100)
    cell.value = 999
    book.save(path)
    return path


def filled_form(path: Path, village: str = "丁村", month: str = "2026-10", **cells: object) -> Path:
    write_form(path, "锦湖街道", village, month)
    book = openpyxl.load_workbook(path)
    sheet = book[plain_form.SHEET]
    words = dict(zip(plain_form.COUNTS, (60, 20, 2, 10, 9, 8, 2, 1), strict=True))
    at = {str(c.value): c for row in sheet.iter_rows() for c in row if c.value}
    for word, value in words.items():
        label = at[word]
        right = next(
            c for c in sheet[label.row][label.column :] if c.coordinate not in _covered(sheet) and c.value is None
        )
        right.value = cells.get(word, value)
    name = at["姓名"]
    for offset, line in enumerate(
        (("王五", "书记", 40, 39, 0, 0, 1, 0, 0, 2, 0), ("赵六", "委员", 40, 40, 0, 0, 0, 0, 0, 1, 1))
    ):
        starts = [c.column for c in sheet[name.row] if c.value]
        for column, value in zip(starts, line, strict=True):
            sheet.cell(name.row + 1 + offset, column).value = value
    for place, value in cells.items():
        if place in ("姓名",):
            sheet.cell(name.row + 1, name.column).value = value
    book.save(path)
    return path


def _covered(sheet: openpyxl.worksheet.worksheet.Worksheet) -> set[str]:
    return {
        sheet.cell(row, column).coordinate
        for span in sheet.merged_cells.ranges
        for row in range(span.min_row, span.max_row + 1)
        for column in range(span.min_col, span.max_col + 1)
        if (row, column) != (span.min_row, span.min_col)
    }


def test_sums_are_added_and_rates_are_of_the_sums(pack: Make, tmp_path: Path) -> None:
    found = merged([pack("甲村"), pack("乙村", visits=50)], tmp_path / "汇总.xlsx")
    assert found.totals == {
        "接待群众_人次": 150,
        "办理事项_件次": 80,
        "调处纠纷_件": 6,
        "答复率": 75.0,
        "解决率": 50.0,
        "调解成功率": 100.0,
    }


def test_the_workbook_carries_values_and_formulas(pack: Make, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    merged([pack("甲村"), pack("乙村", visits=50)], out)
    sheet = openpyxl.load_workbook(out)["汇总"]
    total = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("合计"))
    assert total[2].value == "=SUM(C4:C5)"
    rows = python_calamine.CalamineWorkbook.from_path(out).get_sheet_by_name("汇总").to_python()
    assert next(row for row in rows if str(row[0]).startswith("合计"))[2] == 150
    assert openpyxl.load_workbook(out).sheetnames == [
        "目录",
        "汇总",
        "排名",
        "计分办法",
        "环比同比",
        "异常一览",
        "报送情况",
        "各村人员",
    ]
    assert sheet["B4"].hyperlink.location == "'各村人员'!A3"


def test_each_village_stands_where_it_belongs(pack: Make, tmp_path: Path) -> None:
    paths = [pack("甲村"), altered(pack("乙村")), pack("丙村", made="2026-11-20")]
    found = merged(paths, tmp_path / "汇总.xlsx", expected=("甲村", "乙村", "丙村", "丁村"))
    said = answer(found)
    assert said["villages"] == ["甲村", "丙村"]
    assert said["tampered"] == ["乙村"] and said["missing"] == ["丁村"] and said["late"] == ["丙村"]
    assert found.totals["接待群众_人次"] == 200
    cells = [c.value for row in openpyxl.load_workbook(tmp_path / "汇总.xlsx")["报送情况"].iter_rows() for c in row]
    assert {"已改动", "未报送", "迟报"} <= set(cells)


def test_the_later_revision_counts_and_both_are_kept(pack: Make, tmp_path: Path) -> None:
    found = merged([pack("甲村", revision=2, visits=120), pack("甲村")], tmp_path / "汇总.xlsx")
    assert found.totals["接待群众_人次"] == 120
    assert [row.facts.revision for row in found.superseded] == [1]


def test_a_correction_after_the_day_does_not_make_a_village_late(pack: Make, tmp_path: Path) -> None:
    first, later = pack("甲村"), pack("甲村", revision=2, made="2026-11-20", visits=120)
    found = merged([first, later, pack("乙村", revision=2, made="2026-11-20")], tmp_path / "汇总.xlsx")
    assert found.late == ("乙村",) and found.totals["接待群众_人次"] == 220
    assert {row.facts.village: row.timing for row in found.rows} == {"甲村": "按时，后有更正", "乙村": "迟报"}


def test_made_in_time_and_taken_in_late_are_both_said(pack: Make, tmp_path: Path) -> None:
    received, _ = read_all([pack("甲村"), pack("乙村", made="2026-11-20")], {})
    on = {"甲村": "2026-11-09 10:00:00", "乙村": "2026-11-21 09:00:00"}
    found = merge([replace(each, received_at=on[each.facts.village]) for each in received], (), Terms())
    assert {row.facts.village: row.timing for row in found.rows} == {"甲村": "按时编制，过期收到", "乙村": "迟报"}
    assert found.late == ("乙村",)
    table = consolidated.sending(found).blocks[0]
    assert isinstance(table, Table)
    rows = [[cell.value for cell in row] for row in table.rows]
    assert [row[3:5] for row in rows if row[0] == "甲村"] == [[found.rows[1].facts.made_at[:16], "2026-11-09 10:00"]]


def test_an_altered_second_sending_does_not_hide_the_sound_first(pack: Make, tmp_path: Path) -> None:
    found = merged([pack("甲村"), altered(pack("甲村", revision=2))], tmp_path / "汇总.xlsx")
    assert found.totals["接待群众_人次"] == 100 and len(found.altered) == 1


def test_the_wrong_month_and_the_wrong_village_are_named(pack: Make, tmp_path: Path) -> None:
    paths = [pack("甲村"), pack("乙村"), pack("丙村", month="2026-09"), pack("丁村")]
    found = merged(paths, tmp_path / "汇总.xlsx", expected=("甲村", "乙村", "丙村"))
    says = [fault.says for fault in found.faults]
    assert any("2026-09" in one for one in says) and any("不在本街道" in one for one in says)
    assert [row.facts.village for row in found.rows] == ["甲村", "乙村"]
    assert found.missing == ("丙村",)


def test_the_same_file_twice_counts_once(pack: Make, tmp_path: Path) -> None:
    path = pack("甲村")
    twin = tmp_path / "又一份.xlsx"
    twin.write_bytes(path.read_bytes())
    found = merged([path, twin], tmp_path / "汇总.xlsx")
    assert found.totals["接待群众_人次"] == 100 and "只计一次" in found.faults[0].says


def test_bad_files_do_not_stop_the_others(pack: Make, tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 broken")
    found = merged([bad, pack("甲村")], tmp_path / "汇总.xlsx")
    assert [row.facts.village for row in found.rows] == ["甲村"] and "坏.xlsx" in found.faults[0].file


def test_nothing_to_merge_is_said_and_writes_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"x")
    with pytest.raises(Mistake, match="没有一个文件能采用"):
        merged([bad], tmp_path / "汇总.xlsx")
    assert not (tmp_path / "汇总.xlsx").exists()


def test_a_plain_form_merges_like_a_pack(pack: Make, tmp_path: Path) -> None:
    form = filled_form(tmp_path / "丁村.xlsx")
    assert read_received(form).state is State.FORM
    found = merged([pack("甲村"), form], tmp_path / "汇总.xlsx")
    assert found.totals["接待群众_人次"] == 160
    assert found.totals["答复率"] == round(100 * 12 / 14, 1)
    people = next(row for row in found.rows if row.facts.village == "丁村").facts.people
    assert [(p.person, p.due, p.duty_weekend) for p in people] == [("王五", 40, 2), ("赵六", 40, 1)]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        pytest.param({"接待群众（人次）": "很多"}, "应是数字", id="words instead of a number"),
        pytest.param({"接待群众（人次）": -5}, "不是合理的数字", id="a negative count"),
        pytest.param({"姓名": '=HYPERLINK("http://x")'}, "（姓名）是公式", id="a formula in a name"),
        pytest.param({"month": "2026-13"}, "月份", id="a month that is none"),
        pytest.param({"village": ""}, "没有填村", id="no village"),
    ],
)
def test_a_form_filled_wrong_is_named(tmp_path: Path, cells: dict[str, object], said: str) -> None:
    path = filled_form(tmp_path / "丁村.xlsx", **cells)  # type: ignore[arg-type]
    with pytest.raises(Mistake, match=said):
        read_received(path)


def test_a_form_with_changed_headings_is_named(tmp_path: Path) -> None:
    path = filled_form(tmp_path / "丁村.xlsx")
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows():  # type: ignore[union-attr]
        for cell in row:
            if cell.value == "办理事项（件次）":
                cell.value = "办了多少"
    book.save(path)
    with pytest.raises(Mistake, match="找不到“办理事项（件次）”"):
        read_received(path)


def test_ranking_shares_places_and_weighs_only_what_there_is(pack: Make, tmp_path: Path) -> None:
    found = merged([pack("甲村"), pack("乙村"), pack("丙村", made="2026-11-25")], tmp_path / "汇总.xlsx")
    assert [place for place, _, _ in found.ranking] == [1, 1, 3]


def test_the_circular_names_names(pack: Make, tmp_path: Path) -> None:
    found = merged([pack("甲村"), altered(pack("乙村"))], tmp_path / "汇总.xlsx", expected=("甲村", "乙村", "丙村"))
    text = "\n".join(p.text for p in docx.Document(str(write_circular(found, tmp_path / "通报.docx"))).paragraphs)
    assert "未报送（1 个）：丙村" in text and "乙村" in text and "李四（4 个半天）" in text
    assert "2026年11月5日" in text
