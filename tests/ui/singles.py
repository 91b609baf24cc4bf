"""Dialogs that hang on a certain row or day, brought up one by one for the stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QDialog, QWidget

from villagedesk.base.errors import Problem
from villagedesk.ui.attendance.sheet.raw import RawDialog
from villagedesk.ui.checks.cameras import CamerasDialog
from villagedesk.ui.checks.record import CheckDialog
from villagedesk.ui.checks.still import StillDialog
from villagedesk.ui.frame.acts.recent import RecentDialog, remember_office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.guide.notices import NoticesDialog
from villagedesk.ui.preview.sheet import PrintSheet
from villagedesk.ui.punches.machines import MachinesDialog
from villagedesk.ui.punches.matching import MatchingDialog
from villagedesk.ui.punches.rejected import RejectedDialog
from villagedesk.ui.registers.history import HistoryDialog
from villagedesk.ui.roster.page import RosterPage
from villagedesk.ui.roster.sheet import Spot

DAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 8, 30)
REJECTED = (
    Problem(404, 12_000, "7\t2047-02-30 19:13:30", "impossible_date", "日期不存在。"),
    Problem(405, 12_040, "\t2026-11-20 19:13:30", "no_badge", "没有考勤号。"),
)
PASTED = "日期\t种类\t名称\n2027-05-01\t放假\t劳动节\n2027-02-30\t放假\t没有这天\n"

NAMES = "日期\t带班\t坐班\n2026-12-01\t王松林\t王松林、林德明\n2026-12-02\t张三\t李春花、林德明\n2026-12-32\t王松林\t\n"
SHEET = "姓名\t1\t2\t3\t4\n王松林\t事假\t√\t迟\t病\n林德明\t√\t√\t下村\t\n张三\t√\t√\t√\t√\n"
VISITS = (
    "时间\t来访人\t诉求\t这一列没有用\n2026-11-20 09:00\t林阿婆\t养老金认证不会操作\t甲\n2026-13-45\t陈大伯\t问路\t乙\n"
)


def _still(window: Window, folder: str) -> QDialog:
    picture = QImage(320, 180, QImage.Format.Format_RGB32)
    picture.fill(0x445566)
    file = window.desk.office.store.path.parent / f"{folder}.png"
    picture.save(str(file))
    return StillDialog(window.desk, window.page, "王松林 11-20 08:40", [("大厅 08:40:12", file)])


def _asked(window: Window) -> QDialog | None:
    page = window.page
    assert isinstance(page, RosterPage)
    assert page.works._sheet is not None
    place = next(place for place in page.works._sheet.view.places if place.cells)
    page.works.ask_swap(Spot(place.date, place.shift, place.post, place.cells[0].person), "换班")
    return None


def _pasting(text: str) -> Callable[[Window], None]:
    def paste(window: Window) -> None:
        QGuiApplication.clipboard().setText(text)
        window.page.paste()

    return paste


def _recent(window: Window) -> QDialog:
    here = window.desk.office.store.path
    for name in ("桃源村2025年（换届以前，只看不改）.vdesk", "优盘上的副本.vdesk"):
        remember_office(window.desk.memory, here.with_name(name))
    return RecentDialog(window.desk.look, window, window.desk.memory, here, lambda _file: None)


# Name, page, and what brings it up; what is returned is opened here, otherwise it opens itself.
SINGLES: tuple[tuple[str, str, Callable[[Window], QWidget | None]], ...] = (
    ("rejected", "attendance", lambda w: RejectedDialog(w.desk, w.page, "1_attlog.dat", REJECTED)),
    ("machines", "attendance", lambda w: MachinesDialog(w.desk, w.page)),
    ("matching", "attendance", lambda w: MatchingDialog(w.desk, w.page)),
    ("raw", "attendance", lambda w: RawDialog(w.desk, w.page, "王松林", date(2026, 11, 16))),
    ("history", "registers", lambda w: HistoryDialog(w.desk, w.page, "villager", 1)),
    ("swap", "roster", _asked),
    ("cameras", "settings", lambda w: CamerasDialog(w.desk, w.page)),
    ("still", "today", lambda w: _still(w, "截图")),
    ("check", "today", lambda w: CheckDialog(w.desk, w.page, (1, "王松林", "坐班", MORNING), None, ())),
    ("paste", "settings", _pasting(PASTED)),
    ("paste-roster", "roster", _pasting(NAMES)),
    ("paste-leave", "attendance", _pasting(SHEET)),
    ("paste-book", "registers", _pasting(VISITS)),
    ("notices", "today", lambda w: NoticesDialog(w.desk, w.notices)),
    ("recent", "today", _recent),
    ("print", "roster", lambda w: PrintSheet(w.desk, w.page, "值班公示表", (12, 3), ["大厅打印机", "二楼打印机"])),
)
