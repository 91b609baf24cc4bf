"""Columns of a table: hidden, moved, widened and sorted as they were left, per table, and put back when asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from villagedesk.ui.frame.window import Window
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView

Open = Callable[..., Window]
ROWS = (("王", 3), ("李", 1), ("张", 2))


def table_of(window: Window, name: str = "试") -> RowsView:
    columns: tuple[Column[tuple[str, int]], ...] = (
        Column("name", "姓名", lambda row: row[0], width=6),
        Column("count", "次数", lambda row: row[1], width=5, right=True),
        Column("rest", "其余", lambda row: row[0] * 2, width=0),
    )
    view = RowsView(window.desk, name, columns)
    view.resize(600, 300)
    view.set_rows(ROWS)
    return view


def shown(view: RowsView) -> list[str]:
    return [row[0] for row in view.rows_model.rows]


def test_columns_and_sorting_come_back_for_that_table_alone(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    view = table_of(window)
    view.columns.show_column(2, False)
    view.horizontalHeader().moveSection(1, 0)
    view.horizontalHeader().resizeSection(0, 222)
    view._remember()
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    again = table_of(window)
    assert again.isColumnHidden(2) and again.columnWidth(0) == 222
    assert again.horizontalHeader().visualIndex(1) == 0
    assert shown(again) == ["王", "张", "李"]
    other = table_of(window, "别的")
    assert not other.isColumnHidden(2) and shown(other) == ["王", "李", "张"]


def test_a_change_of_the_look_leaves_columns_and_sorting_alone(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    view = table_of(window)
    view.columns.show_column(2, False)
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    window.look.changed.emit()
    assert view.isColumnHidden(2) and shown(view) == ["李", "张", "王"]
    assert view.horizontalHeader().sortIndicatorSection() == 1


def test_put_back_everything_is_as_it_was_made(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    view = table_of(window)
    before = [view.columnWidth(n) for n in range(2)]
    view.columns.show_column(0, False)
    view.horizontalHeader().moveSection(2, 0)
    view.horizontalHeader().resizeSection(1, 300)
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    next(action for action in view.columns.menu().actions() if action.text() == "恢复默认的列").trigger()
    assert not view.isColumnHidden(0) and [view.columnWidth(n) for n in range(2)] == before
    assert [view.horizontalHeader().visualIndex(n) for n in range(3)] == [0, 1, 2]
    assert shown(view) == ["王", "李", "张"]
    again = table_of(window)
    assert not again.isColumnHidden(0) and shown(again) == ["王", "李", "张"]


def test_the_last_column_cannot_be_hidden(open_window: Open, qtbot: QtBot) -> None:
    view = table_of(open_window("today"))
    for number in (0, 1):
        view.columns.show_column(number, False)
    entries = view.columns.menu().actions()
    assert not entries[2].isEnabled() and entries[0].isEnabled()


def test_a_third_click_on_the_heading_gives_the_order_of_the_office_back(open_window: Open, qtbot: QtBot) -> None:
    view = table_of(open_window("today"))
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert shown(view) == ["李", "张", "王"]
    view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert shown(view) == ["王", "李", "张"]
