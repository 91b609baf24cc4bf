"""Planning months: what exists is re-planned with least change, pinned and published cells stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.planner.client import Planner, planner
from villagedesk.roster.plan import Plan
from villagedesk.roster.shift import Duty
from villagedesk.services.calendar import unpublished_says
from villagedesk.services.office import Office
from villagedesk.services.roster.cases import Stretch, as_duty, month_days, next_month, stretch, with_plan
from villagedesk.services.roster.ledger import carried
from villagedesk.services.roster.trying import plan_frame
from villagedesk.store import roster as shelf
from villagedesk.store.roster import StoredDuty

Tell = Callable[[str, str, float], None]
"""Called with the stage in Chinese, the month and the seconds so far."""

MOST_MONTHS = 24
_STAGES = {
    "perfect": "找一份没有空缺、公平、间隔均匀的班表",
    "cover": "看人手够不够排满",
    "fair": "找一份没有空缺、公平的班表",
    "near": "找一份没有空缺、大致公平的班表",
    "holes": "把空缺减到最少",
    "fairness": "把班次摊匀",
    "change": "尽量少动原来的班表",
    "comfort": "拉开间隔，照顾意愿",
}


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """What planning one month came to; `moved` counts the cells that differ from the draft before."""

    month: str
    plan: Plan
    moved: int


@dataclass(frozen=True, slots=True)
class Wish:
    """How to plan: keep what is published, plan anew or with least change, for how long at most (0: no limit)."""

    keep_published: bool = True
    fresh: bool = False
    seconds: float = 0.0


def stage_text(stage: str) -> str:
    """A planning stage in Chinese."""
    return _STAGES.get(stage, stage)


def plan_months(
    office: Office,
    month: str,
    *,
    to: str | None = None,
    wish: Wish | None = None,
    on_progress: Tell | None = None,
    asked: Planner | None = None,
) -> Result[tuple[MonthPlan, ...]]:
    """Plan a month, or several in turn with the ledger carried over, and store them as drafts.

    `asked` is a planning process to use; cancelling it stops after the last finished month with nothing of the
    unfinished one stored.
    """
    months = _months(month, to)
    how = wish or Wish()
    found: list[MonthPlan] = []
    undo: list[tuple[tuple[StoredDuty, ...], str]] = []
    with nullcontext(asked) if asked else planner() as process:
        for one in months:
            before = shelf.duties(office.store, *month_days(one))
            found.append(_plan_month(office, one, how, on_progress, process))
            undo.append((before, one))
    says = "；".join(_says(one) for one in found) + "。"
    says += unpublished_says(office, month_days(months[0])[0], month_days(months[-1])[1])
    return Result(tuple(found), Changes(Area.ROSTER, says, lambda later: _put_back(later, undo)))


def _months(month: str, to: str | None) -> list[str]:
    if to is not None and to < month:
        raise Mistake(f"结束月份 {to} 早于开始月份 {month}；请改正。", "to")
    found = [month]
    while to is not None and found[-1] < to:
        found.append(next_month(found[-1]))
        if len(found) > MOST_MONTHS:
            raise Mistake(f"一次最多排 {MOST_MONTHS} 个月；请缩短范围。", "to")
    return found


def _plan_month(office: Office, month: str, how: Wish, on_progress: Tell | None, process: Planner) -> MonthPlan:
    first, last = month_days(month)
    there = stretch(office, first, last, history=carried(office, month))
    _refuse_empty(there, month)
    published = how.keep_published and month in shelf.published_months(office.store)
    pinned = _stay(there, published)
    keep = () if how.fresh else there.duties
    made = with_plan(there, pinned, [duty for duty in keep if duty not in pinned])
    tell = None if on_progress is None else lambda stage, at: on_progress(stage_text(stage), month, at)
    plan = plan_frame(process, made, tell, how.seconds)
    return MonthPlan(month, plan, _store(office, there, plan.assignments, month))


def _refuse_empty(there: Stretch, month: str) -> None:
    if not there.made.case.shifts:
        raise Mistake("还没有班次；请先在“班次和规则”里选一个现成方案或导入班次，再排班。", "shift")
    if not there.people:
        raise Mistake(f"{month} 没有在任的人员；请先登记人员，再排班。", "people")


def _stay(there: Stretch, published: bool) -> list[Duty]:
    """Pinned and accepted cells; in a published month every cell that still keeps the rules."""
    held = [one for one in there.stored if one.pinned or one.accepted or published]
    found: list[Duty] = []
    for one in held:
        duty = as_duty(one, there.label)
        slot = there.made.by_key.get((duty.date, duty.shift, duty.post))
        if slot is None:
            continue
        able = duty.person in there.made.index and there.made.candidate(there.made.index[duty.person], slot)
        room = (
            slot.whole
            or sum((d.date, d.shift, d.post) == (duty.date, duty.shift, duty.post) for d in found) < slot.count
        )
        if room and (able or one.pinned or one.accepted):
            found.append(duty)
    return found


def _store(office: Office, there: Stretch, wanted: Sequence[Duty], month: str) -> int:
    ids = {label: key for key, label in there.label.items()}
    new = {(d.date, d.shift, d.post, ids[d.person]) for d in wanted}
    gone = [one for one in there.stored if one.key not in new]
    old = {one.key for one in there.stored}
    come = [StoredDuty(*key) for key in sorted(new - old)]
    if gone or come:
        with office.change(f"排 {month} 的班") as change:
            shelf.drop_duties(change, gone, "重新排班")
            shelf.add_duties(change, come)
    return len(come) if there.stored else 0


def _says(one: MonthPlan) -> str:
    holes = f"，{len(one.plan.unmet)} 个空缺见说明" if one.plan.unmet else "，没有空缺"
    moved = f"，变动 {one.moved} 处" if one.moved else ""
    proof = "" if one.plan.optimal else "（在时限内没有证明这是最好的一份）"
    return f"{one.month} 排了 {len(one.plan.assignments)} 个班{holes}{moved}{proof}"


def _put_back(office: Office, months: Sequence[tuple[tuple[StoredDuty, ...], str]]) -> Changes:
    with office.change("撤销排班") as change:
        for before, month in months:
            now = shelf.duties(office.store, *month_days(month))
            keys, old = {one.key for one in now}, {one.key for one in before}
            shelf.drop_duties(change, [one for one in now if one.key not in old], "撤销排班")
            shelf.add_duties(change, [one for one in before if one.key not in keys])
    return Changes(Area.ROSTER, "已恢复到排班以前。")
