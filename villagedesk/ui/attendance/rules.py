"""The rules of attendance: which version holds since when, each rule as a sentence, and a new version from a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from villagedesk.attendance.profile import Profile
from villagedesk.services.attendance import profiles
from villagedesk.services.attendance.profiles import Version
from villagedesk.ui import messages
from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.attendance.ruling.editor import RuleEditor
from villagedesk.ui.attendance.trial import TrialDialog
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.settings.section import Section
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.text import Text


class RulesPanel(QWidget):
    """A version of the rules in sentences; its actions change it, take another set, or try an example."""

    shown = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.now: Profile | None = None
        self.title = Text("考勤规则", "heading")
        self.source = Text("", "muted", wrap=True)
        self.card = Card(padding=16)
        self.versions = QComboBox()
        self.versions.setAccessibleName("看哪一版规则")
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.versions.currentIndexChanged.connect(lambda _index: self._show_version())
        self._known: tuple[Version, ...] = ()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self.card)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addLayout(row_of(self.title, 1, self.versions))
        box.addWidget(self.source)
        box.addWidget(scroll, 1)

    def reload(self) -> None:
        """Ask for the versions as they stand now."""
        self._desk.ops.query(profiles.versions, self._show, key=f"attendance-rules-{id(self)}")

    def _show(self, known: tuple[Version, ...]) -> None:
        # where a day was changed twice the later version is the one that counts
        self._known = tuple({one.profile.effective_on: one for one in known}.values())[::-1]
        now = profiles.on_day(known, self._desk.today())
        self.versions.blockSignals(True)
        self.versions.clear()
        for one in self._known:
            day = one.profile.effective_on
            when = "自带的" if not one.id else f"{day} 起"
            state = "　还没到" if day > self._desk.today() else "　现在执行" if one.profile == now else ""
            self.versions.addItem(f"{when}　{one.profile.name}{state}")
        self.versions.setCurrentIndex(0)
        self.versions.blockSignals(False)
        self._show_version()

    @property
    def version(self) -> Version | None:
        """The version that is shown."""
        place = self.versions.currentIndex()
        return self._known[place] if 0 <= place < len(self._known) else None

    def _show_version(self) -> None:
        one = self.version
        self.versions.setToolTip(self.versions.currentText())
        if one is None:
            return
        self.now = one.profile
        self.title.setText(f"考勤规则：{self.now.name}")
        self.source.setText(self.now.source)
        clear_layout(self.card.body)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (heading, says) in enumerate(profiles.sentences(self.now)):
            grid.addWidget(Text(heading, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(says, wrap=True), row, 1)
        holder = QWidget()
        holder.setLayout(grid)
        self.card.body.addWidget(holder)
        self.card.body.addStretch(1)
        self.shown.emit()

    def actions_now(self) -> tuple[Action, ...]:
        """What can be done with the rules."""
        shipped = tuple(
            Action(f"shipped-{i}", profile.name, self._take_shipped(profile), writes=True)
            for i, profile in enumerate(profiles.shipped())
        )
        return (
            Action("try-rules", "试算", self._try, icon="circle-play"),
            Action("shipped", "换一套", icon="sheet", menu=(*shipped, *self._file_actions()), writes=True),
            Action("edit-rules", "修改", self._edit, icon="pencil", role="primary", writes=True),
        )

    def _file_actions(self) -> tuple[Action, ...]:
        """Rules travel to another village as a file: written here, read there."""
        return (
            Action("write-rules", "存成文件…", self._write, icon="file-down"),
            Action("read-rules", "从文件读入…", self._read, icon="file-up", writes=True),
            Action("drop-rules", "撤掉这一版…", self._drop, icon="undo-2", writes=True),
        )

    def _write(self) -> None:
        if self.now is None:
            return
        kinds = "考勤规则 (*.toml)"
        file = messages.choose_target(self, self._desk.memory, "存成文件", f"{self.now.name}.toml", kinds)
        if file is not None:
            profile = self.now
            self._desk.ops.query(
                lambda _office: profiles.export_profile(profile, file), lambda path: self._desk.say(f"已存到 {path}。")
            )

    def _read(self) -> None:
        files = messages.choose_files(self, self._desk.memory, "考勤规则", "考勤规则 (*.toml)")
        if files:
            day = self._next_month()
            self._desk.ops.change(
                lambda office: profiles.import_profile(office, files[0], day), lambda _key: self.reload()
            )

    def _drop(self) -> None:
        """Take the shown version away again, after asking why."""
        one = self.version
        if one is None:
            return

        def drop(why: str) -> None:
            self._desk.ops.change(
                lambda office: profiles.drop_version(office, one.id, why), lambda _done: self.reload()
            )

        text = f"{one.profile.effective_on} 起的“{one.profile.name}”撤掉后，那以后的日子按前一版判定。原因："
        messages.ask_text(self, "撤掉这一版规则", text, drop)

    def _try(self) -> None:
        if self.now is not None:
            TrialDialog(self._desk, self, self.now).open()

    def _next_month(self) -> date:
        today = self._desk.today()
        return date(today.year + today.month // 12, today.month % 12 + 1, 1)

    def _take_shipped(self, profile: Profile) -> Callable[[], None]:
        return lambda: self._ask(profile)

    def _edit(self) -> None:
        if self.now is not None:
            self._ask(self.now)

    def _ask(self, profile: Profile) -> None:
        shown = self.version
        coming = shown is not None and shown.profile == profile and profile.effective_on > self._desk.today()
        editor = RuleEditor(self._desk, self, profile, profile.effective_on if coming else self._next_month())
        editor.saved.connect(lambda _value: self.reload())
        editor.open()


class RulesDialog(QDialog):
    """The rules in a dialog of the attendance page."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("考勤规则")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(desk.look.room(760, 600))
        self.panel = RulesPanel(desk)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for act in self.panel.actions_now():
            foot.addWidget(action_button(desk.look, act, readonly=desk.readonly))
        close = QPushButton("关闭")
        close.setProperty("role", "plain")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(self.panel, 1)
        box.addLayout(foot)
        self.panel.reload()


class RulesSection(Section):
    """The rules as a section of the settings page."""

    title, icon = "考勤规则", "scale"
    hint = "每天签几次、宽限多少、补签几次、请假谁批、补贴多少"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.panel = RulesPanel(desk)
        self.box.addWidget(self.panel, 1)

    def refresh(self) -> None:
        """Ask for the rules as they stand."""
        self.panel.reload()

    def offers(self) -> tuple[Action, ...]:
        """Try, change, take another set."""
        return self.panel.actions_now()
