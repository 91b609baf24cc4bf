"""Sending the pages of a PDF to a printer, sharp and in the right size, without holding up the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtPrintSupport import QPrinter

from villagedesk.ui.ops import Ops, Progress

_BAND = 200
_LAP = 2
"""Rows that a band shares with the next, so that no printer leaves a hair between them."""


class PrintRun(QBuffer):
    """Draws page after page, a band of rows at a time, between the events of the window; `done` gets how many pages.

    `pages` are numbers from 1; without them the printer's own range counts. Qt renders a page in a thread of its own.
    Drawing a whole page at once would hold the window for a third of a second. The person may cancel; then nothing
    is printed that the printer has not taken yet.
    """

    def __init__(
        self, ops: Ops, pdf: bytes, printer: QPrinter, done: Callable[[int], None], pages: Sequence[int] = ()
    ) -> None:
        super().__init__(ops)
        self._ops, self._printer, self._done = ops, printer, done
        self._data = QByteArray(pdf)
        self.setData(self._data)
        self.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(self._document)
        self._renderer.pageRendered.connect(lambda _number, _size, image, *_rest: self._take(image))
        self._progress = Progress(ops.progressed.emit)
        self._painter = QPainter()
        self._timer = QTimer(self, singleShot=True, interval=1)
        self._timer.timeout.connect(self._next_band)
        self._bands: Iterator[QRect] = iter(())
        self._page = QImage()
        self._sent = 0
        last = min(printer.toPage() or self._document.pageCount(), self._document.pageCount())
        self._pages = tuple(pages) or tuple(range(max(printer.fromPage(), 1), last + 1))

    def begin(self) -> None:
        """Ask for the first page."""
        if not self._painter.begin(self._printer):
            self._end(0)
            return
        self._ops.hold(1)
        self._ops.began.emit("正在打印", self._progress)
        self._ask()

    @property
    def _room(self) -> QSize:
        return self._printer.pageLayout().fullRectPixels(self._printer.resolution()).size()

    def _ask(self) -> None:
        page = self._pages[self._sent]
        self._ops.progressed.emit(self._sent, len(self._pages), f"第 {page} 页")
        self._renderer.requestPage(page - 1, self._room)

    def _take(self, image: QImage) -> None:
        if self._sent:
            self._printer.newPage()
        self._page = image
        wide, high = self._room.toTuple()
        self._bands = (QRect(0, top, wide, min(_BAND + _LAP, high - top)) for top in range(0, high, _BAND))
        self._timer.start()

    def _next_band(self) -> None:
        if self._progress.cancelled:
            self._printer.abort()
            self._close(-1)
            return
        band = next(self._bands, None)
        if band is not None:
            self._painter.drawImage(band, _on_white(self._page, band))
            self._timer.start()
            return
        self._sent += 1
        if self._sent < len(self._pages):
            self._ask()
        else:
            self._close(self._sent)

    def _close(self, pages: int) -> None:
        self._page = QImage()
        self._ops.hold(-1)
        self._ops.ended.emit("")
        self._end(pages)

    def _end(self, pages: int) -> None:
        self._painter.end()
        self.deleteLater()
        if pages >= 0:
            self._done(pages)


def _on_white(page: QImage, band: QRect) -> QImage:
    """Some rows of a page on white paper: without see-through parts, which printers are slow at."""
    image = QImage(band.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawImage(0, 0, page, band.x(), band.y(), band.width(), band.height())
    painter.end()
    return image
