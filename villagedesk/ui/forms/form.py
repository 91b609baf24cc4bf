"""A form made of declared fields: labels over editors, mistakes at their field, Enter to the next, Ctrl+S to save."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from villagedesk.base.changes import Changes, Result
from villagedesk.base.errors import Mistake, mistakes_in, said
from villagedesk.base.fields import Field, Kind, check
from villagedesk.services.office import Office
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.editors import LONG_YES, Editor, EnterGoesOn, editor_for
from villagedesk.ui.forms.keeping import FormKeeper, name_of
from villagedesk.ui.forms.waiting import DraftLine
from villagedesk.ui.widgets.controls import mark_wrong
from villagedesk.ui.widgets.text import Text
from villagedesk.ui.widgets.wording import spoken

LONG = 8
"""Labels of more characters may take two lines."""
WIDE = (Kind.LONG_TEXT, Kind.CHOICES, Kind.FILE, Kind.PICTURE)


class FieldForm(QWidget):
    """Editors for declared fields in one or two columns; those named in `wide` take a whole row.

    `submitted` comes with Ctrl+S or Enter in the last field; `edited` with every keystroke.
    `read()` checks everything and gives typed values, marking the first wrong field and giving None.
    """

    submitted = Signal()
    edited = Signal()

    def __init__(
        self,
        desk: Desk,
        fields: Sequence[Field],
        *,
        columns: int = 2,
        people: Sequence[str] = (),
        grids: Sequence[str] = (),
        wide: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._desk = desk
        self.fields = tuple(fields)
        self.dirty = False
        self.editors: dict[str, Editor] = {}
        self._errors: dict[str, Text] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._line = DraftLine()
        self._grid.addWidget(self._line, 0, 0, 1, columns)
        self.keeper: FormKeeper | None = None
        place = 0
        for field in fields:
            across = field.kind in WIDE or columns == 1 or field.name in wide
            if across and place % columns:
                place += place % columns
            editor = self.make_editor(field, people, grids)
            self._add(field, editor, divmod(place, columns), columns if across else 1)
            place += columns if across else 1
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self.passes: Callable[[str], bool] = lambda _name: False
        widgets = [editor.widget for editor in self.editors.values()]
        self._enter = EnterGoesOn(widgets, self.submitted.emit, lambda widget: self.passes(widget.objectName()))
        self.save_key = QShortcut(QKeySequence("Ctrl+S"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.save_key.activated.connect(self.submitted)

    def make_editor(self, field: Field, people: Sequence[str], grids: Sequence[str]) -> Editor:
        """The editor of a field; a room with fields of its own kind gives its own."""
        return editor_for(self._desk.look, field, people, grids)

    def go_on(self, name: str) -> None:
        """Do what Enter does in a field: on to the next one that asks something, or submit after the last."""
        self._enter.go_on(self.editors[name].widget)

    def _add(self, field: Field, editor: Editor, at: tuple[int, int], across: int) -> None:
        box = QVBoxLayout()
        box.setSpacing(2)
        label = Text(
            ("" if field.kind == Kind.YES and len(field.label) <= LONG_YES else field.label)
            + (" *" if field.required else ""),
            "label",
            wrap=len(field.label) > LONG,
        )
        label.setBuddy(editor.widget)
        error = Text("", "error", wrap=True)
        error.hide()
        for widget in (label, editor.widget, error):
            box.addWidget(widget)
        box.addStretch(1)
        self._grid.addLayout(box, at[0] + 1, at[1], 1, across)
        self.editors[field.name] = editor
        self._errors[field.name] = error
        editor.edited.connect(lambda name=field.name: self._was_edited(name))

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Fill the form; fields that are not named get their default."""
        for field in self.fields:
            self.editors[field.name].show(values.get(field.name, field.default))
        self.clear_mistakes()
        self.dirty = False
        if self.keeper is not None:
            self.keeper.begin()

    def keep_as(self, name: str, *, filled: bool = True) -> None:
        """From now on (or once the form is `filled`) keep what is typed under a name, and fill in what waits there."""
        if self.keeper is not None:
            self.keeper.end()
        self.keeper = FormKeeper(self._desk, self, name, self._line, filled=filled)

    def stored(self) -> None:
        """What is typed was stored: nothing of it waits any more."""
        self.dirty = False
        self._line.hide()
        if self.keeper is not None:
            self.keeper.forget()

    def typed(self) -> dict[str, Any]:
        """What stands in the editors, unchecked (for drafts)."""
        return {name: editor.read() for name, editor in self.editors.items()}

    def read(self) -> dict[str, Any] | None:
        """Checked values by field name, or None after marking what is wrong."""
        self.clear_mistakes()
        values: dict[str, Any] = {}
        first: Mistake | None = None
        for field in self.fields:
            try:
                values[field.name] = check(field, self.editors[field.name].read())
            except Mistake as mistake:
                self._mark(mistake)
                first = first or mistake
        if first is not None:
            self._go_to(first.field)
            return None
        return values

    def show_mistake(self, error: Exception) -> None:
        """Show what a service refused: each mistake at its field, the cursor in the first; the rest is said."""
        all_of = mistakes_in(error)
        here = [mistake for mistake in all_of if mistake.field in self.editors]
        for mistake in here:
            self._mark(mistake)
        if here:
            names = {mistake.field for mistake in here}
            self._go_to(next(name for name in self.editors if name in names))
        if not here or len(here) < len(all_of):
            elsewhere = next((mistake for mistake in all_of if mistake not in here), error)
            says = said(elsewhere)
            self._desk.say(says, "warn" if isinstance(error, Mistake) else "bad")

    def _go_to(self, name: str) -> None:
        """The cursor into a field, and what is said under it into sight once the form has made room for it."""
        self.editors[name].widget.setFocus()
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            QTimer.singleShot(0, self, lambda: area.ensureWidgetVisible(self._errors[name], 0, 8))

    def clear_mistakes(self) -> None:
        """Take all marks away."""
        for name, error in self._errors.items():
            error.hide()
            self._mark_editor(name, False)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        if self.fields:
            self.editors[self.fields[0].name].widget.setFocus()

    def _mark(self, mistake: Mistake) -> None:
        self._errors[mistake.field].setText(mistake.says)
        self._errors[mistake.field].show()
        self._mark_editor(mistake.field, True)

    def _mark_editor(self, name: str, wrong: bool) -> None:
        widget = self.editors[name].widget
        mark_wrong(widget.focusProxy() or widget, wrong)

    def _was_edited(self, name: str) -> None:
        self.dirty = True
        self._errors[name].hide()
        self._mark_editor(name, False)
        if self.keeper is not None:
            self.keeper.soon()
        self.edited.emit()


