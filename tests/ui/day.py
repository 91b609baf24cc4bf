"""A clerk's day condensed in time: every page, months, keys, entries, searches, an import, papers, themes and dialogs.

One pass is a day's round; every step is timed by name. Used by the long day, the speed lines and the suite.
"""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from villagedesk.services import office as offices
from villagedesk.ui.attendance.page import AttendancePage
from villagedesk.ui.frame.window import Window
from villagedesk.ui.guide.search import SearchBox
from villagedesk.ui.mediation.page import MediationPage
from villagedesk.ui.pages import PAGES
from villagedesk.ui.people.page import PeoplePage
from villagedesk.ui.preview.dialog import PreviewDialog
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.preview.printing import printer_for
from villagedesk.ui.punches.dialog import ImportDialog
from villagedesk.ui.registers.page import RegistersPage
from villagedesk.ui.roster.page import RosterPage
from villagedesk.ui.settings.page import SECTIONS, SettingsPage

MONTHS = ("2026-10", "2026-12", "2026-11")
SEARCHED = ("zsg", "pai", "1390", "张", "11月20日")
PAPERS = (("值班公示表", "2026-11"), ("考勤月报", "2026-10"), ("来访登记册", "2026-11"), ("月报汇总", "2026-10"))
LOOKS = (("dark", "large"), ("contrast", "huge"), ("light", "standard"))
DIALOGS = {
    "roster": ("requests", "busy", "habits", "shifts"),
    "attendance": ("reach", "trial", "flags", "leave", "errand", "correct"),
    "registers": ("define", "grids", "words"),
    "mediation": ("new",),
    "people": ("new", "posts", "duty", "paste"),
}
SIDES = ("help", "shortcuts", "about", "kiosk", "board", "checks")
ARROWS = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Day:
    """Drives one window; `took` holds the seconds of every step by its name, `spent` those of the processor.

    On a busy machine only the processor's seconds say what the program needs.
    """

    def __init__(self, window: Window, folder: Path, begin: Callable[[str], None] = lambda _name: None) -> None:
        self.window = window
        self.folder = folder
        self.steps = 0
        self.passes = 0
        self.took: dict[str, list[float]] = defaultdict(list)
        self.spent: dict[str, list[float]] = defaultdict(list)
        self._begin = begin

    def one_pass(self) -> None:
        """Everything once."""
        self.passes += 1
        for part in (
            self.pages,
            self.months,
            self.grids,
            self.visit,
            self.lists,
            self.palette,
            self.machine,
            self.papers,
            self.looks,
            self.dialogs,
            self.writes,
        ):
            part()
        let_go()

    def step(self, name: str, act: Callable[[], object]) -> None:
        """Do something and wait until all that it asked is answered and painted."""
        self._begin(name)
        begin, used = time.perf_counter(), time.process_time()
        act()
        self.settle()
        self.took[name].append(time.perf_counter() - begin)
        self.spent[name].append(time.process_time() - used)
        self.steps += 1

    def key(self, name: str, widget: QWidget, key: Qt.Key | str, with_: Qt.KeyboardModifier | None = None) -> None:
        """Press a key and wait for its effect."""
        held = Qt.KeyboardModifier.NoModifier if with_ is None else with_
        if isinstance(key, str):
            self.step(f"键：{name}", lambda: QTest.keyClicks(widget, key, held))
        else:
            self.step(f"键：{name}", lambda: QTest.keyClick(widget, key, held))

    def front(self) -> None:
        """Bring the window to the front: shortcuts work only once the platform has made it active."""
        end = time.monotonic() + 3
        while not self.window.isActiveWindow() and time.monotonic() < end:
            self.window.raise_()
            self.window.activateWindow()
            QTest.qWait(10)

    def settle(self) -> None:
        """Let the window finish what it is asking and painting."""
        for _ in range(3):
            self.window.desk.ops.settle()
            if not self.window.desk.ops.busy:
                break
        while not self.window.updatesEnabled():
            QTest.qWait(1)

    def go(self, page: str, target: str = "") -> QWidget:
        """Show a page."""
        self.step(f"页：{page}", lambda: self.window.go(page, target))
        return self.window.page

    def pages(self) -> None:
        """Every page once, by its key, and every section of the settings."""
        self.front()
        for number, page in enumerate(PAGES, 1):
            key = Qt.Key(Qt.Key.Key_0.value + number)
            self.step(f"页：{page.name}", lambda key=key: QTest.keyClick(self.window, key, CONTROL))
            self.step(f"重读：{page.name}", self.window.refresh)
        settings = self.window.page
        assert isinstance(settings, SettingsPage)
        for number, section in enumerate(SECTIONS):
            self.step(f"设置：{section.title}", lambda number=number: settings.show_section(number))
        settings.show_section(0)

    def months(self) -> None:
        """Other months of the roster, the attendance and the report."""
        for month in MONTHS:
            for page in ("roster", "attendance", "reports"):
                self.step(f"换月：{page}", lambda page=page, month=month: self.window.go(page, month))

    def grids(self) -> None:
        """Arrow keys over the month grid and the month sheet."""
        roster = self.go("roster", "2026-11")
        assert isinstance(roster, RosterPage)
        roster.month_grid.setFocus()
        for number in range(24):
            self.key("值班月历", roster.month_grid, ARROWS[number // 3 % 4])
        sheet = self.go("attendance", "2026-11")
        assert isinstance(sheet, AttendancePage)
        sheet.grid.setFocus()
        for number in range(24):
            self.key("考勤月表", sheet.grid, ARROWS[number // 3 % 4])

    def visit(self) -> None:
        """A visit typed letter by letter and saved."""
        self.front()
        self.step("新来访", lambda: QTest.keyClick(self.window, Qt.Key.Key_F2))
        page = self.window.page
        assert isinstance(page, RegistersPage) and page.panel.sheet is not None
        editors = page.panel.sheet.form.editors
        for name, words in (("visitor", f"zheng{self.passes}"), ("request", "pai shui gou bei tian")):
            box: Any = editors[name].widget
            box.setFocus()
            for letter in words:
                self.key("登记表", box, letter)
        self.step("保存来访", lambda: QTest.keyClick(editors["request"].widget, Qt.Key.Key_S, CONTROL))

    def lists(self) -> None:
        """Searching and walking in the lists of books, cases and people."""
        books = self.go("registers")
        assert isinstance(books, RegistersPage)
        self._type("台账查找", books.search, "zheng")
        self._clear("台账查找", books.search)
        if books.table is not None:
            for _ in range(8):
                self.key("台账列表", books.table, Qt.Key.Key_PageDown)
        cases = self.go("mediation")
        assert isinstance(cases, MediationPage)
        for view in ("list", "rounds", "figures", "board"):
            self.step(f"调解：{view}", lambda view=view: cases.show_view(view))
        self._type("调解查找", cases.search, "zhang")
        self._clear("调解查找", cases.search)
        people = self.go("people")
        assert isinstance(people, PeoplePage)
        self._type("人员查找", people.search, "wang")
        self._clear("人员查找", people.search)
        for _ in range(8):
            self.key("人员列表", people.table, Qt.Key.Key_Down)

    def palette(self) -> None:
        """The search box over everything, letter by letter."""
        for text in SEARCHED:
            self.front()
            self.step("Ctrl+K", lambda: QTest.keyClick(self.window, Qt.Key.Key_K, CONTROL))
            box = next(one for one in QApplication.topLevelWidgets() if isinstance(one, SearchBox) and one.isVisible())
            for number in range(1, len(text) + 1):
                self.step("键：查找框", partial(box.edit.setText, text[:number]))
            self.key("查找框", box.edit, Qt.Key.Key_Down)
            self.step("关查找框", box.close)
            let_go()

    def machine(self) -> None:
        """A file of the machine, tried and stored."""
        file = self.folder / "1_attlog.dat"
        file.write_text(log(self.passes), "ascii")
        self.step("导入：试读", lambda: self.window.go("attendance", f"import:{file}"))
        dialog = next(one for one in self._dialogs() if isinstance(one, ImportDialog))
        self.step("导入：存", dialog.store)
        self.step("导入：关", dialog.close)
        let_go()

    def papers(self) -> None:
        """Papers looked at and printed into a PDF."""
        for name, key in PAPERS:
            self.step(
                f"预览：{name}", lambda name=name, key=key: preview_paper(self.window.desk, self.window, name, key)
            )
            shown = next(one for one in self._dialogs() if isinstance(one, PreviewDialog))
            printer = printer_for(self.window.desk.memory, shown.document.pagePointSize(0), name)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(self.folder / "打印.pdf"))
            self.step(f"打印：{name}", lambda shown=shown, printer=printer: shown._print(printer))
            self.step("关预览", shown.close)
            let_go()

    def looks(self) -> None:
        """Other themes and sizes."""
        for theme, size in LOOKS:
            self.step("换颜色", lambda theme=theme: self.window.desk.look.choose_softly(theme=theme))
            self.step("换字号", lambda size=size: self.window.desk.look.choose_softly(size=size))

    def dialogs(self) -> None:
        """Dialogs of the pages and the windows beside, opened and closed."""
        for page, names in DIALOGS.items():
            self.go(page)
            for name in names:
                self._dialog(page, name)
        for name in SIDES:
            self.step(f"窗：{name}", lambda name=name: self.window.sides.show(name))
            self.step("关窗", self.window.sides.show(name).close)
            let_go()

    def writes(self) -> None:
        """A fact changed, undone, done again and undone."""
        phone = f"0577-{self.passes:08d}"
        ops = self.window.desk.ops
        self.go("today")
        self.front()
        self.step("写", lambda: ops.change(lambda office: offices.set_facts(office, {"duty_phone": phone})))
        for name, key in (("撤销", Qt.Key.Key_Z), ("重做", Qt.Key.Key_Z), ("撤销", Qt.Key.Key_Z)):
            held = CONTROL | Qt.KeyboardModifier.ShiftModifier if name == "重做" else CONTROL
            self.step(name, lambda key=key, held=held: QTest.keyClick(self.window, key, held))

    def _dialog(self, page: str, name: str) -> None:
        known = set(map(id, self._dialogs()))
        every = [one for action in self.window.page.actions_now for one in (action, *action.menu)]  # type: ignore[attr-defined]
        action = next((one for one in every if one.id == name and one.enabled), None)
        if action is None or action.run is None:
            return
        self.step(f"对话框：{page}", action.run)
        for one in self._dialogs():
            if id(one) not in known:
                self.step("关对话框", one.close)
        close_left(self._dialogs())
        let_go()
        if self.window.page.name != page:
            self.go(page)

    def _dialogs(self) -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]

    def _type(self, name: str, box: Any, text: str) -> None:
        box.setFocus()
        for letter in text:
            self.key(name, box, letter)

    def _clear(self, name: str, box: Any) -> None:
        self.step(f"清：{name}", box.clear)


def log(number: int) -> str:
    """Some lines of the machine, other ones in every pass."""
    day = date(2026, 11, 2)
    lines: list[str] = []
    for n in range(60):
        at = datetime(day.year, day.month, 2 + n % 17, 6 + n // 17 % 14, n % 60, number % 60)
        lines.append(f"{1 + n % 30:>9}\t{at:%Y-%m-%d %H:%M:%S}\t1\t0\t1\t0\r\n")
    return "".join(sorted(lines, key=lambda line: line[10:]))


def close_left(dialogs: Sequence[QWidget]) -> None:
    """Close what a dialog asked when it was closed."""
    for one in dialogs:
        one.close()


def let_go() -> None:
    """Delete what asked to be deleted, as the event loop does."""
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    QCoreApplication.processEvents()
    gc.collect()
