"""The import of punches in three steps: bring files, see what they are, see what became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from villagedesk.base.errors import Mistake, said
from villagedesk.services.office import Office
from villagedesk.services.punches import imports, machines, trial
from villagedesk.services.punches import pull as pulls
from villagedesk.services.punches.imports import Asked, Imported
from villagedesk.services.punches.pull import Pull
from villagedesk.services.punches.trial import Tried
from villagedesk.ui.desk import Desk
from villagedesk.ui.ops import Progress
from villagedesk.ui.page import row_of
from villagedesk.ui.punches.intake import Intake
from villagedesk.ui.punches.machines import MachinesDialog
from villagedesk.ui.punches.matching import MatchingDialog
from villagedesk.ui.punches.outcome import Outcome
from villagedesk.ui.punches.preview import FilesPreview
from villagedesk.ui.widgets.states import BusyState
from villagedesk.ui.widgets.text import Text


class ImportDialog(QDialog):
    """Nothing is stored before 导入 is pressed; long files show progress in the window and can be cancelled."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, files: Sequence[Path] = ()) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入打卡")
        self._desk = desk
        self._tried: tuple[Tried, ...] = ()
        self._asked: dict[Path, Asked] = {}
        self._work: Progress | None = None
        self.intake = Intake(desk)
        self.intake.files.connect(self.read)
        self.intake.pull.connect(self.pull)
        self.intake.matching.connect(self._match)
        self.intake.machines.connect(lambda: MachinesDialog(desk, self).open())
        self.waiting = Text("", "muted")
        self.busy = QWidget()
        waits = QVBoxLayout(self.busy)
        waits.addWidget(BusyState(""), 1)
        waits.addWidget(self.waiting, 1, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.preview = FilesPreview(desk)
        self.preview.retry.connect(self._read_again)
        self.outcome = Outcome(desk)
        self.outcome.match.connect(self._match)
        self.stack = _Pages()
        for widget in (self.intake, self.busy, self.preview, self.outcome):
            self.stack.addWidget(widget)
        self._buttons = {
            "back": self._button("返回", "plain", self._go_back),
            "cancel": self._button("取消", "plain", self.reject),
            "store": self._button("导入", "primary", self.store),
            "done": self._button("完成", "primary", self.accept),
        }
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(16)
        box.addWidget(Text("导入打卡", "title"))
        box.addWidget(self.stack, 1)
        box.addLayout(row_of(self._buttons["back"], 1, *(self._buttons[n] for n in ("cancel", "store", "done"))))
        self.resize(desk.look.room(1160, 680))
        self._go_back()
        if files:
            self.read(list(files))

    def read(self, files: list[Path]) -> None:
        """Try files and show what they are."""
        self._asked = {path: self._asked.get(path, Asked()) for path in dict.fromkeys(files)}
        self._try()

    def pull(self, address: str, password: str) -> None:
        """Read a terminal; what is new is stored at once."""
        self.intake.show_error("")
        try:
            where = pulls.read_address(address, int(password or 0))
        except (Mistake, ValueError) as error:
            self.intake.show_error(error.says if isinstance(error, Mistake) else "通讯密码只能是数字。")
            return

        def act(office: Office, progress: Progress) -> Any:
            return pulls.pull(office, where, progress=lambda step: progress(0, 0, step))

        self._begin("正在读取考勤机")
        self._work = self._desk.ops.long("正在读取考勤机", act, self._pulled, self._pull_failed)

    def store(self) -> None:
        """Import what can be imported, in one write."""
        wanted = {t.path: self._asked.get(t.path, Asked()) for t in self._tried if t.account}
        if not wanted or self._desk.readonly:
            return

        def act(office: Office, progress: Progress) -> Any:
            return imports.import_files(office, list(wanted), wanted, _told(progress))

        self._begin("正在导入打卡")
        self._work = self._desk.ops.long("正在导入打卡", act, self._stored, self._failed)

    def reject(self) -> None:
        """Close; work under way is cancelled and leaves nothing behind."""
        if self._work is not None:
            self._work.cancel()
        super().reject()

    def _try(self) -> None:
        asked = dict(self._asked)

        def act(office: Office, progress: Progress) -> tuple[tuple[Tried, ...], list[str]]:
            tried = trial.try_files(office, list(asked), asked, _told(progress))
            return tried, [one.machine.name for one in machines.machines(office)]

        self._begin("正在读文件…")
        self._work = self._desk.ops.long("正在读文件", act, self._show_tried, self._failed)

    def _show_tried(self, answer: tuple[tuple[Tried, ...], list[str]]) -> None:
        self._tried, names = answer
        self._work = None
        self.preview.show_files(self._tried, self._asked, names)
        self._show(self.preview, "back", "cancel", "store")
        new = sum(t.account.new for t in self._tried if t.account)
        ready = any(t.state == "ready" for t in self._tried)
        self._buttons["store"].setText(f"导入 {new} 条" if new else "导入")
        self._buttons["store"].setEnabled(ready and not self._desk.readonly)
        self._buttons["store"].setToolTip(self._desk.readonly or ("" if ready else "没有可以导入的文件。"))

    def _read_again(self, asked: Mapping[Path, Asked]) -> None:
        self._asked = dict(asked)
        self._try()

    def _stored(self, accounts: tuple[Imported, ...]) -> None:
        self._work = None
        self.outcome.show_accounts(accounts)
        self._show(self.outcome, "done")

    def _pulled(self, pull: Pull) -> None:
        self._work = None
        self.outcome.show_accounts((pull.account,), pull)
        self._show(self.outcome, "done")

    def _failed(self, error: Exception) -> None:
        self._work = None
        self._go_back()
        self.intake.show_error(said(error) or "已取消，没有改动。")

    def _pull_failed(self, error: Exception) -> None:
        self._failed(error)

    def _match(self) -> None:
        dialog = MatchingDialog(self._desk, self)
        dialog.finished.connect(lambda _code: self.outcome.ask_unknown())
        dialog.open()

    def _begin(self, text: str) -> None:
        self.waiting.setText(text)
        self._show(self.busy, "cancel")

    def _go_back(self) -> None:
        self.intake.refresh()
        self._show(self.intake, "cancel")

    def _show(self, widget: QWidget, *buttons: str) -> None:
        self.stack.setCurrentWidget(widget)
        for name, button in self._buttons.items():
            button.setVisible(name in buttons)

    def _button(self, text: str, role: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button


class _Pages(QStackedWidget):
    """Pages that take the room they are given: wrapped words do not ask for more than the screen has."""

    def hasHeightForWidth(self) -> bool:
        """Never."""
        return False


def _told(progress: Progress) -> Callable[[str, int], None]:
    """Import progress as the window wants it: no total is known before a file is read."""
    return lambda name, rows: progress(rows, 0, f"{name} 已读 {rows} 行")
