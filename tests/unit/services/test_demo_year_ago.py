"""The demonstration village has last year to compare with, and leaves nothing of it lying about."""

from __future__ import annotations

import random
from datetime import date, datetime
from pathlib import Path

from villagedesk.base.clock import clock_at
from villagedesk.services.demo import people, registers
from villagedesk.services.office import create_office
from villagedesk.services.registers.deadlines import due_entries
from villagedesk.services.report.figures import figures

TODAY = date(2026, 11, 20)
COUNTED = ("接待群众_人次", "办理事项_件次", "答复率", "解决率", "走访_户次", "巡查_次", "志愿服务_小时")


def test_every_month_of_the_report_is_compared_with_last_year(tmp_path: Path) -> None:
    office = create_office(tmp_path / "演示.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 20, 9, 5)))
    people.furnish(office, "桃源村", random.Random(1), TODAY)
    registers.furnish(office, "桃源村", random.Random(1), TODAY)
    for month in ("2026-10", "2026-11"):
        found = {figure.name: figure for figure in figures(office, month)}
        assert all(found[name].last_year for name in COUNTED), month
    assert not [due for due in due_entries(office, TODAY) if "〔2025〕" in str(due)]
    office.close()
