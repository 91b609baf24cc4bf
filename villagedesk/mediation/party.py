"""The people of a dispute: parties and who speaks for them, mediators, interpreters and invited people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import id_number_fault
from villagedesk.mediation import law

SIDES = ("申请人", "被申请人", "第三人")
PERSON, ORGANISATION = "自然人", "法人或其他组织"
PARTY_KINDS = (PERSON, ORGANISATION)
AUTHORITIES = ("", "法定代理", "一般授权", "特别授权")
FEWEST, MOST = 3, 9


@dataclass(frozen=True, slots=True)
class Party:
    """One party: a person, or an organisation with its 法定代表人 (`head_person`).

    `representative` speaks for the party with `authority`; `attended` says whether the party comes in person.
    `refuses` is set when the party has clearly refused mediation.
    """

    name: str
    side: str = "申请人"
    kind: str = PERSON
    sex: str = ""
    nation: str = "汉族"
    age: int = 0
    id_number: str = ""
    work: str = ""
    phone: str = ""
    address: str = ""
    head_person: str = ""
    representative: str = ""
    relation: str = ""
    authority: str = ""
    authority_paper: str = ""
    refuses: bool = False

    @property
    def minor(self) -> bool:
        """Whether the party is a person under eighteen."""
        return self.kind == PERSON and 0 < self.age < 18

    @property
    def speaks(self) -> str:
        """Who signs: `王某` or `王某（委托代理人李某）`."""
        if not self.representative:
            return self.name
        how = "法定代理人" if self.authority == "法定代理" else "委托代理人"
        return f"{self.name}（{how}{self.representative}）"


@dataclass(frozen=True, slots=True)
class Mediator:
    """A mediator of the case; `role` is 主持 or 参加; `withdrew` is the reason of a withdrawal.

    `invited` says that the mediator is no member of the committee and was invited on purpose.
    """

    name: str
    role: str = "参加"
    withdrew: str = ""
    invited: bool = False


@dataclass(frozen=True, slots=True)
class Helper:
    """An interpreter or invited person; `consented` says that the parties agreed."""

    name: str
    capacity: str = "邀请参加"
    unit: str = ""
    consented: bool = True


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the mediation committee."""

    name: str
    woman: bool = False
    chair: bool = False


class NotOnCommittee(Mistake):
    """A mediator who is not on the committee's list and was not said to be invited: a slip, or a guest.

    Where no committee was entered, `members` are the staff and only what looks like a slip is refused.
    """

    def __init__(self, names: tuple[str, ...], members: tuple[str, ...], *, entered: bool = True) -> None:
        said = "、".join(f"“{name}”" for name in names)
        near = [member for name in names for member in members if _alike(name, member)]
        hint = f"是不是“{near[0]}”？" if near else ""
        where = f"调委会名单里（{'、'.join(members)}）" if entered else "办公室人员里（调委会名单还没有登记）"
        super().__init__(
            f"{said}不在{where}。{hint}写错了请改正；没有写错，请确认作为受邀调解员。",
            "mediators",
        )
        self.names = names
        self.near = tuple(near)


def _alike(name: str, member: str) -> bool:
    """Whether one name may be a slip for the other: same length or one off, and all but one character the same."""
    if abs(len(name) - len(member)) > 1:
        return False
    return sum(char in member for char in name) >= max(2, len(name) - 1, len(member) - 1)


def check_listed(
    mediators: tuple[Mediator, ...],
    members: tuple[Member, ...],
    known: tuple[Mediator, ...] = (),
    staff: tuple[str, ...] = (),
) -> tuple[Mediator, ...]:
    """The mediators, each marked as invited or not; refused when one is neither on the list, known, nor invited.

    An office that has not entered its committee is asked only about names that look like a slip for one of its
    `staff`. `known` are those of the case so far.
    """
    names = {member.name for member in members}
    before = {mediator.name: mediator.invited for mediator in known}
    if not names:
        new = [m.name for m in mediators if m.name not in staff and m.name not in before and not m.invited]
        slips = tuple(name for name in new if any(_alike(name, other) for other in staff))
        if slips:
            raise NotOnCommittee(slips, staff, entered=False)
        return mediators
    strange = tuple(m.name for m in mediators if m.name not in names and m.name not in before and not m.invited)
    if strange:
        raise NotOnCommittee(strange, tuple(member.name for member in members))
    return tuple(
        replace(m, invited=m.name not in names and (m.invited or before.get(m.name, False))) for m in mediators
    )


def check_committee(members: tuple[Member, ...]) -> None:
    """Refuse a committee that article 8 does not allow: 3–9 members, one chair, at least one woman."""
    if not FEWEST <= len(members) <= MOST:
        raise law.Forbidden(f"调解委员会现在有 {len(members)} 名委员", law.COMMITTEE, "members")
    if len({m.name for m in members}) != len(members):
        raise Mistake("调解委员会名单里有重复的姓名，请检查。", "members")
    if sum(m.chair for m in members) != 1:
        raise law.Forbidden("调解委员会要有一名主任", law.COMMITTEE, "members")
    if not any(m.woman for m in members):
        raise law.Forbidden("调解委员会里还没有妇女成员", law.COMMITTEE, "members")


def check_party(party: Party) -> None:
    """Refuse a party without a name, of an unknown side or kind, or spoken for without authority."""
    if not party.name.strip():
        raise Mistake("请填写当事人的姓名（名称）。", "name")
    for value, allowed, label in ((party.side, SIDES, "地位"), (party.kind, PARTY_KINDS, "类型")):
        if value not in allowed:
            raise Mistake(f"当事人“{party.name}”的{label}没有“{value}”这一项，可选：{'、'.join(allowed)}。", "side")
    if party.kind == PERSON and party.id_number and (fault := id_number_fault(party.id_number)):
        raise Mistake(f"“{party.name}”：{fault}。", "id_number")
    if party.authority not in AUTHORITIES:
        raise Mistake(f"代理权限没有“{party.authority}”这一项，可选：法定代理、一般授权、特别授权。", "authority")
    if party.representative and not party.authority:
        raise law.Forbidden(f"“{party.name}”有代理人，但没有写代理权限", law.AUTHORITY, "authority")


def known_by_number(party: Party, today: date) -> Party:
    """The party with sex and age read from the citizen number where they were not written."""
    number = party.id_number
    if party.kind != PERSON or id_number_fault(number):
        return party
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    sex = "男" if int(number[16]) % 2 else "女"
    return replace(party, age=party.age or age, sex=party.sex or sex)


def check_mediators(mediators: tuple[Mediator, ...], parties: tuple[Party, ...]) -> None:
    """Refuse a mediator who is a party or speaks for one, and the same mediator twice."""
    names = [m.name for m in mediators]
    if len(set(names)) != len(names):
        raise Mistake("同一名调解员写了两次，请检查。", "mediators")
    involved = {p.name for p in parties} | {p.representative for p in parties if p.representative}
    for mediator in mediators:
        if mediator.name in involved and not mediator.withdrew:
            raise law.Forbidden(f"{mediator.name}是本案的当事人或代理人，应当回避", law.WITHDRAWAL, "mediators")
