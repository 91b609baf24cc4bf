"""What the forms of mediation share: the page, tables of people, long text, and places to sign, press and seal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Fill,
    PageSetup,
    Paragraph,
    Role,
    Row,
    Run,
    Space,
    Table,
    Together,
)
from villagedesk.mediation.case import Case, Stage, Step
from villagedesk.mediation.party import ORGANISATION, Mediator, Party

PAGE = PageSetup(top_mm=18, bottom_mm=15, left_mm=28, right_mm=22)
LATE_DAYS = 3
INSIDE = "内部资料 不得张贴"
TEXT = 14.0
SMALL = 12.0
WIDTH = PAGE.body_width_mm
_ONE_PAGE_MM = 190.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What a form is made of: the case, the step it records, the words (edited or not) and the committee."""

    case: Case
    committee: str
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    step: Step | None = None
    agreement_number: str = ""
    index: int = 0

    def word(self, name: str) -> str:
        """The words of one slot; empty when there are none."""
        return self.words.get(name, "")


def paper(title: str, blocks: Sequence[Block], facts: Facts, subtitle: str = "") -> Document:
    """A form of the volume on the volume's page; what was typed in long after it happened says so."""
    step = facts.step
    page = PAGE
    if step and step.late_days > LATE_DAYS:  # in the footer, where it never costs a page of its own
        page = replace(PAGE, footer=f"补录：{step.entered_at[:16]} 录入")
    name = f"{title}{facts.index or ''}"
    return Document(name, title, tuple(blocks), page, subtitle=subtitle, subject=facts.case.number)


