"""The point scheme: what it gives and takes, which version holds, and where the reasons stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake
from villagedesk.papers.street.scheme import STANDARD, Point, Scheme, scheme_for, score
from villagedesk.services import office as offices
from villagedesk.services.office import Office
from villagedesk.services.street import circulars, merge, schemes
from villagedesk.services.street.merge import Terms, merge_files
from villagedesk.services.upkeep import check_office

from .conftest import facts

Make = Callable[..., Path]
DEDUCTIONS = (Point("到岗率", 100), Point("旷工", -2, 1, 5), Point("迟到", -1, 2), Point("周末值班", 1, 1, 3))


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Office]:
    made = offices.create_office(tmp_path / "街道.vdesk", "锦湖街道", "锦湖街道", clock=clock_at(datetime(2026, 11, 6)))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("points", "late", "total", "why"),
    [
        pytest.param(STANDARD, False, 83.2, "到岗率 86.2%，得 34.5 分", id="shares as they are"),
        pytest.param(STANDARD, True, 63.2, "按时报送 迟报，得 0 分", id="late takes the whole line"),
        pytest.param(DEDUCTIONS, False, 83.2, "旷工 4 个半天，扣 5 分", id="a deduction stops at its limit"),
        pytest.param(DEDUCTIONS, False, 83.2, "迟到 1 次，得 0 分", id="only full steps count"),
        pytest.param((Point("旷工", -30, 1),), False, 0.0, "旷工 4 个半天，扣 120 分", id="never below nothing"),
        pytest.param((Point("缺卡", -3, 1),), False, 97.0, "缺卡 1 次，扣 3 分", id="without shares from a hundred"),
    ],
)
def test_points_and_their_reasons(points: tuple[Point, ...], late: bool, total: float, why: str) -> None:
    found, lines = score(facts("甲村"), points, late=late)
    assert found == total and why in [line.why for line in lines]


def test_a_share_without_anything_to_divide_does_not_weigh() -> None:
    stated = replace(facts("甲村"), figures=())
    found, lines = score(stated, STANDARD, late=False)
    assert found == pytest.approx(100 * (40 * 0.862 + 20) / 60, abs=0.1)
    assert [line.counted for line in lines if line.name == "答复率"] == ["没有数据，不计"]


def test_the_version_of_the_month_and_the_profile_holds() -> None:
    common, later, own = (
        Scheme((Point("到岗率", 50),), "", "2026-01", 1),
        Scheme((Point("到岗率", 60),), "", "2026-10", 2),
        Scheme((Point("到岗率", 70),), "绩效积分", "2026-09", 3),
    )
    known = (common, later, own)
    assert scheme_for(known, "两次签到", "2026-09") is common
    assert scheme_for(known, "两次签到", "2026-10") is later
    assert scheme_for(known, "绩效积分", "2026-10") is own
    assert scheme_for(known, "绩效积分", "2026-08") is common
    assert scheme_for(known, "绩效积分", "2025-12").points == STANDARD


def test_a_version_is_kept_replaced_and_taken_back(street: Office) -> None:
    schemes.keep_scheme(street, [Point("到岗率", 60), Point("旷工", -2, 1, 10)], "2026-10")
    changed = schemes.keep_scheme(street, [Point("到岗率", 80)], "2026-10").changes
    assert [one.points for one in schemes.schemes(street)] == [(Point("到岗率", 80),)]
    assert changed.undo is not None
    changed.undo(street)
    assert [one.words for one in schemes.schemes(street)] == ["到岗率 60 分；旷工每 1 个半天扣 2 分，最多扣 10 分"]
    schemes.remove_scheme(street, schemes.schemes(street)[0].id)
    assert schemes.schemes(street) == () and check_office(street).sound


@pytest.mark.parametrize(
    ("points", "said"),
    [
        pytest.param([], "至少要有一行", id="nothing"),
        pytest.param([Point("心情", 5)], "第 1 行：没有“心情”", id="an item that is none"),
        pytest.param([Point("到岗率", 40), Point("到岗率", 20)], "第 2 行：“到岗率”写了两次", id="twice"),
        pytest.param([Point("到岗率", -4)], "第 1 行：“到岗率”按比例得分", id="a negative share"),
        pytest.param([Point("旷工", -2)], "第 1 行：“旷工”要填每几个?半天", id="a count without its step"),
        pytest.param([Point("旷工", 0, 1)], "不能是 0", id="no points"),
        pytest.param([Point("旷工", -2, 1, 500)], "封顶", id="a limit out of reach"),
    ],
)
def test_a_line_that_cannot_be_is_named(street: Office, points: list[Point], said: str) -> None:
    with pytest.raises(Mistake, match=said):
        schemes.keep_scheme(street, points, "2026-10")


def test_the_workbook_and_the_circular_say_why(pack: Make, tmp_path: Path) -> None:
    terms = Terms("锦湖街道", schemes=(Scheme(DEDUCTIONS, "", "2026-10", 1),))
    out = tmp_path / "汇总.xlsx"
    found = merge_files([pack("甲村"), pack("乙村")], out, terms)
    book = openpyxl.load_workbook(out)
    ranked = [cell.value for row in book["排名"].iter_rows() for cell in row]
    assert "4 个半天　-5" in ranked and 83.2 in ranked
    rules = [cell.value for row in book["计分办法"].iter_rows() for cell in row]
    assert {"2026-10", "各村通用", "旷工每 1 个半天扣 2 分，最多扣 5 分"} <= set(rules)
    written = docx.Document(str(circulars.write_circular(found, tmp_path / "通报.docx")))
    assert "计分办法（各村通用，自 2026-10 起）：到岗率 100 分；旷工每 1 个半天扣 2 分" in "\n".join(
        p.text for p in written.paragraphs
    )
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert any(text.split() == ["到岗率（86.2%）−13.8", "旷工（4", "个半天）−5"] for text in cells)


def test_the_talk_sheet_says_why(street: Office, pack: Make, tmp_path: Path) -> None:
    schemes.keep_scheme(street, DEDUCTIONS, "2026-10")
    received, _ = merge.read_all([pack("甲村")], {})
    merge.keep_received(street, received)
    path = tmp_path / "约谈.docx"
    circulars.write_evidence(street, "甲村", "李四", path)
    cells = [cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells]
    assert {"旷工", "4 个半天", "-5"} <= set(cells)
    assert any(text.startswith("旷工每 1 个半天扣 2 分，最多扣 5 分（各村通用，") for text in cells)


def test_each_village_is_judged_by_the_scheme_of_its_rules(pack: Make, tmp_path: Path) -> None:
    own = Scheme((Point("缺卡", -3, 1),), "绩效积分", "2026-01", 2)
    terms = Terms("锦湖街道", schemes=(Scheme(DEDUCTIONS, "", "2026-01", 1), own))
    received, faults = merge.read_all([pack("甲村"), pack("乙村")], {})
    received[1] = replace(received[1], facts=replace(received[1].facts, profile="绩效积分"))
    found = merge.merge(received, faults, terms)
    assert {row.facts.village: points for _, row, points in found.ranking} == {"甲村": 83.2, "乙村": 97.0}
    merge.write_merged(found, tmp_path / "o.xlsx")
    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "o.xlsx")["排名"].iter_rows() for cell in row]
    assert "计分办法" in cells and "绩效积分" in cells and "各村通用" in cells
