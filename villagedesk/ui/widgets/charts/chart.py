"""What every chart shares: values walked over by mouse and keys, said in words, copied."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QRegion,
)
from PySide6.QtWidgets import QToolTip, QWidget

from villagedesk.ui.actions import Action, action_menu
from villagedesk.ui.look.look import Look


class Chart(QWidget):
    """What charts share: one value is marked, by the mouse over it or by the arrow keys, and said in words."""

    def __init__(self, look: Look, unit: str) -> None:
        super().__init__()
        self._look, self._unit = look, unit
        self._marked = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def count(self) -> int:
        """How many values there are to walk over."""
        raise NotImplementedError

    def words(self, index: int) -> str:
        """One value in words, with its unit."""
        raise NotImplementedError

    def index_at(self, where: QPointF) -> int:
        """The value under a point."""
        raise NotImplementedError

    def corner_of(self, index: int) -> QPoint:
        """Where the words about a value belong."""
        raise NotImplementedError

    def mark(self, index: int, at: QPoint | None = None) -> None:
        """Mark a value and say it; outside the values nothing is marked."""
        found = index if 0 <= index < self.count() else -1
        if found != self._marked:
            self._marked = found
            self.update()
        text = self.words(found) if found >= 0 else ""
        self.setAccessibleDescription(text)
        if not text:
            QToolTip.hideText()
        else:
            QToolTip.showText(at or self.mapToGlobal(self.corner_of(found)), text, self)

    def paint_ring(self, painter: QPainter) -> None:
        """The ring of the focus."""
        if self.hasFocus():
            painter.setPen(QPen(self._look.color("focus"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the value under the mouse."""
        self.mark(self.index_at(event.position()), event.globalPosition().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse went away."""
        self.mark(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk over the values, Home and End go to the first and last, Escape lets go."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        last = self.count() - 1
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and last >= 0 and key in steps:
            self.mark(min(max(self._marked + steps[key], 0), last))
        elif key == Qt.Key.Key_Home:
            self.mark(0)
        elif key == Qt.Key.Key_End:
            self.mark(last)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The chart as a picture, or its figures as a table."""
        ways = (
            Action("copy-picture", "复制为图片（Ctrl+C）", self.copy_picture, icon="image"),
            Action("copy-figures", "复制数字", self.copy_figures, icon="copy"),
        )
        action_menu(self._look, ways, self).popup(event.globalPos())

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture, nothing in it marked."""
        self.mark(-1)
        ground = QPixmap(self.size() * self.devicePixelRatio())
        ground.setDevicePixelRatio(self.devicePixelRatio())
        ground.fill(self._look.color("surface"))
        self.render(ground, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        QGuiApplication.clipboard().setPixmap(ground)
        QToolTip.showText(self.mapToGlobal(QPoint(8, 8)), "已复制为图片，可以粘贴到文档里。", self)

    def copy_figures(self) -> None:
        """Put the figures on the clipboard, a line each."""
        QGuiApplication.clipboard().setText("\n".join(self.words(index) for index in range(self.count())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows where the keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is marked any more."""
        super().focusOutEvent(event)
        self.mark(-1)
        self.update()
