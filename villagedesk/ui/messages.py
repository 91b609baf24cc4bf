"""How the window speaks: the message line, the progress strip, questions and file choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from villagedesk.ui.memory import Memory
from villagedesk.ui.ops import Progress
from villagedesk.ui.widgets.text import Elided, Text, repolish
from villagedesk.ui.widgets.wording import spoken


class MessageLine(QFrame):
    """One sentence floating over the foot of the window, gone after a while unless something failed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self.words = Text("", wrap=True)
        self.link = QPushButton()
        self.link.setAccessibleName("撤销或查看")
        self._close = QPushButton("知道了")
        self._run: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.link)
        row.addWidget(self._close)
        self.link.clicked.connect(self._follow)
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_words(self, text: str, tone: str = "ok", link: str = "", run: Callable[[], object] | None = None) -> None:
        """Say one sentence; failures stay until they are read."""
        self.words.setText(text)
        self.setAccessibleName(text)
        self.setProperty("tone", tone)
        repolish(self)
        self._run = run
        self.link.setText(link)
        self.link.setVisible(bool(link))
        self._close.setVisible(tone == "bad")
        self._timer.stop()
        if tone != "bad":
            self._timer.start(7000 if link else 5000)
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Stand at the foot of the parent, in its middle."""
        parent = self.parentWidget()
        if parent is None:
            return
        widest = min(parent.width() - 48, 760)
        metrics = self.words.fontMetrics()
        wide = min(max(widest - 190, 120), metrics.horizontalAdvance(self.words.text()) + 8)
        self.words.setFixedWidth(wide)
        self.words.setFixedHeight(max(self.words.heightForWidth(wide), metrics.height()))
        self.setMaximumWidth(widest)
        self.adjustSize()
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 52)

    def _follow(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()


class ProgressStrip(QFrame):
    """The long work under way: what, how far, and 取消."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "progress")
        self._title = Text("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._count = Elided("", "muted")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.cancel_button = QPushButton("取消")
        self._progress: Progress | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(16)
        row.addWidget(self._title)
        row.addWidget(self._bar, 2)
        row.addWidget(self._count, 1)
        row.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self._cancel)
        self.hide()

    def begin(self, title: str, progress: Progress) -> None:
        """Show a long work that has begun."""
        self._progress = progress
        self._title.setText(title)
        self._count.setText("")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self.cancel_button.setEnabled(True)
        self.cancel_button.setText("取消")
        self.show()

    def report(self, done: int, total: int, says: str) -> None:
        """Show how far it is."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._count.setText(says or (f"{done} / {total}" if total else ""))

    def _cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self.cancel_button.setEnabled(False)
            self.cancel_button.setText("正在停下…")


class Question(QDialog):
    """A question with one or more answers; shown without blocking, each answer is a callback."""

    def __init__(
        self, parent: QWidget, title: str, text: str, answers: Sequence[tuple[str, str, Callable[[], object] | None]]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(spoken(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text(title, "heading"))
        words = Text(text, wrap=True)
        words.setMinimumWidth(380)
        box.addWidget(words)
        self.extra = QVBoxLayout()
        box.addLayout(self.extra)
        row = QHBoxLayout()
        row.addStretch(1)
        for label, role, run in answers:
            button = QPushButton(label)
            button.setProperty("role", role)
            button.clicked.connect(lambda _checked=False, run=run: self._answer(run))
            row.addWidget(button)
        box.addLayout(row)

    def _answer(self, run: Callable[[], object] | None) -> None:
        self.accept()
        if run is not None:
            run()


def confirm(
    parent: QWidget, title: str, text: str, yes: str, then: Callable[[], object], *, danger: bool = False
) -> Question:
    """Ask before something that is hard to take back; `then` runs on yes."""
    question = Question(parent, title, text, (("不了", "plain", None), (yes, "danger" if danger else "primary", then)))
    question.open()
    return question


def ask_text(
    parent: QWidget, title: str, text: str, then: Callable[[str], None], *, yes: str = "确定", start: str = ""
) -> Question:
    """Ask for a sentence (a reason, a note); `then` gets it stripped, never empty.

    What was typed and not sent stands there again when the same is asked once more.
    """
    waits = f"typed {title} {text}"
    edit = QPlainTextEdit(str(parent.property(waits) or start))
    edit.setAccessibleName(title)
    edit.setFixedHeight(88)
    edit.setTabChangesFocus(True)

    def done() -> None:
        parent.setProperty(waits, None)
        if said := edit.toPlainText().strip():
            then(said)

    def keep() -> None:
        typed = edit.toPlainText()
        parent.setProperty(waits, typed if typed.strip() and typed != start else None)

    drop = partial(parent.setProperty, waits, None)
    question = Question(parent, title, text, (("取消", "plain", drop), (yes, "primary", done)))
    question.rejected.connect(keep)
    sends = next(button for button in question.findChildren(QPushButton) if button.text() == yes)
    sends.setEnabled(bool(edit.toPlainText().strip()))
    sends.setToolTip("先写几个字，再按这里或 Ctrl+S")
    edit.textChanged.connect(lambda: sends.setEnabled(bool(edit.toPlainText().strip())))
    for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), question).activated.connect(sends.click)
    question.extra.addWidget(edit)
    question.open()
    edit.setFocus()
    return question


def choose_files(parent: QWidget, memory: Memory, title: str, kinds: str, *, many: bool = False) -> list[Path]:
    """Let a person choose files to read; the folder is remembered. `kinds` like "表格 (*.xlsx *.csv)"."""
    dialog = _chooser(parent, title, memory.get("folder.open", "") or str(Path.home()), kinds)
    mode = QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile
    dialog.setFileMode(mode)
    paths = _chosen(dialog)
    if paths:
        memory.put("folder.open", str(paths[0].parent))
    return paths


def choose_folder(parent: QWidget, title: str, folder: str = "") -> Path | None:
    """Let a person choose a folder."""
    dialog = _chooser(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), None)


def _chooser(parent: QWidget, title: str, folder: str, kinds: str = "") -> QFileDialog:
    """The desktop's own dialog, or Qt's with the two words that its Chinese translation lacks."""
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, "查找范围：")
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, "文件类型：")
    return dialog


def _chosen(dialog: QFileDialog) -> list[Path]:
    names = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return [Path(name) for name in names]


def choose_target(parent: QWidget, memory: Memory, title: str, suggested: str, kinds: str) -> Path | None:
    """Let a person choose where to write a file; the folder is remembered."""
    folder = Path(memory.get("folder.save", "") or Path.home())
    dialog = _chooser(parent, title, str(folder), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(suggested)
    path = next(iter(_chosen(dialog)), None)
    if path is None:
        return None
    if not path.suffix:
        path = path.with_suffix(Path(suggested).suffix)
    memory.put("folder.save", str(path.parent))
    return path
