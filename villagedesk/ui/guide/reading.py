"""The text of a manual page on screen: its headings can be gone to, its pictures fit and are sharp."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from villagedesk.base.paths import resource
from villagedesk.ui.look.look import Look

PICTURE = "\ufffc"
"""How Qt writes a picture among letters."""
Picture = tuple[str, int, float]
"""A file, the width it has on the page, and the dots of the screen."""
LEAST = 120
"""Pixels below which a picture is not made smaller."""
LINE_HEIGHT = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
WIDEST = 960
"""Pixels beyond which a picture of a window gains nothing."""


class ManualText(QTextBrowser):
    """The text of a page, its pictures never wider than the window."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words = ""
        self._sought: tuple[str, ...] = ()
        self._setting = False
        self._pictures: dict[Picture, QImage] = {}
        self._wanted: list[Picture] = []
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("说明正文")
        self.setOpenExternalLinks(False)
        self.setOpenLinks(False)
        self.document().setUndoRedoEnabled(False)

    def show_words(self, markdown: str) -> None:
        """Show another page."""
        self._words = markdown
        self._pictures.clear()
        self._wanted.clear()
        self._set()

    def go_to(self, heading: str) -> bool:
        """Bring a heading to the top, or the top of the page; whether there is that heading."""
        block = self._heading(heading)
        if block is None:
            self.verticalScrollBar().setValue(0)
            self.moveCursor(QTextCursor.MoveOperation.Start)
            return not heading
        self._bring(block)
        self.setTextCursor(QTextCursor(block))
        self._bring(block)
        return True

    def mark(self, sought: tuple[str, ...]) -> None:
        """Mark these words wherever they stand."""
        self._sought = sought
        ink = QTextCharFormat()
        ink.setBackground(self._look.color("warn_soft"))
        ink.setForeground(self._look.color("ink"))
        marks: list[QTextEdit.ExtraSelection] = []
        for word in sought:
            found = self.document().find(word)
            while not found.isNull():
                one = QTextEdit.ExtraSelection()
                one.cursor, one.format = found, ink  # type: ignore[assignment, misc]
                marks.append(one)
                found = self.document().find(word, found)
        self.setExtraSelections(marks)

    def _blocks(self) -> list[QTextBlock]:
        document = self.document()
        return [document.findBlockByNumber(number) for number in range(document.blockCount())]

    def _heading(self, words: str) -> QTextBlock | None:
        if not words:
            return None
        level = [block for block in self._blocks() if block.blockFormat().headingLevel() > 1]
        return next((block for block in level if block.text() == words), None)

    def _bring(self, block: QTextBlock) -> None:
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(int(top) - self.fontMetrics().height() // 2)

    def _set(self) -> None:
        """Set the words anew, headings, lines and tables with air around them."""
        self._setting = True
        self.setMarkdown(self._words)
        air, cursor = self._look.px(8), QTextCursor(self.document())
        cursor.beginEditBlock()  # one layout for all
        for block in self._blocks():
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(_spaced(block, air))
            if level := block.blockFormat().headingLevel():
                ink = QTextCharFormat()
                ink.setFont(self._look.font("title" if level == 1 else "heading"))
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(ink)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                frame.setFormat(self._ruled(frame.format()))
        cursor.endEditBlock()
        self._setting = False

    def _ruled(self, shape: QTextTableFormat) -> QTextTableFormat:
        """A table with thin lines, as wide as the page."""
        shape.setBorderCollapse(True)
        shape.setBorder(1)
        shape.setBorderBrush(self._look.color("line"))
        shape.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
        shape.setCellPadding(self._look.px(6))
        shape.setBottomMargin(self._look.px(12))
        return shape

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture is drawn as wide as there is room for, sharp on every screen."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        shown = str(resource("manual") / QUrl(name).toString())
        room = min(self.viewport().width() - 2 * self.fontMetrics().height() - 16, WIDEST)
        if room < LEAST:
            return super().loadResource(kind, name)
        key = shown, room, self.devicePixelRatioF()
        if key in self._pictures:
            return self._pictures[key]
        if key not in self._wanted:
            self._wanted.append(key)
            QTimer.singleShot(0, self, self._draw_picture)
        return _place_for(*key)

    def _draw_picture(self) -> None:
        """One picture between two events: the words are there before it, and no key waits for it."""
        if not self._wanted:
            return
        shown, room, ratio = key = self._wanted.pop(0)
        self._pictures[key] = fitted(QImage(shown), room, ratio)
        if not self._wanted:
            at = self.verticalScrollBar().value()
            self._set()
            self.mark(self._sought)
            self.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures fit into another width; what was read first stays there."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._words and not self._setting:
            first = self.cursorForPosition(self.viewport().rect().topLeft()).blockNumber()
            self._set()
            self.mark(self._sought)
            if first:
                self._bring(self.document().findBlockByNumber(first))


def _spaced(block: QTextBlock, air: int) -> QTextBlockFormat:
    """How a block stands among its neighbours; also what is quoted letter by letter is broken at the edge."""
    shape = QTextBlockFormat()
    shape.setNonBreakableLines(False)
    level = block.blockFormat().headingLevel()
    in_table = QTextCursor(block).currentTable() is not None
    shape.setTopMargin(3 * air if level == 2 else 2 * air if level > 2 else 0)
    shape.setBottomMargin(0 if in_table else air // 2 if block.textList() else air)
    shape.setLineHeight(100 if level or PICTURE in block.text() else 125, LINE_HEIGHT)
    return shape


def _place_for(shown: str, room: int, ratio: float) -> QImage:
    """Nothing yet, as large as the picture will be."""
    size = QImageReader(shown).size()
    if size.isEmpty():
        return QImage()
    wide = min(room, size.width())
    place = QImage(round(wide * ratio), round(wide * size.height() / size.width() * ratio), QImage.Format.Format_ARGB32)
    place.setDevicePixelRatio(ratio)
    place.fill(Qt.GlobalColor.transparent)
    return place


def fitted(picture: QImage, room: int, ratio: float) -> QImage:
    """A picture as wide as `room`, in the dots of its screen; never blown up beyond its own dots."""
    dots = round(room * ratio)
    if dots < picture.width():
        picture = picture.scaledToWidth(dots, Qt.TransformationMode.SmoothTransformation)
    picture.setDevicePixelRatio(max(picture.width() / room, 1.0))
    return picture
