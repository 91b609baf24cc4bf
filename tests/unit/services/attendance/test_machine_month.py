"""A machine's workbook through the whole office: staff, roster, import, month sheet, against the machine's own summary.

It runs where the folder of samples lies beside the checkout, and says so where it does not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from villagedesk.base.clock import clock_at
from villagedesk.roster.reading import read_pattern
from villagedesk.services import people as staff
from villagedesk.services.attendance import month as months
from villagedesk.services.attendance import profiles
from villagedesk.services.office import create_office
from villagedesk.services.punches import imports
from villagedesk.services.punches.imports import Asked
from villagedesk.services.roster.pattern import save_pattern
from villagedesk.store import roster as shelf
from villagedesk.store.roster import StoredDuty

SAMPLE = Path(__file__).parents[5] / "shared" / "samples" / "devices" / "标准报表.xls"


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the folder of machine samples is not beside this checkout")
def test_the_month_sheet_agrees_with_the_clock_for_everybody(tmp_path):
    """The clock's rules as a profile: one period 09:00–17:00, ten minutes of grace for coming late, none for going.

    出勤天数 there counts a day with one sign as attended; here it is 缺卡, so the days compared are those without
    any sign (旷工), and late and early times and minutes, which agree for all 74 people.
    """
    book = CalamineWorkbook.from_path(str(SAMPLE))
    roster = book.get_sheet_by_name("排班信息").to_python(skip_empty_area=False)[4:]
    summary = book.get_sheet_by_name("考勤汇总").to_python(skip_empty_area=False)[4:]
    office = create_office(tmp_path / "a.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2016, 4, 2, 9)))
    shift = {"name": "1", "start": "09:00", "end": "17:00", "periods": [["09:00", "17:00"]]}
    save_pattern(office, read_pattern({"shift": [shift]}))
    rule = profiles.default()
    wide = {"sign_in_from_minutes": 540, "sign_out_until_minutes": 419, "min_interval_minutes": 0}
    wide |= {
        "late_half_day_minutes": 0,
        "half_day_below_hours": 0.0,
        "absent_below_hours": 0.0,
        "early_grace_minutes": 0,
    }
    profiles.save_profile(office, replace(rule, judging=replace(rule.judging, **wide)), date(2016, 1, 1))
    keys = {str(r[0]): staff.add_person(office, {"name": f"{r[1]}{r[0]}"}, badge=str(r[0])).value for r in roster}
    with office.change("排班") as change:
        duties = [
            StoredDuty(date(2016, 3, day), "1", "坐班", keys[str(row[0])])
            for row in roster
            for day, cell in enumerate(row[3:], 1)
            if str(cell).strip()
        ]
        shelf.add_duties(change, duties)
    later = tmp_path / "1_attlog.dat"  # a sign of the next morning, so that the last evening is over
    later.write_text(f"{roster[0][0]:>9}\t2016-04-01 08:50:00\t1\t0\t1\t0\n", "ascii")
    imports.import_files(office, [SAMPLE, later], Asked(device="大门"))
    sheet = months.month(replace(office, clock=clock_at(datetime(2016, 4, 2, 9))), "2016-03")
    by_badge = {row.member.badge: row.totals for row in sheet.rows}
    assert len(by_badge) == len(summary) == 74
    assert sheet.undecided_days == 0
    for row in summary:
        t = by_badge[str(row[0])]
        assert (t.late, t.late_minutes, t.early, t.early_minutes) == tuple(int(row[i]) for i in (5, 6, 7, 8)), row[:14]
        assert t.absent_half_days / 2 == int(row[13]), row[:14]
    office.close()
