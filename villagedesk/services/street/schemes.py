"""The street's point schemes: versions by month and rule profile, entered in a form, never changed afterwards."""

from __future__ import annotations

import json
from collections.abc import Sequence

from villagedesk.base import faults, plain
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.papers.street.scheme import COUNTED, SHARES, Point, Scheme
from villagedesk.services.attendance import profiles
from villagedesk.services.office import Office
from villagedesk.services.registers.lists import month_span
from villagedesk.services.street.collected import newest, received
from villagedesk.store import street as shelf


def schemes(office: Office) -> tuple[Scheme, ...]:
    """Every version in use, oldest month first; the standard one, which holds where none does, is not among them."""
    return tuple(
        Scheme(
            tuple(plain.read(Point, item) for item in json.loads(row["points"])),
            row["profile"],
            row["from_month"],
            row["id"],
        )
        for row in shelf.schemes(office.store)
    )


def profile_names(office: Office) -> tuple[str, ...]:
    """The rule profiles that a scheme may be for: those that villages reported by, then the shipped ones."""
    reported = [facts.profile for facts in newest(received(office)) if facts.profile]
    shipped = [profile.name for profile in profiles.shipped()]
    return tuple(dict.fromkeys([*reported, *shipped]))


def keep_scheme(office: Office, points: Sequence[Point], from_month: str, profile: str = "") -> Result[int]:
    """Keep a version that holds from a month on, for all villages or those under one rule profile.

    A version of the same month and profile is replaced. Raises `Mistake` naming the line that cannot be.
    """
    month_span(from_month)
    _check(points)
    row = {
        "profile": profile,
        "from_month": from_month,
        "points": json.dumps([plain.write(point) for point in points], ensure_ascii=False),
        "made_at": moment_text(office.clock()),
    }
    same = [one.id for one in schemes(office) if (one.profile, one.from_month) == (profile, from_month)]
    with office.change("修改街道计分办法") as change:
        for old in same:
            change.remove("street_schemes", old, "换用新办法")
        key = change.insert("street_schemes", row)

    def back(later: Office) -> Changes:
        with later.change("撤销修改街道计分办法") as change:
            change.remove("street_schemes", key, "撤销")
            for old in same:
                change.restore("street_schemes", old)
        return Changes(Area.REPORTS, "计分办法已恢复为原来的。")

    says = f"计分办法已保存，自 {from_month} 起用于{f'执行“{profile}”的村' if profile else '各村'}。"
    return Result(key, Changes(Area.REPORTS, says, back))


def points_from(text: str) -> tuple[Point, ...]:
    """The lines of a scheme written as JSON; unknown keys are refused by name."""
    try:
        lines = json.loads(text)
    except ValueError as error:
        where = faults.unreadable(error)
        raise Mistake(f"计分办法的文件读不懂（{where}），没有保存；请改正后再试。", "points") from None
    if not isinstance(lines, list):
        raise Mistake("计分办法要写成一组项目：[{…}, {…}]。", "points")
    return tuple(plain.read(Point, line) for line in lines)


def remove_scheme(office: Office, key: int) -> Changes:
    """Take a version out of use."""
    with office.change("停用街道计分办法") as change:
        change.remove("street_schemes", key, "停用")

    def back(later: Office) -> Changes:
        with later.change("恢复街道计分办法") as change:
            change.restore("street_schemes", key)
        return Changes(Area.REPORTS, "计分办法已恢复。")

    return Changes(Area.REPORTS, "这一版计分办法已停用。", back)


def _check(points: Sequence[Point]) -> None:
    if not points:
        raise Mistake("计分办法至少要有一行。", "points")
    seen: set[str] = set()
    for number, point in enumerate(points, 1):
        says = _fault(point)
        if not says and point.name in seen:
            says = f"“{point.name}”写了两次"
        if says:
            raise Mistake(f"第 {number} 行：{says}。", f"points.{number}")
        seen.add(point.name)


def _fault(point: Point) -> str:
    if point.name not in (*SHARES, *COUNTED):
        return f"没有“{point.name}”这一项，请从列表里选"
    if not -100 <= point.weight <= 100 or not point.weight:
        return f"“{point.name}”的分值要在 -100 到 100 之间，不能是 0"
    if point.limit < 0 or point.limit > 100:
        return f"“{point.name}”的封顶要在 0 到 100 之间（0 表示不封顶）"
    if point.name in SHARES and (point.per or point.weight < 0 or point.limit):
        return f"“{point.name}”按比例得分：分值填正数，“每”和“封顶”不填"
    if point.name in COUNTED and not 0 < point.per <= 10000:
        return f"“{point.name}”要填每几{COUNTED[point.name][0].removeprefix('个')}记一次分"
    return ""
