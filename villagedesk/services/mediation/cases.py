"""Cases: take one in, find it, list what may be seen, change its facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.mediation import clocks as clock_room
from villagedesk.mediation import law
from villagedesk.mediation.case import Case, Difficulty, Effect, Prevented, Source, Stage, default_title
from villagedesk.mediation.category import ministry
from villagedesk.mediation.party import (
    ORGANISATION,
    Helper,
    Mediator,
    Party,
    check_listed,
    check_mediators,
    check_party,
    known_by_number,
)
from villagedesk.mediation.privacy import destroy_on, may_see
from villagedesk.mediation.steps import CASE_FIELDS, PARTY_FIELDS, checked, suggested_difficulty
from villagedesk.mediation.volume import Sheet, kind_of
from villagedesk.services import people
from villagedesk.services.mediation import settings
from villagedesk.services.office import Office
from villagedesk.services.registers import search
from villagedesk.store.books.search import drop
from villagedesk.store.cases import dispute, sheets
from villagedesk.store.cases.dispute import Entry, Query
from villagedesk.store.file.audit import Change

KIND = "mediation"
"""The kind of thing that a case is for the search over everything and the list of what is due."""

_ORGANISED = re.compile("(?:公司|合作社|委员会|村委会|居委会|经营部|[厂店行]|医院|学校|中心)$")
_LISTS = ("parties", "mediators", "helpers", "prevented")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the name at the desk, the posts held, and whether every case may be seen."""

    name: str
    posts: tuple[str, ...]
    sees_all: bool


def viewer(office: Office) -> Viewer:
    """Who sits at the desk and what that lets them see."""
    posts = tuple(post for p in people.people(office) if p.name == office.user for post in p.posts)
    chairs = {m.name for m in settings.committee(office) if m.chair}
    posts += ("调委会主任",) if office.user in chairs else ()
    nothing = Case("", date.min)
    return Viewer(office.user, posts, may_see(nothing, office.user, posts))


def number_of(year: int, seq: int) -> str:
    """`（2026）人调字第15号`."""
    return f"（{year}）人调字第{seq}号"


def find_id(office: Office, key: str | int) -> int:
    """The id of a case by its number, `2026-15`, or its running number; `Mistake` when there is none."""
    text = str(key).strip()
    known = dispute.id_of(office.store, text)
    found = re.fullmatch(r"(?:[（(〔\[]?(\d{4})[）)〕\]]?\D+)?(\d+)\D*", text)
    if known is None and found:
        known = dispute.id_at(office.store, int(found[1]) if found[1] else None, int(found[2]))
    if known is None:
        raise Mistake(f"没有案号是“{text}”的调解案件，请核对案号。", "number")
    return known


def open_case(office: Office, key: int) -> Case:
    """The whole case of that id; `Mistake` when there is none or the person at the desk may not see it."""
    case = dispute.case(office.store, key)
    if case is None:
        raise Mistake("没有这个调解案件，可能已经删除；请回到看板看一看。", "number")
    who = viewer(office)
    if not who.sees_all and not may_see(case, who.name, who.posts):
        raise Mistake(f"案件{case.number}只有承办调解员和书记、文书可以查看。", "number")
    return case


def case_numbered(office: Office, number: str | int) -> Case:
    """The whole case of that number."""
    return open_case(office, find_id(office, number))


def list_cases(office: Office, query: Query | None = None) -> tuple[Entry, ...]:
    """The lines of the list that the person at the desk may see, newest first."""
    return dispute.entries(office.store, _seen(office, query or Query()))


def stage_counts(office: Office, query: Query | None = None) -> dict[str, int]:
    """How many visible cases stand at each stage."""
    return dispute.counts(office.store, _seen(office, query or Query()))


def hidden_among(office: Office, keys: Sequence[int]) -> frozenset[int]:
    """Which of these cases the person at the desk may not see."""
    who = viewer(office)
    if who.sees_all or not keys:
        return frozenset()
    seen = dispute.entries(office.store, Query(ids=tuple(keys), mediator=who.name, limit=len(keys)))
    return frozenset(keys) - {entry.id for entry in seen}


def _seen(office: Office, query: Query) -> Query:
    who = viewer(office)
    if query.text.strip():
        found = search.found_ids(office, query.text, KIND, query.limit)
        query = replace(query, text="" if found else query.text, ids=found)
    return query if who.sees_all else replace(query, mediator=who.name)


def _index(office: Office, change: Change, case: Case) -> None:
    names = [name for p in case.parties for name in (p.name, p.representative) if name]
    texts = [*names, *(p.phone for p in case.parties), case.place, case.referred_by, case.summary]
    thing = search.thing_of((KIND, case.id), case.number, case.title, texts, names, case.received_on)
    search.index_thing(office.store, change, thing)


