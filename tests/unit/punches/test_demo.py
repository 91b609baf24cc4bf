"""The machine of the demonstration village: dirt like that of real ones, and the same for the same arguments."""

from __future__ import annotations

import random
from datetime import date, datetime
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.services import office as offices
from villagedesk.services import upkeep
from villagedesk.services.demo import attendance, people, punches, roster
from villagedesk.services.office import Office
from villagedesk.services.papers import shelf
from villagedesk.services.punches import facts, imports, machines
from villagedesk.services.punches.imports import Asked
from villagedesk.services.signs import checks

TODAY = date(2026, 11, 20)


def furnished(file: Path) -> Office:
    office = offices.create_office(file, "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 20, 9, 5)))
    for room in (people, roster, attendance, punches):
        room.furnish(office, "桃源村", random.Random(f"1{room.__name__}"), TODAY)
    return office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory):
    made = furnished(tmp_path_factory.mktemp("demo") / "a.vdesk")
    yield made
    made.close()


def test_the_machine_was_read_month_by_month_with_overlap_and_dirt(office: Office):
    files = sorted(machines.files(office), key=lambda row: row["id"])
    assert len(files) == 4
    assert all(row["read"] == row["fresh"] + row["duplicate"] + row["rejected"] for row in files)
    assert [row["duplicate"] > 0 for row in files] == [False, True, True, True]
    assert {row[0] for row in office.store.tuples("select reason from punch_rejected")} == {
        "before_2005",
        "impossible_date",
        "nul_bytes",
    }
    assert upkeep.check_office(office).sound


def test_the_clock_was_slow_for_a_week_and_is_put_right(office: Office):
    (one,) = machines.machines(office)
    assert [offset.seconds for offset in one.offsets] == [240]
    assert one.until
    assert one.until.date() == TODAY
    found = facts.punches(office, date(2026, 8, 5), date(2026, 8, 12))
    assert found


def test_the_machine_file_of_a_month_brings_nothing_new(tmp_path: Path):
    # an office of its own: the import leaves a file that the other tests count
    office = furnished(tmp_path / "own.vdesk")
    count = punches.write_demo_machine_file(office, tmp_path / "1_attlog.dat", "2026-10")
    assert count > 100
    (done,) = imports.import_files(office, [tmp_path / "1_attlog.dat"], Asked(device=punches.MACHINE)).value
    office.close()
    assert (done.read, done.new, done.duplicate) == (count, 0, count)


def test_checks_were_drawn_and_most_were_made(office: Office):
    stands = checks.progress(office, "2026-10")
    assert stands
    assert stands.over
    assert stands.made > stands.missed
    assert checks.verify(office, "2026-10")


def test_the_same_arguments_give_the_same_punches(office: Office, tmp_path: Path):
    again = furnished(tmp_path / "b.vdesk")
    sql = "select badge, at, state, verify, text from punch order by id"
    try:
        assert again.store.tuples(sql) == office.store.tuples(sql)
        assert again.store.tuples("select seed, plan from check_draw") == office.store.tuples(
            "select seed, plan from check_draw"
        )
    finally:
        again.close()


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("去向牌", "", ("三组查看地质灾害点", "138****")),
        ("查岗记录", "2026-10", ("抽签凭证", "抽签种子", "在岗")),
        ("代签登记表", "2026-11", ("手指受伤", "签退")),
    ],
)
def test_the_papers_of_the_desk_say_what_happened(office: Office, name: str, key: str, words: tuple[str, ...]):
    (document,) = shelf.build(office, name, key)
    text = repr(document)
    assert all(word in text for word in words)


def test_a_month_without_checks_or_proxies_still_makes_its_paper(office: Office):
    for name, words in (("查岗记录", "没有查岗记录"), ("代签登记表", "没有代签")):
        assert words in repr(shelf.build(office, name, "2027-03"))
