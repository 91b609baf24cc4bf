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
from villagedesk.papers.roster.foot import foot, top_line
from villagedesk.papers.roster.posted import WEEKDAYS, PostedDay, PostedPerson, PostedRoster, name_runs


def document(roster: PostedRoster, head: Head, paper: str = "A4") -> Document:
    """People in order of seniority by days, one sign a duty, totals at the right."""
    page = PageSetup(paper, landscape=True, top_mm=12, bottom_mm=13, left_mm=10, right_mm=10, one_page=True)
    scale = 1.35 if paper == "A3" else 1.0
    signs = _signs(roster)
    posts = list(dict.fromkeys(slot.post for day in roster.days for slot in day.slots))
    columns = (
        Column(20 * scale),
        Column(15 * scale),
        *(Column(6.2 * scale, flex=True) for _ in roster.days),
        *(Column(9 * scale) for _ in posts),
    )
    rows = tuple(_person(person, roster, signs, posts, scale) for person in roster.people)
    row_mm = max(6.5, min(10.5, 118 / max(len(rows), 1))) * scale
    table = Table(columns, _head(roster, posts, scale), rows, row_mm=row_mm, size=10.5 * scale, name="roster")
    legend = "　".join(f"{sign} {_kind(*kind)}" for kind, sign in signs.items())
    title = f"{head.village} {roster.month_words}干部值班安排表（按人员）"
    blocks = (
        top_line(roster, 10.5 * scale, page.body_width_mm),
        table,
        Paragraph((Run(f"图例：{legend}", size=10 * scale),), above_mm=1.0),
        *foot(roster, head, size=10.5 * scale, people_across=0, width_mm=page.body_width_mm),
    )
    return Document(f"值班人员表{roster.first:%Y-%m}", title, blocks, page, subject="值班公示表")


def _signs(roster: PostedRoster) -> dict[tuple[str, str], str]:
    """A short sign for each shift and post: the post's first sign, told apart by number where shifts share it."""
    kinds = list(dict.fromkeys((slot.shift, slot.post) for day in roster.days for slot in day.slots))
    firsts = [post[:1] or "值" for _, post in kinds]
    marks = "①②③④⑤⑥⑦⑧⑨"
    found: dict[tuple[str, str], str] = {}
    for index, (kind, first) in enumerate(zip(kinds, firsts, strict=True)):
        number = firsts[:index].count(first)
        alone = firsts.count(first) == 1
        found[kind] = first if alone else first + marks[min(number, 8)]
    return found


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
            WEEKDAYS[day.date.weekday()],
            role=Role.WARN if day.rest else Role.BODY,
            fill=Fill.WEEKEND if day.rest else Fill.SOFT,
            size=9 * scale,
        )
        for day in roster.days
    )
    return (first, second)


def _person(
    person: PostedPerson, roster: PostedRoster, signs: dict[tuple[str, str], str], posts: list[str], scale: float
) -> Row:
    counts = dict(person.counts)
    days = tuple(_day(person, day, signs, scale) for day in roster.days)
    return (
        Cell(runs=name_runs(person.person.removesuffix(f"（{person.post}）"), Role.STRONG, 12 * scale)),
        Cell(person.post, size=9.5 * scale),
        *days,
        *(Cell(counts.get(post, 0), size=10.5 * scale) for post in posts),
    )


def _day(person: PostedPerson, day: PostedDay, signs: dict[tuple[str, str], str], scale: float) -> Cell:
    held: list[str] = []
    changed = False
    for slot in day.slots:
        for name in slot.names:
            if name.person == person.person:
                held.append(signs[slot.shift, slot.post])
                changed = changed or name.changed
    fill = Fill.MARK if changed else Fill.WEEKEND if day.rest else Fill.NONE
    return Cell("\n".join(held), role=Role.MARK if changed else Role.STRONG, fill=fill, size=9.5 * scale)
