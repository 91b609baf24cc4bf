"""An entry of a book becomes a mediation case: facts carried over, both linked, the entry moved on."""

from __future__ import annotations

from villagedesk.base.changes import Changes, Result
from villagedesk.mediation.case import Case
from villagedesk.mediation.category import CATEGORIES
from villagedesk.services.mediation.cases import remove_case
from villagedesk.services.mediation.visits import case_of_visit
from villagedesk.services.office import Office
from villagedesk.services.registers.entries import existing
from villagedesk.services.registers.links import link_case


def become_case(office: Office, key: int) -> Result[Case]:
    """Take an entry in as a case of the nearest kind; the clerk corrects the kind on the case itself."""
    entry = existing(office, key)
    made = case_of_visit(office, entry.number, {"category": nearest_category(entry.category)}, entry.book)
    linked = link_case(office, key, made.value.id, made.value.number)
    both = made.changes | linked
    return Result(made.value, Changes(both.touched, both.says, lambda later: _undo(later, linked, made.value)))


def _undo(office: Office, linked: Changes, case: Case) -> Changes:
    untied = linked.undo(office) if linked.undo else linked
    return untied | remove_case(office, case.id, "撤销转办")


def nearest_category(topic: str) -> str:
    """The ministry's kind of dispute nearest to a topic of a visit: 邻里关系 → 邻里; else 其他."""
    for category in CATEGORIES:
        if category in topic or any(word and word in category for word in (topic[:2], topic[2:4])):
            return category
    return "其他"
