"""The one table view: rows of 44 px, chips, sorting, columns that are remembered, copy to Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QByteArray, QItemSelectionModel, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from villagedesk.services.pasting.writing import in_full
from villagedesk.ui.actions import Action, action_menu
from villagedesk.ui.desk import Desk
from villagedesk.ui.look.look import Look
from villagedesk.ui.pages import PASTING, load
from villagedesk.ui.tables.choosing import ColumnChoice
from villagedesk.ui.tables.columns import BOLD, CHIP, MUTED, TONE, Column, Index, RowsModel
from villagedesk.ui.tables.copying import Copier

_SOON_MS = 400
LEAST_REST = 150
"""Pixels that a column without a width of its own has at least."""


class RowsDelegate(QStyledItemDelegate):
    """Paints a cell: plain, bold, muted, toned or as a chip."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, then text or chip, then the row's line."""
        look = self._look
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, look.color("select"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        painter.setPen(look.color("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = str(index.data() or "")
        tone = str(index.data(TONE) or "")
        inner = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        if index.data(CHIP) and text:
            self._paint_chip(painter, inner, text, tone or "plain")
        else:
            role = tone or ("muted" if index.data(MUTED) else "ink")
            painter.setPen(look.color({"bad": "accent", "plain": "ink2"}.get(role, role)))
            painter.setFont(look.font("strong" if index.data(BOLD) else "body"))
            shown = painter.fontMetrics().elidedText(
                text.replace("\n", " "), Qt.TextElideMode.ElideRight, int(inner.width())
            )
            painter.drawText(inner, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.color("focus"))
            painter.drawRect(rect.adjusted(0.5, 0.5, -1.5, -1.5))
        painter.restore()

    def _paint_chip(self, painter: QPainter, inner: QRectF, text: str, tone: str) -> None:
        look = self._look
        painter.setFont(look.font("small"))
        wide = min(painter.fontMetrics().horizontalAdvance(text) + look.px(16), inner.width())
        high = look.px(23)
        chip = QRectF(inner.left(), inner.center().y() - high / 2, wide, high)
        ground = {"plain": "hover", "muted": "hover", "bad": "accent_soft"}.get(tone, f"{tone}_soft")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(ground))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(look.color({"bad": "accent", "plain": "ink2"}.get(tone, tone)))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(wide - look.px(8)))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)