def add_case(office: Office, values: Mapping[str, Any]) -> Result[Case]:
    """Take a dispute in: facts by name or label, with `parties`, `mediators`, `helpers` and `prevented` as lists."""
    case = read_case(office, values)
    year = case.received_on.year
    seq = dispute.next_seq(office.store, year)
    case = replace(case, number=number_of(year, seq))
    at = moment_text(office.clock())
    with office.change("登记调解案件") as change:
        key = dispute.save_new(change, case, {"year": year, "seq": seq, **derived(office, case)})
        dispute.save_people(change, office.store, key, case)
        if case.source is Source.REQUEST:
            sheets.save_form(change, office.store, key, sheets.Form(Sheet.APPLICATION, 0, {}, at))
        case = replace(case, id=key)
        _index(office, change, case)
    says = f"已登记{case.number}“{case.title}”，等待受理。{settings.unchecked_says(office, case.mediators)}"
    return Result(case, Changes(Area.CASES, says, lambda later: remove_case(later, key, "撤销登记")))


def read_case(office: Office, values: Mapping[str, Any]) -> Case:
    """A new case from plain values, checked; unknown names are refused."""
    given = {name: value for name, value in values.items() if name not in _LISTS}
    if given.get("received_on", given.get("来件日期")) in (None, "", "today"):
        given.pop("来件日期", None)
        given["received_on"] = office.clock().date()
    facts = checked(CASE_FIELDS, given)
    facts["received_on"] = date.fromisoformat(facts["received_on"])
    if facts["received_on"] > office.clock().date():
        raise Mistake(f"来件日期 {facts['received_on']} 还没有到，请检查。", "received_on")
    graded = facts.pop("difficulty", None)
    case = with_facts(office, Case("", facts["received_on"]), facts, values)
    grade = Difficulty(graded) if graded else suggested_difficulty(case)
    return replace(case, difficulty=grade, title=case.title or default_title(case.parties, case.category))


def with_facts(office: Office, case: Case, facts: Mapping[str, Any], lists: Mapping[str, Any]) -> Case:
    """The case with checked facts and given lists put in; refuses fees and mediators with an interest."""
    changed: dict[str, Any] = dict(facts)
    known = case.mediators
    if "category" in changed:
        changed["local_category"] = changed["category"]
        changed["category"] = ministry(changed["category"], settings.categories(office))
    if "source" in changed:
        changed["source"] = Source(changed["source"])
    if "difficulty" in changed:
        changed["difficulty"] = Difficulty(changed["difficulty"])
    if changed.get("fee"):
        raise law.Forbidden("人民调解不能收费", law.FREE, "fee")
    readers = {"parties": _parties, "mediators": _mediators, "helpers": _helpers, "prevented": _prevented}
    for name, reader in readers.items():
        if name in lists:
            changed[name] = reader(lists[name])
    case = replace(case, **changed)
    today = office.clock().date()
    case = replace(case, parties=tuple(known_by_number(party, today) for party in case.parties))
    if case.steps and case.received_on > case.steps[0].on:
        first = case.steps[0]
        raise Mistake(f"来件日期 {case.received_on} 晚于“{first.stage.value}”的 {first.on}，请检查。", "received_on")
    check_mediators(case.mediators, case.parties)
    staff = tuple(person.name for person in people.people(office))
    return replace(case, mediators=check_listed(case.mediators, settings.committee(office), known, staff))


def _parties(items: Sequence[Mapping[str, Any]]) -> tuple[Party, ...]:
    found = tuple(_party(item) for item in items)
    for party in found:
        check_party(party)
    return found


def _party(item: Mapping[str, Any]) -> Party:
    """One party; a name that is plainly a company's or an office's makes it an organisation unless said otherwise."""
    party = Party(**checked(PARTY_FIELDS, item))
    said = any(item.get(name) for name in ("kind", "类型"))
    return party if said or not _ORGANISED.search(party.name) else replace(party, kind=ORGANISATION)


def _mediators(items: Sequence[Any]) -> tuple[Mediator, ...]:
    roles = ("主持", *["参加"] * len(items))
    return tuple(
        Mediator(item.strip(), role) if isinstance(item, str) else _named(Mediator, {"role": role, **item})
        for item, role in zip(items, roles, strict=False)
    )


