"""The street's point scheme: what a share carries, what each occurrence brings, and why a village has its points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from villagedesk.papers.street.facts import MonthFacts, PersonMonth, shown

SHARES = ("到岗率", "答复率", "解决率", "调解成功率", "按时报送")
# Counted items: what is counted, its unit, and whether it belongs to a person (else to the village alone).
COUNTED: dict[str, tuple[str, bool]] = {
    "旷工": ("个半天", True),
    "迟到": ("次", True),
    "早退": ("次", True),
    "缺卡": ("次", True),
    "异常未说明": ("项", True),
    "周末值班": ("次", True),
    "节假日值班": ("次", True),
    "查岗不在岗": ("次", False),
    "更正报送": ("次", False),
    "接待群众": ("人次", False),
    "办理事项": ("件次", False),
    "调处纠纷": ("件", False),
}
_FIGURES = {"接待群众": "接待群众_人次", "办理事项": "办理事项_件次", "调处纠纷": "调处纠纷_件"}


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a scheme.

    Without `per` it is a share (or 按时报送) that carries up to `weight` points; with it every full `per` of a
    counted item gives `weight` points, or takes them when negative, never more than `limit` (0: no limit).
    """

    name: str
    weight: float
    per: float = 0
    limit: float = 0

    @property
    def words(self) -> str:
        """到岗率 40 分; 旷工每 1 个半天扣 2 分，最多扣 10 分."""
        if not self.per or self.name not in COUNTED:
            return f"{self.name} {self.weight:g} 分"
        verb = "加" if self.weight > 0 else "扣"
        most = f"，最多{verb} {self.limit:g} 分" if self.limit else ""
        return f"{self.name}每 {self.per:g} {COUNTED[self.name][0]}{verb} {abs(self.weight):g} 分{most}"

    def given(self, count: float) -> float:
        """The points that a count brings."""
        points = self.weight * (count // self.per)
        return max(-self.limit, min(self.limit, points)) if self.limit else points


STANDARD = (
    Point("到岗率", 40),
    Point("答复率", 15),
    Point("解决率", 15),
    Point("调解成功率", 10),
    Point("按时报送", 20),
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A version of the scheme: for villages under one rule profile (empty: under any), from a month on."""

    points: tuple[Point, ...] = STANDARD
    profile: str = ""
    from_month: str = ""
    id: int = 0

    @property
    def title(self) -> str:
        """For whom and since when."""
        whom = f"执行“{self.profile}”的村" if self.profile else "各村通用"
        return f"{whom}，自 {self.from_month} 起" if self.from_month else f"{whom}，未另行规定时"

    @property
    def words(self) -> str:
        """All lines in one sentence."""
        return "；".join(point.words for point in self.points)


def scheme_for(schemes: Iterable[Scheme], profile: str, month: str) -> Scheme:
    """The version that holds for a village in a month: its own profile's before the common one, the latest first."""
    fitting = [one for one in schemes if one.profile in ("", profile) and one.from_month <= month]
    return max(fitting, key=lambda one: (bool(one.profile), one.from_month, one.id), default=Scheme())


@dataclass(frozen=True, slots=True)
class Scored:
    """What one line brought: its item, what was counted, the points, and the most it could bring."""

    name: str
    counted: str
    points: float
    most: float = 0.0

    @property
    def lost(self) -> float:
        """How many points are missing to what the line could bring."""
        return round(self.most - self.points, 1)

    @property
    def why(self) -> str:
        """旷工 4 个半天，扣 8 分."""
        return f"{self.name} {self.counted}，{signed(self.points)}"


def signed(points: float) -> str:
    """得 38.1 分, 扣 8 分."""
    return f"扣 {-points:g} 分" if points < 0 else f"得 {points:g} 分"


def score(facts: MonthFacts, points: Sequence[Point], *, late: bool) -> tuple[float | None, tuple[Scored, ...]]:
    """The points of a village and what each line brought.

    Shares are out of 100 by those that the village has anything for; without shares everybody begins with 100.
    """
    values = [(point, _share(facts, point.name, late=late)) for point in points if not point.per]
    weight = sum(point.weight for point, value in values if value is not None)
    if values and not weight:
        return None, ()
    lines = [_shared(point, value, 100 / weight if weight else 0.0) for point, value in values]
    base = sum(line.points for line in lines) if values else 100.0
    for point in points:
        if point.per:
            count = village_count(facts, point.name)
            lines.append(Scored(point.name, f"{count:g} {COUNTED[point.name][0]}", point.given(count)))
            base += lines[-1].points
    return round(max(base, 0.0), 1), tuple(_rounded(line) for line in lines)


def _rounded(line: Scored) -> Scored:
    return Scored(line.name, line.counted, round(line.points, 1), round(line.most, 1))


def _shared(point: Point, value: float | None, scale: float) -> Scored:
    if value is None:
        return Scored(point.name, "没有数据，不计", 0.0)
    most = point.weight * scale
    counted = shown(value, "%") if point.name != "按时报送" else "按时" if value else "迟报"
    return Scored(point.name, counted, most * min(value, 100.0) / 100, most)


def _share(facts: MonthFacts, name: str, *, late: bool) -> float | None:
    if name == "按时报送":
        return 0.0 if late else 100.0
    return facts.attendance_rate if name == "到岗率" else facts.value(name)


def village_count(facts: MonthFacts, name: str) -> float:
    """How often an item is counted for a village."""
    if name in _FIGURES:
        return facts.value(_FIGURES[name]) or 0.0
    if name == "查岗不在岗":
        return facts.checks_away
    if name == "更正报送":
        return max(facts.revision - 1, 0)
    if name == "异常未说明":
        return sum(not item.explained for item in facts.exceptions)
    return sum(person_count(facts, person, name) for person in facts.people)


def person_count(facts: MonthFacts, person: PersonMonth, name: str) -> float:
    """How often an item is counted for a person."""
    match name:
        case "旷工":
            return person.absent
        case "迟到":
            return person.late
        case "早退":
            return person.early
        case "缺卡":
            return person.missing
        case "周末值班":
            return person.duty_weekend
        case "节假日值班":
            return person.duty_holiday
        case "异常未说明":
            return sum(item.person == person.person and not item.explained for item in facts.exceptions)
        case _:
            return 0.0


def person_points(facts: MonthFacts, person: PersonMonth, points: Sequence[Point]) -> tuple[Scored, ...]:
    """What the counted lines of a scheme bring one person in a month; lines that bring nothing are left out."""
    found: list[Scored] = []
    for point in points:
        if point.per and COUNTED[point.name][1]:
            count = person_count(facts, person, point.name)
            if given := round(point.given(count), 1):
                found.append(Scored(point.name, f"{count:g} {COUNTED[point.name][0]}", given))
    return tuple(found)
