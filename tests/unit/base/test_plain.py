"""Plain values become dataclasses, and every fault names its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import pytest

from villagedesk.base import plain
from villagedesk.base.errors import Mistake


@dataclass(frozen=True)
class Inner:
    count: int | Literal["all"] = 1


@dataclass(frozen=True)
class Outer:
    day: date
    needs: tuple[Inner, ...] = ()
    pair: tuple[str, str] | None = None
    counts: dict[str, float] = field(default_factory=dict)
    until: date = field(default=date(2026, 1, 1), metadata={"key": "to"})
    at: datetime | None = None


def test_reads_what_it_writes() -> None:
    value = Outer(
        date(2026, 2, 28),
        (Inner("all"), Inner(2)),
        ("甲", "乙"),
        {"周末": 2.0},
        date(2026, 3, 1),
        datetime(2026, 3, 1, 8, 30),
    )
    written = plain.write(value)
    assert written["to"] == "2026-03-01"
    assert written["needs"] == [{"count": "all"}, {"count": 2}]
    assert plain.read(Outer, written) == value


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param({}, "缺少“day”", id="a missing key"),
        pytest.param({"day": "2019-02-29"}, "“day”应是日历上有的日期", id="an impossible date"),
        pytest.param({"day": "2026-01-01", "neds": []}, "不认识的名称：“neds”", id="an unknown key"),
        pytest.param({"day": "2026-01-01", "needs": [{"count": "x"}]}, "“needs[0].count”", id="a deep fault"),
        pytest.param({"day": "2026-01-01", "needs": [{"cnt": 1}]}, "“needs[0].cnt”", id="a deep unknown key"),
        pytest.param({"day": "2026-01-01", "needs": [{"count": True}]}, "“needs[0].count”", id="true is no number"),
        pytest.param({"day": "2026-01-01", "pair": ["甲"]}, "2 项的列表", id="a pair of one"),
        pytest.param({"day": "2026-01-01", "counts": []}, "“counts”应是一组名称和值", id="a list for a mapping"),
        pytest.param({"day": "2026-01-01", "at": "08:30"}, "“at”应是时间", id="a moment without a date"),
        pytest.param([], "应是一组名称和值", id="a list for an object"),
    ],
)
def test_every_fault_names_its_place(given: object, words: str) -> None:
    with pytest.raises(Mistake) as told:
        plain.read(Outer, given)
    assert words in told.value.says
