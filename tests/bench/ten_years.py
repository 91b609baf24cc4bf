"""An office that ten years have filled: the demonstration village, and before it a decade of forty people's work.

python tests/bench/ten_years.py FILE   writes it (about a minute): 44 people, 10 years of duties, punches, signed
months, 70,000 visits, 18,000 matters, 1,000 cases, and the audit rows of all of that.
"""

from __future__ import annotations

import atexit
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from villagedesk.base.clock import clock_at, moment_text
from villagedesk.mediation.category import CATEGORIES
from villagedesk.people.person import Badge
from villagedesk.registers.entry import Entry
from villagedesk.services import people as staff
from villagedesk.services.attendance import signing
from villagedesk.services.attendance.month import span
from villagedesk.services.demo.office import furnish_office
from villagedesk.services.office import Office, open_office
from villagedesk.services.punches import machines
from villagedesk.services.registers import books, search
from villagedesk.services.registers.placing import row_of
from villagedesk.store import punches as punch_shelf
from villagedesk.store import roster as roster_shelf
from villagedesk.store.books.search import put_bulk
from villagedesk.store.books.search import row_of as find_row
from villagedesk.store.roster import Revision, StoredDuty

TODAY = date(2026, 11, 20)
NOW = datetime.combine(TODAY, time(9, 40))
FIRST = date(2016, 12, 1)
LIVED = date(2026, 7, 31)
"""The last day of the invented decade; from the next day on the demonstration's own months follow."""
STAFF, VISITS, MATTERS, CASES = 32, 70_000, 18_000, 1_000
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志春梅海燕小红水根福生金龙阿婆"
WORDS = (
    "门前排水沟被邻居填平雨天倒灌",
    "养老金认证不会操作",
    "办理残疾证换领缺照片",
    "反映三组路灯不亮",
    "独生子女证明怎么开",
    "宅基地边界与邻居争执",
    "自来水停水两天",
    "申请临时救助",
    "咨询医保报销比例",
    "要求修补村道坑洼",
)
TOPICS = ("邻里关系", "社保医保", "水电路灯", "其他")


def write(file: Path) -> Path:
    """Furnish the demonstration office in `file` and put ten years before it."""
    furnish_office(file, "桃源村", 1, TODAY)
    office = open_office(file, clock=clock_at(NOW))
    rng = random.Random(10)
    keys = _people(office, rng)
    duties = _duties(office, rng, keys)
    _punches(office, rng, duties, keys)
    _months(office)
    _entries(office, rng)
    _cases(office, rng)
    office.store.db.execute("pragma wal_checkpoint(truncate)").fetchall()
    office.close()
    return file


@cache
def ten_years() -> Path:
    """The office of ten years, made once in a run; VILLAGEDESK_BENCH_OFFICE names a file kept between runs."""
    kept = os.environ.get("VILLAGEDESK_BENCH_OFFICE", "")
    if kept:
        return Path(kept) if Path(kept).exists() else write(Path(kept))
    folder = Path(tempfile.mkdtemp(prefix="villagedesk-ten-years-"))
    atexit.register(shutil.rmtree, folder, True)
    return write(folder / "十年.vdesk")


def _name(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)


def _people(office: Office, rng: random.Random) -> list[int]:
    """People who have served all the ten years, each with a number on the machine."""
    taken = {person.name for person in staff.people(office)}
    keys: list[int] = []
    while len(keys) < STAFF:
        name = _name(rng)
        if name in taken:
            continue
        taken.add(name)
        values = {"name": name, "posts": "村委会委员", "duty_posts": "带班、坐班、值班", "joined_on": FIRST}
        key = staff.add_person(office, values | {"phone": f"1390577{1000 + len(keys)}"}).value
        staff.set_badge(office, Badge(str(100 + len(keys)), key))
        keys.append(key)
    return keys


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def _duties(office: Office, rng: random.Random, keys: list[int]) -> list[StoredDuty]:
    """One leader and six others on working days, two on the other days, in turn; each month published once."""
    made: list[StoredDuty] = []
    turn = 0
    for day in _days(FIRST, TODAY + timedelta(days=40)):
        working = day.weekday() < 5
        shift, posts = ("坐班", ["带班"] + ["坐班"] * 6) if working else ("周末值班", ["带班", "值班"])
        if day > LIVED:
            posts = posts[3:]
        for post in posts:
            made.append(StoredDuty(day, shift, post, keys[turn % len(keys)]))
            turn += 1 if rng.random() < 0.97 else 2
    with office.change("排班") as change:
        roster_shelf.add_duties(change, made)
    by_month: dict[str, list[StoredDuty]] = {}
    for one in made:
        if one.day <= LIVED:
            by_month.setdefault(f"{one.day:%Y-%m}", []).append(one)
    with office.change("公示值班表") as change:
        for month, found in by_month.items():
            at = datetime.combine(found[0].day - timedelta(days=4), time(16, 20))
            roster_shelf.insert_revision(change, Revision(month, 1, at, "文书", frozenset(d.key for d in found)))
    return made


