"""Numbers on machines and the people they mean: what is unknown, and saying who it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from villagedesk.base.changes import Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.people.badges import clean_badge
from villagedesk.people.person import Badge
from villagedesk.services import people as staff
from villagedesk.services.office import Office
from villagedesk.store import punches as shelf

_STILL_USED = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A number that means nobody: how often, from when to when, the name the file gives, and who it may be."""

    machine: int
    machine_name: str
    badge: str
    count: int
    first: str
    last: str
    name: str
    guess: int
    guess_label: str


def unknown_badges(office: Office) -> tuple[Unknown, ...]:
    """Every number without a person: those whose name in the file fits one person first, then those still in use.

    Among them those with most punches first; a number of years ago is seldom what somebody looks for.
    """
    held = {(badge.number, badge.device) for badge in staff.badges(office)}
    names = shelf.badge_names(office.store)
    machines = {machine.id: machine.name for machine in shelf.machines(office.store)}
    labels = staff.labels(office)
    by_name: dict[str, list[int]] = {}
    for person in staff.people(office):
        by_name.setdefault("".join(person.name.split()), []).append(person.id)
    found: list[Unknown] = []
    for machine, badge, count, first, last in shelf.badge_totals(office.store):
        device = machines.get(machine, "")
        if (badge, "") in held or (badge, device) in held:
            continue
        name = names.get((machine, badge), "")
        guesses = by_name.get("".join(name.split()), []) or by_name.get(badge, [])
        guess = guesses[0] if len(guesses) == 1 else 0
        found.append(Unknown(machine, device, badge, count, first, last, name, guess, labels.get(guess, "")))
    used = (office.clock().date() - _STILL_USED).isoformat()
    return tuple(sorted(found, key=lambda one: (not one.guess, one.last < used, -one.count, one.machine, one.badge)))


def assign(
    office: Office, badge: str, person: int, device: str = "", from_on: date | None = None, to_on: date | None = None
) -> Result[int]:
    """Say that a number means this person, on all machines or on one, for a time or always."""
    number = clean_badge(badge)
    if not number:
        raise Mistake("请填写考勤号。", "badge")
    return staff.set_badge(office, Badge(number, person, device, from_on, to_on))


def assign_guesses(office: Office) -> Result[int]:
    """Accept every guess by name at once."""
    done = 0
    changes: Changes | None = None
    backs: list[Callable[[Office], Changes]] = []
    for one in unknown_badges(office):
        if one.guess:
            made = assign(office, one.badge, one.guess, one.machine_name)
            changes = made.changes if changes is None else changes | made.changes
            backs += [made.changes.undo] if made.changes.undo else []
            done += 1
    if changes is None:
        raise Mistake("没有可以按姓名认出来的考勤号，请逐个指定。")
    touched = changes.touched

    def undo(later: Office) -> Changes:
        for back in reversed(backs):
            back(later)
        return Changes(touched, f"已取消 {done} 个考勤号的匹配。", lambda again: assign_guesses(again).changes)

    return Result(done, Changes(touched, f"按姓名匹配了 {done} 个考勤号。", undo))
