"""The twelve months of a chart are the month reports' own figures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from villagedesk.base.clock import clock_at
from villagedesk.services.office import create_office
from villagedesk.services.registers import entries, stats

VISIT = {"visitor": "郑水根", "request": "门前排水沟被填平", "topic": "邻里关系", "phone": "15812342031"}


def test_twelve_months_end_with_the_one_asked_for_and_cross_the_year(tmp_path: Path) -> None:
    clock = clock_at(datetime(2026, 11, 20, 9, 30))
    office = create_office(tmp_path / "桃源村.vdesk", "桃源村", "锦湖街道", clock=clock)
    entries.add_entry(office, "visit", {**VISIT, "people": 5})
    entries.add_entry(office, "visit", VISIT)
    year = stats.twelve_months(office, stats.VISITORS, "2027-01")
    assert year == tuple((f"{month}月", 6.0 if month == 11 else 0.0) for month in (*range(2, 13), 1))
    assert stats.report_columns(office, "2026-11")[stats.VISITORS] == 6
    assert stats.twelve_months(office, "没有这一栏", "2026-11")[-1] == ("11月", 0.0)
    office.close()
