"""Opening the window: light imports first, then Chinese, look, office and the window itself."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from villagedesk.base import paths
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.ui.frame.immortal import make_immortal
from villagedesk.ui.frame.process import resident_mb, seconds_since_start, take_turns_quickly, use_one_arena
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.chinese import OwnWords
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.pages import PageEntry, entry, load


def run_window(office_file: Path | None = None, *, page: str = "today", once: bool = False) -> int:
    """Open the window on an office (default: the user's own) and run until it is closed.

    `once` waits until the window is painted, prints page, seconds and memory as JSON, and closes.
    """
    shown = entry(page)
    if shown is None:
        raise Mistake(f"没有“{page}”这一页。")
    _need_display()
    use_one_arena()
    take_turns_quickly()
    app = make_app()
    memory = Memory()
    look = Look(memory.get("theme", "light"), memory.get("size", "standard"))
    look.apply()
    app.setWindowIcon(look.icon("calendar-days", "accent", 64))
    file = office_file or _last_office(memory)
    shell = _shell(look, memory, shown, file)
    opening = load("villagedesk.ui.frame.opening:Opening")(look, memory, shell)
    opening.open(file, shown.name, named=office_file is not None or bool(memory.get("recent")))
    if opening.failed and once:
        raise Trouble(opening.failed)
    if once:
        _close_when_painted(opening.front(), shown.name)
    code = app.exec()
    opening.close()
    opening.tell_unsaved()
    return code


def _shell(look: Look, memory: Memory, page: PageEntry, file: Path) -> Window | None:
    """The window painted before the office's rooms are even loaded; None when there is no such file to open."""
    if not file.is_file():
        return None
    window = Window(look, memory, page.name)
    window.show_empty(page, file)
    return window


def make_app() -> QApplication:
    """The application with Qt's own texts in Chinese."""
    make_immortal()
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)
    app.setApplicationName("villagedesk")
    app.setApplicationDisplayName("村务坐班台")
    app.setStyle("fusion")
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
        app.installTranslator(OwnWords(app))  # the last one that is installed is asked first
    return app


def _need_display() -> None:
    """Qt aborts the whole process without a display, so say it first in one sentence."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        raise Trouble(
            "这里没有图形桌面，窗口打不开；请在桌面上运行，或者使用命令（villagedesk --help 可以看到全部命令）。"
        )


def _last_office(memory: Memory) -> Path:
    """The office of last time, found or not: another one in its place would be written into unseen."""
    recent = [Path(name) for name in memory.get("recent", [])]
    return recent[0] if recent else paths.default_office()


def _close_when_painted(window: QWidget, page: str) -> None:
    """Say when the window was first painted and what it holds, and close it once its first answers are in."""
    seconds = getattr(window, "first_paint", 0.0) or seconds_since_start()
    megabytes = getattr(window, "held", 0.0) or resident_mb()
    print(json.dumps({"page": page, "seconds": round(seconds, 3), "rss_mb": megabytes}, ensure_ascii=False), flush=True)
    QTimer.singleShot(0, window.close)
