"""Importing into an office: every row accounted for, nothing twice, nothing half, badges and clocks."""

from __future__ import annotations

import json
import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.cli.app import commands
from villagedesk.people.person import Badge
from villagedesk.services import people, upkeep
from villagedesk.services.office import Office, create_office
from villagedesk.services.punches import badges, facts, imports, machines
from villagedesk.services.punches.imports import Asked

NOW = datetime(2026, 11, 21, 9, 30)


@pytest.fixture
def office(tmp_path: Path):
    made = create_office(tmp_path / "a.vdesk", "桃源村", "锦湖街道", clock=clock_at(NOW))
    yield made
    made.close()


def row(badge: str | int, at: datetime | str, state: int = 0) -> str:
    return f"{badge:>9}\t{at}\t1\t{state}\t1\t0\n"


def log(folder: Path, lines: list[str], name: str = "1_attlog.dat") -> Path:
    file = folder / name
    file.write_text("".join(lines), "utf-8", newline="")
    return file


def month(badge: int, first: datetime, count: int) -> list[str]:
    return [row(badge, first + timedelta(hours=9 * i)) for i in range(count)]


def one(office: Office, file: Path, **asked):
    return imports.import_files(office, [file], Asked(**asked)).value[0]


def counts(done) -> tuple[int, int, int, int]:
    assert done.read == done.new + done.duplicate + len(done.rejected)
    return done.read, done.new, done.duplicate, len(done.rejected)


def test_the_same_file_and_an_overlapping_one_change_nothing_again(office: Office, tmp_path: Path):
    lines = month(7, datetime(2026, 10, 1, 8), 30)
    file = log(tmp_path, [*lines, *lines[:3], "rubbish\n"])
    assert counts(one(office, file)) == (34, 30, 3, 1)
    rows = office.store.value("select max(id) from audit")
    assert counts(one(office, file)) == (34, 0, 33, 1)
    assert office.store.value("select max(id) from audit") == rows, "importing again writes nothing at all"
    more = log(tmp_path, [*lines[10:], *month(8, datetime(2026, 10, 1, 8), 5)], "2_attlog.dat")
    assert counts(one(office, more)) == (25, 5, 20, 0)
    assert upkeep.check_office(office).sound


def test_raw_line_digest_and_rejected_lines_are_kept(office: Office, tmp_path: Path):
    file = log(tmp_path, [row(7, "2026-10-01 08:00:00"), row(7, "2047-02-30 19:13:30")])
    one(office, file)
    stored = office.store.one("select text, line from punch")
    assert stored == {"text": "        7\t2026-10-01 08:00:00\t1\t0\t1\t0", "line": 1}
    assert len(office.store.value("select sha256 from punch_file")) == 64
    assert office.store.one("select line, place, reason from punch_rejected") == {
        "line": 2,
        "place": 38,
        "reason": "impossible_date",
    }


def test_a_punch_changed_behind_the_program_is_found(office: Office, tmp_path: Path):
    one(office, log(tmp_path, month(7, datetime(2026, 10, 1, 8), 300)))
    assert upkeep.check_office(office).sound
    office.store.db.conn.execute("update punch set state = 'out' where id = 77")
    office.store.db.conn.commit()
    assert not upkeep.check_office(office).sound


def test_a_dry_run_counts_and_stores_nothing(office: Office, tmp_path: Path):
    file = log(tmp_path, month(7, datetime(2026, 10, 1, 8), 9))
    assert counts(one(office, file, dry_run=True)) == (9, 9, 0, 0)
    assert machines.machines(office) == ()
    assert office.store.value("select count(*) from punch_file") == 0


def test_one_bad_file_among_good_ones_stores_none(office: Office, tmp_path: Path):
    good = log(tmp_path, month(7, datetime(2026, 10, 1, 8), 9))
    bad = tmp_path / "minutes.txt"
    bad.write_text("会议记录", "utf-8")
    with pytest.raises(Mistake, match="不是打卡记录文件"):
        imports.import_files(office, [good, bad])
    with pytest.raises(Trouble, match="打不开"):
        imports.import_files(office, [good, tmp_path / "gone.dat"])
    assert office.store.value("select count(*) from punch") == 0


def test_cancelling_in_the_middle_stores_nothing(office: Office, tmp_path: Path):
    class Stop(Exception):
        pass

    def stop(_name: str, rows: int) -> None:
        if rows > 20_000:
            raise Stop

    file = log(tmp_path, month(7, datetime(2006, 1, 1, 8), 20_000) + month(8, datetime(2006, 1, 1, 8), 20_000))
    with pytest.raises(Stop):
        imports.import_files(office, [file], progress=stop)
    assert office.store.value("select count(*) from punch") == 0
    assert counts(one(office, file)) == (40_000, 40_000, 0, 0)