def invite(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values with every mediator said to be invited; members of the committee stay members."""
    if "mediators" not in values:
        return dict(values)
    given = [{"name": item} if isinstance(item, str) else dict(item) for item in values["mediators"]]
    return {**values, "mediators": [{**item, "invited": True} for item in given]}


def _helpers(items: Sequence[Any]) -> tuple[Helper, ...]:
    return tuple(Helper(item) if isinstance(item, str) else _named(Helper, item) for item in items)


def _prevented(items: Sequence[Mapping[str, Any]]) -> tuple[Prevented, ...]:
    words = [effect.value for effect in Effect]
    for item in items:
        if item.get("effect") not in words:
            raise Mistake(f"防止的后果没有“{item.get('effect')}”，可选：{'、'.join(words)}。", "prevented")
    return tuple(_named(Prevented, {**item, "effect": Effect(item["effect"])}) for item in items)


def _named(shape: Any, item: Mapping[str, Any]) -> Any:
    unknown = [name for name in item if name not in shape.__dataclass_fields__]
    if unknown:
        raise Mistake(
            f"不认识的名称“{'、'.join(unknown)}”；可以写：{'、'.join(shape.__dataclass_fields__)}。", unknown[0]
        )
    return shape(**item)


def edit_case(office: Office, key: int, values: Mapping[str, Any]) -> Changes:
    """Change facts, parties, mediators, helpers or prevented effects of a case that is not archived."""
    before = open_case(office, key)
    if before.stage is Stage.ARCHIVED:
        raise Mistake("这个案件已经归档，不能修改；先撤销归档并写明理由。", "stage")
    facts = checked(CASE_FIELDS, {k: v for k, v in values.items() if k not in _LISTS}, defaults=False)
    if "received_on" in facts:
        facts["received_on"] = date.fromisoformat(facts["received_on"])
    after = with_facts(office, before, facts, values)
    named = before.title == default_title(before.parties, before.category)
    if named and after.title in ("", before.title):
        after = replace(after, title=default_title(after.parties, after.category))
    save(office, after, f"修改{after.number}")
    return _saved(before, after, settings.unchecked_says(office, after.mediators) if "mediators" in values else "")


def save(office: Office, case: Case, what: str) -> Changes:
    """Write the facts and people of a case as they are now."""
    with office.change(what) as change:
        dispute.save_facts(change, case, derived(office, case))
        dispute.save_people(change, office.store, case.id, case)
        _index(office, change, case)
    return Changes(Area.CASES, "已保存。")


def _saved(before: Case, after: Case, more: str = "") -> Changes:
    """The account of a correction, whose undo can itself be undone."""

    def undo(later: Office) -> Changes:
        save(later, before, f"撤销修改{before.number}")
        return _saved(after, before)

    return Changes(Area.CASES, f"{after.number}已保存。{more}", undo)


def remove_case(office: Office, key: int, reason: str) -> Changes:
    """Take a case entered by mistake out of every list, with a reason; the number is not given again."""
    if not reason.strip():
        raise Mistake("删除案件要写明理由。", "reason")
    open_case(office, key)
    with office.change("删除调解案件") as change:
        change.remove("dispute", key, reason)
        drop(change, KIND, key)
    return Changes(Area.CASES, "案件已删除，案号保留不再使用。", lambda later: _restore(later, key))


def _restore(office: Office, key: int) -> Changes:
    with office.change("恢复调解案件") as change:
        change.restore("dispute", key)
        case = dispute.case(office.store, key)
        if case:
            _index(office, change, case)
    return Changes(Area.CASES, "案件已恢复。", lambda later: remove_case(later, key, "重新删除"))


def derived(office: Office, case: Case) -> dict[str, Any]:
    """The columns that follow from the steps of a case, kept for quick lists and counts."""
    ending, archived = case.ending, case.last(Stage.ARCHIVED)
    confirmed = [s.on for s in case.took(Stage.CONFIRMED) if s.text("result") == "确认有效"]
    performed = [s.on for s in case.took(Stage.PERFORMED) if s.text("performance") == "全部履行"]
    today = office.clock().date()
    done = (clock_room.Mark.DONE, clock_room.Mark.LAPSED)
    running = clock_room.clocks(case, today, settings.terms(office), settings.works(office))
    dues = [clock.due_on for clock in running if clock.mark not in done]
    destroyed = destroy_on(case, settings.keeping(office))
    days: dict[str, date | None] = {
        "accepted_on": case.accepted_on,
        "ended_on": ending.on if ending else None,
        "effective_on": case.effective_on,
        "performance_on": performed[-1] if performed else None,
        "confirmation_on": confirmed[-1] if confirmed else None,
        "archived_on": archived.on if archived else None,
        "destroy_on": destroyed,
        "next_due_on": min(dues, default=None),
    }
    kind = kind_of(case)
    texts = {name: day.isoformat() if day else None for name, day in days.items()}
    return {
        "stage": case.stage.value,
        "outcome": "" if kind == "在办" else kind,
        "sessions": len(case.sessions),
        **texts,
    }