class FormDialog(QDialog):
    """A form in a dialog: `save(values)` gives the write, which runs through ops; mistakes come back to the fields."""

    saved = Signal(object)
    keeps = True
    """Whether what is half typed is kept under the form's title; a form with a place of its own for that says no."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        title: str,
        fields: Sequence[Field],
        save: Callable[[dict[str, Any]], Callable[[Office], Changes | Result[Any]]],
        values: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(spoken(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._desk, self._save = desk, save
        self.form = self.make_form(desk, fields)
        self.form.show_values(values or {})
        self.form.submitted.connect(self.submit)
        if self.keeps:
            self.form.keep_as(name_of(title, values or {}, desk.office.clock()))
            self.accepted.connect(self.form.stored)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(16)
        box.addWidget(Text(title, "heading"))
        self.extra = QVBoxLayout()
        box.addLayout(self.extra)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.form)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        free = desk.look.room(4000, 4000)
        wide = max(desk.look.px(480), self.form.minimumSizeHint().width() + 20)
        high = min(self.form.sizeHint().height() + 8, desk.look.px(440), free.height() - desk.look.px(150))
        scroll.setMinimumSize(min(wide, free.width() - 60), max(high, desk.look.px(90)))
        box.addWidget(scroll, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self._add_button(row, "取消", "plain", self.reject)
        self.save_button = self._add_button(row, "保存 Ctrl+S", "primary", self.submit)
        self.save_button.setEnabled(not desk.readonly)
        box.addLayout(row)
        self.form.focus_first()

    def make_form(self, desk: Desk, fields: Sequence[Field]) -> FieldForm:
        """The form in it; a room with fields of its own kind gives its own."""
        return FieldForm(desk, fields)

    def reject(self) -> None:
        """Close; what was typed waits for the next time, and can be thrown away."""
        keeper = self.form.keeper
        if keeper is not None and keeper.keep():
            keeper.waiting.say(f"没写完的“{self.windowTitle()}”留着，再打开时填回来。")
        super().reject()

    def submit(self) -> None:
        """Check and save; the dialog closes when the write is done."""
        values = self.form.read()
        if values is not None and self.save_button.isEnabled():
            self.save_button.setEnabled(False)
            self._desk.ops.change(self._save(values), self._done, self._refused)

    def _done(self, value: Any) -> None:
        self.saved.emit(value)
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.form.show_mistake(error)

    def _add_button(self, row: QHBoxLayout, text: str, role: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        row.addWidget(button)
        return button
