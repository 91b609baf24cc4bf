"""The second step: the people, from a file, pasted or typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QStackedWidget

from villagedesk.services import people as staff
from villagedesk.services.staff import intake as use
from villagedesk.services.staff.intake import StaffPreview
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.people.importing import StaffIntake, StaffPreviewTable
from villagedesk.ui.widgets.text import Text
from villagedesk.ui.wizard.step import Step


class PeopleStep(Step):
    """A list comes in, is shown, and is stored when the step is left."""

    title = "有哪些人"
    hint = "把花名册拖进来，或者从表格里复制粘贴；谁能带班、坐班、值班按职务先定好，以后在“人员”页可以改。"

    def enter(self, desk: Desk) -> None:
        """Build the intake once the office is there."""
        first = self.desk is None
        super().enter(desk)
        if first:
            self._build(desk)
        elif self.preview is None:
            self._back()  # the list is stored: what was typed stands there again, to be put right
        desk.ops.query(staff.people, lambda found: self._count(len(found)))

    def _build(self, desk: Desk) -> None:
        self.preview: StaffPreview | None = None
        self.intake = StaffIntake(desk)
        self.intake.previewed.connect(self._show)
        self.intake.paste.textChanged.connect(self._judge)
        self.shown = StaffPreviewTable(desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.intake)
        self.stack.addWidget(self.shown)
        self._stored = Text("", "muted")
        self._again = QPushButton("换一份名单")
        self._again.clicked.connect(lambda _checked=False: self._back())
        self._again.hide()
        self.box.addWidget(self.stack, 1)
        self.box.addLayout(row_of(self._again, self._stored, 1))
        self.box.addWidget(self.error)
        self._known = 0
        self.set_ready(False)

    def leave(self) -> None:
        """Store the list that is shown, or go on with the people there are."""
        preview, desk = self.preview, self.desk
        if desk is None:
            return
        if preview is None and self.stack.currentWidget() is self.intake and self._typed():
            self.intake.read_text()
            return
        if preview is None:
            if self._known:
                self.done.emit()
            return
        self.error.hide()
        desk.ops.change(lambda office: use.store_preview(office, preview), self._done, self.refuse)

    def _done(self, _ids: Any) -> None:
        self.preview = None
        self.done.emit()

    def _count(self, known: int) -> None:
        self._known = known
        self._stored.setText(f"名单里已有 {known} 人，可以直接到下一步。" if known else "")
        self._judge()
        self.intake.paste.setFocus()

    def _typed(self) -> bool:
        return bool(self.intake.paste.toPlainText().strip())

    def _judge(self) -> None:
        """下一步 may be pressed once there is a list, something typed, or people from before."""
        reading = self.stack.currentWidget() is self.intake
        self.set_ready(bool(self._known) or self.preview is not None or (reading and self._typed()))

    def _show(self, preview: StaffPreview) -> None:
        self.preview = preview if preview.rows else None
        self.shown.show_preview(preview)
        self.stack.setCurrentWidget(self.shown)
        self._again.show()
        self._judge()

    def _back(self) -> None:
        self.preview = None
        self.stack.setCurrentWidget(self.intake)
        self._again.hide()
        self._judge()
