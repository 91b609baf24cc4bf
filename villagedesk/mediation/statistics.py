"""What is counted: the figures of the justice office by category, and what a case earns (以案定补)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from villagedesk.base.errors import Mistake
from villagedesk.mediation.case import Case, Effect, Stage
from villagedesk.mediation.category import CATEGORIES
from villagedesk.mediation.volume import Held, Sheet, lacks

PAID_ONCE = "同一纠纷已经补过一次"
MEASURES = (
    "accepted",
    "mediated",
    "succeeded",
    "written",
    "oral",
    "failed",
    "confirmed",
    "performed",
    "people",
    *(f"{effect.name.lower()}_{unit}" for effect in Effect for unit in ("cases", "people")),
)

LABELS: Mapping[str, str] = {
    "accepted": "受理（件）",
    "mediated": "调解（件）",
    "succeeded": "成功（件）",
    "written": "书面协议（件）",
    "oral": "口头协议（件）",
    "failed": "未达成等（件）",
    "confirmed": "司法确认（件）",
    "performed": "已履行（件）",
    "people": "涉及人数（人）",
    **{
        f"{e.name.lower()}_{u}": f"防止{e.value}（{w}）" for e in Effect for u, w in (("cases", "件"), ("people", "人"))
    },
}


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter or year, both ends included."""

    name: str
    from_on: date
    to_on: date

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in it."""
        return day is not None and self.from_on <= day <= self.to_on


def period(text: str) -> Period:
    """`2026-11`, `2026Q4`, `2026`, or a half `2026H1`; `Mistake` for anything else."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})|[-年]?[Qq第]([1-4])(?:季度)?|[-年]?[Hh]([12]))?年?", text.strip())
    if not found or (found[2] and not 1 <= int(found[2]) <= 12):
        raise Mistake(f"“{text}”不是月份、季度或年份，请写成 2026-11、2026Q4 或 2026。", "period")
    year = int(found[1])
    if found[2]:
        first, months, name = int(found[2]), 1, f"{year}年{int(found[2])}月"
    elif found[3]:
        first, months, name = int(found[3]) * 3 - 2, 3, f"{year}年第{int(found[3])}季度"
    elif found[4]:
        first, months, name = int(found[4]) * 6 - 5, 6, f"{year}年{'上' if found[4] == '1' else '下'}半年"
    else:
        first, months, name = 1, 12, f"{year}年"
    after = first + months
    end = date(year + (after > 12), after - 12 if after > 12 else after, 1) - timedelta(days=1)
    return Period(name, date(year, first, 1), end)


def _nothing() -> dict[str, int]:
    return dict.fromkeys(MEASURES, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """The counts of one category (or of all together) by measure."""

    category: str
    counts: Mapping[str, int] = field(default_factory=_nothing)
    amount: float = 0.0

    def rate(self) -> float | None:
        """Succeeded of mediated, oral agreements included; None when nothing was mediated."""
        return _share(self.counts["succeeded"], self.counts["mediated"])

    def written_rate(self) -> float | None:
        """Succeeded of mediated where only written agreements count; None when nothing was."""
        return _share(self.counts["written"], self.counts["mediated"] - self.counts["oral"])


def _share(part: int, whole: int) -> float | None:
    return None if whole <= 0 else part / whole


@dataclass(frozen=True, slots=True)
class Statistics:
    """One period: a line for each category of the Ministry, and their sum."""

    period: Period
    lines: tuple[Line, ...]

    @property
    def total(self) -> Line:
        """All categories together: always the sum of the lines, never counted apart."""
        counts = {name: sum(line.counts[name] for line in self.lines) for name in MEASURES}
        return Line("合计", counts, sum(line.amount for line in self.lines))


def assemble(of: Period, counted: Mapping[str, Mapping[str, int]], amounts: Mapping[str, float]) -> Statistics:
    """Statistics from counts by category; a category that is no longer on the list counts as 其他."""
    sums = {category: _nothing() for category in CATEGORIES}
    money = dict.fromkeys(CATEGORIES, 0.0)
    for category, counts in counted.items():
        target = sums[category if category in sums else "其他"]
        for name in MEASURES:
            target[name] += counts.get(name, 0)
    for category, amount in amounts.items():
        money[category if category in money else "其他"] += amount
    return Statistics(of, tuple(Line(c, sums[c], round(money[c], 2)) for c in CATEGORIES))


def count(of: Period, cases: Sequence[Case]) -> Statistics:
    """Statistics counted from whole cases; the store's counts by SQL must say the same."""
    counted: dict[str, dict[str, int]] = {}
    amounts: dict[str, float] = {}
    for case in cases:
        line = counted.setdefault(case.category, _nothing())
        for name, number in measures(of, case).items():
            line[name] += number
        if of.holds(ended_on(case)) and case.agreement:
            amounts[case.category] = amounts.get(case.category, 0.0) + case.amount
    return assemble(of, counted, amounts)


def ended_on(case: Case) -> date | None:
    """The day on which a mediation that was held came to its end."""
    ending = case.ending
    return ending.on if ending and case.sessions else None


def measures(of: Period, case: Case) -> dict[str, int]:
    """What one case adds to each measure of a period."""
    ended = of.holds(ended_on(case))
    agreed = case.agreement
    confirmed = [s.on for s in case.took(Stage.CONFIRMED) if s.text("result") == "确认有效"]
    performed = [s.on for s in case.took(Stage.PERFORMED) if s.text("performance") == "全部履行"]
    found = {
        "accepted": int(of.holds(case.accepted_on)),
        "mediated": int(ended),
        "succeeded": int(ended and agreed is not None),
        "written": int(ended and agreed is not None and agreed.stage is Stage.WRITTEN),
        "oral": int(ended and agreed is not None and agreed.stage is Stage.ORAL),
        "failed": int(ended and agreed is None),
        "confirmed": int(of.holds(confirmed[-1] if confirmed else None)),
        "performed": int(of.holds(performed[-1] if performed else None)),
        "people": case.people if of.holds(case.accepted_on) else 0,
    }
    for effect in Effect:
        cut = case.cut(effect)
        found[f"{effect.name.lower()}_cases"] = cut.cases if ended else 0
        found[f"{effect.name.lower()}_people"] = cut.people if ended else 0
    return found


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
        missing.append(PAID_ONCE)
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
