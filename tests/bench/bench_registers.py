"""Speed lines of the books: a village of a million entries over ten years (fewer with VILLAGEDESK_BENCH_ENTRIES)."""

from __future__ import annotations

import atexit
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from row import Row, timed

from villagedesk.base.clock import clock_at
from villagedesk.registers.entry import Entry
from villagedesk.registers.searching import phrase
from villagedesk.services.office import Office, create_office
from villagedesk.services.registers import books, entries, lists, search, stats
from villagedesk.services.registers.placing import row_of
from villagedesk.store.books.search import put_bulk
from villagedesk.store.books.search import row_of as find_row

ENTRIES = int(os.environ.get("VILLAGEDESK_BENCH_ENTRIES", "1000000"))
NOW = datetime(2026, 11, 20, 9, 30)
BOOKS = ("visit", "visit", "visit", "visit", "visit", "visit", "matter", "walk", "demand", "patrol")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志春梅海燕小红水根福生金龙阿婆"
WORDS = (
    "门前排水沟被邻居填平雨天倒灌",
    "养老金认证不会操作",
    "办理残疾证换领缺照片",
    "居住证如何办理",
    "反映三组路灯不亮",
    "独生子女证明怎么开",
    "宅基地边界与邻居争执",
    "自来水停水两天",
    "申请临时救助",
    "咨询医保报销比例",
    "楼上漏水无人维修",
    "要求修补村道坑洼",
    "土地流转租金未付",
    "老人独居需要送餐",
    "子女外出务工学校入学",
)


def office() -> Office:
    """An office with all its entries, made once in a temporary folder and taken away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="villagedesk-bench-"))
    atexit.register(shutil.rmtree, folder, True)
    made = create_office(folder / "bench.vdesk", "桃源村", "锦湖街道", clock=clock_at(NOW))
    fill(made, ENTRIES)
    return made


def fill(made: Office, count: int) -> None:
    """Write `count` entries in bulk, as ten years would have left them."""
    rng = random.Random(7)
    known = books.registers(made)
    with made.change("准备") as change:
        versions = {book: books.version_for(made, change, known[book]) for book in set(BOOKS)}
    begin, per_day = date(2016, 12, 1), max(1, count // 3642)
    numbers: dict[tuple[str, int], int] = {}
    done, key = 0, 0
    while done < count:
        size = min(50_000, count - done)
        batch: list[Entry] = []
        for i in range(done, done + size):
            key += 1
            day = begin + timedelta(days=min(i // per_day, 3641))
            batch.append(_entry(rng, known, versions, numbers, key, day))
        _write(made, known, batch)
        done += size


def _entry(rng, known, versions, numbers, key, day) -> Entry:  # type: ignore[no-untyped-def]
    register = known[rng.choice(BOOKS)]
    year = day.year
    n = numbers[register.id, year] = numbers.get((register.id, year), 0) + 1
    name = rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)
    words = rng.choice(WORDS) + str(rng.randrange(500))
    phone = f"13{rng.randrange(10**9):09d}"
    facts = {
        register.dated: f"{day} 09:{rng.randrange(60):02d}:00",
        "phone": phone,
        "people": rng.choice((1, 1, 1, 2, 5)),
    }
    facts |= {name_: words for name_ in ("request", "content", "found") if register.item(name_)}
    if register.villager:
        facts[register.villager] = name
    category = rng.choice(("邻里关系", "社保医保", "水电路灯", "其他"))
    state = rng.choice([s.name for s in register.states])
    return Entry(
        register.id, register.number.format(year=year, n=n), state, day, facts, key, n, versions[register.id],
        category=category, amount=facts["people"], person=rng.randrange(1, 13), created_at=f"{day} 09:30:00",
    )  # fmt: skip


def _write(made: Office, known, batch: list[Entry]) -> None:  # type: ignore[no-untyped-def]
    columns = list(row_of(batch[0]))
    with made.change("准备") as change:
        change.insert_bulk("entries", columns, [list(row_of(entry).values()) for entry in batch])
        put_bulk(change, (find_row(search.entry_thing(known[e.book], e), e.id % 5_000_000) for e in batch))


def rows() -> list[Row]:
    """The speed lines."""
    began = time.perf_counter()
    made = office()
    print(f"  ({ENTRIES:,} entries in {time.perf_counter() - began:.0f} s, {_size(made)} MB)")
    return [
        Row("book of all entries opened", timed(lambda: lists.open_list(made, "visit").page(0, 40)), 0.1),
        Row("window anywhere in the book", _anywhere(made), 0.016, runs=9),
        Row("filtered list opened", timed(lambda: lists.open_list(made, "visit", _sift()).page(0, 40)), 0.5),
        Row(
            "a frame while scrolling anywhere, 95th percentile of processor time",
            lambda: _window(made)["frame"],
            0.016,
            runs=1,
        ),
        Row("memory of the full page above the empty one", lambda: _window(made)["mb"], 40, unit="MB", runs=1),
        Row("search per keystroke, 99th percentile", lambda: _p99(made, _ours(made)), 0.010, runs=3),
        Row(
            "search per keystroke against bare FTS5", lambda: _mean(_ours(made)), 3, lambda: _mean(_bare(made)), runs=5
        ),
        Row("saving an entry more than the bare transaction", lambda: _more(made), 0.005, runs=3),
        Row("a year's statistics of one book", timed(lambda: stats.book_figures(made, _book(made), "2025")), 0.3),
        Row("a year's statistics of all books", timed(lambda: stats.figures(made, "2025")), 0.3, runs=3),
    ]


def _window(made: Office) -> dict[str, float]:
    """What the page says of itself in a process of its own."""
    script = Path(__file__).with_name("books_window.py")
    command = [sys.executable, str(script), str(made.store.path)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])


def _sift() -> lists.Sift:
    return lists.Sift("visit", categories=("水电路灯",))


def _book(made: Office):  # type: ignore[no-untyped-def]
    return books.register_of(made, "visit")


def _size(made: Office) -> int:
    return made.store.path.stat().st_size // 1_000_000


def _anywhere(made: Office) -> Callable[[], float]:
    book = lists.open_list(made, "visit")
    rng = random.Random(3)
    return lambda: max(timed(lambda: book.page(rng.randrange(book.count), 60))() for _ in range(20))


def _keystrokes() -> Iterator[str]:
    for typed in ("郑水根", "排水沟", "zsg", "4410", "路灯不亮", "张建国", "医保报销", "来2026第15", "lgy", "独居"):
        for length in range(1, len(typed) + 1):
            yield typed[:length]


def _ours(made: Office) -> list[float]:
    return [timed(lambda t=text: search.find(made, t))() for text in _keystrokes()]


def _bare(made: Office) -> list[float]:
    conn = sqlite3.connect(made.store.path)
    sql = "select rowid from search where search match ? order by rowid desc limit 50"
    found = [timed(lambda t=text: conn.execute(sql, [phrase(t)]).fetchall())() for text in _keystrokes()]
    conn.close()
    return found


def _p99(made: Office, times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


def _mean(times: list[float]) -> float:
    return statistics.fmean(times)


def _more(made: Office) -> float:
    facts = {"visitor": "郑水根", "request": "门前排水沟", "phone": "13800004410", "topic": "邻里关系"}
    ours = statistics.median(timed(lambda: entries.add_entry(made, "visit", facts))() for _ in range(15))

    def bare() -> None:
        with made.change("比较") as change:
            change.note("bench", json.dumps(facts, ensure_ascii=False))

    return ours - statistics.median(timed(bare)() for _ in range(15))
