"""Changing a book, or adding one, without a programmer: its name, its number, its fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.registers.definition import Item, Listing, Register, State, Step, completed
from villagedesk.registers.writing import definition_text
from villagedesk.services.registers.books import save_definition
from villagedesk.services.villagers.initials import initials
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm, FormDialog
from villagedesk.ui.page import row_of
from villagedesk.ui.registers.define.words import LIST_NAMES
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

KINDS = {
    "文字": Kind.TEXT,
    "长文字": Kind.LONG_TEXT,
    "日期": Kind.DATE,
    "日期和时间": Kind.MOMENT,
    "钟点": Kind.TIME,
    "单选": Kind.CHOICE,
    "多选": Kind.CHOICES,
    "是或否": Kind.YES,
    "本办公室人员": Kind.PERSON,
    "村民": Kind.VILLAGER,
    "网格": Kind.GRID,
    "电话": Kind.PHONE,
    "身份证号": Kind.ID_NUMBER,
    "个数": Kind.COUNT,
    "数字": Kind.NUMBER,
    "金额": Kind.MONEY,
    "小时": Kind.HOURS,
    "图片": Kind.PICTURE,
    "文件": Kind.FILE,
}
_WORDS = {kind: word for word, kind in KINDS.items()}
_FIELDS = (
    Field("label", "栏目名称", required=True),
    Field("kind", "种类", Kind.CHOICE, required=True, choices=tuple(KINDS), default="文字"),
    Field("choices", "可选的词", Kind.LONG_TEXT, help="单选、多选时填写，一行一个。"),
    Field("unit", "单位", help="个数、金额、小时的单位，如 人次。"),
    Field("required", "必须填写", Kind.YES),
    Field("hidden", "停用（不再显示，已填的内容保留）", Kind.YES),
)
_HEAD = (
    Field("title", "台账名称", required=True),
    Field("unit", "计数单位", default="件", required=True, help="人次、件次、件、户、场次……"),
    Field("number", "编号写法", default="台〔{年}〕第{号}号", required=True, help="{年} 是年份，{号} 是连续的号。"),
)


def shown_form(number: str) -> str:
    """The form of numbers as a person writes it."""
    return number.replace("{year}", "{年}").replace("{n}", "{号}")


def kept_form(number: str) -> str:
    """The form of numbers as the definition has it."""
    return number.replace("{年}", "{year}").replace("{号}", "{n}")


def _choices_text(item: Item, between: str) -> str:
    if isinstance(item.choices, str):
        return f"选项表：{LIST_NAMES.get(item.choices, item.choices)}"
    return between.join(item.choices)


COLUMNS: tuple[Column[Item], ...] = (
    Column("label", "栏目", lambda i: i.label, width=8, bold=True),
    Column("kind", "种类", lambda i: _WORDS.get(i.kind, i.kind.value), width=6),
    Column("required", "必填", lambda i: "必填" if i.required else "", width=3.4),
    Column("choices", "可选", lambda i: _choices_text(i, "、"), width=0),
    Column("hidden", "", lambda i: "停用" if i.hidden else "", width=3.4, chip=True),
)


class BookDialog(QDialog):
    """The fields of a book as a table, its definition as text for those who want it; refused with line and reason."""

    def __init__(self, desk: Desk, parent: QWidget, register: Register | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._register = register or _empty_book()
        self._new = register is None
        self.setWindowTitle("新增台账" if self._new else "设置台账")
        self.resize(desk.look.room(820, 640))
        self.head = FieldForm(desk, _HEAD, columns=3)
        shown = self._register
        self.head.show_values({"title": shown.title, "unit": shown.unit, "number": shown_form(shown.number)})
        self.table = RowsView(desk, "registers.fields", COLUMNS)
        self.table.setSortingEnabled(False)
        self.table.opened.connect(self.edit_item)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("台账定义文本")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.fault = Text("", "error", wrap=True)
        self.fault.hide()
        self.stack = QStackedWidget()
        card = Card(padding=1)
        card.body.addWidget(self.table)
        self.stack.addWidget(card)
        self.stack.addWidget(self.text)
        self._lay()
        self._show_items()

    def _lay(self) -> None:
        acts = (
            Action("add", "添加栏目", self.add_item, icon="plus"),
            Action("edit", "修改", lambda: self.edit_item(self.table.current_row()), icon="pencil"),
            Action("up", "上移", lambda: self.shift(-1), icon="chevron-up"),
            Action("down", "下移", lambda: self.shift(1), icon="chevron-down"),
        )
        buttons = [self._button(act.text, act.run) for act in acts]
        self._as_text = self._button("看定义文本", self._turn)
        save = self._button("保存", self.save)
        save.setProperty("role", "primary")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(10)
        box.addWidget(Text("新增一本台账" if self._new else f"设置“{self._register.title}”", "heading"))
        box.addWidget(self.head)
        box.addLayout(row_of(*buttons, 1, self._as_text))
        box.addWidget(self.stack, 1)
        box.addWidget(self.fault)
        box.addLayout(
            row_of(
                Text("已填过的栏目不能删，只能停用；原有记录照原样显示。", "muted"),
                1,
                self._button("取消", self.reject),
                save,
            )
        )

    def _button(self, text: str, run: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _show_items(self) -> None:
        self.table.set_rows(self._register.fields, keep=lambda item: item.name)

    def add_item(self) -> None:
        """Add a field."""
        self._item_form(None)

    def edit_item(self, item: Item | None) -> None:
        """Change a field."""
        if item is not None:
            self._item_form(item)

    def _item_form(self, item: Item | None) -> None:
        values: dict[str, Any] = {"kind": "文字"}
        if item is not None:
            words = _choices_text(item, "\n")
            values = {"label": item.label, "kind": _WORDS[item.kind], "choices": words, "unit": item.unit}
            values |= {"required": item.required, "hidden": item.hidden}
        dialog = ItemDialog(self._desk, self, item, values)
        dialog.then = lambda typed: self._take(item, typed)
        dialog.open()

    def _take(self, item: Item | None, typed: dict[str, Any]) -> None:
        kind = KINDS[typed["kind"]]
        lines = tuple(line.strip() for line in str(typed["choices"] or "").splitlines() if line.strip())
        choices: tuple[str, ...] | str = lines
        if item is not None and isinstance(item.choices, str) and lines == (_choices_text(item, ""),):
            choices = item.choices
        facts = {"label": typed["label"], "kind": kind, "choices": choices, "unit": typed["unit"] or ""}
        facts |= {"required": bool(typed["required"]), "hidden": bool(typed["hidden"])}
        if item is None:
            made = Item(self._free_name(str(typed["label"])), **facts)
            self._register = replace(self._register, fields=(*self._register.fields, made))
        else:
            made = replace(item, **facts)
            fields = tuple(made if other.name == item.name else other for other in self._register.fields)
            self._register = replace(self._register, fields=fields)
        self._show_items()

    def _free_name(self, label: str) -> str:
        taken = {item.name for item in self._register.fields} | {"number", "state", "due"}
        stem = "f_" + (initials(label)[:20] or "x")
        return next(name for n in range(1, 1000) if (name := stem if n == 1 else f"{stem}{n}") not in taken)

    def shift(self, by: int) -> None:
        """Move the field in front up or down."""
        item = self.table.current_row()
        fields = list(self._register.fields)
        if item is None or not 0 <= fields.index(item) + by < len(fields):
            return
        place = fields.index(item)
        fields.insert(place + by, fields.pop(place))
        self._register = replace(self._register, fields=tuple(fields))
        self._show_items()

    def _turn(self) -> None:
        """Switch between the table and the text."""
        if self.stack.currentIndex() == 0:
            typed = self._headed()
            if typed is None:
                return
            self.text.setPlainText(definition_text(typed))
            self.stack.setCurrentIndex(1)
            self._as_text.setText("回到栏目表（放弃文本改动）")
        else:
            self.stack.setCurrentIndex(0)
            self._as_text.setText("看定义文本")

    def _headed(self) -> Register | None:
        values = self.head.read()
        if values is None:
            return None
        form = kept_form(values["number"])
        if "{n}" not in form:
            self.head.show_mistake(Mistake("编号写法里要有“{号}”，编号才能一个接一个。", "number"))
            return None
        register = replace(self._register, title=values["title"], unit=values["unit"], number=form)
        if self._new:
            columns = tuple(item.name for item in register.fields if not item.hidden)[:5]
            search = tuple(i.name for i in register.fields if i.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.VILLAGER))
            listing = Listing(("number", *columns, "state"), search, ())
            name = f"own_{initials(values['title'])[:20] or 'book'}"
            blank = dict.fromkeys(("dated", "villager", "person", "grid", "category"), "")
            register = replace(register, id=name, list=listing, short=values["title"][:6], **blank)
        return register

    def save(self) -> None:
        """Check and keep the definition; a mistake is shown with its line."""
        if self.stack.currentIndex() == 1:
            text = self.text.toPlainText()
        else:
            register = self._headed()
            if register is None:
                return
            text = definition_text(register)
        file = f"{self._register.id if not self._new else '新台账'}.toml"
        self._desk.ops.change(
            lambda office: save_definition(office, text, file), lambda _done: self.accept(), self._refused
        )

    def _refused(self, error: Exception) -> None:
        self.fault.setText(error.says if isinstance(error, Mistake) else getattr(error, "says", str(error)))
        self.fault.show()


class ItemDialog(FormDialog):
    """One field of a book; nothing is written before the whole book is saved."""

    def __init__(self, desk: Desk, parent: QWidget, item: Item | None, values: dict[str, Any]) -> None:
        super().__init__(desk, parent, f"修改“{item.label}”" if item else "添加栏目", _FIELDS, _no_write, values)
        self.then: Any = None

    def submit(self) -> None:
        """Hand the typed values on."""
        typed = self.form.read()
        if typed is None:
            return
        if KINDS[typed["kind"]] in (Kind.CHOICE, Kind.CHOICES) and not typed["choices"]:
            self.form.show_mistake(Mistake("单选、多选要写出可选的词，一行一个。", "choices"))
            return
        self.then(typed)
        self.accept()


def _no_write(_values: dict[str, Any]) -> Any:
    raise AssertionError("a field is written with its book")


def _empty_book() -> Register:
    first = (
        Item("day", "日期", Kind.DATE, required=True, default="today", not_after="today"),
        Item("content", "内容", Kind.LONG_TEXT, required=True),
    )
    states = (State("登记", start=True, colour="warn"), State("办结", end=True, colour="ok"))
    return completed(
        Register("own", "新台账", "台〔{year}〕第{n}号", "件", first, states, (Step("办结", ("登记",)),), order=200)
    )
