"""Rule profiles: shipped ones, the versions of this office, and which holds on a day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import tomli_w

from villagedesk.attendance.judge.rule import Judging
from villagedesk.attendance.ladder import approval_faults, ladder_faults, ladder_rows
from villagedesk.attendance.profile import Approval, Ladder, LeaveRules, Profile, profile_from, rule_from
from villagedesk.base import faults, paths, plain
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.services.office import Office
from villagedesk.store import attendance as shelf

_TOUCHED = Area.ATTENDANCE | Area.OPTIONS


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the office's rules with who put it in force and when; id 0 is the shipped default."""

    id: int
    profile: Profile
    made_by: str = ""


def shipped() -> tuple[Profile, ...]:
    """The profiles that come with the program."""
    folder = paths.resource("profiles")
    return tuple(_read(file) for file in sorted(folder.glob("*.toml")))


def _read(file: Path) -> Profile:
    try:
        values: dict[str, Any] = tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise Mistake(f"找不到文件“{file}”。", "file") from None
    except OSError as error:
        raise Trouble(f"“{file.name}”读不出来（{faults.reason(error)}），规则没有改动；请检查文件或优盘。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        where = faults.unreadable(error)
        raise Mistake(
            f"“{file.name}”不是有效的规则文件（{where}），规则没有改动；请向给您文件的人再要一份。",
            "file",
        ) from None
    return checked(profile_from(values, file.stem))


def checked(profile: Profile) -> Profile:
    """The profile itself when every number in it can be; `Mistake` at the first that cannot."""
    rule_from(profile, {"name": "规则"}, "judging")
    for name, own in profile.shifts.items():
        rule_from(profile, {"name": name, **own}, f"shifts.{name}")
    for place, step in enumerate(profile.leave.approvals, 1):
        if not step.approvers:
            raise Mistake(f"请假审批第 {place} 行没有写由谁批。", "approvers")
    for what, wrong in (
        ("请假审批", approval_faults(profile.leave.approvals)),
        ("处理办法", ladder_faults(ladder_rows(profile.ladders))),
    ):
        if wrong:
            raise Mistake(f"{what}第 {wrong[0].row + 1} 行：{wrong[0].says}", wrong[0].name)
    if profile.correction.per_month < 0 or profile.correction.within_workdays < 0:
        raise Mistake("补签次数和期限不能是负数。", "correction")
    if any(rate < 0 for rate in profile.rates.per_day.values()):
        raise Mistake("补贴标准不能是负数。", "rates")
    return profile


def versions(office: Office) -> tuple[Version, ...]:
    """Every version, oldest first; the first is the shipped default that holds before any other."""
    return office.store.kept("rules", lambda: _versions(office))


def _versions(office: Office) -> tuple[Version, ...]:
    found = [Version(0, default())]
    for one in shelf.profiles(office.store):
        profile = replace(profile_from(one.body), effective_on=one.effective_on, name=one.name)
        found.append(Version(one.id, profile, one.made_by))
    return tuple(found)


@cache
def default() -> Profile:
    """What holds while the office has chosen nothing: two signs a day, as most villages keep it."""
    return replace(_read(paths.resource("profiles", "两次签到-村.toml")), effective_on=date(2000, 1, 1))


def profile_on(office: Office, day: date) -> Profile:
    """The rules in force on a day."""
    return on_day(versions(office), day)


def on_day(known: tuple[Version, ...], day: date) -> Profile:
    """The rules in force on a day among versions already read."""
    return [one.profile for one in known if one.profile.effective_on <= day][-1]


def save_profile(office: Office, profile: Profile, effective_on: date) -> Result[int]:
    """Put a changed profile in force from a day as a new version; earlier months keep theirs.

    `Mistake` when the day lies in or before a signed month.
    """
    checked(profile)
    signed = shelf.frozen_months(office.store)
    if signed and f"{effective_on:%Y-%m}" <= max(signed):
        raise Mistake(f"{max(signed)} 及以前的月份已经签定，新规则要从下一个月起执行。", "effective_on")
    body = plain.write(replace(profile, effective_on=effective_on))
    with office.change("修改考勤规则") as change:
        at = moment_text(office.clock())
        key = shelf.insert_profile(change, effective_on, profile.name, body, at, office.user)
    says = f"考勤规则“{profile.name}”从 {effective_on} 起执行，以前的日子不变。"
    return Result(key, Changes(_TOUCHED, says, lambda later: _withdraw(later, key)))


def drop_version(office: Office, key: int, why: str) -> Changes:
    """Take a version of the rules away, as if it had never been made; `Mistake` where a signed month used it."""
    one = next((version for version in versions(office) if version.id == key and key), None)
    if one is None:
        raise Mistake("自带的规则撤不掉；要换别的，请点“换一套”。", "version")
    signed = shelf.frozen_months(office.store)
    if signed and f"{one.profile.effective_on:%Y-%m}" <= max(signed):
        raise Mistake(f"{max(signed)} 的月报已经按规则签定，{one.profile.effective_on} 起的这一版不能撤掉。", "version")
    with office.change("撤掉考勤规则") as change:
        change.remove("rule_profile", key, why or "撤掉")
    says = f"{one.profile.effective_on} 起的考勤规则“{one.profile.name}”已撤掉。"
    return Changes(_TOUCHED, says, lambda later: _restore(later, key))


def _restore(office: Office, key: int) -> Changes:
    with office.change("恢复考勤规则") as change:
        change.restore("rule_profile", key)
    return Changes(_TOUCHED, "考勤规则已恢复。")


def _withdraw(office: Office, key: int) -> Changes:
    with office.change("撤销修改考勤规则") as change:
        change.remove("rule_profile", key, "撤销")
    return Changes(_TOUCHED, "考勤规则已恢复原样。")


def apply_shipped(office: Office, name: str, effective_on: date) -> Result[int]:
    """Put a shipped profile in force by its name; `Mistake` names the ones there are."""
    for profile in shipped():
        if profile.name == name:
            return save_profile(office, profile, effective_on)
    known = "、".join(profile.name for profile in shipped())
    raise Mistake(f"没有叫“{name}”的考勤规则；可以用 {known}。", "profile")


def import_profile(office: Office, file: Path, effective_on: date | None = None) -> Result[int]:
    """Put a profile from a TOML file in force, from the day it names or a given one."""
    profile = _read(file)
    return save_profile(office, profile, effective_on or profile.effective_on)


def export_profile(profile: Profile, file: Path) -> Path:
    """Write a profile as the TOML that `import_profile` reads, to edit ladders and approvals as text."""
    try:
        file.write_text(tomli_w.dumps(_without_nulls(plain.write(profile))), "utf-8")
    except OSError as error:
        raise Trouble(f"“{file.name}”写不进去（{faults.reason(error)}），没有存；请换一个文件夹。") from error
    return file


def _without_nulls(value: Any) -> Any:
    """Plain values without what TOML has no word for."""
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value).items()
        return {key: _without_nulls(given) for key, given in pairs if given is not None}
    return [_without_nulls(item) for item in cast("list[Any]", value)] if isinstance(value, list) else value


