"""Copying from every table: text for any program and cells for Excel and WPS, with the headings or without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from villagedesk.services.pasting.writing import html_line, html_of, text_line
from villagedesk.ui.actions import Action, action_menu
from villagedesk.ui.desk import Desk
from villagedesk.ui.slices import Slices

Cells = Sequence[Sequence[str]]
_EACH = 60
"""Rows that are written at a time, so that no key waits while thousands are copied."""


class Copier(QObject):
    """Puts rows on the clipboard, a few at a time, and says when they are there."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._slices = Slices(desk.ops, self, at_once=4, each=1)

    def copy(self, rows: Sequence[Any], cells: Callable[[Any], Sequence[str]], head: Sequence[str] = ()) -> None:
        """Copy rows as `cells` reads them, under `head` where one is given."""
        texts: list[str] = [text_line(head)] if head else []
        lines: list[str] = [html_line(head, head=True)] if head else []

        def steps() -> Iterator[Callable[[], object]]:
            for start in range(0, len(rows), _EACH):
                yield lambda start=start: take(rows[start : start + _EACH])
            yield lambda: self._put(texts, lines, len(rows), bool(head))

        def take(some: Sequence[Any]) -> None:
            for row in some:
                line = cells(row)
                texts.append(text_line(line))
                lines.append(html_line(line))

        self._slices.run(steps())

    def copy_cells(self, cells: Cells, *, head: bool = True) -> None:
        """Copy a grid whose first row are its headings."""
        self.copy(cells[1:], lambda row: row, cells[0] if head and cells else ())

    def _put(self, texts: Sequence[str], lines: Sequence[str], count: int, head: bool) -> None:
        mime = QMimeData()
        mime.setText("\r\n".join(texts))
        mime.setHtml(html_of(lines))
        QGuiApplication.clipboard().setMimeData(mime)
        what = f"{count} 行" + ("（连同表头）" if head else "")
        self._desk.say(f"已复制 {what}，可以粘贴到 Excel、WPS 表格里。")


def copy_picture(widget: QWidget) -> QPixmap:
    """Put a widget on the clipboard as it is seen, and return the picture."""
    picture = widget.grab()
    QGuiApplication.clipboard().setPixmap(picture)
    return picture


class GridCopy(QObject):
    """Ctrl+C on a grid that paints itself copies all of it; Ctrl+A says so; the menu offers it with its picture."""

    def __init__(self, desk: Desk, widget: QWidget, cells: Callable[[], Cells], *, menu: bool = False) -> None:
        super().__init__(widget)
        self._menu = menu
        self.offers: tuple[Action, ...] = ()
        """What else the menu offers, before copying."""
        self._desk, self._widget, self._cells = desk, widget, cells
        self._copier = Copier(desk, self)
        widget.installEventFilter(self)
        if isinstance(widget, QAbstractScrollArea):
            widget.viewport().installEventFilter(self)

    def actions(self) -> tuple[Action, ...]:
        """What the menu of the grid offers."""
        return (
            Action("copy-all", "复制整张表（Ctrl+C）", self.copy, icon="copy"),
            Action("copy-bare", "复制内容，不带表头", lambda: self.copy(head=False), icon="copy"),
            Action("copy-picture", "复制为图片", self.picture, icon="image"),
        )

    def copy(self, *, head: bool = True) -> None:
        """Copy the whole grid."""
        cells = self._cells()
        if len(cells) > 1:
            self._copier.copy_cells(cells, head=head)
        else:
            self._desk.say("这里还没有可以复制的内容。", "warn")

    def picture(self) -> None:
        """Copy the grid as a picture, for a message or a document."""
        copy_picture(self._widget)
        self._desk.say("已复制为图片，可以粘贴到文档、微信里。")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The two keys, and the menu where the grid has none of its own."""
        if self._menu and isinstance(event, QContextMenuEvent):
            own = (*self.offers, Action("-", "")) if self.offers else ()
            menu = action_menu(self._desk.look, (*own, *self.actions()), self._widget, readonly=self._desk.readonly)
            menu.popup(event.globalPos())
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Copy):
                self.copy()
                return True
            if event.matches(QKeySequence.StandardKey.SelectAll):
                self._desk.say("按 Ctrl+C 复制整张表。")
                return True
        return super().eventFilter(watched, event)
