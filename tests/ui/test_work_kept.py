"""Shifts and rules, and the making of a book: what was changed and not saved is there when the dialog opens again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from villagedesk.services.office import Office
from villagedesk.services.roster import pattern as patterns
from villagedesk.ui.forms.waiting import DraftLine
from villagedesk.ui.frame.window import Window
from villagedesk.ui.registers.define.book import BookDialog
from villagedesk.ui.roster.dialogs.pattern import PatternDialog

Open = Callable[..., Window]


def shifts_of(window: Window) -> PatternDialog:
    dialog = PatternDialog(window.desk, window, "2026-12-01")
    dialog.open()
    window.desk.ops.settle()
    return dialog


def hours(dialog: PatternDialog) -> list[str]:
    return [shift.name for shift in dialog._pattern.shift]


def add_shift(dialog: PatternDialog) -> None:
    one = replace(dialog._pattern.shift[0], name="护林班")
    dialog._pattern = replace(dialog._pattern, shift=(*dialog._pattern.shift, one))


def line_of(dialog: PatternDialog | BookDialog) -> DraftLine:
    return dialog._keeper._line


def test_shifts_changed_and_not_saved_wait_and_can_be_thrown_away(
    open_window: Open, office: Office, qtbot: QtBot
) -> None:
    patterns.apply_preset(office, patterns.presets()[0].name)
    window = open_window("roster")
    dialog = shifts_of(window)
    before = hours(dialog)
    add_shift(dialog)
    dialog.reject()
    window.desk.ops.settle()
    assert "没有保存的“班次和规则”留着" in window.line.words.text()
    again = shifts_of(window)
    assert hours(again) == [*before, "护林班"] and line_of(again).isVisible()
    next(b for b in line_of(again).findChildren(QPushButton)).click()
    window.desk.ops.settle()
    assert hours(again) == before
    again.reject()
    third = shifts_of(window)
    assert hours(third) == before and not line_of(third).isVisible()
    third.reject()


def test_shifts_that_were_saved_or_never_changed_leave_nothing(open_window: Open, office: Office, qtbot: QtBot) -> None:
    patterns.apply_preset(office, patterns.presets()[0].name)
    window = open_window("roster")
    dialog = shifts_of(window)
    dialog.reject()
    window.desk.ops.settle()
    assert not window.line.isVisible()
    dialog = shifts_of(window)
    add_shift(dialog)
    dialog._keeper.keep()
    dialog.save()
    window.desk.ops.settle()
    again = shifts_of(window)
    assert hours(again)[-1] == "护林班" and not line_of(again).isVisible()
    again.reject()


def test_a_book_that_was_being_made_waits(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("registers")
    dialog = BookDialog(window.desk, window, None)
    dialog.open()
    window.desk.ops.settle()
    edit = dialog.head.editors["title"].widget
    qtbot.keyClicks(edit, "Hu Lin")
    dialog._keeper.keep()
    window.desk.ops.settle()
    dialog.reject()
    again = BookDialog(window.desk, window, None)
    again.open()
    window.desk.ops.settle()
    assert "Hu Lin" in again.head.editors["title"].read() and line_of(again).isVisible()
    again.reject()