def test_unknown_badges_are_kept_counted_and_matched_later(office: Office, tmp_path: Path):
    zhang = people.add_person(office, {"name": "张建国"}, badge="007").value
    file = log(tmp_path, month(7, datetime(2026, 10, 1, 8), 3) + month(8, datetime(2026, 10, 1, 8), 2))
    assert one(office, file).unknown_badge == 2
    assert [p.person for p in facts.punches(office, date(2026, 10, 1), date(2026, 10, 31))] == ["张建国"] * 3
    li = people.add_person(office, {"name": "李秀英"}).value
    badges.assign(office, "8", li)
    assert len(facts.punches(office, date(2026, 10, 1), date(2026, 10, 31))) == 5
    assert badges.unknown_badges(office) == ()
    assert zhang != li


def test_a_number_used_again_after_turnover_means_each_person_in_their_time(office: Office, tmp_path: Path):
    old = people.add_person(office, {"name": "老王"}).value
    new = people.add_person(office, {"name": "小陈"}).value
    people.set_badge(office, Badge("5", old, to_on=date(2026, 10, 15)))
    people.set_badge(office, Badge("5", new, from_on=date(2026, 10, 20)))
    days = (10, 15, 18, 20, 25)
    done = one(office, log(tmp_path, [row(5, f"2026-10-{day} 08:00:00") for day in days]))
    assert done.unknown_badge == 1, "on the 18th the number meant nobody"
    found = [(p.person, p.at.day) for p in facts.punches(office, date(2026, 10, 1), date(2026, 10, 31))]
    assert found == [("老王", 10), ("老王", 15), ("小陈", 20), ("小陈", 25)]


def test_a_clock_put_right_shifts_the_judgement_and_never_the_raw_punch(office: Office, tmp_path: Path):
    people.add_person(office, {"name": "张建国"}, badge="7")
    one(office, log(tmp_path, [row(7, "2026-10-01 08:00:00"), row(7, "2026-10-02 23:58:00")]))
    machine = machines.machines(office)[0].machine
    made = machines.set_offset(office, machine.id, datetime(2026, 10, 2), None, 185, "慢了三分多")
    found = facts.punches(office, date(2026, 10, 1), date(2026, 10, 2))
    assert [str(p.at) for p in found] == ["2026-10-01 08:00:00"]
    assert [str(p.at) for p in facts.punches(office, date(2026, 10, 3), date(2026, 10, 3))] == ["2026-10-03 00:01:05"]
    raw = facts.evidence(office, people.people(office)[0].id, date(2026, 10, 2))[-1]
    assert (str(raw.raw.at), raw.shifted_seconds, raw.raw.line, raw.file) == (
        "2026-10-02 23:58:00",
        185,
        2,
        "1_attlog.dat",
    )
    with pytest.raises(Mistake, match="重叠"):
        machines.set_offset(office, machine.id, datetime(2026, 10, 5), None, 60)
    assert made.changes.undo
    made.changes.undo(office)
    assert len(facts.punches(office, date(2026, 10, 1), date(2026, 10, 2))) == 2


def test_the_end_of_data_is_of_known_people_and_of_the_machine_least_ahead(office: Office, tmp_path: Path):
    assert facts.data_until(office) is None
    people.add_person(office, {"name": "张建国"}, badge="7")
    one(office, log(tmp_path, [row(7, "2026-10-08 08:00:00"), row("ZZZ", "2026-11-20 15:31:38")]))
    assert facts.data_until(office) == datetime(2026, 10, 8, 8)
    one(office, log(tmp_path, [row(7, "2026-10-30 08:00:00")], "b.dat"), device="后门")
    assert facts.data_until(office) == datetime(2026, 10, 8, 8)
    front = next(m.machine for m in machines.machines(office) if m.machine.name != "后门")
    machines.edit_machine(office, front.id, {"retired": True})
    assert facts.data_until(office) == datetime(2026, 10, 30, 8)


def test_others_on_the_machine_show_that_the_data_go_on_when_somebody_known_stays_away(office: Office, tmp_path: Path):
    people.add_person(office, {"name": "张建国"}, badge="7")
    lines = [row(7, "2026-10-08 08:00:00"), *month(8, datetime(2026, 10, 8, 8), 30), row("ZZZ", "2026-11-20 15:31:38")]
    one(office, log(tmp_path, lines))
    assert facts.data_until(office) == datetime(2026, 10, 19, 5)


