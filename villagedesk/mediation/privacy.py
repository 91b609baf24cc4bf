"""Who may see a case, how it looks to everybody else, and how long it is kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from villagedesk.mediation.case import Case, Stage
from villagedesk.mediation.party import Party
from villagedesk.mediation.screening import Find, Round

SEES_ALL = (
    "书记",
    "村党支部书记",
    "党支部书记",
    "党总支书记",
    "党委书记",
    "文书",
    "调解主任",
    "调委会主任",
    "调解委员会主任",
)


def may_see(case: Case, user: str, posts: Collection[str]) -> bool:
    """Whether this person, holding these posts, may see this case: its mediators, the secretary and the clerk."""
    if any(post in SEES_ALL for post in (user, *posts)):
        return True
    return any(m.name == user and not m.withdrew for m in case.mediators)


def masked(case: Case) -> Case:
    """The case as statistics and people outside may have it: names to the surname, no content."""
    return replace(
        case,
        title=f"{case.category}纠纷",
        summary="",
        requests="",
        place="",
        referral_number="",
        parties=tuple(masked_party(party) for party in case.parties),
        helpers=(),
        steps=tuple(replace(step, data={}) for step in case.steps),
        holds=(),
    )


def masked_round(made: Round) -> Round:
    """A round of screening as people outside may have it: what kind and how it stands, no content, surnames only."""
    return replace(made, finds=tuple(_masked_find(find) for find in made.finds))


def _masked_find(find: Find) -> Find:
    names = "、".join(mask_name(name) for name in re.split(r"[、,，;；与和/\s]+", find.parties) if name)
    stands = f"已立案 {find.case}" if find.case else "有结果" if find.result else "办理中"
    return replace(
        find,
        matter=find.category.removesuffix("纠纷") + "纠纷",
        parties=names,
        cause="",
        measures="（不公开）" if find.measures else "",
        progress="",
        result=stands,
        reported_at="",
    )


def masked_party(party: Party) -> Party:
    """A party by surname only, with phone, number and address masked."""
    return replace(
        party,
        name=mask_name(party.name),
        phone=mask_phone(party.phone),
        id_number=mask_number(party.id_number),
        work="",
        address=mask_address(party.address),
        head_person=mask_name(party.head_person),
        representative=mask_name(party.representative),
        authority_paper="",
    )


def mask_name(name: str) -> str:
    """`张建国` → `张**`; two-character names keep one."""
    return name[:1] + "*" * max(1, min(len(name), 3) - 1) if name else ""


def mask_phone(phone: str) -> str:
    """`13812341234` → `138****1234`."""
    return re.sub(r"^(\d{3})\d{2,}(\d{4})$", r"\1****\2", phone)


def mask_number(number: str) -> str:
    """First three and last four of an identity number."""
    return f"{number[:3]}{'*' * max(0, len(number) - 7)}{number[-4:]}" if len(number) > 7 else "*" * len(number)


def mask_address(address: str) -> str:
    """An address down to the group, never to the door."""
    found = re.match(r".*?(?:组|网格|小区|社区|村)", address)
    return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many years each kind of volume is kept; 0 for ever. The law gives no term, so the office sets it."""

    years: Mapping[str, int]

    def until(self, kind: str, archived_on: date) -> date | None:
        """The last day a volume of this kind is kept; None for ever. Years count from the first of January after."""
        years = self.years.get(kind, 0)
        return date(archived_on.year + years, 12, 31) if years else None


DEFAULT_KEEPING = Keeping({"短期": 10, "长期": 30, "永久": 0})


def destroy_on(case: Case, keeping: Keeping = DEFAULT_KEEPING) -> date | None:
    """The day after which an archived volume is due to be destroyed; None while open or for ever."""
    archived = case.last(Stage.ARCHIVED)
    return keeping.until(case.keeping, archived.on) if archived else None


@dataclass(frozen=True, slots=True)
class Expired:
    """A volume whose term of keeping is over; a person decides, the program destroys nothing."""

    id: int
    number: str
    title: str
    keeping: str
    archived_on: str
    destroy_on: str
