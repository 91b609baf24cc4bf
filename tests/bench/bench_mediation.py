"""Speed lines of mediation: opening a case among 100,000, a year's statistics over them, a volume of 60 pages."""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from PIL import Image
from row import Row, timed

from villagedesk.base.clock import clock_at
from villagedesk.mediation.category import CATEGORIES
from villagedesk.mediation.volume import Sheet
from villagedesk.services.mediation import binder, cases, course, figures, scans
from villagedesk.services.office import Office, create_office
from villagedesk.store.cases.dispute import Query

CASES = 100_000
PHOTOS = 40
_FACTS = (
    "number", "year", "seq", "title", "received_on", "source", "category", "difficulty", "amount", "people", "summary",
    "stage", "accepted_on", "ended_on", "outcome", "effective_on", "performance_on", "sessions", "next_due_on",
)  # fmt: skip
_VALUES = {
    "category": "邻里",
    "received_on": "2026-11-02",
    "summary": "墙体越过界石约三十厘米，双方各执一词。" * 6,
    "parties": [{"name": "郑水生", "side": "申请人"}, {"name": "何春来", "side": "被申请人"}],
    "mediators": ["李秀梅", "王国平"],
}


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


@cache
def _office() -> Office:
    office = create_office(
        Path(_folder().name) / "办公.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 30, 9))
    )
    rng = random.Random(1)
    rows = [_case(rng, n) for n in range(1, CASES + 1)]
    with office.change("灌入案件") as change:
        change.insert_bulk("dispute", _FACTS, rows)
        change.insert_bulk(
            "dispute_step",
            ("dispute", "stage", '"on"', "data", "entered_at"),
            [
                (n, stage, row[4], "{}", f"{row[4]} 09:00:00")
                for n, row in enumerate(rows, 1)
                for stage in ("受理", "告知", "调解", "达成书面协议", "履行")
            ],
        )
        change.insert_bulk(
            "dispute_mediator",
            ("dispute", "seq", "name", "role", "withdrew"),
            [(n, 1, f"调解员{n % 9}", "主持", "") for n in range(1, CASES + 1)],
        )
        blank = ("id_number", "work", "phone", "address", "head_person", "representative", "relation", "authority")
        columns = ("name", "side", "kind", "sex", "nation", "age", *blank, "authority_paper", "refuses")
        change.insert_bulk(
            "dispute_party",
            ("dispute", "seq", *columns),
            [
                (n, k, f"村民{n}", side, "自然人", "男", "汉族", 50, "", "", "", "", "", "", "", "", "", 0)
                for n in range(1, CASES + 1)
                for k, side in ((1, "申请人"), (2, "被申请人"))
            ],
        )
    return office


def _case(rng: random.Random, n: int) -> tuple[object, ...]:
    day = date(2026, 1, 1) + timedelta(days=n % 330)
    end = (day + timedelta(days=rng.randrange(5))).isoformat()
    outcome = rng.choice(("书面", "书面", "口头", "未达成", ""))
    ended = end if outcome else None
    agreed = end if outcome in ("书面", "口头") else None
    grade, money = rng.choice(("一般", "疑难")), float(rng.randrange(9000))
    head = (f"（2026）人调字第{n}号", 2026, n, f"纠纷{n}", day.isoformat(), "当事人申请", rng.choice(CATEGORIES))
    return (
        *head,
        grade,
        money,
        2,
        "略",
        "履行",
        day.isoformat(),
        ended,
        outcome,
        agreed,
        agreed,
        1,
        end if n % 50 == 0 else None,
    )


@cache
def _volume() -> tuple[Office, int]:
    folder = Path(_folder().name)
    office = create_office(folder / "卷.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 30, 9)))
    case = cases.add_case(office, _VALUES).value
    course.take_step(office, case.id, "受理", {"on": "2026-11-02"})
    course.take_step(office, case.id, "告知", {"on": "2026-11-02"})
    for _ in range(7):
        course.take_step(
            office, case.id, "调解", {"on": "2026-11-03", "statements": "陈述。" * 300, "verified": "核实。" * 200}
        )
    files: list[Path] = []
    rng = random.Random(2)
    for n in range(PHOTOS):
        # Grain over shapes: compresses like a photograph of paper, not like a drawing.
        grain = Image.frombytes("L", (750, 1000), rng.randbytes(750_000)).resize((3000, 4000))
        picture = Image.merge("RGB", [grain.point(lambda v, k=k: 170 + v // 4 - k) for k in (0, 8, 20)])
        file = folder / f"{n}.jpg"
        picture.save(file, quality=92)
        files.append(file)
    scans.attach(office, case.id, Sheet.EVIDENCE, 0, files)
    return office, case.id


def _open() -> Callable[[], float]:
    def once() -> float:
        office = _office()
        return timed(lambda: cases.case_numbered(office, "（2026）人调字第54321号"))()

    return once


def _list() -> Callable[[], float]:
    def once() -> float:
        office = _office()
        return timed(lambda: cases.list_cases(office, Query(open_only=True)))()

    return once


def _year() -> Callable[[], float]:
    def once() -> float:
        office = _office()
        return timed(lambda: figures.statistics(office, "2026"))()

    return once


def _bind() -> Callable[[], float]:
    def once() -> float:
        office, key = _volume()
        return timed(lambda: binder.bind(office, cases.open_case(office, key)))()

    return once


def _megabytes() -> float:
    office, key = _volume()
    made = binder.bind(office, cases.open_case(office, key))
    assert made.pages >= 55, made.pages
    return len(io.BytesIO(made.pdf).getvalue()) / 1e6


def rows() -> list[Row]:
    """The lines of the mediation issue."""
    return [
        Row("opening a case among 100,000", _open(), 0.1),
        Row("first 500 lines of the open cases among 100,000", _list(), 0.1),
        Row("a year's statistics over 100,000 cases", _year(), 0.3),
        Row("a volume of 60 pages with 40 photographs", _bind(), 3.0, runs=3),
        Row("the same volume in megabytes", _megabytes, 20.0, unit="MB", runs=1),
    ]