def test_two_machines_keep_the_same_punch_apart(office: Office, tmp_path: Path):
    file = log(tmp_path, month(7, datetime(2026, 10, 1, 8), 4))
    assert one(office, file, device="大门").new == 4
    assert one(office, file, device="后门").new == 4
    assert one(office, file, device="大门").new == 0


def test_columns_once_explained_are_remembered_for_the_machine(office: Office, tmp_path: Path):
    for name in ("a.csv", "b.csv"):
        day = "02" if name == "a.csv" else "03"
        (tmp_path / name).write_text(f"谁,何时,何地\n7,2026-11-{day} 07:58,大门\n8,2026-11-{day} 08:00,大门\n", "utf-8")
    with pytest.raises(imports.ColumnsNeeded) as asked:
        one(office, tmp_path / "a.csv", device="食堂")
    assert asked.value.columns.headings == ("谁", "何时", "何地")
    assert one(office, tmp_path / "a.csv", device="食堂", columns={"badge": "谁", "moment": "何时"}).new == 2
    assert one(office, tmp_path / "b.csv", device="食堂").new == 2


def test_an_empty_table_is_said_to_be_empty(office: Office, tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_text("姓名,工号,打卡时间\n", "utf-8")
    with pytest.raises(Mistake):
        one(office, file)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 50)), max_size=40), st.integers(0, 40), st.randoms())
def test_importing_in_any_order_and_any_overlap_ends_in_the_same_punches(
    tmp_path_factory: pytest.TempPathFactory, punches: list[tuple[int, int]], cut: int, lot: random.Random
):
    folder = tmp_path_factory.mktemp("office")
    lines = [row(badge, datetime(2026, 10, 1, 8) + timedelta(hours=hour)) for badge, hour in punches]
    parts = [lines[: cut + 5], lines[max(0, cut - 3) :], lines]
    lot.shuffle(parts)
    office = create_office(folder / "a.vdesk", "桃源村", "锦湖街道", clock=clock_at(NOW))
    try:
        for number, part in enumerate(parts):
            if part:
                assert counts(one(office, log(folder, part, f"{number}.dat")))[3] == 0
        assert office.store.value("select count(*) from punch") == len(set(lines))
    finally:
        office.close()


def run(*arguments: str | Path):
    return CliRunner().invoke(commands, [str(a) for a in arguments], standalone_mode=False)


def test_the_command_answers_with_the_contract(tmp_path: Path):
    file = log(tmp_path, [*month(7, datetime(2026, 10, 1, 8), 2), row(7, "2047-02-30 19:13:30")])
    create_office(tmp_path / "a.vdesk", "桃源村", "锦湖街道").close()
    done = run("punches", "import", file, "--office", tmp_path / "a.vdesk", "--json")
    answer = json.loads(done.stdout)
    assert answer == {
        "files": [
            {
                "path": str(file),
                "layout": "attlog",
                "encoding": "utf-8",
                "read": 3,
                "new": 2,
                "duplicate": 0,
                "unknown_badge": 2,
                "first": "2026-10-01 08:00:00",
                "last": "2026-10-01 17:00:00",
                "rejected": [
                    {
                        "line": 3,
                        "offset": 76,
                        "text": "        7\t2047-02-30 19:13:30\t1\t0\t1\t0",
                        "reason": "impossible_date",
                        "says": "日期或时间不存在（机器时钟出过错）",
                    }
                ],
            }
        ]
    }


@pytest.mark.parametrize(
    "arguments",
    [("devices",), ("unknown",), ("match", "7", "张建国"), ("offset", "考勤机", "60", "--from", "2026-10-01")],
    ids=lambda a: a[0],
)
def test_the_other_commands_answer(tmp_path: Path, arguments: tuple[str, ...]):
    office = create_office(tmp_path / "a.vdesk", "桃源村", "锦湖街道", clock=clock_at(NOW))
    people.add_person(office, {"name": "张建国"})
    one(office, log(tmp_path, month(7, datetime(2026, 10, 1, 8), 2)))
    office.close()
    for form in ((), ("--json",)):
        if arguments[0] in ("match", "offset") and form:
            continue
        done = run("punches", *arguments, "--office", tmp_path / "a.vdesk", *form)
        assert done.exception is None, done.exception
        assert done.stdout.strip()


@pytest.mark.parametrize("text", ["badge", "colour=1", "badge="])
def test_a_column_option_that_is_none_is_refused(tmp_path: Path, text: str):
    create_office(tmp_path / "a.vdesk", "桃源村", "锦湖街道").close()
    done = run("punches", "import", "x.csv", "--columns", text, "--office", tmp_path / "a.vdesk")
    assert isinstance(done.exception, Mistake)
