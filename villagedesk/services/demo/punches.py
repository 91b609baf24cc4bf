"""What the machine at the gate wrote in the demonstration village, dirt included, and what happened at the desk."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from villagedesk.attendance.explanation import HalfDay
from villagedesk.base.clock import clock_at, moment_text
from villagedesk.base.errors import Mistake
from villagedesk.people.badges import current
from villagedesk.services import people as staff
from villagedesk.services.demo.attendance import MONTHS_BACK, on_leave
from villagedesk.services.office import Office
from villagedesk.services.punches import imports, machines
from villagedesk.services.punches.imports import Asked
from villagedesk.services.roster import duties
from villagedesk.services.roster.duties import OnDuty
from villagedesk.services.signs import board, checks, desk
from villagedesk.store import punches as shelf
from villagedesk.store.desk import checks as check_shelf
from villagedesk.store.desk import signs as sign_shelf

MACHINE = "大门考勤机"
_SLOW = 240
_FINDINGS = ("在岗",) * 16 + ("在岗但离开座位", "无人接听", "由他人代班", "已报备外出")
_CHECKERS = ("街道督查办", "联村领导", "村监委会")
_LANDS = (("下村", "三组查看地质灾害点", 2), ("开会", "街道季度例会", 3))


@dataclass(frozen=True, slots=True)
class _Row:
    at: datetime
    badge: str
    state: int
    verify: int = 1


def furnish(office: Office, _village: str, rng: random.Random, today: date) -> None:
    """Punches of three lived-through months and of this one, imported month by month; checks; the board."""
    first = _back(today.replace(day=1), MONTHS_BACK)
    rows = _rows(office, rng, first, today)
    starts = [_back(today.replace(day=1), MONTHS_BACK - n) for n in range(1, MONTHS_BACK + 1)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "1_attlog.dat"
        for number, until in enumerate([*starts, today]):
            moment = datetime.combine(until, time(8, 55))
            file.write_bytes(_file([row for row in rows if row.at < moment], dirty=number))
            imports.import_files(replace(office, clock=clock_at(moment)), [file], Asked(device=MACHINE))
    _put_clock_right(office, first)
    _signs(office, rng, today)
    _checks(office, rng, today)
    _board(office, today)


def write_demo_machine_file(office: Office, path: Path, month: str) -> int:
    """Write a month of the machine's own lines as it would hand them out on a stick; returns how many."""
    machine = machines.machine_named(office, MACHINE)
    lines = shelf.texts_between(office.store, machine.id, f"{month}-01 00:00:00", f"{month}-31 23:59:59")
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode())
    return len(lines)


