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
        desk.ops.query(staff.people, lambda found: self._count(len(found)))

    def _build(self, desk: Desk) -> None:
        self.preview: StaffPreview | None = None
        self.intake = StaffIntake(desk)
        self.intake.previewed.connect(self._show)
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
        self.set_ready(bool(known) or self.preview is not None)

    def _show(self, preview: StaffPreview) -> None:
        self.preview = preview if preview.rows else None
        self.shown.show_preview(preview)
        self.stack.setCurrentWidget(self.shown)
        self._again.show()
        self.set_ready(bool(preview.rows) or bool(self._known))

    def _back(self) -> None:
        self.preview = None
        self.stack.setCurrentWidget(self.intake)
        self._again.hide()
        self.set_ready(bool(self._known))
