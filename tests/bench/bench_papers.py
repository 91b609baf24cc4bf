"""The posted table as PDF against the Typst compile alone, in one process with a warm compiler."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from row import Row, timed

from villagedesk.base.document import Head
from villagedesk.papers.roster import month
from villagedesk.papers.roster.posted import PostedDay, PostedName, PostedPerson, PostedRoster, PostedSlot
from villagedesk.writers.pdf import compile_source, pdf_bytes
from villagedesk.writers.typeset.source import source

NAMES = tuple(f"{family}{name}" for family in "张李吴王" for name in ("建国", "秀英", "小梅"))


def posted(turn: int) -> PostedRoster:
    """A month of leader and two members a day; each `turn` is another paper, so that nothing is remembered."""
    first = date(2026, 12, 1)
    names = [PostedName(name, "委员", "138****1234") for name in NAMES]

    def day(i: int) -> PostedDay:
        at = first + timedelta(days=i)
        leader = PostedSlot("坐班", "带班", (names[(i + turn) % 3],), leader=True, hours="08:00—17:30")
        members = PostedSlot("坐班", "坐班", (names[3 + (i + turn) % 9], names[3 + (i + 1) % 9]))
        return PostedDay(at, (leader, members), at.weekday() > 4, lunar="廿三")

    people = tuple(PostedPerson(name, "委员", "138****1234") for name in NAMES)
    days = tuple(day(i) for i in range(31))
    return PostedRoster(first, days[-1].date, days, people, ("坐班：8:00—17:30",), f"接待来访群众。{turn}", 1, first)


def rows() -> list[Row]:
    """Ours makes the paper, writes the source and compiles; the limit compiles the same source."""
    head = Head("桃源村", "锦湖街道", "桃源村村民委员会", datetime(2026, 11, 28), "", "0577-1234", "0577-5678")
    pdf_bytes([*month.documents(posted(0), head)])
    turns = iter(range(1, 10_000))

    def ours() -> float:
        papers = [posted(next(turns)) for _ in range(10)]
        return timed(lambda: [pdf_bytes([*month.documents(paper, head)]) for paper in papers])() / 10

    def limit() -> float:
        texts = [source([*month.documents(posted(next(turns)), head)], "", {}) for _ in range(10)]
        return timed(lambda: [compile_source(text, {}) for text in texts])() / 10

    return [Row("posted table of a month as PDF / Typst compile alone", ours, 1.5, limit, runs=7)]
