"""Builders of planning cases, and a naive judge that shares no code with the planner."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

Json = dict[str, Any]


def person(name: str, *posts: str, **more: Any) -> Json:
    return {"name": name, "posts": list(posts or ("值班",)), **more}


def shift(name: str = "值班", start: str = "08:00", end: str = "17:00", needs: Json | None = None, **more: Any) -> Json:
    wanted = [{"post": post, "count": count} for post, count in (needs or {"值班": 1}).items()]
    return {"name": name, "start": start, "end": end, "on": {}, "needs": wanted, **more}


def case(people: list[Json], shifts: list[Json] | None = None, days: int = 7, **more: Any) -> Json:
    """A case from Monday 2026-03-02 on, without holidays unless given."""
    first = date(2026, 3, 2)
    last = first + timedelta(days=days - 1)
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "people": people,
        "shifts": shifts or [shift()],
        "holidays": {},
        **more,
    }


def hours(one: Json, day: date) -> tuple[datetime, datetime]:
    """When a duty of a shift begins and ends."""
    begin = datetime.fromisoformat(f"{day}T{one['start']}")
    if one["end"] == "24:00":
        return begin, datetime.fromisoformat(f"{day}T00:00") + timedelta(days=1)
    end = datetime.fromisoformat(f"{day}T{one['end']}")
    return begin, end if end > begin else end + timedelta(days=1)


def broken(given: Json, answer: Json) -> list[str]:
    """Every hard rule that an answer breaks, counted the plain way; pinned cells are not excused."""
    people = {p["name"]: p for p in given["people"]}
    shifts = {s["name"]: s for s in given["shifts"]}
    rules = given.get("rules", {})
    faults: list[str] = []
    mine: dict[str, list[tuple[datetime, datetime, Json]]] = defaultdict(list)
    for duty in answer["assignments"]:
        who, day = people[duty["person"]], date.fromisoformat(duty["date"])
        if duty["post"] not in who["posts"]:
            faults.append(f"post {duty}")
        if duty["date"] in who.get("unavailable", []):
            faults.append(f"away {duty}")
        fixed = who.get("fixed_weekdays", {}).get(duty["post"])
        if fixed is not None and day.isoweekday() not in fixed:
            faults.append(f"weekday {duty}")
        mine[duty["person"]].append((*hours(shifts[duty["shift"]], day), duty))
    for name, stands in mine.items():
        faults += _alone(name, sorted(stands, key=lambda s: s[0]), rules)
    faults += _together(mine, rules)
    filled = Counter((d["date"], d["shift"], d["post"]) for d in answer["assignments"])
    filled.update((h["date"], h["shift"], h["post"]) for h in answer["unmet"])
    for (day, name, post), count in filled.items():
        need = next(n["count"] for n in shifts[name]["needs"] if n["post"] == post)
        if need != count:
            faults.append(f"need {day} {name} {post} {count} of {need}")
    faults += [f"no reason {h}" for h in answer["unmet"] if not h["reasons"]]
    return faults


def _alone(name: str, stands: list[tuple[datetime, datetime, Json]], rules: Json) -> list[str]:
    faults: list[str] = []
    rest = timedelta(hours=rules.get("min_rest_hours", 0))
    for one, other in combinations(stands, 2):
        if one[0] < other[1] + rest and other[0] < one[1] + rest:
            faults.append(f"rest {name} {one[2]} {other[2]}")
    days = {stand[0].date() for stand in stands}
    most = rules.get("max_consecutive_days")
    for day in days:
        if most and all(day + timedelta(days=n) in days for n in range(most + 1)):
            faults.append(f"run {name} {day}")
    weeks = Counter(stand[0].date().isocalendar()[:2] for stand in stands)
    if rules.get("max_per_week") and max(weeks.values(), default=0) > rules["max_per_week"]:
        faults.append(f"week {name}")
    return faults


def _together(mine: dict[str, list[tuple[datetime, datetime, Json]]], rules: Json) -> list[str]:
    faults: list[str] = []
    for a, b in rules.get("apart", []):
        for one in mine.get(a, []):
            faults += [f"apart {a} {b}" for other in mine.get(b, []) if one[0] < other[1] and other[0] < one[1]]
    return faults
