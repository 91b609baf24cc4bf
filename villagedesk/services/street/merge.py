"""Any number of packs into one month of the street: each proved, the sound ones merged, the others named."""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from villagedesk.base import plain
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.papers.street import consolidated
from villagedesk.papers.street.merged import Fault, Merged, VillageRow
from villagedesk.papers.street.scheme import Scheme
from villagedesk.security.seal import Reading
from villagedesk.services.office import Office, fact
from villagedesk.services.report.figures import month_after
from villagedesk.services.street import keeping
from villagedesk.services.street import villages as registry
from villagedesk.services.street.proving.proof import Received, State, read_received
from villagedesk.services.street.schemes import schemes
from villagedesk.store import street as shelf
from villagedesk.writers.xlsx import Properties, write_workbook

OnStep = Callable[[int, int, str], object]
_DUE_DAY = 5


def _silent(done: int, total: int, what: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Terms:
    """By what the street judges: its name, the villages that are to report, their keys and days, the point schemes."""

    street: str = ""
    expected: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    due_days: Mapping[str, int] = field(default_factory=dict)
    schemes: tuple[Scheme, ...] = ()


def terms_of(office: Office) -> Terms:
    """The terms of an office that is a street's."""
    known = registry.villages(office)
    return Terms(
        str(fact(office, "street")),
        tuple(village.name for village in known),
        registry.keys(office),
        {village.name: village.due_day for village in known},
        schemes(office),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: hundreds of packs make many values and no cycle, and the search costs a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_all(
    paths: Sequence[Path], keys: Mapping[str, str], step: OnStep = _silent
) -> tuple[list[Received], list[Fault]]:
    """Read and prove every file; what cannot be read is a named fault. `step` may raise to cancel."""
    found: list[Received] = []
    faults: list[Fault] = []
    read = Reading()
    with _uncollected():
        for number, path in enumerate(paths):
            step(number, len(paths), path.name)
            try:
                found.append(read_received(path, keys, read))
            except (Mistake, Trouble) as error:
                faults.append(Fault(path.name, error.says))
    step(len(paths), len(paths), "读完")
    return found, faults


def merge(received: Sequence[Received], faults: Sequence[Fault], terms: Terms, month: str = "") -> Merged:
    """One month from what was received; without `month` the month that most files are about."""
    wanted = month or _usual_month(received)
    if not wanted:
        names = "；".join(fault.says for fault in faults[:3])
        raise Mistake("没有一个文件能采用，没有生成汇总。" + names)
    put_aside = list(faults)
    of_month: dict[str, list[Received]] = {}
    seen: set[str] = set()
    for each in received:
        says = _refused(each, wanted, terms, seen)
        if says:
            put_aside.append(Fault(each.path.name, says, each.facts.village, each.facts.month))
            continue
        seen.add(each.sha256)
        of_month.setdefault(each.facts.village, []).append(each)
    return _assembled(of_month, put_aside, terms, wanted)


def _usual_month(received: Sequence[Received]) -> str:
    counted = Counter(each.facts.month for each in received)
    most = max(counted.values(), default=0)
    return max((month for month, count in counted.items() if count == most), default="")


def _refused(each: Received, wanted: str, terms: Terms, seen: set[str]) -> str:
    """Why a readable file does not belong here; empty when it does."""
    if each.facts.month != wanted:
        months = f"是 {each.facts.month} 的，不是 {wanted} 的"
        return f"“{each.path.name}”{months}，没有计入；请让{each.facts.village}重新报送。"
    if terms.expected and each.facts.village not in terms.expected:
        return f"“{each.path.name}”是“{each.facts.village}”的，不在本街道应报送名单里，没有计入。"
    if each.sha256 in seen:
        return f"“{each.path.name}”和另一个文件完全一样，只计一次。"
    return ""


def _assembled(of_month: Mapping[str, Sequence[Received]], faults: Sequence[Fault], terms: Terms, month: str) -> Merged:
    order = [name for name in terms.expected if name in of_month] or sorted(of_month)
    order += [name for name in of_month if name not in order]
    rows: list[VillageRow] = []
    altered: list[VillageRow] = []
    superseded: list[VillageRow] = []
    for village in order:
        sent = sorted(of_month[village], key=lambda each: (each.facts.revision, each.facts.made_at))
        sound = [each for each in sent if each.counted]
        if sound:
            rows.append(_row(sound[-1], terms, first=sound[0]))
        altered += [_row(each, terms) for each in sent if not each.counted]
        superseded += [_row(each, terms) for each in sound[:-1]]
    missing = tuple(name for name in terms.expected if name not in of_month)
    street = terms.street or next((each.facts.street for sent in of_month.values() for each in sent), "")
    return Merged(street, month, tuple(rows), tuple(altered), missing, tuple(superseded), tuple(faults), terms.schemes)


def _row(each: Received, terms: Terms, first: Received | None = None) -> VillageRow:
    """A village's row; whether it was in time goes by the `first` pack it sent, a correction does not make it late.

    When a pack was made is under its signature, when it was taken in is the street's own record: a village is late by
    the former, and the latter is said beside it.
    """
    facts, sent = each.facts, first or each
    due = f"{month_after(facts.month)}-{terms.due_days.get(facts.village, _DUE_DAY):02d}"
    late = sent.facts.made_at[:10] > due
    return VillageRow(
        facts,
        each.state,
        each.says,
        late,
        each.path.name,
        each.cells,
        each.counted,
        each.kept or str(each.path),
        received_at=each.received_at,
        came_late=not late and sent.received_at[:10] > due,
        corrected=sent is not each,
    )


def merge_files(
    paths: Sequence[Path], out: Path, terms: Terms | None = None, month: str = "", step: OnStep = _silent
) -> Merged:
    """Read, prove and merge files into one consolidated workbook at `out`."""
    chosen = terms or Terms()
    received, faults = read_all(paths, chosen.keys, step)
    merged = merge(received, faults, chosen, month)
    write_merged(keeping.linked(merged, out), out)
    return merged


def write_merged(merged: Merged, out: Path) -> Path:
    """The consolidated workbook of a merged month."""
    title = f"{merged.street}{merged.month}坐班值班汇总"
    with _uncollected():
        write_workbook(consolidated.documents(merged), out, Properties(title=title, contents="目录"))
    return out


def keep_received(office: Office, received: Sequence[Received]) -> int:
    """Keep what was received in the street's own file, every revision, and the files beside it; how many were new."""
    at = moment_text(office.clock())
    known = {each.sha256: shelf.received_by_digest(office.store, each.sha256) for each in received}
    unique = {each.sha256: each for each in received}
    with office.change("收下各村报送包") as change:
        for digest, each in unique.items():
            kept, row = keeping.keep_file(office, each), known[digest]
            if row is None:
                change.insert("received_packs", {**_kept(each, at), "kept": kept})
            elif kept and kept != row["kept"]:
                change.update("received_packs", row["id"], {"kept": kept})
    return sum(row is None for row in known.values())


def _kept(each: Received, at: str) -> dict[str, object]:
    return {
        "village": each.facts.village,
        "month": each.facts.month,
        "revision": each.facts.revision,
        "received_at": at,
        "file": str(each.path),
        "sha256": each.sha256,
        "state": str(each.state),
        "cells": json.dumps(each.cells, ensure_ascii=False),
        "public": each.public,
        "facts": json.dumps(plain.write(each.facts), ensure_ascii=False),
    }


def answer(merged: Merged) -> dict[str, object]:
    """The answer of `street merge --json`."""
    rows = (*merged.rows, *merged.altered, *merged.superseded)
    return {
        "villages": [row.facts.village for row in merged.rows],
        "missing": list(merged.missing),
        "tampered": list(dict.fromkeys(r.facts.village for r in merged.altered if r.state == State.ALTERED)),
        "totals": merged.totals,
        "month": merged.month,
        "late": list(merged.late),
        "unknown": list(dict.fromkeys(r.facts.village for r in merged.altered if r.state == State.UNKNOWN)),
        "superseded": [row.file for row in merged.superseded],
        "faults": [{"file": f.file, "village": f.village, "month": f.month, "says": f.says} for f in merged.faults],
        "details": [
            {"village": r.facts.village, "file": r.file, "state": r.state, "revision": r.facts.revision, "says": r.says,
             "cells": list(r.cells), "late": r.late, "made_at": r.facts.made_at, "received_at": r.received_at,
             "timing": r.timing, "totals": r.facts.totals}
            for r in rows
        ],
    }  # fmt: skip
