"""The manual beside the window: one page of Markdown per page of the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QWidget

from villagedesk.base.paths import resource
from villagedesk.ui.desk import Desk

ORDER = (
    *("入门", "今日", "值班表", "考勤", "导入考勤机", "台账", "调解", "报表", "人员", "设置"),
    *("签到台", "去向牌", "查岗", "快捷键", "术语"),
)


def manual_pages() -> tuple[str, ...]:
    """The titles of all manual pages, in reading order."""
    names = {path.stem for path in Path(resource("manual")).glob("*.md")}
    return (*(name for name in ORDER if name in names), *sorted(names - set(ORDER)))


class ManualText(QTextBrowser):
    """The text of a page, its pictures never wider than the window."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def show_words(self, markdown: str) -> None:
        """Show another page."""
        self._words = markdown
        self._set()

    def _set(self) -> None:
        """Also what is quoted letter by letter is broken at the edge."""
        self.setMarkdown(self._words)
        every = QTextCursor(self.document())
        every.select(QTextCursor.SelectionType.Document)
        breaking = QTextBlockFormat()
        breaking.setNonBreakableLines(False)
        every.mergeBlockFormat(breaking)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture is drawn as wide as there is room for, sharp on every screen."""
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        path = resource("manual") / QUrl(name).toString()
        picture = QImage(str(path))
        room = self.viewport().width() - 2 * self.fontMetrics().height() - 16
        if picture.isNull() or picture.width() <= room or room < LEAST:
            return found
        ratio = self.devicePixelRatioF()
        picture = picture.scaledToWidth(round(room * ratio), Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures fit into another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            at = self.verticalScrollBar().value()
            self._set()
            self.verticalScrollBar().setValue(at)


LEAST = 120
"""Pixels below which a picture is not made smaller."""


class HelpWindow(QWidget):
    """A window with the list of pages at the left and the text at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("使用说明")
        self.resize(desk.look.room(900, 640))
        self._list = QListWidget()
        self._list.setAccessibleName("说明目录")
        for title in manual_pages():
            item = QListWidgetItem(title, self._list)
            item.setSizeHint(QSize(0, desk.look.px(38)))
        self._list.currentTextChanged.connect(self._read)
        self._text = ManualText()
        self._text.setAccessibleName("说明正文")
        self._text.setOpenExternalLinks(False)
        self._text.setOpenLinks(False)
        self._text.anchorClicked.connect(self._follow)
        self._text.setSearchPaths([str(resource("manual"))])
        split = QSplitter()
        split.addWidget(self._list)
        split.addWidget(self._text)
        split.setSizes([desk.look.px(160), desk.look.px(740)])
        split.setStretchFactor(1, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(split)

    def show_page(self, title: str) -> None:
        """Open the page `title`, or at a heading with `title#heading`."""
        page, _, heading = title.partition("#")
        names = manual_pages()
        if page in names:
            self._list.setCurrentRow(names.index(page))
            if heading:
                self._text.find(heading)

    def _read(self, name: str) -> None:
        self._text.show_words(resource("manual", f"{name}.md").read_text("utf-8"))

    def _follow(self, url: QUrl) -> None:
        self.show_page(url.fileName().removesuffix(".md") + ("#" + url.fragment() if url.fragment() else ""))
