"""Small marks that several painted tables share: today's disc."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from villagedesk.ui.look.look import Look


def paint_today(painter: QPainter, look: Look, middle: QPointF, text: str, px: int = 22) -> QRectF:
    """The number of today in white on a red disc, in the painter's font; gives the disc."""
    size = look.px(px)
    disc = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("accent"))
    painter.drawEllipse(disc)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(look.color("on_accent"))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, text)
    return disc
