"""Mediation from the command line, as an outside program reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from villagedesk.cli.app import run

CASE = {
    "category": "邻里",
    "received_on": "2024-11-02",
    "summary": "围墙越过界石。",
    "parties": [{"name": "郑水根", "side": "申请人"}, {"name": "何金堂", "side": "被申请人"}],
    "mediators": ["李秀梅"],
}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    file = tmp_path / "村 办公.vdesk"
    assert run(["init", str(file), "--village", "桃源村", "--street", "锦湖街道"]) == 0
    return file


def ask(office: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """One command with --json; its answer."""
    capsys.readouterr()
    assert run(["mediation", *words, "--office", str(office), "--json"]) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def refused(office: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """One command that fails; its one sentence."""
    capsys.readouterr()
    assert run(["mediation", *words, "--office", str(office)]) == 1
    said = capsys.readouterr().err.strip()
    assert "Traceback" not in said and len(said.splitlines()) == 1
    return said


def data(**values: Any) -> list[str]:
    return ["--data", json.dumps(values, ensure_ascii=False)]


def test_a_case_goes_its_way_and_becomes_a_volume(
    office: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    made = ask(office, capsys, "add", *data(**CASE))
    assert (made["number"], made["stage"], made["title"]) == ("（2024）人调字第1号", "待受理", "郑水根与何金堂邻里纠纷")
    assert "第二十七条" in refused(office, capsys, "step", "1", "达成口头协议", *data(facts="a", terms="b"))
    for stage, values in (
        ("受理", {}),
        ("告知", {}),
        ("调解", {"statements": "各说各的。", "result": "达成一致"}),
        ("达成书面协议", {"facts": "越界", "terms": "拆墙", "all_signed": True, "sealed": True}),
        ("履行", {"performance": "全部履行"}),
    ):
        shown = ask(office, capsys, "step", made["number"], stage, *data(on="2024-11-03", **values))
        assert shown["stage"] == stage
    assert shown["lacks"] == ["当事人身份证明", "结案报告"]
    photo = tmp_path / "证 件.png"
    Image.new("RGB", (200, 100), (200, 200, 200)).save(photo)
    assert ask(office, capsys, "scan", "1", "身份证明", str(photo))["pages"] == 1
    ask(office, capsys, "step", "1", "归档", *data(on="2024-11-04", filer="王小梅"))
    pdf = tmp_path / "卷.pdf"
    bound = ask(office, capsys, "volume", "1", "--pdf", str(pdf))
    assert bound["lacks"] == []
    assert len(PdfReader(pdf).pages) == bound["pages"] + 3
    stats = ask(office, capsys, "stats", "2024-11")
    assert stats["total"]["succeeded"] == stats["total"]["written"] == 1
    assert stats["total"]["success_rate"] == 1.0
    assert ask(office, capsys, "find", "金堂")["cases"][0]["number"] == made["number"]
    assert ask(office, capsys, "list", "--stage", "归档")["cases"][0]["outcome"] == "书面"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["add", "--data", "{"], "不是有效的 JSON"),
        (["add", "--data", "[]"], "一组名称和值"),
        (["add", *data(**CASE, colour="red")], "不认识的名称“colour”"),
        (["add", *data(**{**CASE, "category": ""})], "不能为空"),
        (["step", "9", "受理"], "没有案号是“9”"),
        (["stats", "2024-13"], "不是月份"),
        (["volume", "7", "--pdf", "x.pdf"], "没有案号是“7”"),
    ],
    ids=["broken_json", "no_object", "unknown_key", "no_category", "no_case", "no_month", "no_volume"],
)
def test_what_cannot_be_is_one_sentence(
    office: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert says in refused(office, capsys, *words)


def test_rounds_settings_and_clocks_answer(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(office, capsys, "round", "--date", "2024-11-10", "--report")
    assert (found["from_on"], found["to_on"]) == ("2024-10-21", "2024-11-20") and "零报告" in found["says"]
    assert ask(office, capsys, "settings", *data(mediation_days=20))["mediation_days"] == 20
    ask(office, capsys, "add", *data(**CASE))
    ask(office, capsys, "step", "1", "受理", *data(on="2024-11-02"))
    moved = ask(
        office,
        capsys,
        "clock",
        "1",
        *data(clock="调解期限", act="延长", on="2024-11-05", days=5, consent="双方同意", reason="等待测量"),
    )
    assert moved["clocks"][0]["due_on"] == "2024-11-27"


def test_a_mediator_outside_the_committee_needs_the_flag(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(office, capsys, "settings", *data(committee="李秀梅 女 主任\n王国平\n赵明"))
    slip = {**CASE, "mediators": ["李秀莓"]}
    assert "是不是“李秀梅”" in refused(office, capsys, "add", *data(**slip))
    made = ask(office, capsys, "add", "--invited", *data(**slip))
    assert made["mediators"][0]["invited"] is True
    assert "列表" in refused(office, capsys, "edit", "1", "--invited", *data(mediators=[7]))


def test_a_serious_find_is_among_what_is_due(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    find = {"category": "邻里", "matter": "争水", "risk": "重大", "responsible": "李秀梅", "measures": "隔开"}
    ask(office, capsys, "round", "--find", json.dumps(find, ensure_ascii=False))
    due = ask(office, capsys, "due")
    assert "重大矛盾上报" in [one["name"] for one in due["screening"]] and due["due"] == []


def test_a_special_period_is_begun_filled_and_reported(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = ask(office, capsys, "special", *data(occasion="春节前", from_on="2024-01-25", to_on="2024-02-09"))
    assert (made["rhythm"], made["due_on"]) == ("特殊时期", "2024-02-09")
    find = json.dumps({"category": "邻里", "matter": "争道"}, ensure_ascii=False)
    words = ["round", "--rhythm", "特殊时期", "--date", "2024-02-01", "--find", find, "--report"]
    told = ask(office, capsys, *words)
    assert (len(told["finds"]), told["reported_on"]) == (1, "2024-02-01")
    assert "结束日期" in refused(
        office, capsys, "special", *data(occasion="a", from_on="2024-02-01", to_on="2024-01-01")
    )
