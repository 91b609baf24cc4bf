"""When the program itself is wrong: keep what happened, and let the person copy it."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from villagedesk import __version__
from villagedesk.ui.messages import Question
from villagedesk.ui.pages import load
from villagedesk.ui.widgets.text import Text


class CrashWindow(QDialog):
    """One bug, in words for the person and in full for whoever mends it."""

    def __init__(self, report: str, log: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 420)
        self._report = report
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.addWidget(Text("刚才的操作没有完成，是程序自己的错误", "heading"))
        box.addWidget(
            Text(
                "已经保存的内容没有受影响，可以继续使用。请点“复制”，把下面的内容发给帮您维护的人。", "muted", wrap=True
            )
        )
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setAccessibleName("错误内容")
        box.addWidget(text, 1)
        if log is not None:
            box.addWidget(Text(f"也记在日志里：{log}", "small", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        for label, role, run in (("复制", "plain", self._copy), ("关闭", "primary", self.close)):
            button = QPushButton(label)
            button.setProperty("role", role)
            button.clicked.connect(run)
            row.addWidget(button)
        box.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


class CrashDoor(QObject):
    """Catches every bug of the process and opens at most one crash window."""

    _caught = Signal(str)
    _failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._log: Path | None = None
        self._window: CrashWindow | None = None
        self._caught.connect(self._show)
        self._failed.connect(_say)

    def install(self) -> None:
        """Take over what Python does with errors that nobody caught."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(args.exc_type, args.exc_value, args.exc_traceback)

    def report(self, error: BaseException) -> None:
        """Log a bug and show it; the log is opened with the first bug, so that starting stays light."""
        if self._log is None:
            self._log = load("villagedesk.base.log:start_log")()
        text = "".join(traceback.format_exception(error))
        logging.getLogger(__name__).error("bug\n%s", text)
        if says := load("villagedesk.base.faults:of_the_world")(error):
            self._failed.emit(says)
            return
        self._caught.emit(
            f"villagedesk {__version__} · Python {platform.python_version()} · {platform.platform()}\n\n{text}"
        )

    def _hook(self, kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt) or error is None:
            sys.__excepthook__(kind, error or kind(), where)
        else:
            self.report(error)

    def _show(self, text: str) -> None:
        if self._window is None:
            self._window = CrashWindow(text, self._log)
            self._window.destroyed.connect(self._forget)
            self._window.show()

    def _forget(self) -> None:
        self._window = None


def _say(says: str) -> None:
    """The disk or the stick failed where nobody expected it: no bug, so words over whatever is in front."""
    front = QApplication.activeModalWidget() or QApplication.activeWindow()
    shown = front or next((w for w in QApplication.topLevelWidgets() if w.isVisible()), None)
    if shown is not None:
        Question(shown, "没有做成", says, (("知道了", "primary", None),)).open()
