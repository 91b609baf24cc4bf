"""Checks on duty (查岗) by telephone, camera or visit: a drawn plan nobody can foresee, and what was found."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from villagedesk.attendance import inspection
from villagedesk.attendance.inspection import CHANNELS, Planned, Watch
from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_from, moment_text, month_text
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, check
from villagedesk.services import people as staff
from villagedesk.services.office import Office, fact, set_facts
from villagedesk.services.registers.exchange.attachments import attach_bytes, attachments_of, file_of
from villagedesk.services.roster import duties
from villagedesk.store.desk import checks as shelf
from villagedesk.store.desk.checks import DutyCheck

FINDINGS = ("在岗", "在岗但离开座位", "脱岗", "由他人代班", "无人接听", "画面看不到人", "已报备外出")
ABSENT = frozenset(("脱岗", "无人接听", "画面看不到人"))
KIND = "duty_check"
OPEN_FOR = timedelta(minutes=30)
"""How long after its moment a planned check may be made and still count as planned."""

CHECK_FIELDS = (
    Field("channel", "方式", Kind.CHOICE, required=True, choices=CHANNELS, default="电话"),
    Field("finding", "结果", Kind.CHOICE, required=True, choices=FINDINGS, default="在岗"),
    Field("checker", "检查人", Kind.TEXT, required=True),
    Field("note", "说明", Kind.LONG_TEXT, help="脱岗的写明去向、通话时间等；画面截图会作附件保存。"),
)


@dataclass(frozen=True, slots=True)
class Due:
    """A planned check whose moment has come: only now anybody sees it."""

    draw: int
    place: int
    person: int
    label: str
    phone: str
    shift: str
    start: datetime
    at: datetime
    channel: str
    late: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A check that was made, with the label of whom it met."""

    id: int
    person: str
    day: date
    shift: str
    at: datetime
    planned_at: datetime | None
    channel: str
    checker: str
    finding: str
    note: str
    stills: int = 0

    @property
    def bad(self) -> bool:
        """Whether it found nobody at the post."""
        return self.finding in ABSENT


@dataclass(frozen=True, slots=True)
class Progress:
    """How a month's plan stands, saying nothing about checks to come."""

    month: str
    promise: str
    drawn_at: datetime
    passed: int
    made: int
    missed: int
    over: bool
    seed: str


