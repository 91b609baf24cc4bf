"""The roster on the command line: the contract's shapes, exit codes and one Chinese sentence for a mistake."""

from __future__ import annotations

import json

import pytest

from tests.unit.roster.cases import case, person, shift
from villagedesk.cli.app import run

TOML = """
[[shift]]
name = "坐班"
start = "08:30"
end = "17:30"
on = { kinds = ["workday"] }
needs = [{ post = "带班", count = 1 }, { post = "坐班", count = 2 }]
[rules]
max_consecutive_days = 5
"""


@pytest.fixture
def office(tmp_path, capsys):
    file = tmp_path / "desk.vdesk"
    staff = tmp_path / "staff.csv"
    rows = ["姓名,职务,可带班", *(f"员{n},委员,{'是' if n < 3 else '否'}" for n in range(8))]
    staff.write_text("\n".join(rows) + "\n", "utf-8")
    shifts = tmp_path / "shifts.toml"
    shifts.write_text(TOML, "utf-8")
    assert run(["init", str(file), "--village", "桃源村", "--street", "锦湖街道"]) == 0
    assert run(["people", "import", str(staff), "--office", str(file)]) == 0
    assert run(["roster", "shifts", "import", str(shifts), "--office", str(file)]) == 0
    capsys.readouterr()
    return file


def said(capsys):
    return json.loads(capsys.readouterr().out)


def test_try_answers_the_contract(tmp_path, capsys):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case([person("甲"), person("乙")], [shift()], 4)), "utf-8")
    assert run(["roster", "try", str(file), "--json"]) == 0
    found = said(capsys)
    assert set(found) == {"assignments", "unmet", "fairness", "spread", "optimal", "gap", "seconds"}
    assert found["assignments"][0] == {
        "date": "2026-03-02",
        "shift": "值班",
        "post": "值班",
        "person": found["assignments"][0]["person"],
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("{", "JSON", id="no JSON"),
        pytest.param("[]", "输入", id="no object"),
        pytest.param('{"from":"2026-03-02"}', "to", id="no end"),
        pytest.param('{"from":"2026-02-30","to":"2026-03-02"}', "from", id="an impossible date"),
        pytest.param('{"from":"2026-03-01","to":"2026-03-02","peple":[]}', "peple", id="an unknown key"),
    ],
)
def test_a_bad_case_is_one_chinese_sentence(tmp_path, capsys, text, named):
    file = tmp_path / "case.json"
    file.write_text(text, "utf-8")
    assert run(["roster", "try", str(file), "--json"]) == 1
    spoken = capsys.readouterr()
    assert spoken.out == "" and named in spoken.err and len(spoken.err.strip().splitlines()) == 1


def test_from_a_plan_to_a_published_month(office, capsys):
    assert run(["roster", "plan", "2026-12", "--office", str(office), "--json"]) == 0
    planned = said(capsys)
    assert planned["unmet"] == [] and len(planned["months"]) == 1
    assert run(["roster", "check", "2026-12", "--office", str(office), "--json"]) == 0
    assert said(capsys)["breaches"] == []
    assert run(["roster", "publish", "2026-12", "--office", str(office), "--json"]) == 0
    assert said(capsys)["revision"] == 1
    assert run(["roster", "show", "2026-12", "--office", str(office), "--json"]) == 0
    shown = said(capsys)
    assert (shown["state"], len(shown["duties"])) == ("已公示", len(planned["assignments"]))
    assert run(["roster", "fairness", "2026-12", "--office", str(office), "--json"]) == 0
    assert said(capsys)["spread"]["工作日·坐班"] <= 1
    duty = next(d for d in shown["duties"] if d["post"] == "坐班")
    assert (
        run(["roster", "replace", duty["date"], duty["shift"], duty["person"], "--office", str(office), "--json"]) == 0
    )
    assert said(capsys)["candidates"][0]["fits"] is True


def test_a_substitute_from_the_command_line(office, capsys):
    run(["roster", "plan", "2026-12", "--office", str(office)])
    capsys.readouterr()
    run(["roster", "show", "2026-12", "--office", str(office), "--json"])
    duty = next(d for d in said(capsys)["duties"] if d["post"] == "坐班")
    run(["roster", "replace", duty["date"], "坐班", duty["person"], "--office", str(office), "--json"])
    taker = said(capsys)["candidates"][0]["person"]
    asked = ["roster", "swap", "ask", duty["person"], duty["date"], "坐班", "坐班", taker, "--reason", "开会"]
    assert run([*asked, "--office", str(office), "--json"]) == 0
    key = str(said(capsys)["id"])
    assert run(["roster", "swap", "decide", key, "--agree", "--office", str(office)]) == 0
    assert run(["roster", "swap", "decide", key, "--agree", "--office", str(office)]) == 1
    assert "已同意" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["publish", "2026-12"], 1, id="publishing what is not planned"),
        pytest.param(["plan", "2026-13"], 2, id="a month that is none"),
        pytest.param(["plan", "2026-12", "--to", "2026-11"], 1, id="months in the wrong order"),
        pytest.param(["replace", "2026-12-01", "夜班", "员1"], 1, id="a shift that is none"),
    ],
)
def test_what_cannot_be_done_is_said(office, capsys, arguments, code):
    assert run(["roster", *arguments, "--office", str(office)]) == code
    assert capsys.readouterr().err.strip()


def test_a_roster_is_pasted_from_a_file_first_to_look_then_for_good(office, tmp_path, capsys):
    file = tmp_path / "旧班表.csv"
    file.write_text("值班表,,\n日期,带班,坐班\n12月1日,员0,员3、员4\n12月2日,员1,员1\n12月3日,没有这人,\n", "utf-8")
    command = ["roster", "paste", "2026-12", str(file), "--office", str(office), "--json"]
    assert run(command) == 0
    found = said(capsys)
    assert (found["shape"], found["taken"], found["stored"]) == ("每行一天", 2, False)
    assert [(row["line"], row["result"]) for row in found["rows"]] == [
        (3, "ok"),
        (3, "ok"),
        (4, "asks"),
        (4, "asks"),
        (5, "refused"),
    ]
    assert run(["roster", "show", "2026-12", "--office", str(office), "--json"]) == 0
    assert said(capsys)["duties"] == []
    assert run([*command, "--apply", "--reason", "人手不够"]) == 0
    assert (done := said(capsys))["taken"] == 4 and done["stored"]
    assert run(["roster", "show", "2026-12", "--office", str(office), "--json"]) == 0
    assert [duty["person"] for duty in said(capsys)["duties"]] == ["员0", "员3", "员4", "员1", "员1"]
    file.write_text(",,\n,,\n", "utf-8")
    assert run(command) == 1
    assert "没有任何内容" in capsys.readouterr().err
