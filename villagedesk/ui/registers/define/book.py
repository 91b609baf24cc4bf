"""Changing a book, or adding one, without a programmer: fields, states, steps, deadlines, list, statistics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from villagedesk.base import plain
from villagedesk.base.errors import Mistake, said
from villagedesk.base.fields import Field, Kind
from villagedesk.registers.definition import Item, Listing, Register, State, Statistic, Step, completed
from villagedesk.registers.reading import read_register
from villagedesk.registers.writing import definition_text
from villagedesk.services.office import Office
from villagedesk.services.registers.books import choice_lists, registers, save_definition, used_count
from villagedesk.services.villagers.initials import initials
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.forms.work import WorkKeeper
from villagedesk.ui.page import row_of
from villagedesk.ui.registers.define.course import DEADLINES, STEPS, states
from villagedesk.ui.registers.define.items import ITEMS
from villagedesk.ui.registers.define.parts import Parts, PartsView, checked
from villagedesk.ui.registers.define.sums import STATISTICS, list_fields, list_values, listed
from villagedesk.ui.registers.define.travels import Books, carries, draws
from villagedesk.ui.widgets.controls import Segments
from villagedesk.ui.widgets.text import Text

_VIEWS = (
    ("fields", "栏目"),
    ("states", "状态"),
    ("steps", "步骤"),
    ("deadlines", "期限"),
    ("carries", "转办带什么"),
    ("draws", "汇集"),
    ("list", "列表和公示"),
    ("statistics", "统计"),
    ("text", "定义文本"),
)
_HEAD = (
    Field("title", "台账名称", required=True),
    Field("unit", "计数单位", default="件", required=True, help="人次、件次、件、户、场次……"),
    Field("number", "编号写法", default="台〔{年}〕第{号}号", required=True, help="{年} 是年份，{号} 是连续的号。"),
)


def _parts(books: Books) -> tuple[Parts, ...]:
    return ITEMS, states(books), STEPS, DEADLINES, carries(books), draws(books), STATISTICS


def shown_form(number: str) -> str:
    """The form of numbers as a person writes it."""
    return number.replace("{year}", "{年}").replace("{n}", "{号}")


def kept_form(number: str) -> str:
    """The form of numbers as the definition has it."""
    return number.replace("{年}", "{year}").replace("{号}", "{n}")


class BookDialog(QDialog):
    """A book part by part, its definition as text for those who want it; refused with line and reason."""

    def __init__(self, desk: Desk, parent: QWidget, register: Register | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._register = register or _empty_book()
        self._new = register is None
        self._lists: dict[str, tuple[str, ...]] = {}
        self._books: dict[str, Register] = {}
        self._now = "fields"
        self.setWindowTitle("添加台账" if self._new else "设置台账")
        self.resize(desk.look.room(980, 660))
        self.head = FieldForm(desk, _HEAD, columns=3)
        self.views = Segments(_VIEWS)
        self.views.chosen.connect(self.show_view)
        self.parts = {parts.key: PartsView(desk, parts, lambda: self._lists) for parts in _parts(lambda: self._books)}
        self.list_form: FieldForm | None = None
        self._list_place = QScrollArea()
        self._list_place.setWidgetResizable(True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("台账定义文本")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.fault = Text("", "error", wrap=True)
        self.fault.hide()
        self.stack = QStackedWidget()
        for key, _word in _VIEWS:
            special: dict[str, QWidget] = {"list": self._list_place, "text": self.text}
            self.stack.addWidget(special[key] if key in special else self.parts[key])
        for view in self.parts.values():
            view.changed.connect(self.take)
            view.dropping.connect(lambda place, view=view: self._drop(view, place))
        self._lay()
        self._show_head()
        self.take(self._register)
        self._keeper = WorkKeeper(desk, self, f"台账 {'' if self._new else self._register.id}", self._work)
        self._keeper.begin(self._show_work)
        desk.ops.query(lambda office: (choice_lists(office), registers(office)), self._know)

    def _work(self) -> dict[str, Any]:
        """What stands here, saved or not."""
        typed = {"text": self.text.toPlainText()} if self._now == "text" else {}
        return {"book": plain.write(self._register), "head": self.head.typed(), **typed}

    def _show_work(self, work: Mapping[str, Any]) -> None:
        """Show what stood here before."""
        self.take(plain.read(Register, work["book"]))
        self.head.show_values(work["head"])
        if "text" in work:
            self.show_view("text")
            self.text.setPlainText(work["text"])

    def _lay(self) -> None:
        save = self._button("保存", self.save)
        save.setProperty("role", "primary")
        save.setEnabled(not self._desk.readonly)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(10)
        box.addWidget(Text("添加一本台账" if self._new else f"设置“{self._register.title}”", "heading"))
        box.addWidget(self.head)
        box.addLayout(row_of(self.views, 1))
        box.addWidget(self.stack, 1)
        box.addWidget(self.fault)
        note = Text("已填过的栏目不能删，只能停用；原有记录照原样显示。", "muted")
        box.addLayout(row_of(note, 1, self._button("取消", self.reject), save))

    def _button(self, text: str, run: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _know(self, found: tuple[dict[str, tuple[str, ...]], dict[str, Register]]) -> None:
        self._lists, self._books = found
        for key in ("states", "carries", "draws"):
            self.parts[key].show_book(self._register)

    def _show_head(self) -> None:
        shown = self._register
        self.head.show_values({"title": shown.title, "unit": shown.unit, "number": shown_form(shown.number)})

    def take(self, register: Register) -> None:
        """Show the book as it is after a part was changed."""
        self._register = register
        self.fault.hide()
        for view in self.parts.values():
            view.show_book(register)

    def _drop(self, view: PartsView, place: int) -> None:
        """Take a part out; a field or state that entries use stays, a field is retired instead."""
        key, register = view.parts.key, self._register
        if key not in ("fields", "states") or self._new:
            self._dropped(view, place, 0)
            return
        name = getattr(register, key)[place].name
        self._desk.ops.query(
            lambda office: used_count(office, register.id, key, name), lambda count: self._dropped(view, place, count)
        )

    def _dropped(self, view: PartsView, place: int, count: int) -> None:
        try:
            if not count:
                self.take(view.parts.dropped(self._register, place))
            elif view.parts.key == "states":
                name = self._register.states[place].name
                raise Mistake(f"状态“{name}”有 {count} 条记录在用，不能删；请先把这些记录办到别的状态。")
            else:
                item = self._register.fields[place]
                fields = self._register.fields
                hidden = (*fields[:place], replace(item, hidden=True), *fields[place + 1 :])
                self.take(replace(self._register, fields=hidden))
                raise Mistake(f"“{item.label}”已有 {count} 条记录填过，不能删，已改为停用：不再显示，内容保留。")
        except Mistake as mistake:
            self._refused(mistake)

    def show_view(self, key: str) -> None:
        """Show another kind of part; what was typed before is taken over first, or stays until it is right."""
        try:
            self._take_over()
        except Mistake as mistake:
            self.views.mark(self._now)
            self._refused(mistake)
            return
        self._now = key
        self.views.mark(key)
        if key == "list":
            self.list_form = FieldForm(self._desk, list_fields(self._register), columns=3)
            self.list_form.show_values(list_values(self._register))
            self._list_place.setWidget(self.list_form)
        elif key == "text":
            self.text.setPlainText(definition_text(self._headed()))
        self.stack.setCurrentIndex([view for view, _ in _VIEWS].index(key))

    def _take_over(self) -> None:
        if self._now == "text":
            self.take(read_register(self.text.toPlainText(), self._file, self._lists))
            self._show_head()
            return
        if self._now == "list" and self.list_form is not None:
            typed = self.list_form.read()
            if typed is None:
                raise Mistake("列表里有一项不对，请看红字。")
            self.take(listed(self._register, typed))
        self.take(self._headed())

    @property
    def _file(self) -> str:
        return f"{'新台账' if self._new else self._register.id}.toml"

    def _headed(self) -> Register:
        values = self.head.read()
        if values is None:
            raise Mistake("请先把名称、单位和编号写法填好。")
        form = kept_form(values["number"])
        if "{n}" not in form:
            wrong = Mistake("编号写法里要有“{号}”，编号才能一个接一个。", "number")
            self.head.show_mistake(wrong)
            raise wrong
        register = replace(self._register, title=values["title"], unit=values["unit"], number=form)
        if self._new:
            register = replace(register, id=self._free_id(values["title"]), short=values["title"][:6])
        return replace(register, short=register.short if register.short != self._register.title else values["title"])

    def _free_id(self, title: str) -> str:
        stem = f"own_{initials(title)[:20] or 'book'}"
        return next(name for n in range(1, 1000) if (name := stem if n == 1 else f"{stem}{n}") not in self._books)

    def save(self) -> None:
        """Check and keep the definition; a mistake is shown with its line."""
        try:
            if self._now == "text":
                text = self.text.toPlainText()
            else:
                self._take_over()
                text = definition_text(checked(_counted(self._register, new=self._new), self._lists))
        except Mistake as mistake:
            self._refused(mistake)
            return

        def act(office: Office) -> Any:
            return save_definition(office, text, self._file)

        self._desk.ops.change(act, self._saved, self._refused)

    def _saved(self, register: Register) -> None:
        self.accept()
        if self._new:
            self._desk.go("registers", register.id)

    def _refused(self, error: Exception) -> None:
        self.fault.setText(said(error))
        self.fault.show()


def _counted(register: Register, *, new: bool) -> Register:
    """A new book counts at least its entries, and finds its roles by kind."""
    if not new or register.statistics:
        return register
    by = tuple(
        word for word, name in (("category", register.category), ("grid", register.grid), ("month", "on")) if name
    )
    return replace(register, statistics=(Statistic(register.short, register.unit, count=True, by=by),))


def _empty_book() -> Register:
    first = (
        Item("day", "日期", Kind.DATE, required=True, default="today", not_after="today"),
        Item("content", "内容", Kind.LONG_TEXT, required=True),
    )
    states = (State("登记", start=True, colour="warn"), State("办结", end=True, colour="ok"))
    listing = Listing(("number", "day", "content", "state"), ("content",), ("state",))
    steps = (Step("办结", ("登记",)),)
    return completed(
        Register("own", "新台账", "台〔{year}〕第{n}号", "件", first, states, steps, order=200, list=listing)
    )