def _back(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _rows(office: Office, rng: random.Random, first: date, today: date) -> list[_Row]:
    """Everything the machine recorded, in the order of time, by its own clock."""
    badges = staff.badges(office)
    end = datetime.combine(today, time(9, 0))
    rows: list[_Row] = []
    for duty in duties.on_days(office, first, today):
        held = current(badges, duty.id, duty.start.date())
        if held is not None:
            rows += _of_duty(office, rng, duty, held.number)
    rows += [
        _Row(datetime.combine(first + timedelta(days=n * 9), time(8, 3, 7)), "99", 0)
        for n in range((today - first).days // 9)
    ]
    slow = (datetime.combine(first + timedelta(days=4), time()), datetime.combine(first + timedelta(days=12), time()))
    shifted = [
        replace(row, at=row.at - timedelta(seconds=_SLOW)) if slow[0] <= row.at < slow[1] else row for row in rows
    ]
    return sorted((row for row in shifted if row.at < end), key=lambda row: (row.at, row.badge))


def _of_duty(office: Office, rng: random.Random, duty: OnDuty, badge: str) -> list[_Row]:
    """What one person punched on one duty: early, late, forgotten, pressed twice, or not there at all."""
    halves = [on_leave(office, duty.person, HalfDay(duty.start.date(), half)) for half in (0, 1)]
    lot = rng.random()
    if all(halves) or lot < 0.012:
        return []
    begin = duty.start if not halves[0] else duty.start.replace(hour=13, minute=30)
    finish = duty.end if not halves[1] else duty.start.replace(hour=11, minute=30)
    if finish <= begin:
        return []
    arrive = begin - timedelta(seconds=rng.randint(40, 1100))
    leave = finish + timedelta(seconds=rng.randint(20, 900))
    if lot < 0.05:
        arrive = begin + timedelta(minutes=rng.randint(3, 26), seconds=rng.randint(0, 59))
    elif lot < 0.075:
        leave = finish - timedelta(minutes=rng.randint(4, 40), seconds=rng.randint(0, 59))
    rows = _pressed(rng, arrive, badge, 0) if not 0.075 <= lot < 0.10 else []
    return rows + (_pressed(rng, leave, badge, 1) if not 0.10 <= lot < 0.135 else [])


def _pressed(rng: random.Random, at: datetime, badge: str, state: int) -> list[_Row]:
    """One sign, sometimes pressed again within a minute, now and then seven times."""
    lot = rng.random()
    times = 7 if lot < 0.01 else 2 if lot < 0.11 else 1
    # the key of the machine is left wherever the last person left it
    keys = [state if rng.random() > 0.25 else 0 for _ in range(times)]
    return [_Row(at + timedelta(seconds=5 * n), badge, key, 15 if n % 3 == 2 else 1) for n, key in enumerate(keys)]


def _file(rows: Sequence[_Row], dirty: int) -> bytes:
    """The whole memory of the machine as it copies it to a stick, with the dirt that such files carry."""
    lines = [f"{row.badge:>9}\t{moment_text(row.at)}\t1\t{row.state}\t{row.verify}\t0\r\n".encode() for row in rows]
    lines.insert(len(lines) // 3, b"       17\t2000-01-01 00:04:51\t1\t0\t1\t0\r\n")
    lines.insert(len(lines) // 2, b"       16\t1971--10--29 -23:-59:-53\t1\t0\t1\t0\r\n")
    if dirty >= 1:
        lines.insert(len(lines) // 2 + 9, b"ZZZZZZZZZZ\t2047-02-30 19:13:30\t1\t90\t90\t1515870810\r\n")
    if dirty >= 2:
        lines.insert(len(lines) // 4, b"        7\t" + b"\0" * 4096 + b":40\t1\t0\t1\t0\r\n")
    return b"".join(lines)


def _put_clock_right(office: Office, first: date) -> None:
    machine = machines.machine_named(office, MACHINE)
    begin = datetime.combine(first + timedelta(days=4), time()) - timedelta(seconds=_SLOW)
    end = datetime.combine(first + timedelta(days=12), time()) - timedelta(seconds=_SLOW + 1)
    machines.set_offset(office, machine.id, begin, end, _SLOW, "停电后时钟慢了四分钟，后来对准")
    machines.edit_machine(office, machine.id, {"note": "村民中心大门内侧"})


def _signs(office: Office, rng: random.Random, today: date) -> None:
    """Somebody without a finger on the machine signs at the desk; once the clerk signs for somebody."""
    serving = staff.serving(office, today)
    guest = serving[-1]
    day = today - timedelta(days=20)
    with office.change("签到台签到") as change:
        while day <= today:
            if day.weekday() in (1, 3):
                for state, clock in (("in", time(8, 20)), ("out", time(17, 5))):
                    at = datetime.combine(day, clock) + timedelta(minutes=rng.randint(-9, 6))
                    if at < office.clock():
                        sign = sign_shelf.Sign(0, guest.id, at, state, "desk", staff.labels(office)[guest.id], "", at)
                        sign_shelf.insert_sign(change, sign)
            day += timedelta(days=1)
    standing = duties.on_days(office, today - timedelta(days=3), today - timedelta(days=1))
    if standing:
        duty = standing[-1]
        later = replace(office, clock=clock_at(duty.end + timedelta(minutes=20)))
        desk.sign_for(later, duty.id, duty.end + timedelta(minutes=5), "out", "手指受伤，考勤机识别不了")


def _checks(office: Office, rng: random.Random, today: date) -> None:
    """A plan drawn on the first of every month, most of its checks made a few minutes after their moment."""
    for back in range(MONTHS_BACK, -1, -1):
        first = _back(today.replace(day=1), back)
        morning = replace(office, clock=clock_at(datetime.combine(first, time(7, 30))))
        month = f"{first:%Y-%m}"
        try:
            checks.draw_plan(morning, month, 1, 3, lot=f"{rng.getrandbits(256):064x}")
        except Mistake:
            continue
        held = check_shelf.draw_of(office.store, month)
        for one in checks.unfold(held) if held else ():
            moment = one.at + timedelta(minutes=rng.randint(1, 20))
            if moment < office.clock():
                _check_due(replace(office, clock=clock_at(moment)), rng)


def _check_due(now: Office, rng: random.Random) -> None:
    for due in checks.due(now):
        if due.late or rng.random() < 0.06:
            continue
        finding = rng.choice(_FINDINGS)
        if finding == "无人接听" and due.channel != "电话":
            finding = "画面看不到人" if due.channel == "视频" else "脱岗"
        note = {
            "无人接听": "打了两次，响铃无人接",
            "脱岗": "十分钟后返回，说去小卖部",
            "由他人代班": "临时换人，已补换班单",
        }.get(finding, "")
        said = {"channel": due.channel, "finding": finding, "checker": rng.choice(_CHECKERS), "note": note}
        checks.record_check(now, due.person, due.shift, due.start, said, due)


def _board(office: Office, today: date) -> None:
    serving = staff.serving(office, today)
    for person, (state, note, hours) in zip(serving[2:4], _LANDS, strict=False):
        back = office.clock() + timedelta(hours=hours)
        board.set_state(office, person.id, state, note, back.replace(minute=0), by=staff.labels(office)[person.id])
