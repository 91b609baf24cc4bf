"""The signs of the month sheet: the usual ones drawn in one weight of line, any other as it is written."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPen,
    QStaticText,
    QTransform,
)

from villagedesk.ui.attendance.legend import Legend
from villagedesk.ui.look.look import Look

_SOLID = frozenset("▲●■★·")


def _line(*points: tuple[float, float], close: bool = False) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    if close:
        path.closeSubpath()
    return path


def _round(size: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), size, size)
    return path


def _star() -> QPainterPath:
    corners = [
        (sin(step * pi / 5) * (0.5 if step % 2 == 0 else 0.21), -cos(step * pi / 5) * (0.5 if step % 2 == 0 else 0.21))
        for step in range(10)
    ]
    return _line(*corners, close=True)


def _paths() -> dict[str, QPainterPath]:
    """Each sign around the middle, in a square of one."""
    cross = _line((-0.34, -0.34), (0.34, 0.34))
    cross.addPath(_line((0.34, -0.34), (-0.34, 0.34)))
    roof = _line((0, -0.42), (0.46, 0.36), (-0.46, 0.36), close=True)
    square = _line((-0.36, -0.36), (0.36, -0.36), (0.36, 0.36), (-0.36, 0.36), close=True)
    found = {"√": _line((-0.44, 0.02), (-0.14, 0.34), (0.44, -0.36)), "×": cross}
    found |= {"△": roof, "▲": roof, "□": square, "■": square, "☆": _star(), "★": _star()}
    return found | {"○": _round(0.42), "●": _round(0.38), "·": _round(0.1)}


class SignPainter:
    """Paints signs; paths and text layouts are kept between paintings, which makes scrolling light."""

    def __init__(self, font: QFont, size: float) -> None:
        self._font, self._weight = font, max(size / 8.5, 1.4)
        self._paths = {sign: QTransform().scale(size, size).map(path) for sign, path in _paths().items()}
        self._texts: dict[str, QStaticText] = {}
        self._pens: dict[int, QPen] = {}

    def draw(self, painter: QPainter, sign: str, x: float, y: float, color: QColor) -> None:
        """A sign around a point; the painter is smooth and has this painter's font."""
        path = self._paths.get(sign)
        if path is None:
            self._write(painter, sign, x, y, color)
            return
        pen = self._pens.get(color.rgba())
        if pen is None:
            ends, joints = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            pen = QPen(color, self._weight, Qt.PenStyle.SolidLine, ends, joints)
            self._pens[color.rgba()] = pen
        painter.translate(x, y)
        painter.setPen(pen)
        if sign in _SOLID:
            painter.fillPath(path, color)
        painter.drawPath(path)
        painter.translate(-x, -y)

    def _write(self, painter: QPainter, text: str, x: float, y: float, color: QColor) -> None:
        kept = self._texts.get(text)
        if kept is None:
            kept = QStaticText(text)
            kept.setTextFormat(Qt.TextFormat.PlainText)
            kept.prepare(font=self._font)
            self._texts[text] = kept
        painter.setPen(color)
        size = kept.size()
        painter.drawStaticText(QPointF(x - size.width() / 2, y - size.height() / 2), kept)


class SignLegend(Legend):
    """Every sign with its word, drawn as in the sheet."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._signs: tuple[tuple[str, str, str], ...] = ()

    def show_signs(self, lead: str, signs: tuple[tuple[str, str, str], ...]) -> None:
        """Show a sentence, then sign, word and colour role of each."""
        self._signs = signs
        self.show_words(lead, [word for _, word, _ in signs], [f"{sign} {word}" for sign, word, _ in signs])

    def paint_drawing(self, painter: QPainter, index: int, room: QRectF) -> None:
        """The sign in its colour."""
        sign, _, tone = self._signs[index]
        signs = SignPainter(self.look.font("small"), self.look.px(11))
        signs.draw(painter, sign, room.center().x(), room.center().y(), self.look.color(tone))