def draw_plan(
    office: Office, month: str, per_person: int = 2, extra: int | None = None, *, lot: str = ""
) -> Result[str]:
    """Draw the month's checks from the duties of today on; returns the promise that can be posted at once.

    `extra` (a third of the fair share when not said) checks fall anywhere. `Mistake` when a plan is drawn already,
    for a plan that can be drawn again can be chosen. `lot` is the secret seed, given by demonstrations only.
    """
    if shelf.draw_of(office.store, month):
        raise Mistake(f"{month} 的查岗计划已经抽过了；重抽会让人有机会挑选，所以不能。", "month")
    if not 1 <= per_person <= 31:
        raise Mistake("每人次数请填 1 到 31。", "per_person")
    watches = _watches(office, month)
    if not watches:
        raise Mistake(f"{month} 今后没有排班，没有可以查的岗；请先排班。", "month")
    more = -(-len({w.person for w in watches}) * per_person // 3) if extra is None else extra
    seed = lot or secrets.token_hex(32)
    plan = json.dumps([_packed(one) for one in inspection.draw(watches, seed, per_person, more)], ensure_ascii=False)
    promise = inspection.promise(seed, plan)
    row = shelf.Draw(0, month, seed, promise, per_person, more, plan, office.clock())
    with office.change("抽取查岗计划") as change:
        shelf.insert_draw(change, row)
    says = f"{month} 的查岗计划已抽好，到时间才会显示；凭证 {promise[:12]}。"
    return Result(promise, Changes(Area.ROSTER, says))


def due(office: Office) -> tuple[Due, ...]:
    """Planned checks whose moment has come and whose duty is not over, oldest first; nothing of the future."""
    now = office.clock()
    found: list[Due] = []
    people = {person.id: person for person in staff.people(office)}
    labels = staff.labels(office)
    for month in {month_text(now.date()), month_text(now.date() - timedelta(days=1))}:
        held = shelf.draw_of(office.store, month)
        made = set(shelf.answered(office.store, held.id)) if held else set[int]()
        for place, one in enumerate(unfold(held) if held else ()):
            if held and place not in made and one.at <= now < one.end and one.person in people:
                phone = people[one.person].phone
                found.append(
                    Due(
                        held.id,
                        place,
                        one.person,
                        labels[one.person],
                        phone,
                        one.shift,
                        one.start,
                        one.at,
                        one.channel,
                        now > one.at + OPEN_FOR,
                    )
                )
    return tuple(sorted(found, key=lambda one: one.at))


def progress(office: Office, month: str) -> Progress | None:
    """How the month's plan stands; the seed is shown once the month is over, so that the plan can be verified."""
    held = shelf.draw_of(office.store, month)
    if held is None:
        return None
    now = office.clock()
    plan = unfold(held)
    made = set(shelf.answered(office.store, held.id))
    past = [place for place, one in enumerate(plan) if one.end <= now]
    over = all(one.end <= now for one in plan) and month_text(now.date()) > month
    return Progress(
        month,
        held.promise,
        held.drawn_at,
        sum(one.at <= now for one in plan),
        len(made),
        sum(place not in made for place in past),
        over,
        held.seed if over else "",
    )


def verify(office: Office, month: str) -> bool:
    """Whether the plan kept is the one that was promised."""
    held = shelf.draw_of(office.store, month)
    return held is not None and inspection.promise(held.seed, held.plan) == held.promise


def record_check(
    office: Office, person: int, shift: str, start: datetime, values: Mapping[str, str], planned: Due | None = None
) -> Result[int]:
    """Write down a check on a duty: channel, time, checker and finding; `planned` says which one it answers."""
    wanted = {field.name: check(field, values.get(field.name, field.default)) for field in CHECK_FIELDS}
    if strange := set(values) - set(wanted):
        raise Mistake(f"查岗记录没有“{'、'.join(sorted(strange))}”这一项。")
    now = office.clock()
    if start > now:
        raise Mistake("这个班还没有开始，不能记查岗。", "shift")
    label = staff.labels(office)[person]
    row = DutyCheck(
        0,
        planned.draw if planned else None,
        planned.place if planned else None,
        start.date(),
        shift,
        person,
        planned.at if planned else None,
        now,
        wanted["channel"],
        wanted["checker"],
        wanted["finding"],
        wanted["note"] or "",
    )
    with office.change("登记查岗") as change:
        key = shelf.insert_check(change, row)
    says = f"已登记查岗：{label}，{wanted['channel']}，{wanted['finding']}。"
    return Result(key, Changes(Area.ROSTER | Area.ATTENDANCE, says, lambda later: remove_check(later, key, "撤销")))


def keep_still(office: Office, key: int, picture: bytes, ending: str = ".jpg") -> Changes:
    """Keep a still of the camera as evidence of a check."""
    name = f"查岗截图 {office.clock():%Y-%m-%d %H%M%S}{ending}"
    return attach_bytes(office, KIND, key, name, picture).changes


def remove_check(office: Office, key: int, reason: str) -> Changes:
    """Take back a check written down by mistake; the audit keeps it."""
    with office.change("撤销查岗") as change:
        change.remove("duty_check", key, reason or "撤销")

    def undo(later: Office) -> Changes:
        with later.change("恢复查岗") as change:
            change.restore("duty_check", key)
        return Changes(Area.ROSTER | Area.ATTENDANCE, "查岗记录已恢复。")

    return Changes(Area.ROSTER | Area.ATTENDANCE, "查岗记录已撤销。", undo)


def checks(office: Office, first: date, last: date) -> tuple[Checked, ...]:
    """Checks on the duties that began between two days, in order of time."""
    labels = staff.labels(office)
    return tuple(
        Checked(
            one.id,
            labels.get(one.person or 0, ""),
            one.day,
            one.shift,
            one.checked_at,
            one.planned_at,
            one.channel,
            one.checker,
            one.finding,
            one.note,
            len(attachments_of(office, KIND, one.id)),
        )
        for one in shelf.checks(office.store, first, last)
    )


def stills(office: Office, key: int) -> tuple[tuple[str, Path], ...]:
    """The pictures kept with a check: name and file; `Trouble` when one is gone or was changed."""
    return tuple((one.name, file_of(office, one)) for one in attachments_of(office, KIND, key) if one.picture)


def cameras(office: Office) -> tuple[tuple[str, str], ...]:
    """The office's cameras: name and address; none is an ordinary state."""
    return tuple((name, url) for name, url in fact(office, "cameras", []))


def set_cameras(office: Office, wanted: Sequence[tuple[str, str]]) -> Changes:
    """Replace the list of cameras; an address is http, https or rtsp."""
    for name, url in wanted:
        if not name.strip():
            raise Mistake("请给摄像头起个名称，例如“便民大厅”。", "name")
        if not url.strip().lower().startswith(("rtsp://", "http://", "https://")):
            raise Mistake("摄像头的地址要以 rtsp:// 或 http:// 开头，照说明书填。", "url")
    if len({name.strip() for name, _ in wanted}) < len(wanted):
        raise Mistake("已经有同名的摄像头了，请换个名称。", "name")
    return set_facts(office, {"cameras": [[name.strip(), url.strip()] for name, url in wanted]})


def _watches(office: Office, month: str) -> list[Watch]:
    now = office.clock()
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return [Watch(d.id, d.shift, d.start, d.end) for d in duties.on_days(office, first, last) if d.start > now]


def _packed(one: Planned) -> list[str | int]:
    return [one.person, one.shift, moment_text(one.start), moment_text(one.end), moment_text(one.at), one.channel]


def unfold(held: shelf.Draw) -> tuple[Planned, ...]:
    """The whole plan, for those who verify it afterwards; no page shows it before."""
    return tuple(
        Planned(person, shift, moment_from(start), moment_from(end), moment_from(at), channel)
        for person, shift, start, end, at, channel in json.loads(held.plan)
    )
