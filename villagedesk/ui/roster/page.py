"""值班表: the month as calendar or as people by days, planned, edited, published and printed here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from villagedesk.base.changes import Area
from villagedesk.base.clock import month_text
from villagedesk.services.roster.edit.replacement import Substitute, replace
from villagedesk.ui.actions import Action, action_menu
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import Page, line_of
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.roster.call import CallStrip
from villagedesk.ui.roster.copying import copying, paste_roster
from villagedesk.ui.roster.grids.grid import Grid
from villagedesk.ui.roster.grids.month import MonthGrid
from villagedesk.ui.roster.grids.people import PeopleGrid
from villagedesk.ui.roster.moves import Moves
from villagedesk.ui.roster.sheet import Sheet, Spot, ask_sheet, cell_at
from villagedesk.ui.roster.side import FairnessCard, SpotCard
from villagedesk.ui.roster.works import Works
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.controls import MonthStepper, Segments, month_words
from villagedesk.ui.widgets.flow import Beside, Tall
from villagedesk.ui.widgets.states import EmptyState

BEST = 5
"""How many people the menu of a place offers; the side lists all."""
WIDE = 1500
_TONES = {"草稿": "warn", "已公示": "ok", "公示后有改动": "info"}


class RosterPage(Page):
    """One month of duty over one model in two views."""

    name = "roster"
    title = "值班表"
    watches = Area.ROSTER | Area.SHIFTS | Area.PEOPLE | Area.CALENDAR | Area.EXPLANATIONS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sheet: Sheet | None = None
        self.moves = Moves(desk, self)
        self.works = Works(desk, self)
        self._aim = ""
        self.stepper = MonthStepper(desk.look, month_text(desk.today()))
        self.stepper.stepped.connect(lambda _month: self.refresh())
        self.views = Segments((("month", "月历"), ("people", "人员")), desk.memory.get("roster.view", "month"))
        self.views.chosen.connect(self.show_view)
        self.header.add(self.stepper)
        self.header.add(self.views)
        self.month_grid = MonthGrid(desk.look)
        self.people_grid = PeopleGrid(desk.look)
        self.fairness = FairnessCard(desk)
        self.spot = SpotCard(desk)
        self.spot.wanted.connect(self.moves.put)
        self._stack = QStackedWidget()
        self._lay_out()
        self._copies = [copying(desk, grid) for grid in (self.month_grid, self.people_grid)]
        for grid in (self.month_grid, self.people_grid):
            self._connect(grid)
        self.show_view(desk.memory.get("roster.view", "month"))

    def _lay_out(self) -> None:
        self._whole = QWidget()
        self._row = Beside(self._whole)
        for grid in (self.month_grid, self.people_grid):
            scroll = Tall(grid, lambda: self._row.stacked)
            scroll.setProperty("wide", True)
            scroll.setFocusPolicy(grid.focusPolicy().NoFocus)
            self._stack.addWidget(scroll)
        main = Card(padding=8)
        self.call = CallStrip(self.desk, self.works.plan)
        main.body.addWidget(self.call)
        main.body.addWidget(self._stack, 1)
        side = QVBoxLayout()
        side.setSpacing(16)
        side.addWidget(self.fairness)
        side.addWidget(self.spot, 1)
        self._side = QWidget()
        self._side.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(main, 1)
        self._row.addWidget(self._side)
        self._main = main
        self._empty = QStackedWidget()
        self._empty.addWidget(self._whole)
        self.body.addWidget(self._empty, 1)
        self.restyle()

    def _connect(self, grid: Grid) -> None:
        grid.chosen.connect(self._chosen)
        grid.asked.connect(self._menu)
        grid.hovering.connect(lambda source, aim: self.moves.hover(grid.drag, source, aim))
        grid.dropped.connect(self.moves.drop)

    def refresh(self) -> None:
        """Ask for the month."""
        month = self.stepper.month
        self.desk.ops.query(lambda office: ask_sheet(office, month), self._show, key="roster")

    def open(self, target: str) -> None:
        """`YYYY-MM` shows the month, `YYYY-MM-DD` marks the day as well."""
        self._aim = target if len(target) == 10 else ""
        self.stepper.show_month(target[:7])
        if self._aim and self.sheet is not None and self.sheet.view.month == target[:7]:
            self._mark_aim()

    def take_rows(self, text: str) -> None:
        """Names copied in a spreadsheet go into the draft of the month, after a preview."""
        paste_roster(self.desk, self, self.stepper.month, self.month_grid.current.date, text)

    def take_files(self, files: list[Path]) -> None:
        """A roster kept in a table file goes into the draft of the month, after the same preview."""
        if files:
            paste_roster(self.desk, self, self.stepper.month, self.month_grid.current.date, files[0])

    def restyle(self) -> None:
        """The side is as wide as the text size asks."""
        wide = self.width() > self.desk.look.px(WIDE)
        px = self.desk.look.px
        people = self._stack.currentIndex() == 1
        self._row.keep(self._main, least=px(760 if people else 580))
        self._row.keep(self._side, wide=px(320 if wide else 236), high=px(300))
        self.fairness.fit(self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide window gives the side more room."""
        super().resizeEvent(event)
        self.restyle()

    def show_view(self, view: str) -> None:
        """Show the calendar or the people table, and remember which."""
        self.desk.memory.put("roster.view", view)
        self.views.mark(view)
        self._stack.setCurrentIndex(1 if view == "people" else 0)
        self.restyle()

    def _show(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.moves.sheet = sheet
        view = sheet.view
        if view.places:
            self._empty.setCurrentWidget(self._whole)
        else:
            self._show_empty(sheet)
        for grid in (self.month_grid, self.people_grid):
            grid.show_sheet(sheet, self.desk.today())
        self.fairness.show_sheet(sheet)
        self.call.show_sheet(sheet)
        self._head(sheet)
        self.set_actions(self.works.actions(sheet))
        if self._aim:
            self._mark_aim()
        elif self.month_grid.current.date in {day.date for day in view.days}:
            self.spot.show_spot(sheet, self._still_there(self.month_grid.current))
        else:
            self.spot.show_hint()

    def _head(self, sheet: Sheet) -> None:
        view = sheet.view
        duties = sum(len(place.cells) for place in view.places)
        todo = (
            f"{view.holes} 处缺人" if view.holes and view.state != "空" else "",
            f"{len(view.breaches)} 处违反规定" if view.breaches else "",
            f"{sheet.waiting} 份换班待批" if sheet.waiting else "",
        )
        facts = line_of(
            "" if sum(map(bool, todo)) > 1 else f"{len(view.people)} 人", f"{duties} 人次" if duties else "", *todo
        )
        number = f"第 {view.number} 版" if view.number else ""
        chip = " ".join(part for part in ("未排" if view.state == "空" else view.state, number) if part)
        self.header.show_title(month_words(view.month), facts, chip, _TONES.get(view.state, "plain"))

    def _still_there(self, spot: Spot) -> Spot:
        assert self.sheet is not None
        return spot if not spot.person or cell_at(self.sheet.view, spot) else Spot(spot.date)

    def _mark_aim(self) -> None:
        for day in self.sheet.view.days if self.sheet else ():
            if day.date.isoformat() == self._aim:
                self.month_grid.choose(Spot(day.date))
        self._aim = ""

    def _show_empty(self, sheet: Sheet) -> None:
        while self._empty.count() > 1:
            if (old := self._empty.widget(1)) is not None:
                self._empty.removeWidget(old)
                old.deleteLater()
        look = self.desk.look
        if not sheet.view.people:
            words = "在“人员”里导入名单或逐个添加，写明谁能带班、谁能坐班。"
            people = Action("people", "到人员", lambda: self.desk.go("people"), role="primary")
            state = EmptyState(look, "users", "先有人，才能排班", words, (people,))
        else:
            words = "班次说明每天几点到几点、要几个人、站什么岗。选一个现成方案，再按本村情况改。"
            file = Action("import", "从文件导入…", self.works.import_pattern, icon="file-up", writes=True)
            shifts = Action(
                "shifts", "选一个班次方案", self.works.edit_shifts, icon="clock", role="primary", writes=True
            )
            state = EmptyState(look, "calendar-days", "还没有班次", words, (file, shifts))
        self._empty.addWidget(state)
        self._empty.setCurrentWidget(state)

    def _chosen(self, spot: Spot) -> None:
        if self.sheet is not None:
            self.spot.show_spot(self.sheet, spot if spot.post else Spot(spot.date))

    def _menu(self, spot: Spot, where: QPoint) -> None:
        """The menu of a place, with the best people for it when it is a name or a hole."""
        if not spot.post:
            self._pop(spot, where, ())
            return
        self.desk.ops.query(
            lambda office: replace(office, spot.date, spot.shift, spot.person, spot.post),
            lambda people: self._pop(spot, where, people),
            key="roster.menu",
        )

    def _pop(self, spot: Spot, where: QPoint, people: Sequence[Substitute]) -> None:
        if self.sheet is None:
            return
        verb = "换成" if spot.person else "补上"
        best = [
            Action(
                one.person, f"{verb}{one.person}　{one.says}", partial(self.moves.put, spot, one.person), writes=True
            )
            for one in people
            if one.fits
        ][:BEST]
        if best:
            best.append(Action("-", ""))
        actions = (*best, *self._spot_actions(spot))
        action_menu(self.desk.look, actions, self, readonly=self.desk.readonly).popup(where)

    def _spot_actions(self, spot: Spot) -> tuple[Action, ...]:
        assert self.sheet is not None
        cell = cell_at(self.sheet.view, spot) if spot.person else None
        day = spot.date.isoformat()
        print_day = Action(
            "week", "打印这一周", lambda: preview_paper(self.desk, self, "值班周表", day), icon="printer"
        )
        paste = Action("paste-here", "粘贴表格里的班表…（Ctrl+V）", self.paste, icon="clipboard-paste", writes=True)
        cells = (*self._copies[self._stack.currentIndex()].actions(), paste)
        if cell is None:
            return (print_day, Action("-", ""), *cells)
        pin = (
            Action("unpin", "松开", lambda: self.moves.pin(spot, False), icon="pin-off", writes=True)
            if cell.pinned
            else Action("pin", "钉住，重排时不动", lambda: self.moves.pin(spot, True), icon="pin", writes=True)
        )
        accept = (
            (Action("accept", "说明理由照排…", lambda: self.moves.accept(spot), icon="square-pen", writes=True),)
            if cell.breaches
            else ()
        )
        return (
            *accept,
            pin,
            Action(
                "swap", "申请换班…", lambda: self.works.ask_swap(spot, "换班"), icon="arrow-left-right", writes=True
            ),
            Action("stand-in", "申请替班…", lambda: self.works.ask_swap(spot, "替班"), icon="user-plus", writes=True),
            Action("clear", "清除这个人", lambda: self.moves.clear(spot), icon="x", writes=True),
            Action("-", ""),
            print_day,
            *cells,
        )
