"""The manual beside the window: one page of Markdown per page of the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, QUrl
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QWidget

from villagedesk.base.paths import resource
from villagedesk.ui.desk import Desk

ORDER = ("入门", "今日", "值班表", "考勤", "台账", "调解", "报表", "人员", "设置", "签到台", "去向牌", "快捷键", "术语")


def manual_pages() -> tuple[str, ...]:
    """The titles of all manual pages, in reading order."""
    names = {path.stem for path in Path(resource("manual")).glob("*.md")}
    return (*(name for name in ORDER if name in names), *sorted(names - set(ORDER)))


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
        self._text = QTextBrowser()
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
        self._text.setMarkdown(resource("manual", f"{name}.md").read_text("utf-8"))

    def _follow(self, url: QUrl) -> None:
        self.show_page(url.fileName().removesuffix(".md") + ("#" + url.fragment() if url.fragment() else ""))
