"""The people page: everybody in seniority order, one person at the side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget

from villagedesk.base.changes import Area
from villagedesk.people.badges import current
from villagedesk.people.person import Person
from villagedesk.services import people as use
from villagedesk.services.office import Office
from villagedesk.services.roster.duties import duties
from villagedesk.services.villagers.initials import initials
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import Page, line_of
from villagedesk.ui.people.acts import PersonActs
from villagedesk.ui.people.ordered import OrderedRows
from villagedesk.ui.people.panel import PersonCard, PersonPanel
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.controls import FilterChips, SearchEdit
from villagedesk.ui.widgets.flow import Beside
from villagedesk.ui.widgets.states import EmptyState


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One row of the table."""

    person: Person
    label: str
    badge: str
    serves: bool


@dataclass(frozen=True, slots=True)
class Staff:
    """What the page asks for at once."""

    rows: tuple[StaffRow, ...]
    cards: dict[int, PersonCard]
    duty_posts: tuple[str, ...]
    posts: tuple[str, ...]


def read_staff(office: Office) -> Staff:
    """Everybody with badges and terms."""
    today = office.clock().date()
    people, names, badges = use.people(office), use.labels(office), use.badges(office)
    sat = days_stood(office, people, names, today)
    rows: list[StaffRow] = []
    cards: dict[int, PersonCard] = {}
    for person in people:
        held = current(badges, person.id, min(today, person.left_on or today))
        rows.append(StaffRow(person, names[person.id], held.number if held else "", person.serves(today)))
        mine = tuple(badge for badge in badges if badge.person == person.id)
        cards[person.id] = PersonCard(person, names[person.id], mine, use.terms(office, person.id), sat[person.id])
    return Staff(tuple(rows), cards, use.duty_posts(office), use.posts(office))


def days_stood(office: Office, people: tuple[Person, ...], names: dict[int, str], today: date) -> dict[int, int]:
    """On how many days of the present term each person stood duty so far, by the roster."""
    begins = {names[person.id]: person.term_from_on for person in people if person.term_from_on}
    if not begins:
        return {person.id: 0 for person in people}
    stood: dict[str, set[date]] = {label: set() for label in begins}
    for duty in duties(office, min(begins.values()), today):
        begin = begins.get(duty.person)
        if begin and duty.date >= begin:
            stood[duty.person].add(duty.date)
    return {person.id: len(stood.get(names[person.id], ())) for person in people}


COLUMNS: tuple[Column[StaffRow], ...] = (
    Column("seniority", "序", lambda r: r.person.seniority, width=1.6, right=True, muted=True),
    Column("name", "姓名", lambda r: r.person.name, lambda r: _named(r), width=5.4, bold=True, tip=lambda r: r.label),
    Column("post", "职务", lambda r: "、".join(r.person.posts), width=11.4, muted=True),
    Column("duty", "可值岗位", lambda r: "、".join(r.person.duty_posts), width=6),
    Column("phone", "电话", lambda r: r.person.phone, width=6.4),
    Column("badge", "考勤号", lambda r: r.badge, width=3.6, right=True),
    Column("group", "分组", lambda r: r.person.group, width=5, muted=True, hidden=True),
    Column("work", "分管工作", lambda r: r.person.work, width=0, muted=True),
)


