"""Ctrl+V on a page: rows copied in a spreadsheet go where a dropped table would go, with the same preview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from villagedesk.roster.case import Rules
from villagedesk.roster.reading import Pattern
from villagedesk.roster.shift import Need, Shift, When
from villagedesk.services import calendar, people
from villagedesk.services.mediation.cases import list_cases as cases_of
from villagedesk.services.office import Office
from villagedesk.services.roster.duties import duties
from villagedesk.services.roster.edit import cells
from villagedesk.services.roster.pattern import save_pattern
from villagedesk.services.roster.publishing import publish
from villagedesk.store import explanations
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.people.completer import PostsCompleter
from villagedesk.ui.people.importing import StaffImportDialog
from villagedesk.ui.punches.dialog import ImportDialog
from villagedesk.ui.registers.define.importing import ImportBookDialog
from villagedesk.ui.roster.dialogs.pattern import PatternDialog
from villagedesk.ui.tables.pasting import PasteDialog, as_file, text_on_clipboard
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.charts.columns import Columns

Open = Callable[..., Window]

STAFF = "姓名\t职务\t联系电话\n赵小一\t党支部书记\t13805770001\n钱小二\t文书\t13805770002\n\t委员\t13805770003\n"
VISITS = "时间\t来访人\t诉求\n2026-11-20 09:00\t林阿婆\t养老金认证不会操作\n2026-13-45 09:00\t陈大伯\t问路\n"
PUNCHES = "工号\t姓名\t时间\n1\t赵小一\t2026-11-20 08:25:00\n1\t赵小一\t2026-11-20 17:35:00\n"
DAYS = "日期\t种类\t名称\n2027-05-01\t放假\t劳动节\n2027-02-30\t放假\t没有这天\n"


def paste(window: Window, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    window.desk.ops.settle()


def front(window: Window, kind: type[Any]) -> Any:
    (found,) = [one for one in window.page.findChildren(kind) if one.isVisible()]
    return found


def test_staff_rows_are_previewed_and_taken(open_window: Callable[..., Window], office: Office) -> None:
    window = open_window("people")
    paste(window, STAFF)
    dialog = front(window, StaffImportDialog)
    assert dialog.preview is not None and "导入 2 人" in dialog.store_button.text()
    assert any(row.says for row in dialog.outcome._rows)
    dialog.store()
    window.desk.ops.settle()
    assert [person.name for person in people.people(office)] == ["赵小一", "钱小二"]


def test_rows_of_a_book_are_previewed_with_their_rejects(open_window: Callable[..., Window]) -> None:
    window = open_window("registers")
    window.go("registers", "visit")
    window.desk.ops.settle()
    paste(window, VISITS)
    dialog = front(window, ImportBookDialog)
    assert dialog._preview is not None
    assert (len(dialog._preview.good), len(dialog._preview.problems)) == (1, 1)
    dialog.reject()


def test_punches_are_previewed(open_window: Callable[..., Window]) -> None:
    window = open_window("attendance")
    paste(window, PUNCHES)
    dialog = front(window, ImportDialog)
    assert dialog.stack.currentWidget() is dialog.preview
    dialog.reject()
    window.desk.ops.settle()


def test_days_of_the_calendar_are_previewed_and_taken(open_window: Callable[..., Window], office: Office) -> None:
    window = open_window("settings")
    paste(window, DAYS)
    dialog = front(window, PasteDialog)
    assert dialog.pasted is not None and dialog.store_button.text() == "采用 1 行" and len(dialog.pasted.rejected) == 1
    dialog.store()
    window.desk.ops.settle()
    assert [mark.name for mark in calendar.hand_days(office).values()] == ["劳动节"]


@pytest.mark.parametrize("page", ["today", "reports"])
def test_a_page_without_such_rows_says_where_they_go(open_window: Callable[..., Window], page: str) -> None:
    window = open_window(page)
    paste(window, STAFF)
    assert window.line.isVisible() and "粘贴" in window.line.words.text()


def test_an_empty_clipboard_is_explained(open_window: Callable[..., Window]) -> None:
    window = open_window("people")
    paste(window, "只是一个词")
    assert "先在 Excel、WPS 里选中几行" in window.line.words.text()


def test_a_field_keeps_its_own_paste(open_window: Callable[..., Window]) -> None:
    window = open_window("people")
    search = next(edit for edit in window.page.findChildren(QLineEdit) if edit.isVisible())
    search.setFocus()
    QGuiApplication.clipboard().setText(STAFF)
    QTest.keyClick(search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    window.desk.ops.settle()
    assert "赵小一" in search.text() and not window.page.findChildren(StaffImportDialog)


def test_cells_with_tabs_and_quotes_come_through() -> None:
    file = as_file('姓名\t备注\n赵小一\t"两行\n文字"\n')
    assert file.read_text("utf-8-sig").splitlines() == ["姓名,备注", '赵小一,"两行', '文字"']


def test_names_are_pasted_into_the_roster_with_every_rule_and_undone_at_once(open_window: Open, office: Office) -> None:
    rostered(office)
    window = open_window("roster", "2026-12")
    paste(window, "日期\t带班\t坐班\n12月1日\t赵一\t赵一、孙三\n12月2日\t钱二\t周五\n12月3日\t王五\t\n")
    dialog = front(window, PasteDialog)
    assert dialog.store_button.text() == "采用 2 行" and dialog.reason.isVisible()
    assert [(row.result, row.cells[0]) for row in dialog.outcome._rows] == [
        ("不能采用", "12月3日 带班"),
        ("要写理由", "12月1日 坐班·带班"),
        ("要写理由", "12月1日 坐班·坐班"),
        ("可以采用", "12月2日 坐班·带班"),
        ("可以采用", "12月2日 坐班·坐班"),
    ]
    dialog.reason.setText("书记同意")
    assert dialog.store_button.text() == "采用 4 行"
    dialog.store()
    window.desk.ops.settle()
    assert len(duties(office, date(2026, 12, 1), date(2026, 12, 31))) == 5
    window.desk.ops.undo()
    window.desk.ops.settle()
    assert duties(office, date(2026, 12, 1), date(2026, 12, 31)) == ()


def test_a_published_roster_takes_no_paste(open_window: Open, office: Office) -> None:
    rostered(office)
    cells.assign(office, (date(2026, 12, 1), "坐班", "带班"), "赵一")
    publish(office, "2026-12", accept="先公示")
    window = open_window("roster", "2026-12")
    paste(window, "日期\t带班\n12月2日\t钱二\n")
    dialog = front(window, PasteDialog)
    assert "已经公示" in dialog.outcome.summary.text() and not dialog.store_button.isEnabled()
    dialog.reject()


def test_leave_is_pasted_on_the_attendance_page(open_window: Open, office: Office) -> None:
    rostered(office)
    window = open_window("attendance", "2026-11")
    paste(window, "姓名\t假别\t开始日期\t结束日期\t事由\n赵一\t事假\t11月25日\t11月26日\t家事\n王五\t事假\t25\t\t\n")
    dialog = front(window, PasteDialog)
    assert dialog.windowTitle() == "粘贴请假和公出" and dialog.store_button.text() == "采用 1 行"
    dialog.store()
    window.desk.ops.settle()
    assert [one.kind for one in explanations.absences(office.store, date(2026, 11, 1), date(2026, 11, 30))] == ["事假"]


def test_verdicts_of_an_old_sheet_are_refused_and_its_leave_is_offered(open_window: Open, office: Office) -> None:
    rostered(office)
    window = open_window("attendance", "2026-11")
    paste(window, "姓名\t25\t26\t27\n赵一\t事假\t√\t迟\n")
    dialog = front(window, PasteDialog)
    assert dialog.store_button.text() == "采用 1 行"
    assert "由值班表和打卡算出来，不能粘贴" in dialog.outcome._rows[0].says
    dialog.reject()


def test_cases_and_finds_are_pasted_on_the_mediation_page(open_window: Open, office: Office) -> None:
    window = open_window("mediation")
    paste(window, "申请人\t被申请人\t纠纷类型\t简要情况\n甲某\t乙某\t邻里\t屋檐滴水\n丙某\t丁某\t天气\t下雨\n")
    dialog = front(window, PasteDialog)
    dialog.store()
    window.desk.ops.settle()
    assert len(cases_of(office)) == 1
    page: Any = window.page
    page.show_view("rounds")
    window.desk.ops.settle()
    page.take_rows("排查日期\t矛盾事项\t类型\n2026-11-03\t田埂纠纷\t邻里\n")
    assert front(window, PasteDialog).windowTitle().startswith("粘贴排查事项")


def test_a_wrong_column_is_set_right_in_the_preview(open_window: Open) -> None:
    window = open_window("settings")
    paste(window, "哪一天\t干什么\t叫什么\n2027-05-01\t放假\t劳动节\n")
    dialog = front(window, PasteDialog)
    chooser = dialog.outcome.chooser
    assert chooser.isVisible() and [box.accessibleName() for box in chooser.boxes] == [
        "“第 1 列”这一列是",
        "“第 2 列”这一列是",
        "“第 3 列”这一列是",
    ]
    assert [row.values.get("name") for row in dialog.pasted.good] == ["劳动节"]
    chooser.boxes[2].setCurrentIndex(0)
    chooser.chosen.emit(chooser.mapping())
    window.desk.ops.settle()
    assert [row.values.get("name") for row in dialog.pasted.good] == [None]
    dialog.reject()


def test_copied_rows_are_cells_with_or_without_their_headings(open_window: Open, office: Office) -> None:
    rostered(office)
    window = open_window("people")
    table = next(table for table in window.page.findChildren(RowsView) if table.isVisible())
    table.copy(everything=True)
    window.desk.ops.settle()
    mime = QGuiApplication.clipboard().mimeData()
    lines = mime.text().split("\r\n")
    assert len(lines) == 7 and "姓名" in lines[0] and "赵一" in lines[1]
    assert mime.html().count("<tr>") == 7 and "<th" in mime.html()
    table.setFocus()
    assert table.select(lambda row: row.person.name == "赵一")
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    window.desk.ops.settle()
    assert len(QGuiApplication.clipboard().text().split("\r\n")) == 2
    table.copy(head=False)
    window.desk.ops.settle()
    assert "赵一" in QGuiApplication.clipboard().text() and "姓名" not in QGuiApplication.clipboard().text()
    table.copy(only=1)
    window.desk.ops.settle()
    assert QGuiApplication.clipboard().text() == "姓名\r\n赵一"
    table.selectAll()
    table.copy()
    window.desk.ops.settle()
    assert len(QGuiApplication.clipboard().text().split("\r\n")) == 7


@pytest.mark.parametrize(("view", "first"), [("month", "日期\t星期\t带班\t坐班"), ("people", "姓名\t2026-12-01")])
def test_both_views_of_the_roster_are_copied_by_keys(open_window: Open, office: Office, view: str, first: str) -> None:
    rostered(office)
    cells.assign(office, (date(2026, 12, 1), "坐班", "带班"), "赵一")
    window = open_window("roster", "2026-12")
    page: Any = window.page
    page.show_view(view)
    grid = page.month_grid if view == "month" else page.people_grid
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "Ctrl+C" in window.line.words.text()
    QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    window.desk.ops.settle()
    text = QGuiApplication.clipboard().text()
    assert text.startswith(first) and "赵一" in text
    page._copies[0].picture()
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_month_sheet_is_copied_with_its_totals(open_window: Open, office: Office) -> None:
    rostered(office)
    cells.assign(office, (date(2026, 11, 3), "坐班", "带班"), "赵一")
    window = open_window("attendance", "2026-11")
    page: Any = window.page
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    window.desk.ops.settle()
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert lines[0].startswith("姓名\t职务\t2026-11-01") and lines[0].endswith("请假（天）")
    assert any(line.startswith("赵一") for line in lines[1:])


def test_a_chart_is_copied_as_a_picture_or_as_figures(look: Look) -> None:
    chart = Columns(look, "人次")
    chart.resize(300, 160)
    chart.show_values(("10月", "11月"), (3, 5))
    chart.show()
    QTest.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().width() >= 300
    chart.copy_figures()
    assert "11月" in QGuiApplication.clipboard().text() and "5" in QGuiApplication.clipboard().text()


def test_rows_of_a_form_are_pasted_unsaved(open_window: Open, office: Office) -> None:
    rostered(office)
    window = open_window("roster", "2026-12")
    page: Any = window.page
    page.works.edit_shifts()
    window.desk.ops.settle()
    dialog = front(window, PatternDialog)
    QGuiApplication.clipboard().setText("班次名称\t开始\t结束\t要几个人\n夜班\t18:00\t22:00\t值班1\n怪班\t8\t\t\n")
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    window.desk.ops.settle()
    (preview,) = [one for one in dialog.findChildren(PasteDialog) if one.isVisible()]
    assert preview.store_button.text() == "采用 1 行"
    preview.store()
    window.desk.ops.settle()
    assert [shift.name for shift in dialog._pattern.shift] == ["坐班", "周末值班", "夜班"]


def test_the_list_under_a_name_closes_when_a_whole_name_is_pasted(qtbot: Any) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    completer = PostsCompleter(("党支部委员", "村委会委员", "文书"), edit)
    edit.show()
    edit.setFocus()
    QTest.keyClicks(edit, "w")
    edit.setText("委")
    completer.setCompletionPrefix("委")
    completer.complete()
    popup = completer.popup()
    assert popup is not None and popup.isVisible()
    QGuiApplication.clipboard().setText("党支部委员")
    edit.selectAll()
    edit.paste()
    assert not popup.isVisible() and edit.text() == "党支部委员"


def rostered(office: Office) -> None:
    for i, name in enumerate(("赵一", "钱二", "孙三", "李四", "周五", "吴六")):
        posts = ["带班", "坐班"] if i < 2 else ["坐班"]
        people.add_person(office, {"name": name, "posts": ["委员"], "duty_posts": posts})
    desk = Shift("坐班", "08:30", "17:30", When(kinds=("workday",)), (Need("带班"), Need("坐班", 2)))
    weekend = Shift("周末值班", "08:30", "16:30", When(kinds=("weekend",)), (Need("坐班"),))
    save_pattern(office, Pattern((desk, weekend), (), Rules()))


def test_a_roster_file_dropped_on_the_roster_is_previewed(open_window: Open, office: Office, tmp_path: Path) -> None:
    rostered(office)
    file = tmp_path / "旧班表.csv"
    file.write_text("日期,带班,坐班\n12月1日,赵一,孙三、李四\n", "utf-8-sig")
    window = open_window("roster", "2026-12")
    window.arriving.take([file])
    window.desk.ops.settle()
    QTest.qWait(50)
    window.desk.ops.settle()
    dialog = front(window, PasteDialog)
    assert dialog.store_button.text() == "采用 2 行"
    dialog.reject()


def test_merged_cells_of_a_spreadsheet_stand_in_every_row(open_window: Open, office: Office) -> None:
    rostered(office)
    mime = QMimeData()
    mime.setText("日期\t岗位\t姓名\n12月1日\t带班\t赵一\n\t坐班\t孙三\n12月2日\t带班\t钱二\n")
    mime.setHtml(
        "<table><tr><td>日期</td><td>岗位</td><td>姓名</td></tr><tr><td rowspan=2>12月1日</td><td>带班</td>"
        "<td>赵一</td></tr><tr><td>坐班</td><td>孙三</td></tr><tr><td>12月2日</td><td>带班</td><td>钱二</td></tr></table>"
    )
    QGuiApplication.clipboard().setMimeData(mime)
    assert text_on_clipboard().splitlines()[2] == "12月1日\t坐班\t孙三"
    window = open_window("roster", "2026-12")
    window.page.paste()
    window.desk.ops.settle()
    dialog = front(window, PasteDialog)
    assert [row.cells[0] for row in dialog.outcome._rows] == [
        "12月1日 坐班·带班",
        "12月1日 坐班·坐班",
        "12月2日 坐班·带班",
    ]
    dialog.reject()