def _punches(office: Office, rng: random.Random, duties: list[StoredDuty], keys: list[int]) -> None:
    """Four signs on every working day of everybody, whether on duty or not, as the machine at the gate has them."""
    machine = machines.machine_named(office, "大门考勤机").id
    rows: list[tuple[object, ...]] = []
    for day in _days(FIRST, TODAY):
        if day.weekday() >= 5:
            continue
        for place in range(len(keys)):
            for hour, minute in ((8, 18), (11, 35), (13, 50), (17, 45)):
                at = datetime.combine(day, time(hour, minute)) + timedelta(seconds=rng.randint(-500, 500))
                if rng.random() < 0.02 or at > NOW:
                    continue
                text = f"{100 + place:>9}\t{at:%Y-%m-%d %H:%M:%S}\t1\t0\t1\t0"
                rows.append((str(100 + place), moment_text(at), "in", "1", len(rows) + 1, text))
    facts = {"machine": machine, "name": "1_attlog.dat", "sha256": "0" * 64, "bytes": 36 * len(rows)}
    with office.change("导入考勤机数据") as change:
        file = punch_shelf.insert_file(
            change,
            facts
            | {
                "layout": "attlog",
                "encoding": "utf-8",
                "imported_at": moment_text(NOW),
                "read": len(rows),
                "fresh": len(rows),
                "first_at": rows[0][1],
                "last_at": rows[-1][1],
                "until_at": rows[-1][1],
            },
        )
        punch_shelf.insert_punches(change, rows, "十年", {"machine": machine, "file": file})


def _months(office: Office) -> None:
    """Every month of the decade signed on the third of the next."""
    month = FIRST
    while month < LIVED:
        last = span(f"{month:%Y-%m}")[1]
        then = replace(office, clock=clock_at(datetime.combine(last + timedelta(days=3), time(16, 30))))
        signing.freeze(then, f"{month:%Y-%m}", "村党支部书记")
        month = last + timedelta(days=1)


def _entries(office: Office, rng: random.Random) -> None:
    """Visits and matters, one written after the other as a clerk does, with what the search knows of them."""
    known = books.registers(office)
    days = (LIVED - FIRST).days
    wanted = ["visit"] * VISITS + ["matter"] * MATTERS
    rng.shuffle(wanted)
    numbers: dict[tuple[str, int], int] = {}
    with office.change("登记") as change:
        versions = {book: books.version_for(office, change, known[book]) for book in ("visit", "matter")}
        made: list[Entry] = []
        for place, book in enumerate(wanted):
            day = FIRST + timedelta(days=place * days // len(wanted))
            slot = (book, day.year)
            numbers[slot] = numbers.get(slot, 0) + 1
            made.append(_entry(rng, known[book], versions[book], numbers[slot], day))
        keys = [change.insert("entries", {k: v for k, v in row_of(one).items() if k != "id"}) for one in made]
        put_bulk(
            change,
            (
                find_row(search.entry_thing(known[one.book], replace(one, id=key)), key)
                for one, key in zip(made, keys, strict=True)
            ),
        )


def _entry(rng: random.Random, register, version: int, n: int, day: date) -> Entry:  # type: ignore[no-untyped-def]
    if day.year >= LIVED.year - 1:
        n += 5_000  # the demonstration's own entries have the low numbers of its two years
    words = rng.choice(WORDS) + str(rng.randrange(500))
    facts = {
        register.dated: f"{day} 09:{rng.randrange(60):02d}:00" if register.id == "visit" else f"{day}",
        "phone": f"13{rng.randrange(10**9):09d}",
    }
    facts |= {name: words for name in ("request", "content", "found") if register.item(name)}
    if register.villager:
        facts[register.villager] = _name(rng)
    state = register.states[-1].name if rng.random() < 0.99 else register.states[0].name
    return Entry(
        register.id, register.number.format(year=day.year, n=n), state, day, facts, 0, n, version,
        category=rng.choice(TOPICS), person=rng.randrange(1, 13), created_at=f"{day} 09:30:00",
    )  # fmt: skip


def _cases(office: Office, rng: random.Random) -> None:
    """Disputes that ended long ago, with parties, mediator and steps; three of a hundred still run."""
    numbers: dict[int, int] = {}
    with office.change("受理调解") as change:
        for place in range(CASES):
            day = FIRST + timedelta(days=place * (LIVED - FIRST).days // CASES)
            numbers[day.year] = numbers.get(day.year, 1000) + 1
            key = change.insert("dispute", _case(rng, day, numbers[day.year]))
            mediator = {"seq": 1, "name": f"调解员{place % 9}", "role": "主持", "withdrew": ""}
            change.insert("dispute_mediator", {"dispute": key} | mediator)
            for seq, side in ((1, "申请人"), (2, "被申请人")):
                change.insert("dispute_party", {"dispute": key, "seq": seq, "side": side} | _party(rng))
            for stage in ("受理", "告知", "调解", "达成书面协议", "履行"):
                step = {"stage": stage, '"on"': f"{day}", "data": "{}", "entered_at": f"{day} 09:00:00"}
                change.insert("dispute_step", {"dispute": key} | step)


def _case(rng: random.Random, day: date, n: int) -> dict[str, object]:
    end = f"{day + timedelta(days=rng.randrange(20))}"
    running = rng.random() < 0.03
    return {
        "number": f"（{day.year}）人调字第{n}号",
        "year": day.year,
        "seq": n,
        "title": f"{_name(rng)}与{_name(rng)}邻里纠纷",
        "received_on": f"{day}",
        "source": "当事人申请",
        "category": rng.choice(CATEGORIES),
        "difficulty": rng.choice(("一般", "疑难")),
        "amount": float(rng.randrange(9000)),
        "people": 2,
        "summary": rng.choice(WORDS),
        "stage": "调解" if running else "履行",
        "accepted_on": f"{day}",
        "ended_on": None if running else end,
        "outcome": "" if running else "书面",
        "effective_on": None if running else end,
        "performance_on": None if running else end,
        "sessions": 1,
    }


def _party(rng: random.Random) -> dict[str, object]:
    blank = ("id_number", "work", "phone", "address", "head_person", "representative", "relation", "authority")
    plain = {"name": _name(rng), "kind": "自然人", "sex": "男", "nation": "汉族", "age": 50}
    return plain | dict.fromkeys(blank, "") | {"authority_paper": "", "refuses": 0}


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
