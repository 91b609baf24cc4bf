"""What cannot be is refused with its place, in Chinese."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.roster.cases import Json, case, person, shift
from villagedesk.base.errors import Mistake
from villagedesk.roster.frame import frame
from villagedesk.roster.model.making import model
from villagedesk.roster.reading import read_case

PIN = {"date": "2026-03-02", "shift": "值班", "post": "值班", "person": "甲"}

FAULTS: list[tuple[str, Callable[[Json], object], str]] = [
    ("an impossible date", lambda c: c["people"][0].update(unavailable=["2026-02-30"]), "people[0].unavailable[0]"),
    ("an impossible first day", lambda c: c.update({"from": "2026-02-29"}), "from"),
    ("days in the wrong order", lambda c: c.update({"to": "2026-01-01"}), "“to”"),
    (
        "a morning that ends before it starts",
        lambda c: c["shifts"][0].update(start="09:00", end="08:00"),
        "shifts[0].end",
    ),
    ("a night of twenty hours", lambda c: c["shifts"][0].update(start="15:00", end="11:00"), "次日"),
    ("a day typed the wrong way round", lambda c: c["shifts"][0].update(start="17:30", end="08:30"), "共 15 小时"),
    (
        "a day that is marked overnight",
        lambda c: c["shifts"][0].update(start="08:30", end="17:30", overnight=True),
        "超过了 24 小时",
    ),
    ("an hour that is none", lambda c: c["shifts"][0].update(start="24:30"), "shifts[0].start"),
    ("an unknown key", lambda c: c.update(peple=[]), "“peple”"),
    ("an unknown key inside", lambda c: c["shifts"][0]["needs"][0].update(cuont=1), "shifts[0].needs[0].cuont"),
    ("two people of one name", lambda c: c["people"].append(person("甲")), "甲"),
    ("two shifts of one name", lambda c: c["shifts"].append(shift()), "值班"),
    ("one post twice", lambda c: c["shifts"][0]["needs"].append({"post": "值班", "count": 1}), "写了两次"),
    ("a stranger kept apart", lambda c: c.update(rules={"apart": [["甲", "生人"]]}), "生人"),
    ("a pair of one", lambda c: c.update(rules={"cover": [["甲"]]}), "rules.cover[0]"),
    ("a stranger pinned", lambda c: c.update(pinned=[{**PIN, "person": "生人"}]), "生人"),
    ("a shift pinned that is none", lambda c: c.update(pinned=[{**PIN, "shift": "夜"}]), "pinned[0].shift"),
    ("a day pinned outside", lambda c: c.update(pinned=[{**PIN, "date": "2026-05-01"}]), "pinned[0]"),
    ("too many pinned", lambda c: c.update(pinned=[PIN, {**PIN, "person": "乙"}]), "pinned[1]"),
    ("a negative need", lambda c: c["shifts"][0]["needs"][0].update(count=-1), "shifts[0].needs[0].count"),
    ("a weekday that is none", lambda c: c["shifts"][0].update(on={"weekdays": [8]}), "weekdays[0]"),
    ("a kind of day that is none", lambda c: c["shifts"][0].update(on={"kinds": ["sunday"]}), "sunday"),
    ("a season that is none", lambda c: c["shifts"][0].update(on={"from_md": "02-30"}), "from_md"),
    ("a run of no days", lambda c: c.update(rules={"max_consecutive_days": 0}), "max_consecutive_days"),
    ("a rest below nothing", lambda c: c.update(rules={"min_rest_hours": -1}), "min_rest_hours"),
    ("a holiday that is no date", lambda c: c.update(holidays={"2026-02-31": "weekend"}), "2026-02-31"),
    ("a history of what is no bucket", lambda c: c["people"][0].update(history={"xyz": 1}), "history.xyz"),
]


@pytest.mark.parametrize(("spoil", "named"), [pytest.param(f, n, id=i) for i, f, n in FAULTS])
def test_refused(spoil, named):
    value = case([person("甲"), person("乙")])
    spoil(value)
    with pytest.raises(Mistake) as refused:
        model(frame(read_case(value), {}))
    assert named in refused.value.says
    assert refused.value.says.endswith("。")


@pytest.mark.parametrize(
    ("start", "end", "overnight"),
    [
        pytest.param("22:00", "06:00", False, id="plainly a night"),
        pytest.param("18:00", "08:00", False, id="from supper to breakfast"),
        pytest.param("08:00", "08:00", False, id="a day and a night"),
        pytest.param("16:00", "00:00", False, id="until midnight"),
        pytest.param("17:30", "08:30", True, id="fifteen hours that are meant"),
    ],
)
def test_a_night_is_taken(start: str, end: str, overnight: bool) -> None:
    value = case(
        [person("甲"), person("乙")], [shift("夜班", start, end, **({"overnight": True} if overnight else {}))]
    )
    made = frame(read_case(value), {})
    assert all(slot.end.date() > slot.date for slot in made.slots)
