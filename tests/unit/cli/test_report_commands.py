"""paper, report and street from the command line, with the JSON that others read."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from villagedesk.cli.app import run
from villagedesk.services.registers.lists import month_span


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "桃源村.vdesk"
    assert run(["init", str(path), "--village", "桃源村", "--street", "锦湖街道"]) == 0
    capsys.readouterr()
    return path


def answer(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> dict[str, object]:
    assert run([*arguments, "--json"]) == 0, capsys.readouterr().err
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def month_pack(capsys: pytest.CaptureFixture[str], office: Path, out: Path) -> dict[str, object]:
    return answer(capsys, ["report", "month", "2026-01", "--out", str(out), "--office", str(office)])


def test_every_paper_is_listed_with_what_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    papers = answer(capsys, ["paper", "list"])["papers"]
    assert isinstance(papers, list)
    by_name = {paper["name"]: paper["keys"] for paper in papers}
    assert by_name["值班公示表"] == "month" and by_name["换班单"] == "swap" and by_name["考勤月报"] == "month"
    assert len(by_name) == len(papers), "two papers of one name"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["值班公示", "2026-12", "--pdf", "x.pdf"], "值班公示表", id="a name that is nearly right"),
        pytest.param(["值班公示表", "2026-13", "--pdf", "x.pdf"], "不是月份", id="a month that is none"),
        pytest.param(["值班周表", "2026-02-30", "--pdf", "x.pdf"], "不是日历上有的日期", id="a day that is none"),
        pytest.param(["值班公示表", "2026-12", "--pdf", "x.pdf"], "还没有排班", id="a month without a plan"),
        pytest.param(["值班公示表", "2026-12"], "写到哪里", id="no file"),
        pytest.param(["换班单", "abc", "--pdf", "x.pdf"], "不是编号", id="a number that is none"),
    ],
)
def test_a_paper_that_cannot_be_made_says_why(
    office: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(["paper", *arguments, "--office", str(office)]) == 1
    assert said in capsys.readouterr().err
    assert not Path("x.pdf").exists()


def test_a_paper_becomes_pdf_xlsx_and_docx(office: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    targets = [str(tmp_path / f"统计.{ending}") for ending in ("pdf", "xlsx", "docx")]
    flags = [
        part for ending, path in zip(("--pdf", "--xlsx", "--docx"), targets, strict=True) for part in (ending, path)
    ]
    found = answer(capsys, ["paper", "台账统计", "2026-11", *flags, "--office", str(office)])
    assert found["files"] == targets and all(Path(path).stat().st_size > 1000 for path in targets)


def test_report_month_answers_files_and_totals(
    office: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    found = month_pack(capsys, office, tmp_path)
    files = found["files"]
    assert isinstance(files, list) and [Path(file["path"]).suffix for file in files] == [".xlsx", ".pdf"]
    assert files[0]["sheets"][:2] == ["目录", "月报汇总"]
    assert found["totals"] == {
        "接待群众_人次": 0,
        "办理事项_件次": 0,
        "调处纠纷_件": 0,
        "答复率": None,
        "解决率": None,
        "调解成功率": None,
    }


def test_street_verify_and_merge(office: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    month_pack(capsys, office, tmp_path)
    path = next((tmp_path / "桃源村2026-01").glob("*.xlsx"))
    assert answer(capsys, ["street", "verify", str(path)])["state"] == "未改动"
    book = openpyxl.load_workbook(path)
    book["月报汇总"]["A1"] = "改过的标题"
    altered = tmp_path / "改过.xlsx"
    book.save(altered)
    found = answer(capsys, ["street", "verify", str(altered)])
    assert found["state"] == "已改动" and found["cells"] == ["月报汇总!A1"]
    out = tmp_path / "汇总.xlsx"
    merged = answer(
        capsys, ["street", "merge", str(path), "--out", str(out), "--expect", "桃源村", "--expect", "梅溪村"]
    )
    assert merged["villages"] == ["桃源村"] and merged["missing"] == ["梅溪村"] and merged["tampered"] == []
    assert out.exists()


def test_a_foreign_file_is_of_unknown_origin(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "别的.xlsx")
    assert answer(capsys, ["street", "verify", str(tmp_path / "别的.xlsx")])["state"] == "未知来源"


def test_check_send_key_form_and_questions(office: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    items = answer(capsys, ["report", "check", "2026-01", "--office", str(office)])["items"]
    assert isinstance(items, list) and {"title", "state", "says", "page", "target"} == set(items[0])
    month_pack(capsys, office, tmp_path)
    (tmp_path / "usb").mkdir()
    sent = answer(capsys, ["report", "send", str(tmp_path / "桃源村2026-01"), "--to", str(tmp_path / "usb")])
    assert len(sent["files"]) == 2  # type: ignore[arg-type]
    assert run(["report", "key", str(tmp_path / "k.json"), "--office", str(office)]) == 0
    assert run(["street", "key", str(tmp_path / "k.json"), "--office", str(office)]) == 0
    assert run(["street", "form", str(tmp_path / "f.xlsx"), "--village", "梅溪村"]) == 0
    capsys.readouterr()
    assert len(answer(capsys, ["street", "ask"])["questions"]) >= 5  # type: ignore[arg-type]
    assert month_span("2026-01")[0].day == 1
