"""The commands over people and calendar as an outside program calls them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from villagedesk.cli.app import run

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "samples"


@pytest.fixture
def office(tmp_path: Path) -> str:
    file = tmp_path / "我的 办公室" / "村.vdesk"
    assert run(["init", str(file), "--village", "桃源村", "--street", "锦湖街道"]) == 0
    return str(file)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == 0
    captured = capsys.readouterr()
    assert captured.out.count("\n") == 1
    return json.loads(captured.out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run([*arguments]) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and "Traceback" not in captured.err
    assert captured.err.count("\n") == 1
    return captured.err


def staff_list(path: Path, *rows: tuple[object, ...]) -> str:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return str(path)


def test_import_answers_people_rejected_lines_and_notes(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = staff_list(
        tmp_path / "名单.xlsx",
        ("姓名", "职务", "考勤号"),
        ("甲某", "书记", "1"),
        ("乙某", "文书", "1"),
        (None, "委员", "3"),
    )
    dry = told(capsys, "people", "import", file, "--office", office, "--dry-run")
    assert [person["result"] for person in dry["people"]] == ["new"] and dry["dry_run"] is True
    assert told(capsys, "people", "list", "--office", office)["people"] == []
    done = told(capsys, "people", "import", file, "--office", office)
    assert [(r["line"], r["reason"]) for r in done["rejected"]] == [(3, "duplicate_badge"), (4, "no_name")]
    assert all(set(r) == {"line", "text", "reason", "says"} for r in done["rejected"])
    (person,) = told(capsys, "people", "list", "--office", office)["people"]
    assert (person["name"], person["badge"], person["duty_posts"], person["serving"]) == ("甲某", "1", ["带班"], True)
    assert told(capsys, "people", "import", file, "--office", office)["unchanged"] == 1


def test_the_sample_list_comes_in(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    if not SAMPLES.exists():
        pytest.skip("the sample staff list is not here")
    (file,) = (SAMPLES / "people").glob("*.xlsx")
    assert told(capsys, "people", "import", str(file), "--office", office)["new"] == 13
    listed = told(capsys, "people", "list", "--office", office)
    assert (listed["count"], listed["serving"]) == (13, 12)


def test_the_template_is_written_and_empty(office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "模板.xlsx"
    told(capsys, "people", "template", str(file))
    assert "一个人也没有" in refused(capsys, "people", "import", str(file), "--office", office)


def test_people_are_added_and_leave(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "people", "add", "甲某", "--post", "书记、主任", "--badge", "007", "--office", office)
    told(capsys, "people", "leave", "甲某", "2026-05-31", "--office", office)
    (person,) = told(capsys, "people", "list", "--office", office)["people"]
    assert (person["post"], person["badge"], person["serving"], person["left_on"]) == ("书记", "7", False, "2026-05-31")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(("people", "import", "没有.xlsx"), "找不到", id="no such list"),
        pytest.param(("people", "leave", "谁", "2026-05-31"), "没有叫", id="nobody of that name"),
        pytest.param(("calendar", "import", "没有.json"), "找不到", id="no such notice"),
    ],
)
def test_a_mistake_is_one_sentence(
    office: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    assert says in refused(capsys, *arguments, "--office", office)


def test_wrong_usage_ends_with_two(office: str) -> None:
    assert run(["calendar", "show", "2026-13", "--office", office]) == 2
    assert run(["people", "leave", "甲某", "2026-02-30", "--office", office]) == 2
    assert run(["people", "import"]) == 2


def test_a_month_is_shown_day_by_day(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "calendar", "show", "2026-02", "--office", office)
    kinds = {day["date"]: (day["kind"], day["name"], day["lunar"]) for day in shown["days"]}
    assert shown["published"] is True and len(kinds) == 28
    assert kinds["2026-02-17"] == ("statutory_holiday", "春节", "正月初一")
    assert kinds["2026-02-20"][0] == "holiday_rest"
    assert kinds["2026-02-14"][0] == "make_up_workday"
    assert kinds["2026-02-07"][0] == "weekend" and kinds["2026-02-02"][0] == "workday"


def test_an_unpublished_year_is_said(office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "calendar", "show", "2027-10", "--office", office)["published"] is False
    empty = tmp_path / "2027.json"
    empty.write_text(json.dumps({"year": 2027, "papers": [], "days": []}), "utf-8")
    assert told(capsys, "calendar", "import", str(empty), "--office", office)["published"] is False
    shown = told(capsys, "calendar", "show", "2027-10", "--office", office)
    assert shown["published"] is False and {day["kind"] for day in shown["days"]} == {"workday", "weekend"}


def test_a_day_is_set_and_cleared(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "calendar", "set", "2027-10-01", "statutory_holiday", "--name", "国庆节", "--office", office)
    assert told(capsys, "calendar", "show", "2027-10", "--office", office)["days"][0]["name"] == "国庆节"
    told(capsys, "calendar", "set", "2027-10-01", "clear", "--office", office)
    assert told(capsys, "calendar", "show", "2027-10", "--office", office)["days"][0]["kind"] == "workday"


def test_a_leap_day_that_is_none_is_refused(office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "x.json"
    days = [{"name": "春节", "date": "2027-02-29", "isOffDay": True}]
    bad.write_text(json.dumps({"year": 2027, "days": days}), "utf-8")
    assert "2027-02-29" in refused(capsys, "calendar", "import", str(bad), "--office", office)
