"""以案定补: what a mediated case earns its mediators, and which condition it still lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from villagedesk.mediation.case import Case, Difficulty, Stage
from villagedesk.mediation.volume import Held, Sheet, lacks


def _rates() -> dict[str, float]:
    return {"简易": 20.0, "一般": 30.0, "疑难": 80.0, "重大": 150.0}


@dataclass(frozen=True, slots=True)
class SubsidyRules:
    """The office's rates in yuan by difficulty, and what a prevented escalation earns without success."""

    rates: Mapping[str, float] = field(default_factory=_rates)
    prevented: float = 100.0
    need_signed: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What one case earns: the amount when nothing is lacking, else 0 and the reasons."""

    number: str
    title: str
    mediators: tuple[str, ...]
    difficulty: str
    amount: float
    lacks: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether the case may be paid."""
        return not self.lacks


def claim(case: Case, held: Sequence[Held], paid: Collection[str], rules: SubsidyRules | None = None) -> Claim:
    """What a case earns; `paid` are the numbers of cases already paid (one dispute is paid once)."""
    rules = rules or SubsidyRules()
    missing: list[str] = []
    if case.number in paid or (case.same_as and case.same_as in paid):
        missing.append("同一纠纷已经补过一次")
    prevented = case.agreement is None and bool(case.prevented) and case.took(Stage.FAILED, Stage.TRANSFERRED)
    if not prevented:
        missing += _success(case)
    missing += [f"缺{title}" for title in lacks(case, held)]
    if case.agreement is not None and case.agreement.stage is Stage.ORAL and not _oral_registered(held):
        missing.append("口头协议要有《口头协议登记表》")
    amount = rules.prevented if prevented else rules.rates.get(case.difficulty.value, 0.0)
    names = tuple(m.name for m in case.active_mediators)
    return Claim(
        case.number, case.title, names, case.difficulty.value, 0.0 if missing else amount, tuple(dict.fromkeys(missing))
    )


def _success(case: Case) -> list[str]:
    if case.agreement is None:
        return ["没有达成协议"]
    return [] if case.performance == "全部履行" else ["协议还没有履行完毕"]


def _oral_registered(held: Sequence[Held]) -> bool:
    return any(h.sheet is Sheet.ORAL for h in held)


def grades() -> tuple[str, ...]:
    """The grades in their order, for a table of rates."""
    return tuple(grade.value for grade in Difficulty)
