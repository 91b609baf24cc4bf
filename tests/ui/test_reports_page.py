"""The page of reports in a real window: checklist, pack, template marked by clicks, the street's table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from villagedesk.services.office import Office
from villagedesk.services.report import template
from villagedesk.services.report.pack import make_pack
from villagedesk.ui.frame.window import Window
from villagedesk.ui.reports.dialogs import SheetDialog
from villagedesk.ui.reports.marking import MarkingDialog
from villagedesk.ui.reports.page import ReportsPage, reporting_month

Open = Callable[..., Window]


def the_page(window: Window) -> ReportsPage:
    page = window.page
    assert isinstance(page, ReportsPage)
    return page


def words(page: ReportsPage) -> str:
    labels = page.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(page))


def settle(window: Window, qtbot: QtBot) -> None:
    window.desk.ops.settle()
    qtbot.wait(10)
    window.desk.ops.settle()


@pytest.mark.parametrize(
    ("day", "month"), [((2026, 11, 5), "2026-10"), ((2026, 11, 21), "2026-11"), ((2027, 1, 3), "2026-12")]
)
def test_early_in_a_month_the_last_one_is_reported(day: tuple[int, int, int], month: str) -> None:
    assert reporting_month(QDate(*day).toPython()) == month


def test_the_checklist_names_what_is_missing(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("reports")
    settle(window, qtbot)
    said = words(the_page(window))
    assert "12 月值班表" in said and "还没有排班" in said and "× 缺" in said and "零报告" in said
    assert "2026年11月月报" in said


def test_a_line_leads_to_its_page(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("reports")
    settle(window, qtbot)
    row = next(b for b in the_page(window).findChildren(QPushButton) if b.accessibleName().startswith("群众来访接待"))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    settle(window, qtbot)
    assert window.page.name == "registers"


def test_the_pack_is_made_and_listed(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window("reports")
    settle(window, qtbot)
    the_page(window).acts.make_in(tmp_path / "报送")
    qtbot.waitUntil(lambda: "第 1 次" in words(the_page(window)), timeout=30_000)
    assert len(list((tmp_path / "报送" / "桃源村2026-11").iterdir())) == 2


def test_a_template_is_marked_by_clicks_and_kept(
    open_window: Open, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["B9"] = "接待群众（人次）", "别的", "=SUM(B1:B8)"
    book.save(tmp_path / "街道表.xlsx")
    window = open_window("reports")
    settle(window, qtbot)
    the_page(window).take_files([tmp_path / "街道表.xlsx"])
    settle(window, qtbot)
    dialog = the_page(window).findChildren(MarkingDialog)[0]
    assert dialog.marks == {"Sheet!B1": "接待群众"}
    dialog.grid.setCurrentCell(1, 1)
    item = dialog.names.findItems("办理事项", Qt.MatchFlag.MatchExactly)[0]
    qtbot.mouseClick(dialog.names.viewport(), Qt.MouseButton.LeftButton, pos=dialog.names.visualItemRect(item).center())
    dialog.mark("办理事项")
    dialog.grid.setCurrentCell(8, 1)
    dialog.mark("村")
    assert dialog.marks == {"Sheet!B1": "接待群众", "Sheet!B2": "办理事项"}
    save = next(b for b in dialog.findChildren(QPushButton) if b.text() == "保存模板")
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    settle(window, qtbot)
    assert [held.name for held in template.templates(office)] == ["街道表"]
    the_page(window).acts.fill_to("街道表", tmp_path / "填好.xlsx")
    settle(window, qtbot)
    filled = openpyxl.load_workbook(tmp_path / "填好.xlsx").active
    assert filled is not None and filled["B1"].value == 0 and filled["B9"].value == "=SUM(B1:B8)"


def test_the_street_takes_packs_and_shows_who_is_missing(
    open_window: Open, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    path = make_pack(office, "2026-11", tmp_path).value.files[0].path
    window = open_window("reports")
    settle(window, qtbot)
    page = the_page(window)
    page.show_side("street")
    page.street_acts.register_villages("桃源村、梅溪村\n柳河社区")
    settle(window, qtbot)
    page.take_files([path])
    qtbot.waitUntil(lambda: "已计入 1 个村" in words(page), timeout=30_000)
    model = page.street.table.model()
    states = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert states == ["√ 未改动", "× 未报送", "× 未报送"]


def test_files_that_are_no_packs_are_named(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    bad = tmp_path / "别的.xlsx"
    bad.write_bytes(b"x")
    window = open_window("reports")
    settle(window, qtbot)
    page = the_page(window)
    page.show_side("street")
    page.take_files([bad])
    qtbot.waitUntil(lambda: bool(page.findChildren(SheetDialog)), timeout=30_000)
    said = [label.text() for label in page.findChildren(SheetDialog)[0].findChildren(QLabel)]
    assert any("别的.xlsx" in text for text in said)


def test_every_control_has_a_name(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("reports")
    settle(window, qtbot)
    page = the_page(window)
    for side in ("village", "street"):
        page.show_side(side)
        settle(window, qtbot)
        nameless = [
            b for b in page.findChildren(QPushButton) if b.isVisibleTo(page) and not (b.text() or b.accessibleName())
        ]
        assert not nameless
