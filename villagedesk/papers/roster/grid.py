"""值班公示表 as a grid of people and days: who stands when, and how often."""

from __future__ import annotations

from villagedesk.base.document import (
    Cell,
    Column,
    Document,
    Fill,
    Head,
    PageSetup,
    Paragraph,
    Role,
    Row,
    Run,
    Table,
)
from villagedesk.calendar.wording import weekday_word
from villagedesk.papers.roster.foot import beside_mm, foot, top_line, wide
from villagedesk.papers.roster.posted import PostedDay, PostedPerson, PostedRoster, name_runs

_MM_TO_PT = 72 / 25.4
_ONE_SHEET = 28
"""More people than this take a second A4 sheet rather than smaller letters."""


def document(roster: PostedRoster, head: Head, paper: str = "A4") -> Document:
    """People in order of seniority by days, one sign a duty, totals at the right."""
    big = paper == "A3"
    count = max(len(roster.people), 1)
    whole = big or count <= _ONE_SHEET
    page = PageSetup(paper, landscape=True, top_mm=11, bottom_mm=12, left_mm=10, right_mm=10, one_page=whole)
    scale = 1.35 if big else 1.0
    room = page.size_mm[1] - 23 - 12 * scale - 17 * scale - beside_mm(roster, 10.5 * scale, 0, page.body_width_mm)
    row_mm = max(5.2, min(11.0 * scale, (room - 14 * scale) / count)) if whole else 6.5
    size = min(12.5 * scale, (row_mm - 1.9) * _MM_TO_PT)
    signs = _signs(roster)
    posts = list(dict.fromkeys(slot.post for day in roster.days for slot in day.slots))
    named = max((wide(person.person.partition("（")[0]) for person in roster.people), default=3.0)
    longest = max((len(person.post) for person in roster.people), default=2)
    columns = (
        Column(max(18 * scale, named * size / _MM_TO_PT + 3.5)),
        Column(max(14 * scale, min(longest, 6) * size * 0.8 / _MM_TO_PT + 3.5)),
        *(Column(6.0 * scale, flex=True) for _ in roster.days),
        *(Column(8.5 * scale) for _ in posts),
    )
    rows = tuple(_person(person, roster, signs, posts, size) for person in roster.people)
    table = Table(columns, _head(roster, posts, scale), rows, row_mm=row_mm, size=size, name="roster")
    legend = _legend(signs)
    title = f"{head.village} {roster.month_words}干部值班安排表（按人员）"
    blocks = (
        top_line(roster, 10.5 * scale, page.body_width_mm),
        table,
        Paragraph((Run(f"图例：{legend}", size=10 * scale),), above_mm=1.0),
        *foot(roster, head, size=10.5 * scale, people_across=0, width_mm=page.body_width_mm),
    )
    return Document(f"值班人员表{roster.first:%Y-%m}", title, blocks, page, subject="值班公示表")


def _signs(roster: PostedRoster) -> dict[tuple[str, str], str]:
    """A sign for each shift and post: the post's first word, and one of the shift's where a day has two of a post."""
    kinds = list(dict.fromkeys((slot.shift, slot.post) for day in roster.days for slot in day.slots))
    days = {kind: {day.date for day in roster.days for s in day.slots if (s.shift, s.post) == kind} for kind in kinds}
    found: dict[tuple[str, str], str] = {}
    for kind in kinds:
        like = kind[1][:1] or "值"
        if any(found[one] == like and days[one] & days[kind] for one in found):
            taken = {*found.values(), *(post[:1] for _, post in kinds)}
            like = next((sign for sign in (*kind[0], *"①②③④⑤⑥⑦⑧⑨") if sign not in taken), "※")
        found[kind] = like
    return found


def _legend(signs: dict[tuple[str, str], str]) -> str:
    """Every sign with what it stands for, shifts that share one together."""
    told: dict[str, list[str]] = {}
    for kind, sign in signs.items():
        told.setdefault(sign, []).append(_kind(*kind))
    return "　".join(f"{sign} {'、'.join(kinds)}" for sign, kinds in told.items())


def _kind(shift: str, post: str) -> str:
    return post if shift in (post, "") else f"{shift}·{post}"


def _head(roster: PostedRoster, posts: list[str], scale: float) -> tuple[Row, ...]:
    def cell(word: str, down: int = 1) -> Cell:
        return Cell(word, role=Role.HEAD, fill=Fill.HEAD, size=10 * scale, down=down)

    first = (
        cell("姓名", down=2),
        cell("职务", down=2),
        *(cell(str(day.date.day)) for day in roster.days),
        *(cell(post, down=2) for post in posts),
    )
    second = tuple(
        Cell(
            weekday_word(day.date),
            role=Role.WARN if day.rest else Role.BODY,
            fill=Fill.WEEKEND if day.rest else Fill.SOFT,
            size=9 * scale,
        )
        for day in roster.days
    )
    return (first, second)


def _person(
    person: PostedPerson, roster: PostedRoster, signs: dict[tuple[str, str], str], posts: list[str], size: float
) -> Row:
    counts = dict(person.counts)
    days = tuple(_day(person, day, signs, size) for day in roster.days)
    return (
        Cell(runs=name_runs(person.person.removesuffix(f"（{person.post}）"), Role.STRONG, size)),
        Cell(person.post, size=size * 0.8),
        *days,
        *(Cell(counts.get(post) or "", size=min(size, 13.0)) for post in posts),
    )


def _day(person: PostedPerson, day: PostedDay, signs: dict[tuple[str, str], str], size: float) -> Cell:
    held: list[str] = []
    changed = False
    for slot in day.slots:
        for name in slot.names:
            if name.person == person.person:
                held.append(signs[slot.shift, slot.post])
                changed = changed or name.changed
    fill = Fill.MARK if changed else Fill.WEEKEND if day.rest else Fill.NONE
    role = Role.MARK if changed else Role.STRONG
    return Cell("\n".join(held), role=role, fill=fill, size=min(15.0, size - 0.5 if len(held) == 1 else size * 0.7))
