"""The street in a real window: the village's own sheets, the point scheme as a form, a month that strayed in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from villagedesk.papers.street.scheme import Point
from villagedesk.services.office import Office
from villagedesk.services.report.pack import make_pack
from villagedesk.services.street import schemes
from villagedesk.ui.frame.window import Window
from villagedesk.ui.reports.page import ReportsPage
from villagedesk.ui.reports.scheme import SchemeDialog
from villagedesk.ui.reports.viewer import PackDialog
from villagedesk.ui.reports.works import write_merged

Open = Callable[..., Window]


def settle(window: Window, qtbot: QtBot) -> None:
    window.desk.ops.settle()
    qtbot.wait(10)
    window.desk.ops.settle()


def press(qtbot: QtBot, parent: QWidget, text: str) -> None:
    button = next(b for b in parent.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def words(parent: QWidget) -> str:
    return "\n".join(label.text() for label in parent.findChildren(QLabel))


@pytest.fixture
def street(open_window: Open, office: Office, qtbot: QtBot, tmp_path: Path) -> tuple[Window, ReportsPage]:
    """A street that took one village's pack, altered on the way, and one of a month ago."""
    path = make_pack(office, "2026-11", tmp_path).value.files[0].path
    book = openpyxl.load_workbook(path)
    book["月报汇总"]["A1"] = "改了标题"
    book.save(path)
    window = open_window("reports")
    settle(window, qtbot)
    page = window.page
    assert isinstance(page, ReportsPage)
    page.show_side("street")
    page.street_acts.register_villages("桃源村、梅溪村")
    settle(window, qtbot)
    page.take_files([path])
    qtbot.waitUntil(lambda: page.street.table.model().rowCount() == 2 and "未计入" in words(page), timeout=30_000)
    settle(window, qtbot)
    return window, page


def test_the_row_opens_the_villages_own_sheets_and_shows_what_was_altered(
    street: tuple[Window, ReportsPage], qtbot: QtBot, tmp_path: Path
) -> None:
    window, page = street
    for path in tmp_path.glob("桃源村2026-11/*.xlsx"):
        path.unlink()  # the stick is gone; the street kept the file
    line = next(line for line in page.street.lines if line.row is not None)
    page.street_acts.look_at(line)
    settle(window, qtbot)
    dialog = page.findChildren(PackDialog)[0]
    names = [dialog.names.item(row).text() for row in range(dialog.names.count())]
    assert "月报汇总" in names and "来访登记" in names and not any(name.startswith("_") for name in names)
    assert dialog.names.currentItem().text() == "月报汇总"
    assert dialog.grid.currentItem().text() == "改了标题"
    assert "月报汇总!A1" in words(dialog) and "底色" in words(dialog)


def test_the_workbook_links_to_the_villages_own_file_beside_it(
    street: tuple[Window, ReportsPage], office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "汇总" / "十一月.xlsx"
    told: list[str] = []
    write_merged(office, "2026-11", out, lambda done, total, what: told.append(what))
    assert len(told) == 1
    beside = list((out.parent / "十一月－各村原表").iterdir())
    assert [path.suffix for path in beside] == [".xlsx"] and "桃源村2026-11第1次" in beside[0].name


def test_the_scheme_is_entered_in_a_form_and_counts(
    street: tuple[Window, ReportsPage], office: Office, qtbot: QtBot
) -> None:
    window, page = street
    page.street_acts.scheme()
    settle(window, qtbot)
    dialog = page.findChildren(SchemeDialog)[0]
    assert [point.name for point in dialog.points()][:2] == ["到岗率", "答复率"]
    press(qtbot, dialog, "添加一行")
    added = dialog.points()[-1]
    assert added == Point("旷工", -1, 1)
    dialog.lines.cellWidget(5, 1).setValue(0)
    press(qtbot, dialog, "保存")
    settle(window, qtbot)
    assert dialog.error.text() == "第 6 行：“旷工”的分值要在 -100 到 100 之间，不能是 0。"
    dialog.lines.cellWidget(5, 1).setValue(-2.5)
    dialog.lines.cellWidget(5, 3).setValue(10)
    assert "旷工每 1 个半天扣 2.5 分，最多扣 10 分" in words(dialog)
    press(qtbot, dialog, "保存")
    settle(window, qtbot)
    (kept,) = schemes.schemes(office)
    assert kept.from_month == "2026-11" and kept.points[-1] == Point("旷工", -2.5, 1, 10)


def test_a_share_needs_neither_step_nor_limit(street: tuple[Window, ReportsPage], qtbot: QtBot) -> None:
    window, page = street
    page.street_acts.scheme()
    settle(window, qtbot)
    dialog = page.findChildren(SchemeDialog)[0]
    item, weight, per, limit = (dialog.lines.cellWidget(0, column) for column in range(4))
    item.setCurrentText("迟到")
    assert per.isEnabled() and per.value() == 1 and limit.text() == "—"
    weight.setValue(-3)
    item.setCurrentText("到岗率")
    assert not per.isEnabled() and per.text() == "—" and weight.value() == 3


def test_a_village_that_sent_another_month_is_said_in_its_row(
    open_window: Open, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    path = make_pack(office, "2026-09", tmp_path).value.files[0].path
    window = open_window("reports")
    settle(window, qtbot)
    page = window.page
    assert isinstance(page, ReportsPage)
    page.show_side("street")
    page.month.show_month("2026-10")
    page.street_acts.register_villages("桃源村")
    settle(window, qtbot)
    page.take_files([path])
    qtbot.waitUntil(lambda: any("送来的是 2026-09 的" in line.says for line in page.street.lines), timeout=30_000)


def test_a_village_that_nobody_expects_is_shown_and_can_be_taken_in(
    open_window: Open, office: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_pack(office, "2026-11", tmp_path).value.files[0].path
    window = open_window("reports")
    settle(window, qtbot)
    page = window.page
    assert isinstance(page, ReportsPage)
    page.show_side("street")
    page.street_acts.register_villages("梅溪村")
    settle(window, qtbot)
    page.take_files([path])
    qtbot.waitUntil(lambda: [line.state for line in page.street.lines] == ["未报送", "不在名单"], timeout=30_000)
    asked: list[str] = []

    def yes(parent: object, title: str, text: str, word: str, then: Callable[[], object]) -> None:
        asked.append(text)
        then()

    monkeypatch.setattr("villagedesk.ui.reports.street_acts.confirm", yes)
    page.street_acts.open_village(page.street.lines[1])
    qtbot.waitUntil(lambda: [line.state for line in page.street.lines] == ["未改动", "未报送"], timeout=30_000)
    assert "不在本街道应报送名单里" in asked[0]