def approval_text(step: Approval) -> str:
    """One step of the approval ladder in words."""
    who = "、".join(step.ranks) or "所有人"
    days = f"超过 {step.over_days:g} 天" if step.over_days else ""
    days += f"{'至' if days else ''} {step.to_days:g} 天以内" if step.to_days else ""
    area = "" if step.leaving is None else "离开辖区" if step.leaving else "不离开辖区"
    told = f"，报{step.report_to}备案" if step.report_to else ""
    when = "，".join(filter(None, (days.strip(), area)))
    return f"{who}{f'（{when}）' if when else ''}由{'、'.join(step.approvers)}批{told}"


def ladder_text(one: Ladder) -> str:
    """One ladder in words: 每月迟到（30 分钟以内）3 次起提醒谈话，5 次起书面说明（扣 2 分）."""
    minutes = f"超过 {one.over_minutes} 分钟" if one.over_minutes else ""
    minutes += f"{'，' if minutes else ''}{one.to_minutes} 分钟以内" if one.to_minutes else ""
    steps: list[str] = []
    for step in one.steps:
        taken = [f"扣 {step.points:g} 分"] if step.points else []
        taken += [f"扣 {step.money:g} 元"] if step.money else []
        steps.append(f"{step.times} 次起{step.consequence}" + (f"（{'，'.join(taken)}）" if taken else ""))
    span = "每年" if one.span == "year" else "每月"
    return f"{span}{one.fault}{f'（{minutes}）' if minutes else ' '}{'，'.join(steps)}"


