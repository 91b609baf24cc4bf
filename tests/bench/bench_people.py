"""Speed of the staff list and the calendar: reading, previewing, storing, a month and a year of days."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import python_calamine
from row import Row, timed

from villagedesk.base.clock import clock_at
from villagedesk.services import calendar, people
from villagedesk.services.office import Office, create_office
from villagedesk.services.staff.intake import preview_file, store_preview
from villagedesk.services.workbooks import read_file

_PEOPLE = 1000


def rows() -> list[Row]:
    """The lines of people and calendar."""
    folder = Path(tempfile.mkdtemp(prefix="villagedesk-bench-"))
    file = _staff_list(folder / "名单.xlsx")
    office = create_office(folder / "村.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 21, 9)))
    empty = create_office(folder / "空.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 21, 9)))
    store_preview(office, preview_file(office, file))
    return [
        Row(
            "read a staff list of 1,000 / calamine alone",
            timed(lambda: read_file(file)),
            2.0,
            timed(lambda: _bare(file)),
        ),
        Row("preview a staff list of 1,000 in an empty office", timed(lambda: preview_file(empty, file)), 1.0),
        Row("preview it again where all are known", timed(lambda: preview_file(office, file)), 1.5),
        Row("people with labels and badges, 1,000", timed(lambda: _everybody(office)), 0.1),
        Row("a month of days", timed(lambda: calendar.days(office, date(2026, 12, 1), date(2026, 12, 31))), 0.02),
        Row("a year of days", timed(lambda: calendar.days(office, date(2026, 1, 1), date(2026, 12, 31))), 0.1),
    ]


def _everybody(office: Office) -> None:
    people.people(office)
    people.labels(office)
    people.badges(office)


def _bare(file: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_path(str(file))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _staff_list(file: Path) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append(("序号", "姓名", "职务", "电话", "考勤号", "备注"))
    for n in range(1, _PEOPLE + 1):
        name = "张王李赵陈"[n % 5] + chr(0x4E00 + n % 700) + chr(0x5200 + n // 700)
        sheet.append((n, name, "委员", 13800000000 + n, n, "" if n % 50 else "2026.5 离任"))
    book.save(file)
    return file
