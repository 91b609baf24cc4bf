"""The history of one request: who asked, decided, took back, and when, out of the audit."""

from __future__ import annotations

from villagedesk.services.attendance import absences, corrections
from villagedesk.services.office import Office
from villagedesk.store import history as shelf
from villagedesk.store.history import Step


def absence_story(office: Office, key: int) -> tuple[str, ...]:
    """What happened to a leave or errand, line by line, oldest first."""
    one, _ = absences.absence(office, key)
    steps = [
        *shelf.steps_of(office.store, "away", [key]),
        *shelf.steps_of(office.store, "away_step", [step.id for step in one.steps]),
    ]
    return _lines(steps)


def correction_story(office: Office, key: int) -> tuple[str, ...]:
    """What happened to a correction, line by line, oldest first."""
    corrections.correction(office, key)
    return _lines(shelf.steps_of(office.store, "correction", [key]))


def _lines(steps: list[Step] | tuple[Step, ...]) -> tuple[str, ...]:
    told = ((step, _told(step)) for step in sorted(steps, key=lambda step: step.id))
    return tuple(f"{step.at:%Y-%m-%d %H:%M}　{step.who}　{text}" for step, text in told if text)


def _told(step: Step) -> str:
    """One audited row in words; empty for the rows of approvers that only wait."""
    before, after = step.before, step.after
    if step.entity == "away_step":
        if not before:
            return ""
        decision = after.get("decision") or "的决定撤销了"
        note = f"：{after['note']}" if after.get("note") else ""
        return f"{after.get('approver', '')}{decision}{note}" if decision != before.get("decision") else ""
    said = f"（{step.reason}）" if step.reason else ""
    if not before:
        note = f"；{after['note']}" if after.get("note") else ""
        return f"{step.what}，{after.get('state', '')}{note}"
    was, now = before.get("state", ""), after.get("state", "")
    back = after.get("returned_at") or ""
    arrived = f"，{back[:16]} 到岗" if back and back != before.get("returned_at") else ""
    return f"{step.what}：{was} → {now}{arrived}{said}" if was != now else ""
