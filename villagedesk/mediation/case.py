"""A dispute as one value: who, what, where it came from, and every step it has taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from villagedesk.mediation.party import Helper, Mediator, Party


class Stage(StrEnum):
    """The stations of a dispute from the front desk to the closed volume."""

    WAITING = "待受理"
    REFUSED = "不予受理"
    ACCEPTED = "受理"
    INFORMED = "告知"
    INVESTIGATED = "调查"
    SESSION = "调解"
    WRITTEN = "达成书面协议"
    ORAL = "达成口头协议"
    FAILED = "未达成"
    STOPPED = "终止"
    TRANSFERRED = "转办"
    PERFORMED = "履行"
    CONFIRMED = "司法确认"
    REVISITED = "回访"
    ARCHIVED = "归档"


AGREED = (Stage.WRITTEN, Stage.ORAL)
ENDS = (*AGREED, Stage.FAILED, Stage.STOPPED, Stage.TRANSFERRED, Stage.REFUSED)


class Source(StrEnum):
    """How a dispute reached the committee."""

    REQUEST = "当事人申请"
    INITIATIVE = "调委会主动调解"
    POLICE = "公安移交"
    COURT = "法院委托"
    DEPARTMENT = "部门移交"
    VISIT = "来访转入"


class Difficulty(StrEnum):
    """The grade by which 以案定补 pays."""

    SIMPLE = "简易"
    ORDINARY = "一般"
    HARD = "疑难"
    MAJOR = "重大"


class Effect(StrEnum):
    """A worse turn that the mediation prevented."""

    CRIME = "民转刑"
    PETITION = "群体性上访"
    BRAWL = "械斗"
    SUICIDE = "自杀"


@dataclass(frozen=True, slots=True)
class Prevented:
    """One prevented effect: how many cases and how many people."""

    effect: Effect
    cases: int = 1
    people: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One station reached on a day, with what was written down there; `entered_at` is when it was typed in."""

    stage: Stage
    on: date
    data: Mapping[str, Any] = field(default_factory=dict[str, Any])
    id: int = 0
    entered_at: str = ""

    @property
    def late_days(self) -> int:
        """How many days after the event it was typed in."""
        return (date.fromisoformat(self.entered_at[:10]) - self.on).days if self.entered_at else 0

    def text(self, name: str) -> str:
        """One written fact as text; empty when it was not written."""
        value = self.data.get(name)
        return "" if value is None else str(value)

    def day(self, name: str) -> date | None:
        """One written date; None when it was not written."""
        value = self.data.get(name)
        return date.fromisoformat(str(value)) if value else None


class Act(StrEnum):
    """What may be done to a running clock."""

    STOP = "暂停"
    RESTART = "恢复"
    EXTEND = "延长"


@dataclass(frozen=True, slots=True)
class Hold:
    """A clock stopped, restarted or extended on a day, with the consent it rests on."""

    clock: str
    act: Act
    on: date
    days: int = 0
    consent: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One dispute. `category` is the Ministry's, `local_category` the office's own word for it.

    `steps` are in the order they were taken; everything that follows from them is a property.
    """

    title: str
    received_on: date
    source: Source = Source.REQUEST
    category: str = "其他"
    local_category: str = ""
    difficulty: Difficulty = Difficulty.ORDINARY
    amount: float = 0.0
    people: int = 2
    deaths: int = 0
    summary: str = ""
    requests: str = ""
    place: str = ""
    grid: str = ""
    referred_by: str = ""
    referral_number: str = ""
    barred: str = ""
    fee: float = 0.0
    keeping: str = "长期"
    origin: str = ""
    same_as: str = ""
    parties: tuple[Party, ...] = ()
    mediators: tuple[Mediator, ...] = ()
    helpers: tuple[Helper, ...] = ()
    prevented: tuple[Prevented, ...] = ()
    steps: tuple[Step, ...] = ()
    holds: tuple[Hold, ...] = ()
    number: str = ""
    id: int = 0

    @property
    def stage(self) -> Stage:
        """Where the case stands now."""
        return self.steps[-1].stage if self.steps else Stage.WAITING

    def took(self, *stages: Stage) -> tuple[Step, ...]:
        """The steps of these kinds, oldest first."""
        return tuple(step for step in self.steps if step.stage in stages)

    def last(self, *stages: Stage) -> Step | None:
        """The latest step of these kinds."""
        found = self.took(*stages)
        return found[-1] if found else None

    @property
    def accepted_on(self) -> date | None:
        """The day the committee accepted it."""
        step = self.last(Stage.ACCEPTED)
        return step.on if step else None

    @property
    def sessions(self) -> tuple[Step, ...]:
        """The mediation sessions held."""
        return self.took(Stage.SESSION)

    @property
    def ending(self) -> Step | None:
        """The step that decided how the mediation ended; None while it is running or was taken up again."""
        for step in reversed(self.steps):
            if step.stage is Stage.SESSION:
                return None
            if step.stage in ENDS:
                return step
        return None

    @property
    def agreement(self) -> Step | None:
        """The agreement in force, written or oral."""
        ending = self.ending
        return ending if ending and ending.stage in AGREED else None

    @property
    def effective_on(self) -> date | None:
        """The day the agreement took effect: written when all signed and sealed (§29), oral when reached (§30)."""
        step = self.agreement
        if step is None:
            return None
        return (step.day("signed_on") or step.on) if step.stage is Stage.WRITTEN else step.on

    @property
    def due_on(self) -> date | None:
        """The last day to perform the agreement."""
        step = self.agreement
        return step.day("due_on") if step else None

    @property
    def performance(self) -> str:
        """How far the agreement is performed: 未到期… is a clock's matter, this is what was recorded."""
        step = self.last(Stage.PERFORMED)
        return step.text("performance") if step else ""

    @property
    def confirmation(self) -> str:
        """What came of judicial confirmation (已申请, 确认有效 …); empty when nobody applied."""
        step = self.last(Stage.CONFIRMED)
        return step.text("result") if step else ""

    @property
    def active_mediators(self) -> tuple[Mediator, ...]:
        """The mediators who have not withdrawn, the chair first."""
        return tuple(m for m in self.mediators if not m.withdrew)

    def side(self, side: str) -> tuple[Party, ...]:
        """The parties of one side."""
        return tuple(party for party in self.parties if party.side == side)

    def cut(self, effect: Effect) -> Prevented:
        """How many cases and people of one prevented effect."""
        found = [p for p in self.prevented if p.effect == effect]
        return Prevented(effect, sum(p.cases for p in found), sum(p.people for p in found))


def default_title(parties: tuple[Party, ...], category: str) -> str:
    """`郑某与何某邻里纠纷`, the name of a dispute nobody named."""
    first = [p.name for p in parties if p.side == "申请人"][:1] or [p.name for p in parties[:1]]
    other = [p.name for p in parties if p.name not in first][:1]
    return f"{'与'.join(first + other)}{category.removesuffix('纠纷')}纠纷"
