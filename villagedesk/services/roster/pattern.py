"""The office's shifts, seasons and rules: read for a day, edited, imported, started from a preset."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from villagedesk.base import faults, paths, plain
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.roster.case import Rules
from villagedesk.roster.reading import Pattern, check_limits, check_seasons, check_shifts, read_pattern
from villagedesk.roster.shift import spoken_hours
from villagedesk.services.office import Office
from villagedesk.services.people import labels
from villagedesk.store import roster as shelf

BEGINNING = date(2000, 1, 1)
_PRESETS = ("weekday", "mornings", "community")
_TOLD = ("title", "says")
"""What a file may tell about itself beside the shifts, as the presets do."""
_TOUCHED = Area.SHIFTS | Area.ROSTER | Area.ATTENDANCE


@dataclass(frozen=True, slots=True)
class Preset:
    """A pattern a new office can start from: short name, title and one sentence."""

    name: str
    title: str
    says: str


def pattern(office: Office, day: date) -> Pattern:
    """The shifts, seasons and rules that hold on a day; an empty pattern before the first one."""
    held = [found for from_on, found in patterns(office) if from_on <= day]
    return held[-1] if held else Pattern()


def patterns(office: Office) -> tuple[tuple[date, Pattern], ...]:
    """Every pattern with the day from which it holds, oldest first."""
    return office.store.kept("patterns", lambda: _patterns(office))


def _patterns(office: Office) -> tuple[tuple[date, Pattern], ...]:
    names = labels(office)
    return tuple((from_on, _labelled(body, names)) for from_on, body in shelf.patterns(office.store))


def save_pattern(office: Office, wanted: Pattern, from_on: date | None = None) -> Changes:
    """Store shifts, seasons and rules; what is published already keeps the pattern it was published with.

    Without `from_on` the pattern holds from the first month that is not published yet.
    """
    check_shifts(wanted.shift, "shift")
    check_seasons(wanted.season, [one.name for one in wanted.shift], "season")
    check_limits(wanted.rules)
    start = from_on or _first_open_day(office)
    body = _stored(wanted, {label: key for key, label in labels(office).items()})
    before = dict(shelf.patterns(office.store)).get(start)
    with office.change("修改班次和规则") as change:
        shelf.put_pattern(change, office.store, start, body)
    since = "" if start == BEGINNING else f"，从 {start} 起执行"
    return Changes(_TOUCHED, f"班次和规则已保存{since}。", lambda later: _put_back(later, start, before))


def import_pattern(office: Office, file: Path) -> Result[Pattern]:
    """Take shifts, seasons and rules from a TOML file shaped as `shifts-example.toml`.

    Pairs that name somebody who is not on the staff list are left out and said; anything else wrong is a `Mistake`.
    """
    found = read_pattern({key: part for key, part in _toml(file).items() if key not in _TOLD})
    known = set(labels(office).values())
    kept, said = _without_strangers(found.rules, known)
    found = replace(found, rules=kept)
    changes = save_pattern(office, found)
    nights = "".join(f"“{one.name}”是 {spoken_hours(one)}。" for one in found.shift if "次日" in spoken_hours(one))
    says = f"导入 {len(found.shift)} 个班次、{len(found.season)} 个季节。" + nights + said
    return Result(found, Changes(changes.touched, says, changes.undo))


def presets() -> tuple[Preset, ...]:
    """The patterns a new office can start from."""
    found: list[Preset] = []
    for name in _PRESETS:
        value = _toml(paths.resource("presets", f"{name}.toml"))
        found.append(Preset(name, value["title"], value["says"]))
    return tuple(found)


def apply_preset(office: Office, name: str) -> Changes:
    """Start from the preset of that name or title; `Mistake` names the ones there are."""
    for preset in presets():
        if name in (preset.name, preset.title):
            value = _toml(paths.resource("presets", f"{preset.name}.toml"))
            wanted = read_pattern({key: part for key, part in value.items() if key not in _TOLD})
            return save_pattern(office, wanted)
    known = "、".join(f"{one.name}（{one.title}）" for one in presets())
    raise Mistake(f"没有叫“{name}”的班次方案；可以用 {known}。", "preset")


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise Mistake(f"找不到文件“{file}”。", "file") from None
    except OSError as error:
        raise Trouble(f"“{file.name}”读不出来（{faults.reason(error)}），没有导入；请检查文件和权限。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        where = faults.unreadable(error)
        raise Mistake(f"“{file.name}”不是有效的班次文件（{where}），没有导入；请改正后再试。", "file") from None


def _first_open_day(office: Office) -> date:
    months = shelf.published_months(office.store)
    if not months:
        return BEGINNING
    year, month = map(int, max(months).split("-"))
    return date(year + month // 12, month % 12 + 1, 1)


def _without_strangers(rules: Rules, known: set[str]) -> tuple[Rules, str]:
    strangers = sorted({name for pair in (*rules.apart, *rules.cover) for name in pair} - known)
    if not strangers:
        return rules, ""
    apart = tuple(pair for pair in rules.apart if set(pair) <= known)
    cover = tuple(pair for pair in rules.cover if set(pair) <= known)
    said = f"“{'、'.join(strangers)}”不在人员名单里，含有他们的分开、A/B角规则没有导入。"
    return replace(rules, apart=apart, cover=cover), said


def _stored(wanted: Pattern, ids: Mapping[str, int]) -> dict[str, Any]:
    body: dict[str, Any] = plain.write(wanted)
    for rule in ("apart", "cover"):
        for i, pair in enumerate(body["rules"][rule]):
            for name in pair:
                if name not in ids:
                    raise Mistake(f"“rules.{rule}[{i}]”里的“{name}”不在人员名单里；请检查姓名。", f"rules.{rule}[{i}]")
            if len(pair) != 2 or pair[0] == pair[1]:
                raise Mistake(f"“rules.{rule}[{i}]”应写两个不同的人。", f"rules.{rule}[{i}]")
            body["rules"][rule][i] = [ids[name] for name in pair]
    return body


def _labelled(body: dict[str, Any], names: Mapping[int, str]) -> Pattern:
    rules = dict(body["rules"])
    for rule in ("apart", "cover"):
        rules[rule] = [[names.get(key, "") for key in pair] for pair in rules[rule]]
    return plain.read(Pattern, {**body, "rules": rules})


def _put_back(office: Office, start: date, before: dict[str, Any] | None) -> Changes:
    with office.change("撤销修改班次和规则") as change:
        if before is None:
            shelf.drop_pattern(change, office.store, start)
        else:
            shelf.put_pattern(change, office.store, start, before)
    return Changes(_TOUCHED, "班次和规则已恢复。")
