"""Small drawings with their words, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from villagedesk.ui.look.look import Look


class Legend(QWidget):
    """A sentence, then drawing after drawing with its word; a kind of legend says how its drawings are made."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._lead = ""
        self._words: tuple[str, ...] = ()
        self._wide: tuple[float, list[int]] = (0.0, [])
        """How wide sentence and words are at a scale: asked hundreds of times while a page is laid out."""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.updateGeometry)

    def paint_drawing(self, painter: QPainter, index: int, room: QRectF) -> None:
        """The drawing of a word."""
        raise NotImplementedError

    def show_words(self, lead: str, words: Sequence[str], said: Sequence[str] = ()) -> None:
        """Show other words; `said` is what a screen reader says for them."""
        self._lead, self._words = lead, tuple(words)
        self._wide = (0.0, [])
        self.setAccessibleName("　".join(word for word in (lead, *(said or words)) if word))
        self.updateGeometry()
        self.update()

    def _places(self, wide: int) -> list[QPointF]:
        """Where each drawing begins."""
        px = self.look.px
        lead, *widths = self._widths()
        places: list[QPointF] = []
        x, y = float(lead + px(20) if self._lead else 0), 0.0
        for width in widths:
            needs = px(20) + width
            if x + needs > wide and x > 0:
                x, y = 0.0, y + px(22)
            places.append(QPointF(x, y))
            x += needs + px(16)
        return places

    def _widths(self) -> list[int]:
        if self._wide[0] != self.look.scale:
            metrics = QFontMetrics(self.look.font("small"))
            self._wide = (self.look.scale, [metrics.horizontalAdvance(word) for word in (self._lead, *self._words)])
        return self._wide[1]

    def hasHeightForWidth(self) -> bool:
        """A narrow legend has more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as it needs."""
        places = self._places(width)
        return round(places[-1].y() if places else 0) + self.look.px(22)

    def sizeHint(self) -> QSize:
        """Over the whole width."""
        wide = self.width() if self.width() > self.look.px(240) else self.look.px(1000)
        return QSize(self.look.px(240), self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """One word and one line at the least."""
        return QSize(self.look.px(160), self.look.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sentence, then drawings and words."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high, middle = look.px(22), Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font("small"))
        painter.setPen(look.color("muted"))
        painter.drawText(QRectF(0, 0, self.width(), high), middle, self._lead)
        for index, (word, place) in enumerate(zip(self._words, self._places(self.width()), strict=True)):
            self.paint_drawing(painter, index, QRectF(place.x(), place.y(), look.px(14), high))
            painter.setPen(look.color("muted"))
            painter.drawText(QRectF(place.x() + look.px(20), place.y(), self.width(), high), middle, word)
