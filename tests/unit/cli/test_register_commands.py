"""The register commands as other programs call them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from villagedesk.cli.app import run


@pytest.fixture
def office(tmp_path: Path) -> str:
    file = str(tmp_path / "桃源村.vdesk")
    assert run(["init", file, "--village", "桃源村", "--street", "锦湖街道"]) == 0
    return file


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["register", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


VISIT = '{"visitor": "郑水根", "people": 3, "topic": "邻里关系", "request": "排水沟被填平", "phone": "15812342031"}'


def test_every_book_says_its_fields_and_steps(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "books", "--office", office)["books"]
    assert len(found) == 17
    visit = next(book for book in found if book["id"] == "visit")
    assert visit["unit"] == "人次" and visit["states"][0] == {
        "name": "登记",
        "start": True,
        "end": False,
        "links_to": [],
    }
    assert {field["name"] for field in visit["fields"]} >= {"at", "visitor", "people", "topic", "request"}


def test_a_visit_is_added_listed_stepped_found_and_counted(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = ask(capsys, "add", "visit", "--data", VISIT, "--office", office)
    assert made["number"].endswith("第1号") and made["state"] == "登记"
    listed = ask(capsys, "list", "visit", "--office", office)
    assert listed["count"] == 1 and listed["entries"][0]["facts"]["people"] == 3
    stepped = ask(capsys, "step", "visit", "1", "答复", "--data", '{"answer": "已答复"}', "--office", office)
    assert stepped["state"] == "答复" and stepped["steps"][0]["from_state"] == "登记"
    hits = ask(capsys, "find", "zsg", "--office", office)["hits"]
    assert {hit["kind"] for hit in hits} == {"villager", "visit"}
    stats = ask(capsys, "stats", made["day"][:7], "--office", office)
    assert stats["totals"]["接待群众_人次"] == 3 and stats["totals"]["办理事项_件次"] == 0


def test_facts_come_from_a_file_too(office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "visit.json"
    file.write_text(VISIT, "utf-8")
    assert ask(capsys, "add", "visit", "--data", f"@{file}", "--office", office)["number"]


WRONG = {
    "no such book": (["add", "moon", "--data", "{}"], "没有台账“moon”"),
    "no JSON": (["add", "visit", "--data", "{"], "不是有效的 JSON"),
    "a list instead of facts": (["add", "visit", "--data", "[1]"], "一组名称和值"),
    "an unknown key": (["add", "visit", "--data", '{"visiter": "张三"}'], "没有“visiter”这一项"),
    "a required field empty": (["add", "visit", "--data", '{"request": "x"}'], "来访人"),
    "an unknown state": (["step", "visit", "1", "月亮"], "没有编号“1”"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_one_chinese_sentence(
    office: str, case: tuple[list[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    words, says = case
    capsys.readouterr()
    assert run(["register", *words, "--office", office]) == 1
    shown = capsys.readouterr()
    assert says in shown.err and not shown.out and "Traceback" not in shown.err
    assert len(shown.err.strip().splitlines()) == 1


def test_files_are_hung_listed_taken_out_and_removed(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = tmp_path / "井盖.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n123")
    event = '{"reporter": "郑水根", "place": "村口", "content": "井盖坏了"}'
    made = ask(capsys, "add", "event", "--data", event, "--file", f"before={photo}", "--office", office)
    added = ask(capsys, "attach", "add", "event", made["number"], str(photo), "--field", "after", "--office", office)
    assert [(f["field"], f["label"], f["name"]) for f in added["files"]] == [
        ("before", "处理前照片", "井盖.png"),
        ("after", "处理后照片", "井盖.png"),
    ]
    listed = ask(capsys, "attach", "list", "event", "1", "--office", office)
    assert listed["number"] == made["number"] and listed["files"] == added["files"]
    out = tmp_path / "取出.png"
    ask(capsys, "attach", "get", "event", "1", "井盖.png", "--out", str(out), "--office", office)
    assert out.read_bytes() == photo.read_bytes()
    left = ask(capsys, "attach", "remove", "event", "1", str(added["files"][0]["id"]), "--office", office)
    assert [f["field"] for f in left["files"]] == ["after"]


@pytest.mark.parametrize(
    ("name", "field", "says"),
    [
        pytest.param("说明.pdf", "before", "不是图片", id="a paper is no picture"),
        pytest.param("井盖.png", "nowhere", "没有放附件的栏目", id="there is no such field"),
        pytest.param("木马.exe", "", "不能作附件", id="a program is no attachment"),
    ],
)
def test_a_file_in_the_wrong_place_is_refused_in_words(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, field: str, says: str
) -> None:
    file = tmp_path / name
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    event = '{"reporter": "郑水根", "place": "村口", "content": "井盖坏了"}'
    ask(capsys, "add", "event", "--data", event, "--office", office)
    words = ["register", "attach", "add", "event", "1", str(file), "--office", office]
    assert run([*words, *(["--field", field] if field else [])]) == 1
    assert says in capsys.readouterr().err


TOOLS = """
id = "tools"
title = "农具借用"
number = "具〔{year}〕第{n}号"
unit = "件"
[[field]]
name = "day"
label = "日期"
kind = "date"
default = "today"
[[field]]
name = "tool"
label = "农具"
required = true
"""


def test_a_book_is_defined_and_a_mistake_is_refused_with_file_line_and_reason(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "农具.toml"
    file.write_text(TOOLS.replace('kind = "date"', 'kind = "rope"'), "utf-8")
    assert run(["register", "define", str(file), "--office", office]) == 1
    assert "“农具.toml”第 9 行" in capsys.readouterr().err
    file.write_text(TOOLS, "utf-8")
    assert ask(capsys, "define", str(file), "--office", office)["title"] == "农具借用"
    ask(capsys, "add", "tools", "--data", '{"tool": "喷雾器"}', "--office", office)
    file.write_text(TOOLS[: TOOLS.rindex("[[field]]")], "utf-8")
    assert run(["register", "define", str(file), "--office", office]) == 1
    assert "已有 1 条记录填过" in capsys.readouterr().err


def test_an_entry_is_corrected_carried_on_and_voided(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = ask(capsys, "add", "visit", "--data", VISIT, "--office", office)
    edited = ask(capsys, "edit", "visit", "1", "--data", '{"people": 5, "phone": null}', "--office", office)
    assert edited["facts"]["people"] == 5 and "phone" not in edited["facts"]
    carried = ask(capsys, "carry", "visit", "1", "matter", "--office", office)
    assert carried["book"] == "matter" and carried["facts"]["applicant"] == "郑水根"
    assert [link["number"] for link in carried["links"]] == [carried["number"]]
    past = ask(capsys, "history", "zsg", "--office", office)
    assert {one["number"] for one in past["past"]} == {made["number"], carried["number"]}
    assert ask(capsys, "void", "matter", "1", "写重了", "--office", office)["removed"] == "写重了"
    assert ask(capsys, "list", "matter", "--office", office)["count"] == 0


def test_a_book_goes_out_and_an_old_one_comes_in(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "旧.csv"
    old.write_text("来访日期,姓名,反映问题,人数\n2025-03-04,张三,路灯不亮,2\n2025-02-30,李四,排水,1\n", "utf-8")
    tried = ask(capsys, "import", "visit", str(old), "--dry-run", "--office", office)
    assert (tried["read"], tried["new"], len(tried["rejected"])) == (2, 0, 1)
    assert ask(capsys, "import", "visit", str(old), "--office", office)["new"] == 1
    assert ask(capsys, "import", "visit", str(old), "--office", office)["new"] == 0
    out = tmp_path / "来访.xlsx"
    done = ask(capsys, "export", "visit", str(out), "--from", "2025-01-01", "--to", "2025-12-31", "--office", office)
    assert done["masked"] and out.read_bytes().startswith(b"PK")
    assert run(["register", "export", "visit", str(tmp_path / "x.txt"), "--office", office]) == 1
    assert "只能导出" in capsys.readouterr().err


def test_what_is_due_stands_in_one_list(office: str, capsys: pytest.CaptureFixture[str]) -> None:
    late = '{"visitor": "郑水根", "topic": "其他", "request": "排水", "at": "2025-11-03 09:00"}'
    made = ask(capsys, "add", "visit", "--data", late, "--office", office)
    (one,) = [due for due in ask(capsys, "due", "--office", office)["due"] if due["kind"] == "visit"]
    assert one["key"] == made["number"] and one["overdue"] and one["words"].startswith("逾期")
