"""Leave, errands and corrections of the demonstration village, and the months that were signed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from villagedesk.attendance.explanation import HalfDay
from villagedesk.attendance.judge.verdict import Status, Verdict
from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake
from villagedesk.services.attendance import absences, corrections, signing
from villagedesk.services.attendance.month import month as month_sheet
from villagedesk.services.attendance.month import span
from villagedesk.services.office import Office
from villagedesk.services.roster.duties import duties

MONTHS_BACK = 3
_LEAVES = (
    ("事假", "家中修缮房屋"),
    ("病假", "感冒发热，到镇卫生院就诊"),
    ("事假", "送孩子到县城上学"),
    ("年休假", "休年休假"),
    ("病假", "到县医院复查"),
    ("事假", "参加亲戚婚礼"),
)
_ERRANDS = (
    ("下村", "到三组走访低保户，核对帮扶信息"),
    ("开会", "到街道参加党建工作例会"),
    ("下村", "查看山塘水库和地质灾害点"),
    ("培训", "参加县里村干部培训班"),
    ("公出", "到街道便民中心办理群众代办事项"),
    ("下村", "入户排查用电用气安全"),
)
_FORGOTTEN_IN = ("早上在门口接待来访群众，忘记签到", "考勤机停电，没有签上", "手指有伤，指纹没有识别")
_FORGOTTEN_OUT = ("散会后直接去了工地，忘记签退", "送群众回家，没有回来签退", "考勤机停电，没有签上")


def furnish(office: Office, _village: str, rng: random.Random, today: date) -> None:
    """Leave and errands of the lived-through months, and one leave that waits; before the punches are made."""
    month = _back(f"{today:%Y-%m}", MONTHS_BACK)
    for _ in range(MONTHS_BACK):
        first, last = span(month)
        _month(office, rng, first, last)
        month = _back(month, -1)
    if today.day > 4:
        _month(office, rng, today.replace(day=1), today - timedelta(days=2))
    _waiting(office, rng, today)


def _back(month: str, count: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 - count
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _at(office: Office, day: date, hour: int, minute: int = 0) -> Office:
    return replace(office, clock=clock_at(datetime.combine(day, time(hour, minute))))


def _month(office: Office, rng: random.Random, first: date, last: date) -> None:
    """Three leaves and four errands on duty days of a span, approved the day before."""
    found = [duty for duty in duties(office, first, last) if duty.date.weekday() < 5]
    rng.shuffle(found)
    kept = sorted(found[:7], key=lambda duty: (duty.date, duty.person))
    for number, duty in enumerate(kept):
        if number % 2 or number == 6:
            _errand(office, rng, duty.person, duty.date)
        else:
            _leave(office, rng, duty.person, duty.date)


def _leave(office: Office, rng: random.Random, person: str, day: date) -> None:
    kind, why = rng.choice(_LEAVES)
    halves = rng.choice((("上午", "下午"), ("上午", "下午"), ("上午", "上午"), ("下午", "下午")))
    eve = _at(office, day - timedelta(days=1), rng.randint(9, 16), rng.randint(0, 59))
    values = {"person": person, "kind": kind, "reason": why, "from_on": day, "to_on": day}
    try:
        asked = absences.request_leave(eve, {**values, "from_half": halves[0], "to_half": halves[1]})
    except Mistake:
        return
    for _ in absences.absence(office, asked.value)[0].steps:
        absences.decide(eve, asked.value, True)
    if halves == ("上午", "下午"):
        absences.finish(
            _at(office, day + timedelta(days=1), 8, 25), asked.value, _moment(day + timedelta(days=1), 8, 20)
        )


def _moment(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute))


def _errand(office: Office, rng: random.Random, person: str, day: date) -> None:
    kind, why = rng.choice(_ERRANDS)
    half = rng.choice(("上午", "下午"))
    morning = _at(office, day, 8, rng.randint(5, 25))
    values: dict[str, Any] = {"person": person, "kind": kind, "reason": why, "from_on": day, "to_on": day}
    if rng.random() < 0.4:
        begin = rng.choice(("09:00", "09:30", "14:30", "15:00"))
        values |= {"from_time": begin, "to_time": f"{int(begin[:2]) + 2:02d}{begin[2:]}"}
    try:
        absences.record_errand(morning, {**values, "from_half": half, "to_half": half})
    except Mistake:
        return


def _waiting(office: Office, rng: random.Random, today: date) -> None:
    """A leave that is asked for and not yet decided, so that the day's approvals are not empty."""
    coming = duties(office, today + timedelta(days=2), today + timedelta(days=20))
    if not coming:
        return
    duty = rng.choice(coming)
    values = {"person": duty.person, "kind": "事假", "reason": "陪老人到县医院检查", "from_on": duty.date}
    try:
        absences.request_leave(_at(office, today, 8, 45), {**values, "to_on": duty.date})
    except Mistake:
        return


def settle(office: Office, _village: str, rng: random.Random, today: date) -> None:
    """After the punches are there: forgotten signs made good, and the older months signed; the last stays open."""
    month = _back(f"{today:%Y-%m}", MONTHS_BACK)
    for number in range(MONTHS_BACK):
        _make_good(office, rng, month, confirm=True)
        if number < MONTHS_BACK - 1:
            _sign(office, month)
        month = _back(month, -1)
    _make_good(office, rng, month, confirm=False)


def _make_good(office: Office, rng: random.Random, month: str, confirm: bool) -> None:
    """About half of the single signs of a month, the same evening; in the running month one that still waits."""
    sheet = month_sheet(office, month)
    single = [v for row in sheet.rows for v in row.verdicts if v.count(Status.MISSING) and v.start and v.end]
    chosen = single[::2] if confirm else single[-1:]
    for verdict in chosen:
        at = _forgotten_sign(verdict, rng)
        why = rng.choice(_FORGOTTEN_IN if verdict.sign_in is None else _FORGOTTEN_OUT)
        then = max(at + timedelta(minutes=40), datetime.combine(verdict.date, time(18, 10)))
        now = replace(office, clock=clock_at(min(then, office.clock())))
        values = {"person": verdict.person, "sign_at": at, "why": why, "witness": "值班同事"}
        try:
            corrections.request_correction(now, values, confirmed=confirm)
        except Mistake:
            continue


def _forgotten_sign(verdict: Verdict, rng: random.Random) -> datetime:
    assert verdict.start and verdict.end
    if verdict.sign_in is None:
        return verdict.start - timedelta(minutes=rng.randint(2, 15))
    return verdict.end + timedelta(minutes=rng.randint(1, 12))


def _sign(office: Office, month: str) -> None:
    last = span(month)[1]
    try:
        signing.freeze(_at(office, last + timedelta(days=3), 16, 30), month, "村党支部书记")
    except Mistake:
        return


def on_leave(office: Office, person: str, half: HalfDay) -> bool:
    """Whether somebody is known to be away at that half day, for whoever makes the demonstration's punches."""
    found = absences.absences(office, half.day, half.day, person)
    whole = [one for one in found if one.in_force and one.begins_at is None]
    return any(one.first.number <= half.number <= one.last.number for one in whole)