class RowsView(QTableView):
    """A table of rows; `chosen` carries the row in front, `opened` a row by Enter or double click.

    `name` is where widths, order and hidden columns are remembered; `actions_for(row)` may offer actions; `takes`
    gets the text of rows that were copied in a spreadsheet.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk, name: str, columns: Sequence[Column[Any]]) -> None:
        super().__init__()
        self._desk, self._name = desk, name
        self.rows_model: RowsModel[Any] = RowsModel(columns)
        self.actions_for: Any = None
        self.takes: Callable[[str], object] | None = None
        self._copier = Copier(desk, self)
        self.hint = "这里还没有内容"
        self.setModel(self.rows_model)
        self.setItemDelegate(RowsDelegate(desk.look, self))
        self.setAccessibleName("表格：" + "、".join([column.title for column in columns if column.title][:3]))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.row(index)))
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.chosen.emit(self.rows_model.row(now)))
        desk.look.changed.connect(self._size)
        self._size()
        self._to_remember = QTimer(self)
        self._to_remember.setSingleShot(True)
        self._to_remember.setInterval(_SOON_MS)
        self._to_remember.timeout.connect(self._remember)
        header.sectionResized.connect(lambda *_sizes: self._to_remember.start())
        header.sectionMoved.connect(lambda *_places: self._to_remember.start())
        titles = [(column.name, column.title) for column in columns]
        self.columns = ColumnChoice(self, (desk.memory, name), titles, self._remember, self._forget)

    def set_rows(self, rows: Sequence[Any], *, keep: Any = None) -> None:
        """Show other rows and keep the same row in front where `keep(row)` gives an equal key."""
        before = self.current_row()
        key = keep(before) if keep and before is not None else None
        self.rows_model.set_rows(rows)
        if key is not None:
            self.select(lambda row: keep(row) == key)

    def current_row(self) -> Any:
        """The row in front, or None."""
        return self.rows_model.row(self.currentIndex())

    def chosen_rows(self) -> list[Any]:
        """All selected rows."""
        return [self.rows_model.row_at(place) for place in chosen_places(self)]

    def select(self, wanted: Any) -> bool:
        """Bring the first row for which `wanted(row)` holds to the front."""
        for number, row in enumerate(self.rows_model.rows):
            if wanted(row):
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                index = self.rows_model.index(number, 0)
                self.selectionModel().setCurrentIndex(index, flags)
                self.scrollTo(index)
                return True
        return False

    def copy(self, *, head: bool = True, everything: bool = False, only: int = -1) -> None:
        """Copy the selected rows (or all) as cells for Excel and WPS, under their titles unless `head` is off.

        `only` is the number of the one column that is wanted.
        """
        rows = self.rows_model.rows if everything else self.chosen_rows() or self.rows_model.rows
        self.copy_rows(rows, head=head, only=only)

    def copy_rows(self, rows: Sequence[Any], *, head: bool = True, only: int = -1) -> None:
        """Copy these rows: the columns that are seen, in the order in which they are seen."""
        header, columns, text = self.horizontalHeader(), self.rows_model.columns, self.rows_model.text
        order = [header.logicalIndex(place) for place in range(header.count())]
        seen = [columns[number] for number in order if number == only or (only < 0 and not self.isColumnHidden(number))]
        titles = [column.title for column in seen] if head else []
        self._copier.copy(rows, lambda row: [in_full(text(row, one), one.value(row)) for one in seen], titles)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or a hint where there are none."""
        super().paintEvent(event)
        if not self.rows_model.rows and self.hint:
            painter = QPainter(self.viewport())
            painter.setFont(self._desk.look.font("body"))
            painter.setPen(self._desk.look.color("muted"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(24, 0, -24, 0), flags, self.hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, Ctrl+V pastes where rows are taken, Enter opens."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.takes is not None:
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() is not None:
            self.opened.emit(self.current_row())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The actions of the row under the mouse, copying, and pasting where rows are taken."""
        index = self.indexAt(event.pos())
        row = self.rows_model.row(index)
        offered: tuple[Action, ...] = tuple(self.actions_for(row)) if self.actions_for and row is not None else ()
        cell, number = (str(index.data() or ""), index.column()) if index.isValid() else ("", -1)
        copying = (
            Action("copy", "复制（Ctrl+C）", self.copy, icon="copy"),
            Action("copy-bare", "复制，不带表头", lambda: self.copy(head=False), icon="copy"),
            Action("copy-cell", "复制这一格", lambda: QGuiApplication.clipboard().setText(cell), enabled=bool(cell)),
            Action("copy-column", "复制这一列", lambda: self.copy(only=number), enabled=number >= 0),
            Action("copy-all", "复制整张表", lambda: self.copy(everything=True)),
            Action("columns", "选择列…", self.columns.pop, icon="settings"),
        )
        pasting = (Action("paste", "粘贴表格里的行…（Ctrl+V）", self.paste, icon="clipboard-paste", writes=True),)
        between = (Action("-", ""),) if offered else ()
        actions = (*offered, *between, *copying, *(pasting if self.takes is not None else ()))
        action_menu(self._desk.look, actions, self, readonly=self._desk.readonly).popup(event.globalPos())

    def paste(self) -> None:
        """Hand the rows of the clipboard to whoever takes rows here."""
        text: str = load(f"{PASTING}:text_on_clipboard")()
        if text and self.takes is not None:
            self.takes(text)
        else:
            self._desk.say("剪贴板里没有表格内容：先在 Excel、WPS 里选中几行（连同表头）复制，再按 Ctrl+V。", "warn")

    def minimumSizeHint(self) -> QSize:
        """Never lower than its heading and a row."""
        return super().minimumSizeHint().expandedTo(QSize(0, self._desk.look.px(37 + 46)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column that takes the rest keeps room for a few words; a narrow table scrolls sideways."""
        super().resizeEvent(event)
        self.fit_rest()

    def fit_rest(self) -> None:
        """Let the column that takes the rest take it, or as little as it needs where there is none."""
        header = self.horizontalHeader()
        rest = [n for n, column in enumerate(self.rows_model.columns) if not column.width and not column.hidden]
        fixed = sum(
            header.sectionSize(n) for n in range(header.count()) if n not in rest and not self.isColumnHidden(n)
        )
        least = self._desk.look.px(LEAST_REST)
        cramped = self.viewport().width() - fixed < least * len(rest)
        for number in rest:
            stretched = header.sectionResizeMode(number) is QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(
                number, QHeaderView.ResizeMode.Interactive if cramped else QHeaderView.ResizeMode.Stretch
            )
            if cramped and (stretched or header.sectionSize(number) < least):
                header.resizeSection(number, least)

    def _forget(self) -> None:
        """Columns as they were made; nothing of them is remembered any more."""
        self._desk.memory.put(f"columns.{self._name}.{self._desk.look.size}", "")
        self._size()
        self.fit_rest()
        self._to_remember.stop()

    def _size(self) -> None:
        look, made = self._desk.look, self._made()
        self.verticalHeader().setDefaultSectionSize(look.px(44))
        header = self.horizontalHeader()
        header.setFixedHeight(look.px(37))
        for number, column in enumerate(self.rows_model.columns):
            if column.width:
                header.resizeSection(number, look.px(made[column.name]))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            self.setColumnHidden(number, column.hidden)
        if all(column.width for column in self.rows_model.columns):
            header.setStretchLastSection(True)
        self._come_back()

    def _come_back(self) -> None:
        memory, key = self._desk.memory, f"columns.{self._name}.{self._desk.look.size}"
        state, made = memory.get(key, ""), memory.get(f"{key}.made", {})
        now = self._made()
        if not state or (made and made.keys() != now.keys()):
            return
        header = self.horizontalHeader()
        sorted_by = header.sortIndicatorSection(), header.sortIndicatorOrder()
        header.restoreState(QByteArray.fromBase64(state.encode()))
        header.setSortIndicator(*sorted_by)
        for number, (name, wide) in enumerate(now.items()):
            # A newer version gives this column more room than it had when the widths were remembered.
            if wide > made.get(name, 0) and not self.isColumnHidden(number):
                header.resizeSection(number, max(header.sectionSize(number), self._desk.look.px(wide)))

    def _made(self) -> dict[str, float]:
        """The width that each column has by itself, in pixels at the standard text size; 0 for the rest."""
        return {column.name: column.width * 15 + 18 if column.width else 0 for column in self.rows_model.columns}

    def hideEvent(self, event: QHideEvent) -> None:
        """What was moved a moment ago is remembered before the table goes."""
        if self._to_remember.isActive():
            self._to_remember.stop()
            self._remember()
        super().hideEvent(event)

    def _remember(self) -> None:
        state = bytes(self.horizontalHeader().saveState().toBase64().data()).decode()
        key = f"columns.{self._name}.{self._desk.look.size}"
        self._desk.memory.put(key, state)
        self._desk.memory.put(f"{key}.made", self._made())


def chosen_places(view: QAbstractItemView) -> list[int]:
    """Where the selected rows stand, in order; quick for any number of them, asked range by range."""
    chosen = view.selectionModel().selection()
    ranges = [chosen.at(number) for number in range(chosen.count())]
    return sorted({place for one in ranges for place in range(one.top(), one.bottom() + 1)})