_OWN = {
    "sign_in_from_minutes": "上班前 {:g} 分钟起可签到",
    "sign_out_until_minutes": "下班后 {:g} 分钟内可签退",
    "late_grace_minutes": "迟到宽限 {:g} 分钟",
    "early_grace_minutes": "早退宽限 {:g} 分钟",
    "late_half_day_minutes": "迟到早退超过 {:g} 分钟按旷工半天",
    "half_day_below_hours": "不足 {:g} 小时算半天",
    "absent_below_hours": "不足 {:g} 小时算旷工",
}
_SIGNED = {0: "有几次判几次", 2: "签两次", 4: "签四次"}


def shift_text(name: str, own: Mapping[str, Any]) -> str:
    """What holds for one shift alone, in words."""
    said = [_SIGNED[own["punches_per_day"]]] if "punches_per_day" in own else []
    return f"{name}：" + "，".join([*said, *(words.format(own[key]) for key, words in _OWN.items() if key in own)])


def sentences(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Each rule as a heading and one sentence, for the settings page and the manual."""
    correction, leave, required = profile.correction, profile.leave, profile.required_days_a_month
    rates = [f"{kind} {money:g} 元/天" for kind, money in profile.rates.per_day.items() if money]
    shifts = [shift_text(*one) for one in profile.shifts.items()]
    return (
        *_signing(profile.judging),
        *((("个别班次", _said(shifts, "；\n", "")),) if shifts else ()),
        ("补签", f"每月不超过 {correction.per_month} 次，{correction.within_workdays} 个工作日内确认。"),
        ("请假", _said(_leave_limits(leave), "；", "")),
        ("请假审批", _said(map(approval_text, leave.approvals), "；\n", "由村党支部书记批。")),
        ("处理", _said(map(ladder_text, profile.ladders), "；\n", "没有设处理办法。")),
        ("出勤", f"每月出勤不少于 {required} 天。" if required else "没有规定天数。"),
        ("补贴", _said(rates, "，", "没有设补贴标准。")),
    )


def _said(parts: Iterable[str], between: str, none: str) -> str:
    """Parts as one sentence, or what is said where there is none."""
    text = between.join(parts)
    return f"{text}。" if text else none


def _signing(rule: Judging) -> tuple[tuple[str, str], ...]:
    """When one signs, and what being late, leaving early and short hours mean."""
    signs = {0: "有几次判几次", 2: "两次（上午签到、下午签退）", 4: "四次（上下午各签到、签退）"}[rule.punches_per_day]
    window = f"上班前 {rule.sign_in_from_minutes} 分钟起可签到，下班后 {rule.sign_out_until_minutes} 分钟内可签退。"
    late = [f"晚 {rule.late_grace_minutes} 分钟以内不算迟到，早走 {rule.early_grace_minutes} 分钟以内不算早退"]
    late += [f"超过 {rule.late_half_day_minutes} 分钟按旷工半天"] if rule.late_half_day_minutes else []
    hours = f"在岗不足 {rule.absent_below_hours:g} 小时算旷工，不足 {rule.half_day_below_hours:g} 小时算半天。"
    by_hours = rule.absent_below_hours or rule.half_day_below_hours
    return (
        ("每天签几次", f"每天{signs}。"),
        ("签到时间", window),
        ("迟到早退", _said(late, "；", "")),
        ("工时", hours if by_hours else "不按工时判定。"),
    )


def _leave_limits(leave: LeaveRules) -> list[str]:
    limits = [f"一次不超过 {leave.days_at_once:g} 天"] if leave.days_at_once else []
    limits += [f"一年累计不超过 {leave.days_a_year:g} 天"] if leave.days_a_year else []
    limits += ["防汛防火等特殊时期原则上不得请假"] if leave.forbidden_in_special_periods else []
    limits += [f"{kind}一年 {days:g} 天" for kind, days in leave.quotas.items()]
    return [*limits, f"事后 {leave.backdating_days} 天内可以补假" if leave.backdating_days else "事后补假无效"]
