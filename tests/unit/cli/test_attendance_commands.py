"""The attendance commands: JSON for machines, one sentence for people, exit codes."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.cli.app import run
from villagedesk.services import people as staff
from villagedesk.services.office import create_office
from villagedesk.services.punches import imports


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "桃源.vdesk"
    office = create_office(path, "桃源村", "锦湖街道")
    office.close()
    return path


def case(tmp_path: Path, value: object) -> str:
    path = tmp_path / "例子.json"
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return str(path)


GOOD = {
    "profile": {"late_grace_minutes": 5},
    "shifts": [{"name": "坐班", "start": "08:00", "end": "12:00"}],
    "duties": [{"person": "甲", "date": "2026-11-02", "shift": "坐班"}],
    "punches": [
        {"person": "甲", "at": "2026-11-02 08:06:00", "state": None},
        {"person": "甲", "at": "2026-11-02 12:01:00", "state": "out"},
        {"person": "甲", "at": "2026-11-02 15:00:00"},
    ],
    "leaves": [],
    "holidays": [],
    "data_until": "2026-11-03 00:00:00",
}


def test_try_answers_with_the_keys_of_the_contract(tmp_path, capsys):
    assert run(["attendance", "try", case(tmp_path, GOOD), "--json"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    answer = json.loads(told.out)
    assert set(answer) == {"punches", "days"}
    assert [set(p) for p in answer["punches"]] == [{"person", "at", "shift_start", "shift"}] * 3
    assert answer["punches"][2] == {"person": "甲", "at": "2026-11-02 15:00:00", "shift_start": None, "shift": None}
    (day,) = answer["days"]
    names = {"person", "date", "shift", "status", "in", "out", "hours", "late", "early", "half_day", "absent"}
    assert set(day) == names | {"half_days", "reasons"}
    assert (day["status"], day["late"], day["early"], day["in"]) == ("迟到", True, False, "2026-11-02 08:06:00")
    assert set(day["half_days"]) == {"present", "absent", "leave"}


def test_try_refuses_what_it_does_not_know_in_one_sentence(tmp_path, capsys):
    assert run(["attendance", "try", case(tmp_path, {**GOOD, "punch": []}), "--json"]) == 1
    told = capsys.readouterr()
    assert told.out == "" and "punch" in told.err and told.err.count("\n") == 1
    assert run(["attendance", "try", str(tmp_path / "没有.json")]) == 1
    assert "找不到" in capsys.readouterr().err


def test_month_answers_for_an_empty_office_and_refuses_a_month_that_is_none(file, capsys):
    assert run(["attendance", "month", "2026-11", "--office", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"month": "2026-11", "data_until": None, "people": []}
    assert run(["attendance", "month", "2026-13", "--office", str(file)]) == 2


def test_leave_errand_and_correction_are_recorded_through_the_same_services(file, capsys):
    assert run(["people", "list", "--office", str(file)]) == 0
    capsys.readouterr()
    assert run(["attendance", "leave", '{"person": "甲"}', "--office", str(file)]) == 1
    assert capsys.readouterr().err.strip()
    assert run(["attendance", "errand", '{"who": "甲"}', "--office", str(file)]) == 1
    assert "who" in capsys.readouterr().err


def test_a_profile_is_put_in_force_by_name(file, capsys):
    assert run(["attendance", "profile", "四次打卡·社区", "--from", "2027-01-01", "--office", str(file), "--json"]) == 0
    capsys.readouterr()
    assert run(["attendance", "profiles", "--office", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["profile"]["name"] for one in found["versions"]] == ["两次签到·村", "四次打卡·社区"]
    assert run(["attendance", "profile", "没有这套", "--from", "2027-01-01", "--office", str(file)]) == 1


def test_an_errand_of_hours_and_the_moment_of_a_file_are_told_by_command(tmp_path, capsys):
    path = tmp_path / "桃源.vdesk"
    office = create_office(path, "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 21, 9, 30)))
    staff.add_person(office, {"name": "张建国"}, badge="1")
    taken = tmp_path / "1_attlog.dat"
    taken.write_text("        1\t2026-11-20 17:41:00\t1\t0\t1\t0\n", "ascii")
    imports.import_files(office, [taken])
    office.close()
    where = ["--office", str(path)]
    day = '"from_on": "2026-11-20", "to_on": "2026-11-20"'
    hours = f'{{"person": "张建国", "kind": "下村", {day}, "from_time": "14:00", "to_time": "16:00", "reason": "入户"}}'
    assert run(["attendance", "errand", hours, *where, "--json"]) == 0
    assert "2026-11-20 14:00 到 16:00" in json.loads(capsys.readouterr().out)["says"]
    assert run(["attendance", "errand", hours.replace('"16:00"', '"13:00"'), *where]) == 1
    assert "不晚于开始" in capsys.readouterr().err
    assert run(["punches", "import", str(taken), *where, "--dry-run", "--json"]) == 0
    capsys.readouterr()
    assert run(["attendance", "until", "后门", "2026-11-21 08:00", *where]) == 1
    name = capsys.readouterr().err.split("现有：")[1].split("）")[0]
    assert run(["attendance", "until", name, "2026-11-20 17:00", *where]) == 1
    assert "不会更早" in capsys.readouterr().err
    assert run(["attendance", "until", name, "2026-11-21 08:00", *where]) == 0
    assert "数据截至 2026-11-21 08:00" in capsys.readouterr().out
    assert run(["attendance", "month", "2026-11", *where, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["data_until"] == "2026-11-21 08:00:00"
