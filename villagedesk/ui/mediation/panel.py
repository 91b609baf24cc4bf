"""A form that stands in a panel or a dialog: title, hint, fields, save; mistakes come back to their field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from villagedesk.base.changes import Changes, Result
from villagedesk.base.errors import Mistake, said
from villagedesk.base.fields import Field
from villagedesk.mediation.party import NotOnCommittee
from villagedesk.services.office import Office
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.forms.keeping import name_of
from villagedesk.ui.messages import Question
from villagedesk.ui.widgets.text import Text

Write = Callable[[Office], Changes | Result[Any]]


class FormPanel(QWidget):
    """Fields with a save button under title and hint (`words`); `save(values)` gives the write, `done` its answer."""

    done = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        desk: Desk,
        words: tuple[str, str],
        fields: Sequence[Field],
        save: Callable[[dict[str, Any]], Write],
        *,
        people: Sequence[str] = (),
        columns: int = 1,
    ) -> None:
        super().__init__()
        self._title, hint = words
        self._desk, self._save = desk, save
        self._answered, self._opened_with = dict[str, Any](), dict[str, Any]()
        self.form = FieldForm(desk, fields, columns=columns, people=people)
        self.form.submitted.connect(self.submit)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        if self._title:
            box.addWidget(Text(self._title, "cardtitle", wrap=True))
        if hint:
            box.addWidget(Text(hint, "small", wrap=True))
        scroll = self.held = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        held = QWidget()
        room = QVBoxLayout(held)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.form)
        room.addStretch(1)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(held)
        box.addWidget(scroll, 1)
        self._prompt(fields)
        self.refusal = Text("", "error", wrap=True)
        self.refusal.hide()
        box.addWidget(self.refusal)
        row = QHBoxLayout()
        self.save_button = QPushButton("保存 Ctrl+S")
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(self.submit)
        self.save_button.setEnabled(not desk.readonly)
        self.cancel_button = QPushButton("取消")
        self.cancel_button.clicked.connect(self.cancelled)
        for button in (self.save_button, self.cancel_button):
            button.setAutoDefault(False)
        row.addWidget(self.save_button, 1)
        row.addWidget(self.cancel_button)
        box.addLayout(row)

    def _prompt(self, fields: Sequence[Field]) -> None:
        """Write into empty text fields what goes there; a tip under the mouse is found by nobody."""
        for field in fields:
            widget = self.form.editors[field.name].widget
            if field.help and isinstance(widget, QLineEdit | QPlainTextEdit) and not widget.placeholderText():
                widget.setPlaceholderText(field.help)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Fill the form and put the cursor into the first field."""
        self.form.show_values(values)
        self._opened_with = dict(values)
        self.form.focus_first()

    def keep_for(self, what: str) -> None:
        """Keep what is half typed, apart from the same form of another case (`what` names it)."""
        now = self._desk.office.clock()
        self.form.keep_as(name_of(f"{what} {self._title}", self._opened_with, now))

    def submit(self) -> None:
        """Check and save; refused values keep the form open with the reason at the field."""
        values = self.form.read()
        if values is not None and self.save_button.isEnabled():
            self.save_button.setEnabled(False)
            self.refusal.hide()
            values |= self._answered
            self._answered = {}
            self._desk.ops.change(self._save(values), self._saved, self._refused)

    def _saved(self, value: Any) -> None:
        self.save_button.setEnabled(True)
        self.form.stored()
        self.done.emit(value)

    def _refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if not isinstance(error, NotOnCommittee):
            self.form.show_mistake(error)
            at_field = isinstance(error, Mistake) and error.field in self.form.editors
            says = "" if at_field else said(error)
            self.refusal.setText(says)  # what belongs to no field stays readable over the button
            self.refusal.setVisible(bool(says))
            return
        values = self.form.typed()
        wrong = next((name for name, value in values.items() if error.names[0] in str(value)), "")
        self.form.show_mistake(Mistake(error.says, wrong))
        names = "、".join(error.names)
        near = f"名单里有“{'、'.join(error.near)}”，是不是写错了？\n" if error.near else ""
        words = f"{near}没有写错的话，作为受邀调解员？"
        answers = (("改一改", "plain", None), ("作为受邀调解员", "primary", self._invite))
        Question(self, f"“{names}”不在调委会名单里", words, answers).open()

    def _invite(self) -> None:
        """Save again: the mediators outside the committee were invited on purpose."""
        self._answered = {"invited": True}
        self.submit()


class FormDialog(QDialog):
    """A dialog around a form; what was typed is not thrown away without asking."""

    def __init__(self, parent: QWidget, panel: FormPanel) -> None:
        super().__init__(parent)
        self._panel = panel

    def reject(self) -> None:
        """Close, or ask first when something was typed and not saved."""
        if not self._panel.form.dirty:
            super().reject()
            return
        later = ("先放着", "plain", self._put_aside)
        answers = (("不要了", "danger", self._drop), later, ("接着填", "primary", None))
        Question(self, "刚填的还没有保存", "“先放着”会留下填过的内容，下次打开这张表单时填回来。", answers).open()

    def _drop(self) -> None:
        self._panel.form.stored()
        self.reject()

    def _put_aside(self) -> None:
        if self._panel.form.keeper is not None:
            self._panel.form.keeper.keep()
        super().reject()


def in_dialog(desk: Desk, parent: QWidget, title: str, panel: FormPanel) -> QDialog:
    """Show a form panel in a dialog that closes when it is saved or cancelled."""
    dialog = FormDialog(parent, panel)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    box = QVBoxLayout(dialog)
    box.setContentsMargins(24, 24, 24, 16)
    box.addWidget(panel)
    panel.done.connect(lambda _value: dialog.accept())
    panel.cancelled.connect(dialog.reject)
    panel.keep_for("")
    around = dialog.sizeHint().height() - panel.held.sizeHint().height()
    high = around + panel.form.sizeHint().height() + desk.look.px(40)  # errors come under the fields
    dialog.resize(min(desk.look.px(640), 860), min(high, desk.look.px(680), 720))
    dialog.open()
    panel.form.focus_first()
    return dialog
