"""Which months the demonstration village has lived through."""

from __future__ import annotations

from datetime import date, timedelta


def year_ago(today: date) -> tuple[date, date]:
    """The first days of last month and of this month as they were a year ago, which this year is compared with."""
    this = today.replace(year=today.year - 1, day=1)
    return (this - timedelta(days=1)).replace(day=1), this
