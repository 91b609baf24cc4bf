"""From a file to a window: opening an office, switching to another, and the first run without one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from villagedesk.base import paths
from villagedesk.base.clock import office_clock
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.services import office as offices
from villagedesk.services import upkeep
from villagedesk.services.office import Office
from villagedesk.services.registers.exchange import leftovers
from villagedesk.ui.actions import Action
from villagedesk.ui.crash import CrashDoor
from villagedesk.ui.frame.acts.arriving import files_of
from villagedesk.ui.frame.acts.recent import RecentDialog, recent, remember_office
from villagedesk.ui.frame.acts.watching import FAILED
from villagedesk.ui.frame.status import moment_words
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.messages import Question, choose_files, confirm
from villagedesk.ui.pages import WINDOWS, load
from villagedesk.ui.widgets.states import EmptyState

DEMO_VILLAGE = "桃源村"
FIRST_PAGE = "入门"


class Opening:
    """Holds the window in front and the office behind it, and changes both together."""

    def __init__(self, look: Look, memory: Memory, front: QWidget | None = None) -> None:
        self._look = look
        self.memory = self._memory = memory
        self._crash = CrashDoor()
        self._crash.install()
        self._front = front
        self._office: Office | None = None
        self._manual: Any = None
        look.help_asked.connect(self._help)
        self.failed = ""
        """Why the last opening did not succeed, or empty."""
        self.unsaved = ""
        """Why the office that was closed last has no new backup, or empty."""

    def front(self) -> QWidget:
        """The window that is shown."""
        assert self._front is not None
        return self._front

    def open(self, file: Path, page: str = "today", *, named: bool = True) -> None:
        """Show the office in `file`, or the welcome when there is none; `named` when a person asked for that file."""
        self.failed = ""
        if self._office is not None and file.absolute() == self._office.store.path.absolute():
            self._say(f"“{file.name}”现在就开着。", "已经打开")
            return
        if not file.is_file():
            self._not_open(f"找不到办公文件“{file}”；优盘没插，或者文件改了名、挪了地方。", file, named)
            return
        try:
            office = offices.open_office(file, user=self._memory.get("user", "文书"))
        except Trouble as trouble:
            self._not_open(trouble.says, file, True)
            return
        self._show_office(office, page)

    def _not_open(self, says: str, file: Path, named: bool) -> None:
        """Say why; an office that is open stays open."""
        self.failed = says
        if self._office is not None:
            self._say(f"{says}现在开着的“{self._office.store.path.name}”没有动。")
        else:
            self.show_welcome(says if named else "", file)

    def show_welcome(self, says: str, file: Path) -> None:
        """The first screen of a computer without an office, or whose office `file` cannot be opened."""
        copies = upkeep.copies_of(file) if says else ()
        self._replace(Welcome(self._look, self, says, Lost(file, copies[0]) if copies else None))

    def bring_back(self, lost: Lost) -> None:
        """Ask, and put the newest backup in the place of an office file that cannot be opened."""
        taken = lost.copy.taken_at
        moment = moment_words(taken, office_clock().date()) if taken else "升级之前"
        text = f"用{moment}的备份恢复“{lost.file.name}”。打不开的那份不会删掉，留在备份文件夹里。"
        confirm(self.front(), "用备份恢复", text, "恢复", lambda: self._bring_back(lost))

    def _bring_back(self, lost: Lost) -> None:
        try:
            says = upkeep.rescue_office(lost.file, lost.copy.path, user=self._memory.get("user", "文书"))
        except Trouble as trouble:
            self._say(trouble.says)
            return
        self.open(lost.file)
        if isinstance(self._front, Window):
            self._front.desk.say(says)

    def choose(self) -> None:
        """Let the person pick an office file."""
        if found := choose_files(self.front(), self._memory, "打开办公文件", "办公文件 (*.vdesk)"):
            self.open(found[0])

    def _help(self, place: str) -> None:
        """F1 before there is an office: the first screen and the wizard have the manual too."""
        front = self._front
        gone = front is None or not isValid(front) or not front.isVisible()
        if gone or (isinstance(front, Window) and front.seated):
            return
        if self._manual is None or not isValid(self._manual):
            self._manual = load(WINDOWS["help"])(Bare(self._look, self._memory))
            self._manual.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._manual.show()
        self._manual.show_page(place or FIRST_PAGE)
        self._manual.activateWindow()

    def show_recent(self) -> None:
        """The offices that were open lately."""
        here = self._office.store.path if self._office is not None else None
        RecentDialog(self._look, self.front(), self._memory, here, self.open).open()

    def make_new(self) -> None:
        """Begin a new office with the wizard."""
        wizard = load(WINDOWS["wizard"])(self._look, self._memory, self.open)
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wizard.setParent(self.front(), Qt.WindowType.Dialog)
        wizard.show()

    def show_demo(self) -> None:
        """Furnish the demonstration office (once) and open it."""
        file = paths.data_dir() / "demo.vdesk"
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            if not file.exists():
                furnish: Callable[..., object] = load("villagedesk.services.demo.office:furnish_office")
                furnish(file, DEMO_VILLAGE, 1, office_clock().date())
        except (Trouble, Mistake) as error:
            self._say(error.says)
            return
        finally:
            QApplication.restoreOverrideCursor()
        self.open(file)

    def close(self) -> None:
        """Close the office with its backup."""
        self.unsaved = ""
        if self._office is not None:
            office, self._office = self._office, None
            try:
                upkeep.close_office(office)
            except Trouble as trouble:
                office.close()
                self.unsaved = trouble.says
                self._memory.put(FAILED, {"file": str(office.store.path), "says": trouble.says})

    def tell_unsaved(self) -> None:
        """Say that the backup of the office just closed failed, after its window has gone; everything is stored."""
        if self.unsaved:
            says = f"今天登记的都已存好，但关闭时的备份没有写成：{self.unsaved}下次打开时会再提醒。"
            Question(QWidget(), "没有备份成", says, (("知道了", "primary", None),)).exec()

    def _show_office(self, office: Office, page: str) -> None:
        window = self._free_window(page)
        window.sit(office)
        window.wants.connect(self._switch)
        window.desk.ops.crashed.connect(self._crash.report)
        remember_office(self._memory, office.store.path)
        self._replace(window)
        self.close()
        self._office = office
        window.start()
        begun = time.time()
        window.desk.ops.aside(lambda office: leftovers.sweep(office, begun))
        if upkeep.is_large(office):
            window.desk.ops.aside(upkeep.look_over)

    def _free_window(self, page: str) -> Window:
        """The window in front when it still waits for its office, or a new one."""
        front = self._front
        if isinstance(front, Window) and not front.seated:
            return front
        return Window(self._look, self._memory, page)

    def _switch(self, wanted: str) -> None:
        if wanted == "choose":
            self.choose()
        elif wanted == "recent":
            self.show_recent()
        elif wanted == "new":
            self.make_new()
        else:
            self.open(Path(wanted))

    def _replace(self, window: QWidget) -> None:
        before, self._front = self._front, window
        window.show()
        if before is not None and before is not window:
            before.close()
            before.deleteLater()

    def _say(self, text: str, title: str = "没有打开") -> None:
        Question(self.front(), title, text, (("知道了", "primary", None),)).open()


@dataclass(frozen=True, slots=True)
class Bare:
    """What the manual needs before there is a desk."""

    look: Look
    memory: Memory


@dataclass(frozen=True, slots=True)
class Lost:
    """An office file that cannot be opened, and the newest backup beside it."""

    file: Path
    copy: upkeep.Copy


class Welcome(QWidget):
    """The first screen: begin an office, open one, or look at the demonstration; or get a lost one back."""

    def __init__(self, look: Look, opening: Opening, says: str, lost: Lost | None = None) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAcceptDrops(True)
        self._opening = opening
        self.setWindowTitle("村务坐班台")
        self.resize(look.room(1000, 640))
        text = (
            "排班、考勤、台账、调解和月报都在一个文件里。新建只要几分钟："
            "填村名、贴上人员名单、选一个班次方案，就能贴出第一张值班表。"
        )
        lately = Action("recent", "最近的…", opening.show_recent, icon="history")
        actions = (
            *((lately,) if recent(opening.memory) else ()),
            Action("demo", "看看演示", opening.show_demo, icon="circle-play"),
            Action("open", "打开办公文件…", opening.choose, icon="folder-open", role="primary" if says else ""),
            Action("new", "新建办公室", opening.make_new, icon="plus", role="" if says else "primary"),
        )
        if lost:
            back = Action("restore", "用备份恢复…", lambda: opening.bring_back(lost), icon="history", role="primary")
            actions = (*(replace(action, role="") for action in actions), back)
        box = QVBoxLayout(self)
        box.addWidget(
            EmptyState(look, "door-open", "办公文件没有打开" if says else "欢迎使用村务坐班台", says or text, actions)
        )
        for button in self.findChildren(QPushButton):
            if button.property("role") == "primary":
                button.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """An office file may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped office; anything else needs an office first."""
        files = files_of(event)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if len(files) == 1 and files[0].suffix.lower() == ".vdesk":
            self._opening.open(files[0])
        elif files:
            says = "先打开或新建一个办公室，再把文件拖进来；办公文件的名字以 .vdesk 结尾，一次拖一个。"
            Question(self, "还没有打开办公室", says, (("知道了", "primary", None),)).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as the space bar does."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
            return
        super().keyPressEvent(event)
