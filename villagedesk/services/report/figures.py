"""The figures of a month for the street, each with last month and the same month of last year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from villagedesk import __version__
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.papers.street.facts import NAMES, Figure, MonthFacts
from villagedesk.registers.definition import Statistic
from villagedesk.registers.statistics import Tally, statistics_of, value_of
from villagedesk.services.attendance.profiles import profile_on
from villagedesk.services.mediation import figures as mediation
from villagedesk.services.office import Office, head
from villagedesk.services.registers.books import registers
from villagedesk.services.registers.deadlines import due_entries
from villagedesk.services.registers.lists import month_span
from villagedesk.services.report.attending import Attended, attended
from villagedesk.services.signs import checks
from villagedesk.store import street as shelf
from villagedesk.store.books import lists as rows

Parts = tuple[float | None, float, float]


def month_facts(office: Office, month: str, *, masked: bool = True, revision: int = 0) -> MonthFacts:
    """Everything that the month's report states, gathered from the books, the attendance and the cases."""
    top = head(office)
    if not top.village:
        raise Mistake("办公室还没有填写村（社区）名称，不能出月报；请先在“设置”里填写。", "village")
    attendance = attended(office, month)
    first, last = month_span(month)
    checked = checks.checks(office, first, last)
    return MonthFacts(
        village=top.village,
        month=month,
        street=top.street,
        revision=revision or shelf.last_revision(office.store, month) + 1,
        made_at=moment_text(office.clock()),
        program=__version__,
        masked=masked,
        figures=figures(office, month),
        people=attendance.people,
        exceptions=attendance.exceptions,
        notes=_notes(office, month, attendance),
        checks=len(checked),
        checks_away=sum(one.bad for one in checked),
        open_deadlines=sum(due.days_left < 0 for due in due_entries(office, min(last, office.clock().date()))),
        profile=profile_on(office, last).name,
    )


def figures(office: Office, month: str) -> tuple[Figure, ...]:
    """The figures of a month, the six of the contract first."""
    now = _values(office, month)
    before = _known(_values(office, month_before(month)))
    year_ago = _known(_values(office, f"{int(month[:4]) - 1}{month[4:]}"))
    order = [*NAMES, *(name for name in now if name not in NAMES)]
    found: list[Figure] = []
    for name in order:
        value, of, over = now.get(name, (None if _rate(name) else 0.0, 0.0, 0.0))
        found.append(Figure(name, value, of, over, before.get(name, (None,))[0], year_ago.get(name, (None,))[0]))
    return tuple(found)


def _known(values: dict[str, Parts]) -> dict[str, Parts]:
    """Nothing at all for a month before the office kept its books, so that nothing is compared with it."""
    return values if any(value for value, _, _ in values.values()) else {}


def _rate(name: str) -> bool:
    return "_" not in name


def month_before(month: str) -> str:
    """`2026-11` → `2026-10`."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


def month_after(month: str) -> str:
    """`2026-12` → `2027-01`."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + 1}-01" if number == 12 else f"{year}-{number + 1:02d}"


def _values(office: Office, month: str) -> dict[str, Parts]:
    span = month_span(month)
    found: dict[str, Parts] = {}
    for register in registers(office).values():
        chosen = {statistic.label: statistic for statistic in statistics_of(register)}
        counted = register.ledger.field if register.ledger else register.counts
        for column in register.report:
            found[column.column] = _parts(office, register.id, counted, chosen[column.statistic], span)
    total = mediation.statistics(office, month).total
    accepted, mediated, succeeded = (float(total.counts[word]) for word in ("accepted", "mediated", "succeeded"))
    found["调处纠纷_件"] = (accepted, 0.0, 0.0)
    rate = round(100 * succeeded / mediated, 1) if mediated else None
    found["调解成功率"] = (rate, succeeded, mediated)
    return found


def _parts(office: Office, book: str, counted: str, statistic: Statistic, span: tuple[date, date]) -> Parts:
    if statistic.distinct:
        return float(rows.distinct(office.store, book, span, statistic.distinct)), 0.0, 0.0
    other = statistic.sum if statistic.sum and statistic.sum != counted else ""
    tallies = rows.tallies(office.store, book, "", span, other, **statistic.where)
    value = value_of(statistic, tallies)
    of, over = rate_parts(statistic, tallies)
    return (None if value is None else float(value)), of, over


def rate_parts(statistic: Statistic, tallies: Sequence[Tally]) -> tuple[float, float]:
    """How many entries of a rate are in its states and of how many, so that a street can add villages up."""
    if statistic.rate is None:
        return 0.0, 0.0
    whole = "all" in statistic.rate.over
    over = sum(tally.entries for tally in tallies if whole or tally.state in statistic.rate.over)
    return float(sum(t.entries for t in tallies if t.state in statistic.rate.of)), float(over)


def _notes(office: Office, month: str, attendance: Attended) -> tuple[str, ...]:
    notes: list[str] = []
    today = office.clock().date()
    if month_span(month)[1] >= today:
        notes.append(f"本月尚未结束，数据截至 {today.isoformat()}。")
    if attendance.undecided_days:
        notes.append(f"有 {attendance.undecided_days} 天的打卡数据还没有导入，未计入应坐班。")
    if attendance.open_exceptions:
        notes.append(f"有 {attendance.open_exceptions} 项考勤异常尚未说明。")
    if not attendance.people:
        notes.append("本月没有考勤记录。")
    return tuple(notes)
