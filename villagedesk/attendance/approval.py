"""Who approves a leave, in which order, and what forbids it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from villagedesk.attendance.profile import Approval, LeaveRules

RANKS = ("主职", "副职委员", "工作人员")
_CHIEF = ("书记", "主任")
_SECOND = ("副", "妇联", "助理", "委员会委员", "监督", "监委", "后备")
_COMMITTEE = ("委员", "副书记", "副主任", "妇联主席", "支委", "监委", "监督委员会")


def rank(posts: Sequence[str]) -> str:
    """主职 for 书记 and 主任, 副职委员 for their deputies and members, 工作人员 for everybody else."""
    if any(any(word in post for word in _CHIEF) and not any(word in post for word in _SECOND) for post in posts):
        return RANKS[0]
    if any(any(word in post for word in _COMMITTEE) for post in posts):
        return RANKS[1]
    return RANKS[2]


@dataclass(frozen=True, slots=True)
class Route:
    """The way a request goes: approvers in order, and who is told afterwards."""

    approvers: tuple[str, ...]
    report_to: str = ""

    @property
    def text(self) -> str:
        """The way in one line, as the form shows it."""
        told = f"，报{self.report_to}备案" if self.report_to else ""
        return " → ".join(self.approvers) + told


def route(rules: LeaveRules, of_rank: str, days: float, leaving: bool) -> Route:
    """The first step of the ladder that fits rank, days and leaving the area; the 书记 alone where none does."""
    place = step_for(rules.approvals, of_rank, days, leaving)
    if place is None:
        return Route(("村党支部书记",))
    return Route(rules.approvals[place].approvers, rules.approvals[place].report_to)


def step_for(steps: Sequence[Approval], of_rank: str, days: float, leaving: bool) -> int | None:
    """The place of the step that a leave goes by: the first that fits, those that ask about leaving the area first."""
    fitting = [i for i, step in enumerate(steps) if _fits(step, of_rank, days, leaving)]
    return min(fitting, key=lambda i: (steps[i].leaving is None, i), default=None)


def _fits(step: Approval, of_rank: str, days: float, leaving: bool) -> bool:
    return (
        (not step.ranks or of_rank in step.ranks)
        and days > step.over_days
        and (not step.to_days or days <= step.to_days)
        and (step.leaving is None or step.leaving == leaving)
    )


@dataclass(frozen=True, slots=True)
class Wish:
    """A leave that is asked for, with what the limits look at."""

    kind: str
    days: float
    taken_this_year: float = 0.0
    taken_of_kind: float = 0.0
    special_period: str = ""
    days_late: int = 0


def refusals(rules: LeaveRules, wish: Wish) -> tuple[str, ...]:
    """Every rule against this leave, in Chinese; nothing when it may be asked for."""
    found: list[str] = []
    if wish.special_period and rules.forbidden_in_special_periods:
        found.append(f"{wish.special_period}期间原则上不得请假")
    if rules.days_at_once and wish.days > rules.days_at_once:
        found.append(f"一次请假 {wish.days:g} 天，超过 {rules.days_at_once:g} 天")
    total = wish.taken_this_year + wish.days
    if rules.days_a_year and total > rules.days_a_year:
        found.append(f"本年请假累计 {total:g} 天，超过 {rules.days_a_year:g} 天")
    quota = rules.quotas.get(wish.kind)
    if quota is not None and wish.taken_of_kind + wish.days > quota:
        found.append(f"本年{wish.kind}累计 {wish.taken_of_kind + wish.days:g} 天，超过 {quota:g} 天")
    if wish.days_late > rules.backdating_days:
        found.append(f"事后 {wish.days_late} 天补假，制度规定事后补假无效")
    return tuple(found)
