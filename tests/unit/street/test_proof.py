"""未改动, 已改动, 未知来源: what the street says of a file, and how each bad file is named."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from villagedesk.base.document import Head
from villagedesk.base.errors import Mistake
from villagedesk.papers.street import promise, summary
from villagedesk.security import seal
from villagedesk.services.report.pack import write_sealed
from villagedesk.services.report.sealing import SHEET
from villagedesk.services.street.proving.proof import Received, State, facts_from, read_received

from .conftest import SECRETS, facts

Make = Callable[..., Path]


def edited(path: Path, edit: Callable[[openpyxl.Workbook], object]) -> Path:
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def place_of(path: Path, value: object) -> str:
    sheet = openpyxl.load_workbook(path)["月报汇总"]
    return next(cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value == value)


def test_a_fresh_pack_is_intact(pack: Make) -> None:
    found = read_received(pack())
    assert found.state is State.INTACT and found.facts.village == "甲村"
    assert found.facts.totals["接待群众_人次"] == 100


def test_opened_and_saved_again_it_is_still_intact(pack: Make) -> None:
    assert read_received(edited(pack(), lambda book: None)).state is State.INTACT


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_saved_by_libreoffice_it_is_still_intact(pack: Make, tmp_path: Path) -> None:
    out = tmp_path / "lo"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(pack())]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert read_received(next(out.glob("*.xlsx"))).state is State.INTACT


def test_one_changed_figure_is_named(pack: Make) -> None:
    path = pack()
    place = place_of(path, 100)
    found = read_received(edited(path, lambda book: book["月报汇总"].__setitem__(place, 180)))
    assert found.state is State.ALTERED
    assert found.cells == (f"月报汇总!{place}",)
    assert found.facts.totals["接待群众_人次"] == 100  # the sealed figure is still known
    assert not found.counted


def hide(book: openpyxl.Workbook) -> None:
    book["月报汇总"].sheet_state = "hidden"


def swap(book: openpyxl.Workbook) -> None:
    sheet = book["月报汇总"]
    for column in range(1, sheet.max_column + 1):
        one, other = sheet.cell(5, column), sheet.cell(6, column)
        if not isinstance(one, MergedCell):
            one.value, other.value = other.value, one.value


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        pytest.param(lambda b: b.remove(b["月报汇总"]), "工作表“月报汇总”缺失", id="a sheet was taken out"),
        pytest.param(
            lambda b: setattr(b["月报汇总"], "title", "汇总"), "“月报汇总”改名为“汇总”", id="a sheet was renamed"
        ),
        pytest.param(lambda b: b.create_sheet("另表"), "多出工作表“另表”", id="a sheet was added"),
        pytest.param(lambda b: b["月报汇总"].insert_cols(1), "列被移动", id="columns were moved"),
        pytest.param(hide, "工作表“月报汇总”被隐藏", id="a sheet was hidden"),
        pytest.param(lambda b: b["月报汇总"].delete_rows(5), "月报汇总：删去原来的第 5 行", id="a row was taken out"),
        pytest.param(lambda b: b["月报汇总"].insert_rows(5), "月报汇总：插入了第 5 行", id="a row was put in"),
        pytest.param(swap, "月报汇总：行的次序被调换（第 5、6 行）", id="two rows were exchanged"),
    ],
)
def test_changed_sheets_are_named(pack: Make, edit: Callable[[openpyxl.Workbook], object], said: str) -> None:
    def keep_and_edit(book: openpyxl.Workbook) -> None:
        book["月报汇总"].merged_cells.ranges = set()
        edit(book)

    found = read_received(edited(pack(), keep_and_edit))
    assert found.state is State.ALTERED and said in found.says, found.says


def seal_rows(book: openpyxl.Workbook) -> dict[str, openpyxl.cell.Cell]:
    return {str(row[0].value): row[1] for row in book[SHEET].iter_rows()}


def test_a_changed_seal_is_found(pack: Make) -> None:
    def raise_figure(book: openpyxl.Workbook) -> None:
        cell = seal_rows(book)["facts"]
        cell.value = str(cell.value).replace('"value":100.0', '"value":180.0').replace('"value":100,', '"value":180,')

    path = pack()
    found = read_received(edited(path, raise_figure))
    assert found.state is State.ALTERED and "封签" in found.says


def test_a_seal_by_another_key_is_of_unknown_origin(pack: Make) -> None:
    _, stranger = seal.new_key()
    found = read_received(pack(), {"甲村": stranger})
    assert found.state is State.UNKNOWN and "不符" in found.says


def test_a_village_whose_key_is_known_is_proved(pack: Make) -> None:
    found = read_received(pack(), {"甲村": seal.public_of(SECRETS["甲村"])})
    assert found.state is State.INTACT and "登记的公钥相符" in found.says


def test_a_pack_without_its_seal_is_refused(pack: Make) -> None:
    path = edited(pack(), lambda book: book.remove(book[SHEET]))
    with pytest.raises(Mistake, match="缺少封签"):
        read_received(path)


def rezipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "a") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path


def bad_file(kind: str, tmp_path: Path, pack: Make) -> Path:
    path = tmp_path / "坏文件.xlsx"
    match kind:
        case "macros":
            return rezipped(pack(), xl__vbaProject_dot_bin=b"x")
        case "links":
            return rezipped(pack(), xl__externalLinks__externalLink1_dot_xml=b"<x/>")
        case "bomb":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
                package.writestr("xl/workbook.xml", b"<workbook/>")
                package.writestr("xl/worksheets/sheet1.xml", b"0" * 500_000_000)
        case "password":
            path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
        case "foreign":
            book = openpyxl.Workbook()
            book.active["A1"] = "别的程序"  # type: ignore[index]
            book.save(path)
        case "text":
            path.write_text("你好")
        case "cut":
            path.write_bytes(pack().read_bytes()[:3000])
        case "zip":
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w") as package:
                package.writestr("a.txt", "x")
            path.write_bytes(buffer.getvalue())
        case "empty":
            path.write_bytes(b"")
        case "folder":
            path.mkdir()
    return path


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("macros", "宏"), ("links", "外部链接"), ("bomb", "大得不正常"), ("password", "密码"), ("foreign", "别的程序"),
        ("text", "不是 Excel"), ("cut", "没有复制完整"), ("zip", "不是 Excel"), ("empty", "空文件"),
        ("folder", "文件夹"), ("absent", "找不到"),
    ],
)  # fmt: skip
def test_each_bad_file_is_named(kind: str, said: str, tmp_path: Path, pack: Make) -> None:
    with pytest.raises(Mistake, match=said):
        read_received(bad_file(kind, tmp_path, pack))


def test_packs_of_other_versions_are_read() -> None:
    older = {"village": "甲村", "month": "2024-01", "figures": [{"name": "接待群众_人次", "value": 5}]}
    assert facts_from(older, "旧包").totals["接待群众_人次"] == 5
    newer = {**older, "weather": "晴", "people": [{"person": "张三", "mood": "好", "due": 4.0}]}
    found = facts_from(newer, "新包")
    assert found.people[0].due == 4.0 and isinstance(found, type(facts_from(older, "旧包")))
    with pytest.raises(Mistake, match="不完整"):
        facts_from({"village": "甲村"}, "坏包")


def test_received_says_whether_it_counts(pack: Make) -> None:
    found: Received = read_received(pack())
    assert found.counted


def with_promises(tmp_path: Path) -> Path:
    """A pack whose second sheet has formulas."""
    stated = facts("甲村")
    lines = [replace(line, promised=200.0, kept=130.0) for line in stated.people]
    head = Head("甲村", "锦湖街道", "甲村村民委员会", datetime(2026, 11, 2))
    path = tmp_path / "承诺.xlsx"
    documents = [summary.document(stated, head), promise.document(lines, stated.month, head)]
    write_sealed(documents, path, stated, SECRETS["甲村"])
    return path


def test_formulas_that_only_lost_their_stored_values_are_as_they_were(tmp_path: Path) -> None:
    path = with_promises(tmp_path)
    assert read_received(path).state is State.INTACT
    assert read_received(edited(path, lambda book: None)).state is State.INTACT


@pytest.mark.parametrize(
    "value", [pytest.param("=MAX(D4-E4,0)+50", id="another formula"), pytest.param(20, id="a number instead")]
)
def test_a_changed_formula_is_named(tmp_path: Path, value: object) -> None:
    path = edited(with_promises(tmp_path), lambda book: book["坐班承诺兑现"].__setitem__("F4", value))
    found = read_received(path)
    assert found.state is State.ALTERED and found.cells == ("坐班承诺兑现!F4",)
