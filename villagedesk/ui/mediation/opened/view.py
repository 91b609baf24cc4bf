"""One case: clocks and stages on top, the volume at the left, the sheet as it prints, the form at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from villagedesk.base import plain
from villagedesk.mediation.case import Case, Stage
from villagedesk.mediation.clocks import Clock
from villagedesk.mediation.volume import BOUND, Place, Sheet
from villagedesk.services import people as staff
from villagedesk.services.mediation import cases, course, scans, settings, sheets
from villagedesk.services.office import Office
from villagedesk.services.registers import books
from villagedesk.store.cases.sheets import Scan
from villagedesk.ui.desk import Desk
from villagedesk.ui.mediation import case_forms
from villagedesk.ui.mediation.opened.clocks import ClockStrip
from villagedesk.ui.mediation.opened.facts import FactsPanel
from villagedesk.ui.mediation.opened.next import NextSteps
from villagedesk.ui.mediation.opened.sheet import SheetPanel, SheetPreview, Shown, read_sheet
from villagedesk.ui.mediation.opened.volume import VolumeList
from villagedesk.ui.mediation.opened.way import strip
from villagedesk.ui.mediation.panel import FormPanel
from villagedesk.ui.messages import Question, ask_text, choose_files
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.flow import Beside
from villagedesk.ui.widgets.steps import StepStrip

PICTURES = "图片和 PDF (*.pdf *.jpg *.jpeg *.png *.bmp *.tif *.tiff *.webp)"


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with what the view asks for at once."""

    case: Case
    clocks: tuple[Clock, ...]
    places: tuple[Place, ...]
    people: tuple[str, ...]
    committee: tuple[str, ...] = ()
    own_categories: tuple[str, ...] = ()
    draft: Mapping[str, str] = field(default_factory=dict[str, str])
    grids: tuple[str, ...] = ()

    @property
    def locked(self) -> bool:
        """Whether nothing may be changed any more."""
        return self.case.stage is Stage.ARCHIVED


def read_case(office: Office, key: int) -> Opened:
    """Ask for a case with its clocks and its volume."""
    case = cases.open_case(office, key)
    names = staff.labels(office)
    serving = tuple(names[p.id] for p in staff.serving(office, office.clock().date()))
    committee = tuple(member.name for member in settings.committee(office)) or serving
    own = tuple(settings.categories(office))
    draft = {slot.name: slot.text for slot in sheets.slots_of(office, case, Sheet.AGREEMENT)}
    clocks, places = course.clocks_of(office, case), sheets.places_of(office, case)
    grids = tuple(sorted(books.desk_of(office).grids or ()))
    return Opened(case, clocks, places, serving, committee, own, draft, grids)


