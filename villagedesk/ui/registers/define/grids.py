"""The grids of the village: two levels, who does what in them, how many households, and their history."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, match_headings
from villagedesk.services.office import Office
from villagedesk.services.pasting.clipboard import cells_of
from villagedesk.services.villagers.grids import ROLES, GridSheet, add_grid, add_households, grid_sheets, set_roles
from villagedesk.store.books.villagers import Household
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.page import row_of
from villagedesk.ui.pages import load
from villagedesk.ui.registers.history import HistoryDialog
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_LISTS = "villagedesk.services.pasting.lists.grids"
_PASTE = "villagedesk.ui.tables.pasting:paste_kind"


def _people(sheet: GridSheet, role: str) -> str:
    return "、".join(one.name for one in sheet.roles if one.role == role)


COLUMNS: tuple[Column[GridSheet], ...] = (
    Column("number", "编号", lambda s: s.grid.number, width=4.4, muted=True),
    Column("name", "网格", lambda s: ("　" if s.grid.parent else "") + s.grid.name, width=11, bold=True),
    Column("households", "户数", lambda s: s.households, width=3.6, right=True),
    Column("leader", "网格长", lambda s: _people(s, "网格长") or _people(s, "微网格长"), width=5.6),
    Column("members", "网格员", lambda s: _people(s, "网格员"), width=8),
    Column("informer", "信息员", lambda s: _people(s, "信息员"), width=0),
    Column("hint", "", lambda s: s.hint, width=9, tone=lambda _s: "warn"),
)
_NEW = (
    Field("number", "编号", required=True, help="如 01，微网格 01-1。"),
    Field("name", "名称", required=True),
    Field("households", "户数", Kind.COUNT, min=0, unit="户"),
)
_ROLES = (Field("roles", "一行一人：身份 姓名 电话", Kind.LONG_TEXT, help="身份：" + "、".join(ROLES)),)
_HOUSES = (
    Field("houses", "一行一户：户主 住址 人口 标签", Kind.LONG_TEXT, required=True, help="可以从表格里复制粘贴。"),
)


class GridsDialog(QDialog):
    """Grids as a table; add one, write its people, enter households, see its history."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.setWindowTitle("网格和户")
        self.resize(desk.look.room(980, 520))
        self.table = RowsView(desk, "registers.grids", COLUMNS)
        self.table.opened.connect(self._edit_roles)
        self.table.takes = self.paste
        self._facts = Text("", "muted")
        card = Card(padding=1)
        card.body.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addLayout(row_of(Text("网格和户", "heading"), self._facts, 1))
        box.addWidget(card, 1)
        acts = (
            ("添加网格", lambda: self._add(None)),
            ("添加微网格", lambda: self._add(self.table.current_row())),
            ("网格人员", lambda: self._edit_roles(self.table.current_row())),
            ("登记户", lambda: self._add_houses(self.table.current_row())),
            ("粘贴表格里的户…", self.table.paste),
            ("这个网格的记录", lambda: self._history(self.table.current_row())),
        )
        buttons = [self._button(text, run) for text, run in acts]
        for button in buttons[:5]:
            button.setEnabled(not desk.readonly)
        box.addLayout(row_of(*buttons, 1, self._button("关闭", self.reject)))
        self._ask()

    def _button(self, text: str, run: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _ask(self, _done: object = None) -> None:
        self._desk.ops.query(grid_sheets, self._show, key="registers-grids")

    def _show(self, sheets: tuple[GridSheet, ...]) -> None:
        main = [sheet for sheet in sheets if sheet.grid.parent is None]
        self._facts.setText(
            f"{len(main)} 个网格，{len(sheets) - len(main)} 个微网格，{sum(s.households for s in main)} 户"
        )
        self.table.set_rows(sheets, keep=lambda sheet: sheet.grid.id)

    def _form(self, title: str, fields: tuple[Field, ...], save: Any, values: dict[str, Any] | None = None) -> None:
        dialog = FormDialog(self._desk, self, title, fields, save, values)
        dialog.saved.connect(self._ask)
        dialog.open()

    def _add(self, above: GridSheet | None) -> None:
        parent = (above.grid.parent or above.grid.id) if above else None

        def save(values: dict[str, Any]) -> Any:
            return lambda office: add_grid(office, values["number"], values["name"], parent, values["households"] or 0)

        self._form("添加微网格" if parent else "添加网格", _NEW, save)

    def _edit_roles(self, sheet: GridSheet | None) -> None:
        if sheet is None:
            return
        lines = "\n".join(f"{role.role} {role.name} {role.phone}".strip() for role in sheet.roles)
        key = sheet.grid.id
        self._form(
            f"{sheet.grid.name}的人员",
            _ROLES,
            lambda values: lambda office: set_roles(office, key, _read_roles(values["roles"])),
            {"roles": lines},
        )

    def _add_houses(self, sheet: GridSheet | None) -> None:
        key = sheet.grid.id if sheet else None

        def save(values: dict[str, Any]) -> Any:
            return lambda office: _enter_houses(office, str(values["houses"]), key)

        self._form(f"登记户（{sheet.grid.name if sheet else '不分网格'}）", _HOUSES, save)

    def paste(self, text: str) -> None:
        """Preview households copied in a spreadsheet, or grids where the headings say so."""
        sheet = self.table.current_row()
        grids = load(f"{_LISTS}:GRIDS")
        of_grids = any(len(match_headings(grids.fields, cells)) > 1 for _line, cells in cells_of(text)[:6])
        if of_grids:
            dialog = load(_PASTE)(self._desk, self, "粘贴网格", grids, text)
        else:
            title = f"粘贴户到{sheet.grid.name if sheet else '（不分网格）'}"
            kind = load(f"{_LISTS}:household_kind")(sheet.grid.id if sheet else None)
            dialog = load(_PASTE)(self._desk, self, title, kind, text)
        dialog.accepted.connect(self._ask)

    def _history(self, sheet: GridSheet | None) -> None:
        if sheet is not None:
            dialog = HistoryDialog(self._desk, self, "grid", sheet.grid.id)
            dialog.opened.connect(self.accept)
            dialog.open()


def _read_roles(text: str | None) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for line in (text or "").splitlines():
        parts = line.split()
        if len(parts) == 1:
            raise Mistake(f"“{line.strip()}”少了姓名；请写成“网格员 张三 13800000000”。", "roles")
        if parts:
            found.append((parts[0], parts[1], parts[2] if len(parts) > 2 else ""))
    return found


def _enter_houses(office: Office, text: str, grid: int | None) -> Any:
    houses: list[Household] = []
    for line in text.splitlines():
        parts = line.split("\t") if "\t" in line else line.split()
        if parts:
            members = parts[2].strip() if len(parts) > 2 else ""
            if members and not members.isdigit():
                raise Mistake(f"“{line.strip()}”的人口应是数字。", "houses")
            address, tags = (parts[1].strip() if len(parts) > 1 else ""), " ".join(parts[3:])
            houses.append(Household(parts[0].strip(), "", address, grid, int(members or 0), tags))
    return add_households(office, houses)
