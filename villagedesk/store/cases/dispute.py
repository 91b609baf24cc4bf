"""Disputes in the office file: one typed row for quick lists and counts, and tables of what each has many of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from villagedesk.base import plain
from villagedesk.mediation.case import Act, Case, Difficulty, Effect, Hold, Prevented, Source, Stage, Step
from villagedesk.mediation.party import Helper, Mediator, Party
from villagedesk.mediation.statistics import Period
from villagedesk.store.file.audit import Change, Row
from villagedesk.store.file.store import Store

_MANY = ("parties", "mediators", "helpers", "steps", "holds", "number", "id", "prevented")
FACTS = tuple(f.name for f in fields(Case) if f.name not in _MANY)
_ENUMS: Mapping[str, Any] = {"source": Source, "difficulty": Difficulty}
# Names every category, so that an index by category and day answers a period without sorting.
_EACH = "category in (select distinct category from dispute)"
_PARTY = tuple(f.name for f in fields(Party))
_LISTED = (
    "id, number, title, received_on, source, category, difficulty, amount, people, stage, outcome, accepted_on,"
    " ended_on, effective_on, archived_on, next_due_on"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of cases: enough to show and to open it."""

    id: int
    number: str
    title: str
    received_on: str
    source: str
    category: str
    difficulty: str
    amount: float
    people: int
    stage: str
    outcome: str
    accepted_on: str | None
    ended_on: str | None
    effective_on: str | None
    archived_on: str | None
    next_due_on: str | None
    parties: str = ""
    mediators: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What a list asks for; empty asks for everything. `mediator` limits to the cases of one person, `ids` to some."""

    stage: str = ""
    category: str = ""
    source: str = ""
    text: str = ""
    from_on: date | None = None
    to_on: date | None = None
    open_only: bool = False
    mediator: str = ""
    ids: tuple[int, ...] = ()
    limit: int = 500


def case(store: Store, key: int) -> Case | None:
    """The whole case of that id; None when there is none or it was removed."""
    row = store.one("select * from dispute where id = ? and removed is null", [key])
    return _case(store, row) if row else None


def id_of(store: Store, number: str) -> int | None:
    """The id of the case of that number; None when there is none."""
    return store.value("select id from dispute where number = ? and removed is null", [number])


def id_at(store: Store, year: int | None, seq: int) -> int | None:
    """The id of the case of that running number, in that year or in the latest year."""
    if year is None:
        year = store.value("select max(year) from dispute where removed is null")
    return store.value("select id from dispute where year = ? and seq = ? and removed is null", [year, seq])


def next_seq(store: Store, year: int) -> int:
    """The next running number of a year; numbers are never given twice."""
    return int(store.value("select coalesce(max(seq), 0) + 1 from dispute where year = ?", [year]))


def entries(store: Store, query: Query) -> tuple[Entry, ...]:
    """The lines of a list, newest first, with the names of parties and mediators."""
    where, params = _where(query)
    rows = store.rows(
        f"select {_LISTED} from dispute where {where} order by received_on desc, id desc limit ?",
        [*params, query.limit],
    )
    if not rows:
        return ()
    ids = [row["id"] for row in rows]
    parties, mediators = _names(store, "dispute_party", ids), _names(store, "dispute_mediator", ids)
    return tuple(Entry(**r, parties=parties.get(r["id"], ""), mediators=mediators.get(r["id"], "")) for r in rows)


def counts(store: Store, query: Query) -> dict[str, int]:
    """How many cases stand at each stage."""
    where, params = _where(query)
    return dict(store.tuples(f"select stage, count(*) from dispute where {where} group by stage", params))


def with_clocks(store: Store, until: date, limit: int = 500) -> tuple[int, ...]:
    """The ids of cases with a clock that is due on or before a day, soonest first."""
    rows = store.tuples(
        "select id from dispute where next_due_on <= ? and removed is null order by next_due_on, id limit ?",
        [until.isoformat(), limit],
    )
    return tuple(row[0] for row in rows)


def open_ids(store: Store) -> tuple[int, ...]:
    """The ids of cases that are neither archived nor refused."""
    closed = "('归档', '不予受理')"
    rows = store.tuples(f"select id from dispute where stage not in {closed} and removed is null order by id")
    return tuple(row[0] for row in rows)


def due_to_destroy(store: Store, today: date) -> tuple[Row, ...]:
    """Archived volumes whose term of keeping is over; nothing destroys them but a person."""
    return tuple(
        store.rows(
            "select id, number, title, keeping, archived_on, destroy_on from dispute"
            " where destroy_on < ? and removed is null order by destroy_on, id",
            [today.isoformat()],
        )
    )


def save_new(change: Change, case: Case, columns: Mapping[str, Any]) -> int:
    """Write the row of a new case; `columns` are its year, running number and what follows from its steps."""
    return change.insert("dispute", {**_facts(case), "number": case.number, **columns})


def save_facts(change: Change, case: Case, columns: Mapping[str, Any]) -> None:
    """Write the facts of a case and the columns derived from its steps."""
    change.update("dispute", case.id, {**_facts(case), **columns})


def save_people(change: Change, store: Store, key: int, case: Case) -> None:
    """Write parties, mediators and helpers where they differ from what is stored."""
    _replace(change, store, "dispute_party", key, case.parties)
    _replace(change, store, "dispute_mediator", key, case.mediators)
    _replace(change, store, "dispute_helper", key, case.helpers)


def add_step(change: Change, key: int, step: Step, entered_at: str) -> int:
    """Write one step; when it was entered is kept beside when it happened."""
    data = json.dumps(dict(step.data), ensure_ascii=False)
    row = {"dispute": key, "stage": step.stage.value, '"on"': step.on.isoformat(), "data": data}
    return change.insert("dispute_step", {**row, "entered_at": entered_at})


def add_hold(change: Change, key: int, hold: Hold) -> int:
    """Write that a clock was stopped, restarted or extended."""
    row = plain.write(hold)
    row['"on"'] = row.pop("on")
    return change.insert("dispute_hold", {"dispute": key, **row})


def tally(store: Store, of: Period) -> tuple[dict[str, dict[str, int]], dict[str, float]]:
    """Counts by category and measure for a period, and the amounts of the agreements reached in it."""
    span = [of.from_on.isoformat(), of.to_on.isoformat()]
    counted: dict[str, dict[str, int]] = {}
    amounts: dict[str, float] = {}
    for category, number, people in store.tuples(
        "select category, count(*), sum(people) from dispute"
        f" where {_EACH} and accepted_on between ? and ? and removed is null group by category",
        span,
    ):
        counted.setdefault(category, {}).update({"accepted": number, "people": people})
    effects = [f"{e.name.lower()}_{unit}" for e in Effect for unit in ("cases", "people")]
    sums = ", ".join(f"sum({name})" for name in effects)
    for row in store.tuples(
        "select category, count(*), sum(outcome in ('书面', '口头')), sum(outcome = '书面'), sum(outcome = '口头'),"
        f" sum(case when outcome in ('书面', '口头') then amount else 0 end), {sums}"
        f" from dispute where {_EACH} and ended_on between ? and ? and sessions > 0 and removed is null"
        " group by category",
        span,
    ):
        category, mediated, succeeded, written, oral, amount, *prevented = row
        line = counted.setdefault(category, {})
        line.update({"mediated": mediated, "succeeded": succeeded, "written": written, "oral": oral})
        line["failed"] = mediated - succeeded
        line.update(zip(effects, prevented, strict=True))
        amounts[category] = amount
    for name, column in (("confirmed", "confirmation_on"), ("performed", "performance_on")):
        for category, number in store.tuples(
            f"select category, count(*) from dispute where {_EACH} and {column} is not null"
            f" and {column} between ? and ? and removed is null group by 1",
            span,
        ):
            counted.setdefault(category, {})[name] = number
    return counted, amounts


def ended_between(store: Store, of: Period) -> tuple[int, ...]:
    """The ids of cases whose mediation ended within a period."""
    rows = store.tuples(
        "select id from dispute where ended_on between ? and ? and sessions > 0 and removed is null"
        " order by ended_on, id",
        [of.from_on.isoformat(), of.to_on.isoformat()],
    )
    return tuple(row[0] for row in rows)


def paid(store: Store) -> dict[str, float]:
    """What was paid for which case, by number."""
    return dict(store.tuples("select number, amount from dispute_payment where removed is null"))


def _where(query: Query) -> tuple[str, list[Any]]:
    parts, params = ["removed is null"], list[Any]()
    for column in ("stage", "category", "source"):
        if value := getattr(query, column):
            parts.append(f"{column} = ?")
            params.append(value)
    if query.from_on:
        parts.append("received_on >= ?")
        params.append(query.from_on.isoformat())
    if query.to_on:
        parts.append("received_on <= ?")
        params.append(query.to_on.isoformat())
    if query.open_only:
        parts.append("stage not in ('归档', '不予受理')")
    if query.mediator:
        parts.append("id in (select dispute from dispute_mediator where name = ? and withdrew = '')")
        params.append(query.mediator)
    if query.ids:
        parts.append(f"id in ({', '.join(str(int(key)) for key in query.ids)})")
    for word in query.text.split():
        like = f"%{word}%"
        parts.append(
            "(number like ? or title like ? or summary like ? or place like ? or referred_by like ?"
            " or id in (select dispute from dispute_party where name like ? or phone like ? or representative like ?))"
        )
        params += [like] * 8
    return " and ".join(parts), params


def _names(store: Store, table: str, ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    marks = ", ".join("?" for _ in ids)
    for key, name in store.tuples(f"select dispute, name from {table} where dispute in ({marks}) order by seq", ids):
        found.setdefault(key, []).append(name)
    return {key: "、".join(names) for key, names in found.items()}


def _facts(case: Case) -> dict[str, Any]:
    values = {name: plain.write(getattr(case, name)) for name in FACTS}
    values["prevented"] = json.dumps(plain.write(case.prevented), ensure_ascii=False)
    for effect in Effect:
        cut = case.cut(effect)
        values[f"{effect.name.lower()}_cases"] = cut.cases
        values[f"{effect.name.lower()}_people"] = cut.people
    return values


def _case(store: Store, row: Row) -> Case:
    key = row["id"]
    facts: dict[str, Any] = {name: _ENUMS[name](row[name]) if name in _ENUMS else row[name] for name in FACTS}
    facts["received_on"] = date.fromisoformat(row["received_on"])
    prevented = tuple(plain.read(tuple[Prevented, ...], json.loads(row["prevented"])))
    of = "where dispute = ? order by"
    return Case(
        **facts,
        prevented=prevented,
        parties=tuple(_party(r) for r in store.rows(f"select * from dispute_party {of} seq", [key])),
        mediators=tuple(
            Mediator(name, role, withdrew, bool(invited))
            for name, role, withdrew, invited in store.tuples(
                f"select name, role, withdrew, invited from dispute_mediator {of} seq", [key]
            )
        ),
        helpers=tuple(
            Helper(r[0], r[1], r[2], bool(r[3]))
            for r in store.tuples(f"select name, capacity, unit, consented from dispute_helper {of} seq", [key])
        ),
        steps=tuple(
            _step(r) for r in store.tuples(f'select stage, "on", data, id, entered_at from dispute_step {of} id', [key])
        ),
        holds=tuple(
            Hold(r[0], Act(r[1]), date.fromisoformat(r[2]), *r[3:])
            for r in store.tuples(f'select clock, act, "on", days, consent, reason from dispute_hold {of} id', [key])
        ),
        number=row["number"],
        id=key,
    )


def _party(row: Row) -> Party:
    return Party(**{name: row[name] for name in _PARTY if name != "refuses"}, refuses=bool(row["refuses"]))


def _step(row: Sequence[Any]) -> Step:
    return Step(Stage(row[0]), date.fromisoformat(row[1]), json.loads(row[2]), row[3], row[4])


def _replace(change: Change, store: Store, table: str, key: int, after: Sequence[Any]) -> None:
    kept = [row[0] for row in store.tuples(f"select id from {table} where dispute = ? order by seq", [key])]
    for seq, item in enumerate(after, 1):
        row = {name: int(v) if isinstance(v, bool) else v for name, v in asdict(item).items()}
        if seq <= len(kept):
            change.update(table, kept[seq - 1], {"seq": seq, **row})
        else:
            change.insert(table, {"dispute": key, "seq": seq, **row})
    for row_id in kept[len(after) :]:
        change.erase(table, row_id, "不再列入本案")
