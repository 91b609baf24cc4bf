"""One person's day on a line: the duty as a band, its window, leave over it, punches as marks with their time."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from villagedesk.services.attendance.evidence import DayEvidence, Mark
from villagedesk.ui.look.look import Look

_CENTER = Qt.AlignmentFlag.AlignCenter
SOURCES = {"machine": "考勤机", "desk": "签到台", "clerk": "代签", "correction": "补签"}


class TimeLine(QWidget):
    """The line of a day; shapes differ by source, so that colour is not needed to tell them apart."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: DayEvidence | None = None
        self._from = self._to = datetime.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("当天的时间线")
        look.changed.connect(self.updateGeometry)

    def show_evidence(self, found: DayEvidence) -> None:
        """Show another day."""
        self._shown = found
        moments = [m for band in found.bands for m in (band.start, band.end)] + [mark.punch.at for mark in found.marks]
        begin = datetime.combine(found.day, datetime.min.time())
        low = min([*moments, begin + timedelta(hours=7)]) - timedelta(minutes=40)
        high = max([*moments, begin + timedelta(hours=19)]) + timedelta(minutes=40)
        self._from, self._to = low.replace(minute=0, second=0), high.replace(minute=0, second=0) + timedelta(hours=1)
        signs = "、".join(f"{mark.punch.at:%H:%M}{SOURCES.get(mark.punch.source, '')}" for mark in found.marks)
        self.setAccessibleDescription("。".join((f"打卡：{signs or '没有'}", *found.clocks)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Three rows of small text and a band; one row more where a machine's clock was put right."""
        return QSize(400, self._look.px(104) + self._lift)

    def minimumSizeHint(self) -> QSize:
        """Never lower than the marks need."""
        return QSize(200, self._look.px(104) + self._lift)

    @property
    def _lift(self) -> int:
        """Room above the times for what the machine wrote."""
        put_right = self._shown is not None and any(mark.raw_at for mark in self._shown.marks)
        return self._look.px(15) if put_right else 0

    def _x(self, moment: datetime) -> float:
        whole = (self._to - self._from).total_seconds() or 1.0
        inner = self.width() - self._look.px(40)
        return self._look.px(20) + (moment - self._from).total_seconds() / whole * inner

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hours, bands, absences and marks."""
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, self._lift)
        top, bottom = self._look.px(46), self._look.px(70)
        self._paint_hours(painter, bottom)
        self._paint_bands(painter, top, bottom)
        self._paint_aways(painter, top, bottom)
        self._paint_marks(painter, top, bottom)
        self._paint_reach(painter, top, bottom)

    def _paint_hours(self, painter: QPainter, bottom: int) -> None:
        look = self._look
        painter.setFont(look.font("small", standard_px=12))
        hours = round((self._to - self._from).total_seconds() / 3600)
        step = 1 if hours <= 16 else 2 if hours <= 26 else 4
        for count in range(0, hours + 1, step):
            at = self._from + timedelta(hours=count)
            x = self._x(at)
            painter.setPen(look.color("grid"))
            painter.drawLine(QPointF(x, look.px(40)), QPointF(x, bottom + look.px(6)))
            painter.setPen(look.color("muted"))
            text = f"{at.hour}:00" if at.hour or not count else "0:00 次日"
            painter.drawText(QRectF(x - 40, bottom + look.px(8), 80, look.px(18)), _CENTER, text)

    def _paint_bands(self, painter: QPainter, top: int, bottom: int) -> None:
        look = self._look
        assert self._shown is not None
        for band in self._shown.bands:
            painter.setPen(QPen(look.color("control"), 1, Qt.PenStyle.DotLine))
            middle = (top + bottom) / 2
            painter.drawLine(QPointF(self._x(band.opens), middle), QPointF(self._x(band.closes), middle))
            spans = band.periods or ((band.start, band.end),)
            for begin, end in spans:
                painter.setPen(QPen(look.color("ok"), 1))
                painter.setBrush(look.color("ok_soft"))
                painter.drawRoundedRect(QRectF(self._x(begin), top, self._x(end) - self._x(begin), bottom - top), 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.color("ok"))
            painter.setFont(look.font("small", standard_px=12.5))
            first = QRectF(self._x(spans[0][0]), top, self._x(spans[0][1]) - self._x(spans[0][0]), bottom - top)
            painter.drawText(
                first,
                _CENTER,
                painter.fontMetrics().elidedText(band.shift, Qt.TextElideMode.ElideRight, int(first.width()) - 8),
            )

    def _paint_aways(self, painter: QPainter, top: int, bottom: int) -> None:
        look = self._look
        assert self._shown is not None
        for away in self._shown.aways:
            begin, end = max(away.opens, self._from), min(away.closes, self._to)
            box = QRectF(self._x(begin), top, self._x(end) - self._x(begin), bottom - top)
            painter.setPen(QPen(look.color("leave"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(look.color("leave_soft"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.color("leave"))
            painter.drawText(box, _CENTER, away.kind)

    def _paint_marks(self, painter: QPainter, top: int, bottom: int) -> None:
        look = self._look
        assert self._shown is not None
        painter.setFont(look.font("small", standard_px=12.5, bold=True))
        counting = self._counting()
        last_right, level = -1e9, 0
        for mark in self._shown.marks:
            x = self._x(mark.punch.at)
            counts = mark.punch.at in counting
            role = "accent" if not mark.shift else "ink" if counts else "muted"
            painter.setPen(QPen(look.color(role), 2 if counts else 1))
            painter.drawLine(QPointF(x, top - look.px(6)), QPointF(x, bottom))
            self._paint_shape(painter, mark, QPointF(x, top - look.px(10)), role)
            text = f"{mark.punch.at:%H:%M}"
            wide = painter.fontMetrics().horizontalAdvance(text)
            level = 1 - level if x - wide / 2 < last_right else 0
            painter.drawText(QRectF(x - 30, look.px(2 + 14 * (1 - level)), 60, look.px(16)), _CENTER, text)
            last_right = x + wide / 2 + 4
        self._paint_written(painter)

    def _paint_written(self, painter: QPainter) -> None:
        """What the machine wrote, above the time that counts, where its clock was put right."""
        assert self._shown is not None
        look = self._look
        painter.setFont(look.font("small", standard_px=11.5))
        painter.setPen(look.color("info"))
        right = -1e9
        for mark in self._shown.marks:
            if mark.raw_at is None:
                continue
            text = f"机器 {mark.raw_at:%H:%M}"
            wide = painter.fontMetrics().horizontalAdvance(text)
            left = min(max(0.0, self._x(mark.punch.at) - wide / 2), self.width() - wide)
            if left < right:
                continue
            painter.drawText(QRectF(left, -self._lift, wide + 2, look.px(16)), _CENTER, text)
            right = left + wide + 6

    def _counting(self) -> set[datetime]:
        assert self._shown is not None
        found: set[datetime] = set()
        for verdict in self._shown.verdicts:
            signs = verdict.selected.values() if verdict.selected else (verdict.sign_in, verdict.sign_out)
            found |= {at for at in signs if at is not None}
        return found

    def _paint_shape(self, painter: QPainter, mark: Mark, at: QPointF, role: str) -> None:
        """A dot for the machine, a square for the desk, a diamond for a hand that was not the person's own."""
        size = self._look.px(4)
        painter.setBrush(self._look.color(role))
        if mark.punch.source == "machine":
            painter.drawEllipse(at, size, size)
        elif mark.punch.source == "desk":
            painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))
        else:
            corners = ((0, -1), (1, 0), (0, 1), (-1, 0))
            painter.drawPolygon(
                QPolygonF([QPointF(at.x() + dx * size * 1.3, at.y() + dy * size * 1.3) for dx, dy in corners])
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_reach(self, painter: QPainter, top: int, bottom: int) -> None:
        """Where the data end, when they end inside this day."""
        assert self._shown is not None
        until = self._shown.data_until
        if until is None or not self._from < until < self._to:
            return
        look = self._look
        painter.setPen(QPen(look.color("info"), 1, Qt.PenStyle.DashLine))
        x = self._x(until)
        painter.drawLine(QPointF(x, top - look.px(8)), QPointF(x, bottom + look.px(6)))
        painter.setFont(look.font("small", standard_px=11.5))
        painter.drawText(QRectF(x + 4, bottom - look.px(16), 120, look.px(16)), Qt.AlignmentFlag.AlignLeft, "数据截至")
