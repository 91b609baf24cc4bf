"""The keys and commands that work on every page, as one table."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk, Go
from villagedesk.ui.frame.acts.recent import recent
from villagedesk.ui.frame.acts.undoing import Undoing
from villagedesk.ui.frame.sides import Sides
from villagedesk.ui.frame.status import take_size
from villagedesk.ui.look.look import SIZES
from villagedesk.ui.pages import PAGES, load


class Frame(Protocol):
    """The parts of the window that its keys use."""

    desk: Desk
    sides: Sides
    undoing: Undoing

    @property
    def go(self) -> Go:
        """Show a page."""
        ...

    def search(self) -> None:
        """Open the search box."""

    def help(self) -> None:
        """Open the manual."""

    def refresh(self) -> None:
        """Read the page again."""

    def show_notices(self) -> None:
        """Open the list of what was said."""

    def ask_office(self, wanted: str) -> None:
        """Ask for another office."""


def window_keys(window: Frame) -> tuple[Action, ...]:
    """The actions of the whole window, for its keys, the search box and the shortcut sheet."""
    return (*_places(window), *_quick(window), *_commands(window), *_recent(window))


def _places(window: Frame) -> tuple[Action, ...]:
    return tuple(
        Action(
            f"go-{page.name}", f"到{page.title}", lambda name=page.name: window.go(name), f"Ctrl+{number}", page.icon
        )
        for number, page in enumerate(PAGES, 1)
    )


def _quick(window: Frame) -> tuple[Action, ...]:
    return (
        Action("visit", "登记来访", lambda: window.go("registers", "来访+"), "F2", "user-plus"),
        Action("errand", "登记办件", lambda: window.go("registers", "办件+"), "F3", "file-plus"),
        Action("case", "受理调解", lambda: window.go("mediation", "+"), "F4", "handshake"),
        Action("diary", "写值班日志", lambda: window.go("registers", "值班日志+"), "F5", "notebook-pen"),
    )


def _commands(window: Frame) -> tuple[Action, ...]:
    sides = window.sides
    return (
        Action("search", "查找人、事、日期和操作", window.search, "Ctrl+K", "search"),
        Action("help", "本页说明", window.help, "F1", "circle-question-mark"),
        Action("undo", "撤销", window.undoing.undo, "Ctrl+Z", "undo-2"),
        Action("redo", "重做", window.undoing.redo, "Ctrl+Shift+Z", "redo-2"),
        Action("refresh", "重新读取本页", window.refresh, "Ctrl+R", "refresh-cw"),
        Action("full", "全屏或还原", _toggle_full, "F11", "monitor"),
        Action("larger", "换一个字号", lambda: _next_size(window), "Ctrl+=", "type"),
        Action("shortcuts", "快捷键一览", lambda: sides.show("shortcuts"), "Ctrl+/", "keyboard"),
        Action("notices", "消息", window.show_notices, "", "bell"),
        Action("about", "关于和许可证", lambda: sides.show("about"), "", "info"),
        Action("kiosk", "打开签到台", lambda: sides.show("kiosk"), "", "log-in"),
        Action("board", "打开去向牌", lambda: sides.show("board"), "", "map-pin"),
        Action("sign-for", "代签", lambda: _clerk(window, "sign_for"), "", "square-pen", writes=True),
        Action("reset-pin", "重设签到密码", lambda: _clerk(window, "reset_pin"), "", "key-round", writes=True),
        Action("print-board", "打印去向牌", lambda: _print(window, "去向牌", ""), "", "printer"),
        Action(
            "print-proxies", "打印本月代签登记表", lambda: _print(window, "代签登记表", _month(window)), "", "printer"
        ),
        Action("checks", "查岗", lambda: sides.show("checks"), "", "clipboard-check"),
        Action("another", "打开别的办公文件…", lambda: window.ask_office("choose"), "Ctrl+O", "folder-open"),
        Action("recent", "最近的办公文件…", lambda: window.ask_office("recent"), "Ctrl+Shift+O", "history"),
        Action("fresh", "新建办公室…", lambda: window.ask_office("new"), "", "plus"),
    )


def _print(window: Frame, paper: str, key: str) -> None:
    """A paper that belongs to no page."""
    load("villagedesk.ui.preview.open:preview_paper")(
        window.desk, QApplication.activeWindow() or QApplication.topLevelWidgets()[0], paper, key
    )


def _month(window: Frame) -> str:
    return window.desk.today().isoformat()[:7]


def _clerk(window: Frame, act: str) -> None:
    """What the clerk may do for others at the desk; its forms are loaded when they are asked for."""
    load(f"villagedesk.ui.kiosk.clerk:{act}")(
        window.desk, QApplication.activeWindow() or QApplication.topLevelWidgets()[0]
    )


def _recent(window: Frame) -> tuple[Action, ...]:
    """Ways to the offices that were open lately."""
    here = window.desk.office.store.path
    others = [path for path in recent(window.desk.memory) if path != here]
    return tuple(
        Action(f"recent-{n}", f"打开最近的办公文件 {path.stem}", partial(window.ask_office, str(path)), "", "history")
        for n, path in enumerate(others)
        if path.is_file()
    )


def _toggle_full() -> None:
    window = QApplication.activeWindow()
    if window is not None:
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)


def _next_size(window: Frame) -> None:
    names = [name for name, _, _ in SIZES]
    look, memory = window.desk.look, window.desk.memory
    take_size(look, memory, names[(names.index(look.size) + 1) % len(names)])