class PeoplePage(Page):
    """Staff in seniority order; drag a row or press Alt+↑ ↓ to change it."""

    name, title, watches = "people", "人员", Area.PEOPLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._staff = Staff((), {}, (), ())
        self._wanted = 0
        self.acts = PersonActs(desk, self)
        self.acts.added.connect(self._bring_new)
        self.search = SearchEdit(desk.look, "姓名 / zjg / 尾号")
        self.search.setFixedWidth(desk.look.px(180))
        self.search.asked.connect(lambda _text: self._show_rows())
        self.leavers = FilterChips((("left", "显示离任"),))
        self.leavers.show_on(desk.memory.get("people.leavers", []))
        self.leavers.changed.connect(lambda on: desk.memory.put("people.leavers", list(on)))
        self.leavers.changed.connect(lambda _on: self._show_rows())
        self.header.add(self.leavers)
        self.header.add(self.search)
        self.table = OrderedRows(desk, "people", COLUMNS)
        self.table.hint = ""
        self.table.setAccessibleName("人员名单")
        self.table.chosen.connect(self._choose)
        self.table.moved.connect(self.move_to)
        self.table.actions_for = self._row_actions
        self.table.takes = self.take_rows
        self._lay_out()
        self._offer()

    def _lay_out(self) -> None:
        self._list = Card(padding=1)
        self._list.body.addWidget(self.table)
        self.panel = PersonPanel(self.desk, ())
        self._side = Beside()
        self._side.addWidget(self._list, 1)
        self._side.addWidget(self.panel)
        self.panel.hide()
        holder = Card(padding=0)
        holder.setProperty("role", "plain")
        holder.body.addLayout(self._side)
        actions = (
            Action("empty-import", "导入名单", self.acts.import_list, icon="file-up", writes=True),
            Action("empty-new", "添加人员", self.acts.add, icon="plus", role="primary", writes=True),
        )
        text = "先把村里的工作人员放进来：从花名册导入或粘贴，也可以一个一个添加。排班、考勤、台账都用这份名单。"
        self._empty = EmptyState(self.desk.look, "users", "还没有人员", text, actions)
        self.stack = QStackedWidget()
        self.stack.addWidget(holder)
        self.stack.addWidget(self._empty)
        self.body.addWidget(self.stack, 1)

    def _offer(self) -> None:
        chosen = self._wanted in self._staff.cards
        self.set_actions(
            (
                Action("up", "上移一位", lambda: self._step(-1), "Alt+Up", "chevron-up", more=True, writes=True),
                Action("down", "下移一位", lambda: self._step(1), "Alt+Down", "chevron-down", more=True, writes=True),
                Action("paste", "粘贴名单…", self.acts.paste_list, "Ctrl+Shift+V", "copy", more=True, writes=True),
                Action("pin", "重设签到密码…", self.acts.reset_pin, icon="key-round", more=True, writes=True),
                Action("posts", "职务清单…", self.acts.edit_posts, icon="list", more=True, writes=True),
                Action("duty", "值班岗位清单…", self.acts.edit_duty_posts, icon="list-checks", more=True, writes=True),
                Action(
                    "remove",
                    "删除（录入有误）…",
                    self.acts.remove,
                    icon="trash-2",
                    more=True,
                    writes=True,
                    enabled=chosen,
                ),
                Action("import", "导入名单", self.acts.import_list, "Ctrl+I", "file-up", writes=True),
                Action("new", "添加人员", self.acts.add, "Ctrl+N", "plus", "primary", writes=True),
            )
        )

    def refresh(self) -> None:
        """Ask for everybody."""
        self.desk.ops.query(read_staff, self._show, key="people")

    def open(self, target: str) -> None:
        """Show the person of that id."""
        if target.isdigit():
            self._wanted = int(target)
            if self._staff.rows:
                self._bring()

    def take_files(self, files: list[Path]) -> None:
        """A dropped file is a staff list."""
        self.acts.import_list(files[0])

    def _show(self, found: Staff) -> None:
        if (found.duty_posts, found.posts) != (self._staff.duty_posts, self._staff.posts):
            self._renew_panel(found.duty_posts, found.posts)
        self._staff = found
        serving = sum(row.serves for row in found.rows)
        left = len(found.rows) - serving
        facts = line_of(f"在任 {serving} 人", f"离任 {left} 人" if left else "", "拖动一行可以调整排序")
        self.header.show_title("人员", facts if found.rows else "")
        self.stack.setCurrentIndex(0 if found.rows else 1)
        wanted = self._wanted
        self._show_rows()
        self._wanted = wanted
        self._bring()

    def _renew_panel(self, duty_posts: tuple[str, ...], posts: tuple[str, ...]) -> None:
        self._side.removeWidget(self.panel)
        self.panel.deleteLater()
        self.panel = PersonPanel(self.desk, duty_posts, posts)
        self._keep()
        self.panel.hide()
        self.acts.serve(self.panel, duty_posts)
        self._side.addWidget(self.panel)

    def restyle(self) -> None:
        """The side keeps its share of the page."""
        self._keep()

    def _keep(self) -> None:
        px = self.desk.look.px
        self._side.keep(self._list, least=px(400), high=px(200))
        self._side.keep(self.panel, wide=px(372), high=px(400))

    def _show_rows(self) -> None:
        text = self.search.text().strip()
        self.table.hint = "没有这样的人；换几个字再查，离任的点“显示离任”。"
        all_too = bool(self.leavers.on()) or bool(text)
        rows = [row for row in self._staff.rows if (row.serves or all_too) and _matches(row, text)]
        self.table.may_move = not text
        self.table.set_rows(rows, keep=lambda row: row.person.id)

    def _bring(self) -> None:
        if self._wanted and not self.table.select(lambda row: row.person.id == self._wanted):
            card = self._staff.cards.get(self._wanted)
            if card:
                self._show_card(card)
        elif not self._wanted and self.table.rows_model.rows:
            self.table.select(lambda _row: True)

    def _choose(self, row: StaffRow | None) -> None:
        if row is None or not self._keep_edits(row.person.id):
            return
        self._wanted = row.person.id
        self._show_card(self._staff.cards[row.person.id])
        self._offer()

    def _keep_edits(self, going_to: int) -> bool:
        """Store what was typed before another person is shown; False stays, because something is wrong there."""
        card = self.panel.shown
        if card is None or card.person.id == going_to or not self.panel.form.dirty or self.desk.readonly:
            return True
        values = self.panel.read()
        if values is None:
            self.table.select(lambda row: row.person.id == card.person.id)
            return False
        self.acts.save(card.person.id, values)
        return True

    def _show_card(self, card: PersonCard) -> None:
        self.panel.show_person(card, self.desk.today())
        self.panel.show()

    def _row_actions(self, row: StaffRow) -> tuple[Action, ...]:
        self.table.select(lambda other: other is row)
        leaving = (
            Action("back", "恢复在任", self.acts.come_back, icon="rotate-ccw", writes=True)
            if row.person.left_on
            else Action("leave", "办理离任…", self.acts.leave, icon="log-out", writes=True)
        )
        return (
            Action("up", "上移一位", lambda: self._step(-1), icon="chevron-up", writes=True),
            Action("down", "下移一位", lambda: self._step(1), icon="chevron-down", writes=True),
            Action("badge", "添加考勤号…", lambda: self.acts.edit_badge(None), icon="fingerprint", writes=True),
            leaving,
        )

    def _step(self, places: int) -> None:
        row = self.table.current_row()
        if row is not None and self.table.may_move:
            self.move_to(row, self.table.currentIndex().row() + places)

    def move_to(self, row: StaffRow, place: int) -> None:
        """Put a person at a place among those who are shown."""
        shown = [other.person.id for other in self.table.rows_model.rows if other is not row]
        if not 0 <= place <= len(shown):
            return
        order = [other.person.id for other in self._staff.rows if other is not row]
        at = order.index(shown[place]) if place < len(shown) else (order.index(shown[-1]) + 1 if shown else 0)
        order.insert(at, row.person.id)
        self.desk.ops.change(lambda office: use.reorder(office, order))

    def _bring_new(self, key: int) -> None:
        self._wanted = key
        self._bring()


def _named(row: StaffRow) -> str:
    """The name, and for a leaver that it is one."""
    return row.person.name if row.serves else f"{row.person.name} 离任"


def _matches(row: StaffRow, text: str) -> bool:
    if not text:
        return True
    person = row.person
    words = (row.label, person.group, person.work, person.grid, *person.posts)
    return (
        any(text in word for word in words)
        or (text.isascii() and text.lower() in initials(person.name))
        or person.phone.endswith(text)
    )