class CaseView(QWidget):
    """The open case; `shown` comes when another state of it is shown."""

    shown = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.opened: Opened | None = None
        self.form: FormPanel | None = None
        self._after: Callable[[], object] | None = None
        self.clocks = ClockStrip(desk)
        self.clocks.move_wanted.connect(self.move_clock)
        self.strip = StepStrip(desk.look)
        self.volume = VolumeList(desk)
        self.volume.chosen.connect(self._choose)
        self.volume.wanted.connect(lambda place: self.leave(lambda: self.volume.choose(place)))
        self.facts = FactsPanel(desk)
        self.facts.edit_wanted.connect(self.edit)
        self.facts.party_wanted.connect(self.edit_party)
        self.facts.back_wanted.connect(self.take_back)
        self.facts.drop_wanted.connect(lambda number: _drop_party(self._desk, self.opened, number))
        self.preview = SheetPreview(desk)
        self.sheet = SheetPanel(desk)
        self.sheet.print_wanted.connect(self.print_sheet)
        self.sheet.scan_wanted.connect(self.choose_scans)
        self.sheet.take_out_wanted.connect(self.take_out)
        self._lay_out()

    def _lay_out(self) -> None:
        self.middle = QStackedWidget()
        self.middle.addWidget(self.facts)
        self.middle.addWidget(self.preview)
        self._form_card = Card(padding=12)
        self._steps = NextSteps()
        self._steps.taken.connect(self.take)
        self.right = QStackedWidget()
        for widget in (self._steps, self.sheet, self._form_card):
            self.right.addWidget(widget)
        px = self._desk.look.px
        row = self._row = Beside(spacing=12)
        row.keep(self.volume, wide=min(px(252), 286), high=px(200))
        row.keep(self.middle, least=px(280), high=px(300))
        row.keep(self.right, wide=min(px(352), 404), high=px(320))
        row.addWidget(self.volume)
        row.addWidget(self.middle, 1)
        row.addWidget(self.right)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.clocks)
        box.addWidget(self.strip)
        box.addLayout(row, 1)

    def show_case(self, opened: Opened) -> None:
        """Show a case, keeping the chosen sheet when it is the same case."""
        same = self.opened is not None and self.opened.case.id == opened.case.id
        self.opened = opened
        case = opened.case
        self.clocks.show_clocks(opened.clocks)
        self.strip.show_steps(strip(case))
        if not same:
            self.volume.choose(None)
        self.volume.show_places(opened.places)
        self.facts.show_case(case, opened.locked)
        lacking = [place.title for place in opened.places if place.lacking and place.sheet is not Sheet.CLOSING]
        waits = opened.locked or bool(self._desk.readonly)
        self._steps.show_steps(opened.case, lacking, locked=opened.locked, waits=waits)
        if self.typing is None or not same:
            self._choose(self.volume.current(opened.places))
        self.shown.emit(opened)
        if self._after is not None:
            after, self._after = self._after, None
            after()

    @property
    def typing(self) -> FormPanel | None:
        """The form in front that holds something typed and not saved."""
        front = self.right.currentWidget()
        panel = self.form if front is self._form_card else self.sheet.panel if front is self.sheet else None
        return panel if panel is not None and panel.form.dirty else None

    def leave(self, then: Callable[[], object]) -> None:
        """Go on to something else; what was half typed is asked about first, and saved before."""
        panel = self.typing
        if panel is None:
            then()
            return

        def drop() -> None:
            panel.form.stored()
            then()

        def keep() -> None:
            panel.done.connect(lambda _value: setattr(self, "_after", then))
            panel.submit()

        answers = (("接着填", "plain", None), ("不要了", "danger", drop), ("先保存", "primary", keep))
        Question(self, "刚填的还没有保存", "先保存，还是不要了？", answers).open()

    def _choose(self, place: Place | None) -> None:
        if self.opened is None:
            return
        if place is None:
            self.middle.setCurrentWidget(self.facts)
            self.right.setCurrentWidget(self._steps)
            return
        case = self.opened.case
        self._desk.ops.query(lambda office: read_sheet(office, case, place), self._show_sheet, key="mediation-sheet")

    def _show_sheet(self, shown: Shown) -> None:
        if self.opened is None:
            return
        self.preview.show_pdf(shown.pdf)
        self.sheet.show_sheet(self.opened.case, shown, self.opened.locked)
        self.middle.setCurrentWidget(self.preview)
        self._row.reveal(self.middle)
        self.right.setCurrentWidget(self.sheet)

    def take(self, stage: Stage) -> None:
        """Show the form of a step at the right."""
        self._show_form(lambda now: case_forms.step_panel(self._desk, now.case, stage, now.people, now.draft))

    def edit(self, what: str) -> None:
        """Show the form of facts, mediators or prevented effects."""
        if what == "mediators":
            self._show_form(lambda now: case_forms.mediators_panel(self._desk, now.case, now.committee))
        elif what == "prevented":
            self._show_form(lambda now: case_forms.prevented_panel(self._desk, now.case))
        else:
            self._show_form(lambda now: case_forms.facts_panel(self._desk, now.case, now.own_categories, now.grids))

    def edit_party(self, number: int) -> None:
        """Show the form of a party; -1 adds one."""
        self._show_form(lambda now: case_forms.party_panel(self._desk, now.case, number))

    def move_clock(self, clock: str, act: str) -> None:
        """Show the form that moves a clock."""
        self._show_form(lambda now: case_forms.clock_panel(self._desk, now.case, clock, act))

    def _show_form(self, make: Callable[[Opened], FormPanel]) -> None:
        def put() -> None:
            if self.opened is not None:
                self._put_form(make(self.opened))

        self.leave(put)

    def _put_form(self, panel: FormPanel) -> None:
        clear_layout(self._form_card.body)
        self._form_card.body.addWidget(panel)
        self.form = panel
        if self.opened is not None:
            panel.keep_for(self.opened.case.number)
        panel.cancelled.connect(self._back_to_steps)
        panel.done.connect(lambda _value: self._back_to_steps())
        self.middle.setCurrentWidget(self.facts)
        self.right.setCurrentWidget(self._form_card)
        self._row.reveal(self.right)
        panel.form.focus_first()

    def _back_to_steps(self) -> None:
        """Put the form away; the keys stand on the next step, not on whatever comes by chance."""
        self.volume.choose(None)
        self._steps.stand()

    def take_back(self) -> None:
        """Take the latest step back after asking why."""
        if self.opened is None:
            return
        case = self.opened.case

        def run(reason: str) -> None:
            self._desk.ops.change(lambda office: course.take_back(office, case.id, reason))

        ask_text(self, "退回一步", f"为什么退回“{case.stage.value}”？理由会记入操作记录。", run)

    def print_sheet(self, place: Place) -> None:
        """Open the print preview of one sheet, or of the volume's cover and contents."""
        if self.opened is not None:
            key = self.opened.case.number + (f"#{place.step}" if place.step else "")
            preview_paper(self._desk, self, place.sheet.value, key)

    def choose_scans(self, place: Place) -> None:
        """Choose scanned pages for a place."""
        files = choose_files(self, self._desk.memory, f"{place.title}：选择扫描件或照片", PICTURES, many=True)
        if files:
            self.put_scans(place, files)

    def take_files(self, files: list[Path]) -> bool:
        """Put dropped pictures into the chosen place; False when there is none."""
        place = self.volume.current(self.opened.places) if self.opened else None
        if place is None or place.sheet in BOUND:
            self._desk.say("请先在左边点一种文书，再把它的扫描件拖进来。", "warn")
            return False
        self.put_scans(place, files)
        return True

    def put_scans(self, place: Place, files: list[Path]) -> None:
        """Put pictures into a place of the volume."""
        if self.opened is not None:
            key, sheet, step = self.opened.case.id, Sheet(place.sheet), place.step
            self._desk.ops.change(lambda office: scans.attach(office, key, sheet, step, files))

    def take_out(self, scan: Scan) -> None:
        """Take one scanned page out after asking why."""
        if self.opened is None:
            return
        key = self.opened.case.id

        def run(reason: str) -> None:
            self._desk.ops.change(lambda office: scans.take_out(office, key, scan.id, reason))

        ask_text(self, "取出扫描件", f"为什么取出“{scan.name}”？", run)


def _drop_party(desk: Desk, opened: Opened | None, number: int) -> None:
    """Take a party entered by mistake out of the case; it can be undone."""
    if opened is None:
        return
    case = opened.case
    rest = [plain.write(party) for n, party in enumerate(case.parties) if n != number]
    given = [{name: value for name, value in party.items() if value not in ("", None)} for party in rest]
    desk.ops.change(lambda office: cases.edit_case(office, case.id, {"parties": given}))
