"""The wizard's window: steps above, one step in the middle, back and next below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from villagedesk.base import faults
from villagedesk.base.clock import office_clock
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.services import office as offices
from villagedesk.services.office import Office
from villagedesk.services.options import set_options
from villagedesk.ui.desk import Desk
from villagedesk.ui.frame.acts.recent import forget_office, remember_office
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.messages import MessageLine, ProgressStrip, Question
from villagedesk.ui.ops import Ops
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.steps import StepStrip
from villagedesk.ui.wizard.pattern import PatternStep
from villagedesk.ui.wizard.people import PeopleStep
from villagedesk.ui.wizard.posted import PostedStep
from villagedesk.ui.wizard.step import Step
from villagedesk.ui.wizard.village import VillageStep

_HALF_WAY = (
    "保留并打开：填好的都留着，进坐班台，没做完的在“人员”和“值班表”里接着做。\n"
    "不要了：刚建的办公文件一起删掉，什么也不留。"
)
_WORDS = ("村（社区）", "人员", "班次", "值班表")


class WizardWindow(QWidget):
    """From nothing to a posted table in four steps; `done` gets the office file at the end."""

    def __init__(self, look: Look, memory: Memory, done: Callable[[Path], None]) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("新建办公室")
        self._look, self._memory, self._finished = look, memory, done
        self.clock = office_clock
        self.office: Office | None = None
        self.desk: Desk | None = None
        self._closing = False
        self.village = VillageStep(look, memory, self._formal_desk())
        self.steps: list[Step] = [
            self.village,
            PeopleStep(look, memory),
            PatternStep(look, memory),
            PostedStep(look, memory),
        ]
        self.village.form.submitted.connect(self.go_on)
        self._lay_out()
        self._line = MessageLine(self)
        self.resize(look.room(1080, 700))
        self.show_step(0)

    def _formal_desk(self) -> Desk:
        """A desk before there is an office: the form of the first step needs only its look."""
        nothing: Any = None
        return Desk(nothing, nothing, self._look, self._memory, self.say, self._go)

    def _lay_out(self) -> None:
        self.strip = StepStrip(self._look)
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(step)
            step.done.connect(self._advance)
            step.ready_changed.connect(self._show_ready)
        self.progress = ProgressStrip()
        self.back = self._button("上一步", "plain", lambda: self.show_step(self.stack.currentIndex() - 1))
        self.cancel = self._button("退出", "plain", self.close)
        self.forward = self._button("下一步", "primary", self.go_on)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.forward.click)
        self.forward.setToolTip("Ctrl+Enter 也是下一步")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(16)
        box.addWidget(self.strip)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.stack)
        box.addWidget(scroll, 1)
        box.addWidget(self.progress)
        box.addLayout(row_of(self.cancel, 1, self.back, self.forward))

    def _button(self, text: str, role: str, run: Callable[[], Any]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button

    @property
    def step(self) -> Step:
        """The step in front."""
        return self.steps[self.stack.currentIndex()]

    def say(self, text: str, tone: str = "ok", link: str = "", run: Callable[[], object] | None = None) -> None:
        """One sentence on the message line."""
        self._line.show_words(text, tone, link, run)

    def _go(self, page: str, target: str = "") -> None:
        """There are no pages to go to in the wizard."""

    def show_step(self, number: int) -> None:
        """Bring a step to the front."""
        self.stack.setCurrentIndex(number)
        states = ["done" if n < number else "now" if n == number else "coming" for n in range(len(_WORDS))]
        self.strip.show_steps([(word, "", state) for word, state in zip(_WORDS, states, strict=True)])
        self.back.setVisible(number > 0)
        self.forward.setText(self.step.next_word)
        if self.desk is not None:
            self.step.enter(self.desk)
        else:
            self.village.form.focus_first()
        self._show_ready()

    def _show_ready(self) -> None:
        self.forward.setEnabled(self.step.ready)
        if self.step.ready and self.focusWidget() in (None, self.cancel, self.back):
            self.forward.setFocus()  # Qt moved the focus off the greyed button; Enter must not mean 退出

    def go_on(self) -> None:
        """下一步: the step in front finishes its part."""
        if self.step is self.village:
            self._leave_village()
        else:
            self.step.leave()

    def _leave_village(self) -> None:
        values = self.village.values()
        if values is None:
            return
        try:
            if self.office is None:
                self._make(values)
            assert self.office is not None
            set_options(self.office, values)
        except (Mistake, Trouble) as error:
            self.village.refuse(error)
            return
        self.village.lock()
        self.show_step(1)

    def _make(self, values: dict[str, Any]) -> None:
        """Make the office file and the door to it."""
        file = self.village.target
        with faults.world(file.parent):
            file.parent.mkdir(parents=True, exist_ok=True)
        office = offices.create_office(
            file, values["village"], values["street"], clock=self.clock, user=self._memory.get("user", "文书")
        )
        remember_office(self._memory, file)  # whatever happens now, the next start finds what was entered
        ops = Ops(office)
        ops.failed.connect(lambda error: self.say(error.says, "bad"))
        ops.crashed.connect(self._crashed)
        ops.began.connect(self.progress.begin)
        ops.progressed.connect(self.progress.report)
        ops.ended.connect(self.progress.hide)
        self.office = office
        self.desk = Desk(office, ops, self._look, self._memory, self.say, self._go)

    def _crashed(self, error: Exception) -> None:
        """A bug in the worker belongs to the crash window of the program."""
        raise error

    def _advance(self) -> None:
        if self.stack.currentIndex() + 1 < len(self.steps):
            self.show_step(self.stack.currentIndex() + 1)
        else:
            self._finish()

    def _finish(self) -> None:
        """Let the file go and hand it to the main window."""
        file = self._let_go()
        self._closing = True
        self.close()
        if file is not None:
            self._finished(file)

    def _let_go(self) -> Path | None:
        if self.office is None or self.desk is None:
            return None
        self.desk.ops.settle()
        self.desk.ops.stop()
        file = self.office.store.path
        self.office.close()
        self.office = self.desk = None
        return file

    def _throw_away(self) -> None:
        file = self._let_go()
        self._closing = True
        self.close()
        if file is not None:
            forget_office(self._memory, file)
            for part in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", ".lock"))):
                part.unlink(missing_ok=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing half way asks what becomes of what was entered."""
        if self._closing or self.office is None:
            event.accept()
            return
        event.ignore()
        answers = (
            ("继续填写", "plain", None),
            ("不要了", "danger", self._throw_away),
            ("保留并打开", "primary", self._finish),
        )
        Question(self, "还没有填完", _HALF_WAY, answers).open()