def chinese(day: date | None) -> str:
    """`2026年11月21日`; places to write in when there is no day."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　　　年　　月　　日"


def taken_on(facts: Facts, stage: Stage) -> date | None:
    """The day of the step a form records; None on a form printed before, whose day is written by hand."""
    step = facts.step or facts.case.last(stage)
    return step.on if step else None


def line(text: str, *, align: Align = Align.LEFT, above: float = 0.0, size: float = TEXT) -> Paragraph:
    """One line without indent."""
    return Paragraph((Run(text, size=size),), align, 0, above)


def heading(text: str) -> Paragraph:
    """A heading within a form."""
    return Paragraph((Run(text, Role.HEADING, size=TEXT),), above_mm=1.4)


def body(text: str) -> list[Block]:
    """Long text: every line a paragraph indented by two characters."""
    return [Paragraph((Run(part.strip(), size=TEXT),), indent=2) for part in text.splitlines() if part.strip()]


def items(text: str) -> str:
    """Lines numbered 1., 2., 3. unless they already carry a number."""
    lines = [part.strip() for part in text.splitlines() if part.strip()]
    if len(lines) <= 1 or any(part[:1].isdigit() for part in lines):
        return "\n".join(lines)
    return "\n".join(f"{n}. {part}" for n, part in enumerate(lines, 1))


def label(text: str, down: int = 1, across: int = 1) -> Cell:
    """The cell that says what stands beside it."""
    return Cell(text, role=Role.HEAD, fill=Fill.SOFT, down=down, across=across)


def value(text: object, across: int = 1, *, long: bool = False) -> Cell:
    """The cell of a value; long text stands at the left and keeps its lines."""
    shown = "" if text is None or text == 0 else str(text)
    if not long:
        return Cell(shown, across=across, align=Align.LEFT if len(shown) > 14 else Align.CENTER)
    runs = tuple(Run(part, line=True) for part in shown.split("\n")) if shown else ()
    return Cell(shown, runs=runs, across=across, align=Align.LEFT)


_PARTY_COLUMNS = tuple(Column(width) for width in (20, 22, 26, 13, 12, 13, 18, 13, 23))


def party_table(parties: Sequence[Party], rows: Sequence[Row] = (), heights: Sequence[float] = ()) -> Table:
    """All parties with the facts the forms ask for, then further rows (label and one wide value)."""
    made: list[Row] = []
    for party in parties:
        made += _party_rows(party)
    tall = (*(7.8 for _ in made), *heights)
    return Table(_PARTY_COLUMNS, rows=(*made, *rows), row_mm=7.8, heights_mm=tall, size=SMALL, name="当事人")


def wide(text: str, content: str) -> Row:
    """A row of `party_table` with a label and long text across the rest."""
    return (label(text), value(content, 8, long=True))


def _party_rows(party: Party) -> list[Row]:
    more = 1 if party.representative else 0
    first = label(party.side, down=3 + more)
    if party.kind == ORGANISATION:
        rows: list[Row] = [
            (first, label("名称"), value(party.name, 3), label("信用代码", across=2), value(party.id_number, 2)),
            (label("法定代表人"), value(party.head_person, 3), label("联系方式", across=2), value(party.phone, 2)),
            (label("住所"), value(party.address, 7)),
        ]
    else:
        rows = [
            (
                first,
                label("姓名"),
                value(party.name),
                label("性别"),
                value(party.sex),
                label("民族"),
                value(party.nation),
                label("年龄"),
                value(party.age),
            ),
            (label("职业职务"), value(party.work, 3), label("联系方式", across=2), value(party.phone, 2)),
            (label("单位住址"), value(party.address, 7)),
        ]
    if more:
        how = "、".join(part for part in (party.relation, party.authority) if part)
        rows.append((label("代理人"), value(party.representative, 3), label("关系权限", across=2), value(how, 2)))
    return rows


def facts_table(pairs: Sequence[tuple[str, str]], row_mm: float = 9.0) -> Table:
    """Labels and values, one pair a row."""
    rows = tuple((label(name), value(text, long=True)) for name, text in pairs)
    return Table((Column(34), Column(WIDTH - 34, Align.LEFT)), rows=rows, row_mm=row_mm, size=SMALL)


def session_table(pairs: Sequence[tuple[str, str]]) -> Table:
    """Time and place side by side, then the rest; the last two side by side again, so that a record keeps to a page."""
    cells = [(label(name), value(text, long=True)) for name, text in pairs]
    middle = [(label(name), value(text, 3, long=True)) for name, text in pairs[2:-2]]
    rows = ((*cells[0], *cells[1]), *middle, (*cells[-2], *cells[-1]))
    rest = WIDTH - 24 - 20
    columns = (
        Column(24),
        Column(rest * 0.64, Align.LEFT),
        Column(20),
        Column(rest * 0.36, Align.LEFT),
    )
    return Table(columns, rows=rows, row_mm=7.5, size=SMALL)


def signing(names: Sequence[tuple[str, str]]) -> Table:
    """A place for each party who signs: what they are, name, signature, fingerprint and date."""
    head = tuple(label(text) for text in ("签署人", "姓名（名称）", "签名或盖章", "指印", "日期"))
    rows = tuple((value(what), value(who), value(""), value(""), value("　年　月　日")) for what, who in names)
    columns = tuple(Column(w) for w in (24, 46, 36, 22, 32))
    return Table(columns, (head,), rows, row_mm=12, head_mm=7, size=SMALL, name="签署")


def officials(names: Sequence[tuple[str, str]]) -> Table:
    """Places for mediators, recorder and others of the committee, two to a row: what they are, name, signature."""
    places = [(label(what), value(who), value("")) for what, who in names]
    rows: list[Row] = [(*places[n], *places[n + 1]) for n in range(0, len(places) - 1, 2)]
    if len(places) % 2:
        what, who, _ = places[-1]
        rows.append((what, who, value("", 4)))
    columns = tuple(Column(w) for w in (25, 22, 33, 25, 22, 33))
    return Table(columns, rows=tuple(rows), row_mm=10.5, size=SMALL, name="承办人签名")


def parties_sign(case: Case) -> list[tuple[str, str]]:
    """The parties as they sign, each with who speaks for them."""
    return [(party.side, party.speaks) for party in case.parties]


def mediators_sign(case: Case) -> list[tuple[str, str]]:
    """The mediators as they sign, the one in the chair first."""
    found = sorted(case.active_mediators, key=lambda m: m.role != "主持")
    return [(_mediator_word(m), m.name) for m in found] or [("调解员", "")]


def _mediator_word(mediator: Mediator) -> str:
    if mediator.role == "主持":
        return "主持调解员"
    return "受邀调解员" if mediator.invited else "调解员"


def seal(facts: Facts, day: date | None = None) -> list[Block]:
    """The place of the committee's seal with its name and date, kept together at the right."""
    cells = (
        (Cell(facts.committee, align=Align.RIGHT, size=TEXT),),
        (Cell("（人民调解委员会印章）", align=Align.RIGHT, role=Role.MUTED, size=SMALL),),
        (Cell(chinese(day), align=Align.RIGHT, size=TEXT),),
    )
    return [Space(2), Table((Column(WIDTH, Align.RIGHT),), rows=cells, row_mm=7, bare=True)]


def together(*blocks: Block) -> list[Block]:
    """The places to sign with the words above them, never parted by the end of a page unless they fill most of one."""
    tall = sum(len(block.rows) * block.row_mm for block in blocks if isinstance(block, Table))
    return [Together(tuple(blocks))] if tall <= _ONE_PAGE_MM else list(blocks)


def small_print(text: str) -> Paragraph:
    """A note under a form."""
    return Paragraph((Run(text, Role.MUTED, size=10.5),), above_mm=2.0)
