"""The first step: which village, and where its file lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from villagedesk.base import options as declared
from villagedesk.base import paths
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.messages import choose_target
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text
from villagedesk.ui.wizard.step import Step, file_for

_NAMES = ("village", "street", "duty_phone", "supervision_phone", "place")


class VillageStep(Step):
    """Name, street and phones; the file is made when the step is left."""

    title = "哪个村（社区）"
    hint = "这些字印在每一张表上，以后可以在“设置”里改。只有村名一定要填。"

    def __init__(self, look: Look, memory: Memory, desk: Desk) -> None:
        super().__init__(look, memory)
        self.form = FieldForm(desk, [declared.option(name).field for name in _NAMES])
        self.form.show_values({"place": declared.option("place").default})
        self.form.edited.connect(self._show_file)
        self.file: Path | None = None
        self._where = Text("", "small")
        change = QPushButton("换个位置…")
        change.setProperty("role", "link")
        change.clicked.connect(lambda _checked=False: self._choose())
        card = Card()
        card.body.addWidget(self.form)
        self.box.addWidget(card)
        self.box.addLayout(row_of(self._where, change, 1))
        self.box.addWidget(self.error)
        self.box.addStretch(1)
        self._show_file()

    @property
    def target(self) -> Path:
        """Where the office file will be made."""
        return self.file or file_for(str(self.form.typed()["village"]).strip() or "办公室", paths.default_office())

    def values(self) -> dict[str, Any] | None:
        """The checked values, or None after marking what is wrong."""
        read = self.form.read()
        return None if read is None else {name: value or "" for name, value in read.items()}

    def lock(self) -> None:
        """The file is made: its place cannot change any more."""
        self._where.setText(f"办公文件：{self.target}")

    def _show_file(self) -> None:
        self._where.setText(f"办公文件将存到：{self.target}")

    def _choose(self) -> None:
        if path := choose_target(self, self.memory, "办公文件存到哪里", self.target.name, "办公文件 (*.vdesk)"):
            self.file = path
            self._show_file()
