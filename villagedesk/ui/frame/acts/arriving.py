"""Files dropped anywhere: on any page, on any dialog, one or many, known or not; each is told by its content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import Question
from villagedesk.ui.page import Page
from villagedesk.ui.pages import load
from villagedesk.ui.widgets.drop import DropZone, TakesFiles

SNIFFING = "villagedesk.services.arrivals.sniffing"
TAKEN = "打卡文件、人员名单、Excel 表格、图片和文档、月报、公钥、办公文件（.vdesk）"

# What a page takes by itself; everything else is brought to the page below that is meant for it.
_TAKES = {
    "attendance": ("打卡记录", "表格"),
    "people": ("人员名单", "表格"),
    "registers": ("表格", "人员名单", "图片", "文档"),
    "mediation": ("图片", "文档"),
    "reports": ("各村的月报", "公钥", "表格"),
    "settings": ("放假通知",),
    "roster": ("表格",),
}
_HOMES = {
    "打卡记录": ("attendance", "导入打卡"),
    "人员名单": ("people", "导入人员名单"),
    "各村的月报": ("reports", "核验月报"),
    "公钥": ("reports", "登记公钥"),
    "放假通知": ("settings", "导入放假通知"),
}
_CLOSED = "这个窗口不收文件，什么也没有改动；先关掉它，再把文件拖进来。"


class Arrival(Protocol):
    """A file, what it is, and why it cannot be used."""

    file: Path
    sort: str
    says: str


class Front(Protocol):
    """The window that files fall on."""

    desk: Desk

    @property
    def page(self) -> Page:
        """The page in front."""
        ...

    def ask_office(self, wanted: str) -> None:
        """Ask for another office."""


class Arriving(QObject):
    """Takes every drop on every window of the office before a text field takes the file's address for words."""

    def __init__(self, front: Front, parent: QWidget) -> None:
        super().__init__(parent)
        self._front, self._window = front, parent
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self.look_around)

    def look_around(self, *_window: object) -> None:
        """Stand at the door of every window that is shown; one closed for another office has no say."""
        if not self._window.isVisible():
            return
        for widget in QApplication.topLevelWidgets():
            handle = widget.windowHandle()
            if handle is not None and widget.isVisible() and not widget.property("takes-files"):
                widget.setProperty("takes-files", True)
                handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dragged files are welcome everywhere; where they fall decides what becomes of them."""
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or not isinstance(event, QDropEvent) or not isinstance(watched, QWindow):
            return False
        files = files_of(event)
        under = _under(watched, event)
        if not files or under is None or _takes_itself(under, self._window):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)  # a move would let the file manager delete what was dragged
        event.accept()
        if event.type() is QEvent.Type.Drop:
            self.take(files, under.window())
        return True

    def take(self, files: Sequence[Path], window: QWidget | None = None) -> None:
        """Files fell on a window: a dialog takes them into its own place for files, the main window by their kinds."""
        if window is None or window is self._window:
            self._look(files)
            return
        zones = [zone for zone in window.findChildren(DropZone) if zone.isVisible()]
        if zones:
            zones[0].dropped.emit([*files])
        elif isinstance(window, QDialog) and not window.isModal():
            self._look(files)
        else:
            self._front.desk.say(_CLOSED, "warn")

    def _look(self, files: Sequence[Path]) -> None:
        if len(files) == 1 and files[0].suffix.lower() == ".vdesk":
            self._front.ask_office(str(files[0]))
            return
        given = [*files]
        self._front.desk.ops.long(
            "正在看拖进来的文件",
            lambda office, progress: load(f"{SNIFFING}:look_at")(office, given, progress),
            self._sort,
        )

    def _sort(self, found: Sequence[Arrival]) -> None:
        """Do what there is one way to do; ask where there are several."""
        page = self._front.page
        refused = [one.says for one in found if one.says]
        known = [one for one in found if not one.says]
        if offices := [one for one in known if one.sort == "办公文件"]:
            refused += [f"“{one.file.name}”是办公文件，要单独拖进来才打开。" for one in offices]
            known = [one for one in known if one not in offices]
        ways = self._ways(page, known)
        if not known:
            more = f"（另有 {len(refused) - 1} 个也没有用上）" if len(refused) > 1 else ""
            self._front.desk.say(f"{refused[0]}{more}可以拖进来的有：{TAKEN}。", "warn")
        elif len(ways) == 1 and not refused:
            ways[0][1]()
        else:
            self._ask(known, refused, ways)

    def _ways(self, page: Page, known: Iterable[Arrival]) -> list[tuple[str, Callable[[], object]]]:
        """What can be done with the files: (words, act), the page in front first."""
        groups: dict[tuple[str, str], list[Path]] = {}
        for one in known:
            sort = str(one.sort)
            home = _HOMES.get(sort, ("", sort))
            name, words = (page.name, "") if sort in _TAKES.get(page.name, ()) and home[0] != page.name else home
            groups.setdefault((name, words), []).append(one.file)
        ways: list[tuple[str, Callable[[], object]]] = []
        for (name, words), files in groups.items():
            count = f"（{len(files)} 个文件）" if len(files) > 1 or len(groups) > 1 else ""
            if name:
                ways.append(
                    (f"{words or '放到这一页'}{count}", lambda name=name, files=files: self._bring(name, files))
                )
            elif words == "表格":
                ways += [
                    (f"{_HOMES[sort][1]}{count}", lambda sort=sort, files=files: self._bring(_HOMES[sort][0], files))
                    for sort in ("人员名单", "打卡记录")
                ]
                ways.append((f"放进台账{count}", lambda: self._say_book("表格")))
            else:
                ways.append((f"{words}作附件{count}", lambda words=words: self._say_book(words)))
        return ways

    def _ask(
        self, known: Sequence[Arrival], refused: Sequence[str], ways: Sequence[tuple[str, Callable[[], object]]]
    ) -> None:
        counts: dict[str, int] = {}
        for one in known:
            counts[str(one.sort)] = counts.get(str(one.sort), 0) + 1
        kinds = "、".join(f"{sort} {count} 个" for sort, count in counts.items())
        told = [f"拖进来的是：{kinds}。要怎么办？", *refused[:3]]
        if len(refused) > 3:
            told.append(f"还有 {len(refused) - 3} 个也用不上。")
        answers = [("不了", "plain", None), *((words, "plain", act) for words, act in ways)]
        Question(self._window, "拖进来的文件", "\n".join(told), answers).open()

    def _bring(self, name: str, files: list[Path]) -> None:
        if self._front.page.name != name:
            self._front.desk.go(name)
        self._to_page(self._front.page, files)

    def _to_page(self, page: Page, files: list[Path]) -> None:
        if isinstance(page, TakesFiles):
            page.take_files(files)

    def _say_book(self, sort: str) -> None:
        where = "打开那本台账" if sort == "表格" else "打开一条记录或一张新表单"
        desk = self._front.desk
        desk.say(f"{sort}要放进台账：先{where}，再把文件拖进来一次。", "warn", "去台账", lambda: desk.go("registers"))


def files_of(event: QDropEvent) -> list[Path]:
    """The files of this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _under(window: QWindow, event: QDropEvent) -> QWidget | None:
    """The widget that the files are over."""
    top = next((one for one in QApplication.topLevelWidgets() if one.windowHandle() is window), None)
    at = event.position().toPoint()
    return None if top is None else top.childAt(at) or top


def _takes_itself(widget: QWidget, window: QWidget) -> bool:
    """Whether the files are over a place that is made for them: a drop zone, an attachment's slot."""
    over: QWidget | None = widget
    while over is not None and over is not window and not over.isWindow():
        if over.property("takes") == "files":
            return True
        over = over.parentWidget()
    return False
