"""The village's side on a real office file: pack, checklist, template, key, sending, collecting, questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.mediation.screening import Rhythm
from villagedesk.services import office as offices
from villagedesk.services.mediation import rounds
from villagedesk.services.office import Office
from villagedesk.services.registers.entries import add_entry
from villagedesk.services.report import keycard, sending, template
from villagedesk.services.report.checklist import checklist
from villagedesk.services.report.pack import make_pack
from villagedesk.services.report.sealing import key_card
from villagedesk.services.street import analysis, collected, merge, villages
from villagedesk.services.street.proving.proof import State, read_received
from villagedesk.services.upkeep import backup_office, check_office, restore_office

SAMPLE = Path(__file__).parents[3].parent / "shared" / "samples" / "street" / "街道月报模板.xlsx"
MONTH = "2026-11"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = offices.create_office(
        tmp_path / "桃源村.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 30, 17))
    )
    for number, people in enumerate((1, 5, 2)):
        add_entry(
            made,
            "visit",
            {"at": datetime(2026, 11, 3 + number, 9), "visitor": f"=村民{number}", "request": "咨询医保报销",
             "people": people, "phone": "13800001234"},
        )  # fmt: skip
    yield made
    made.close()


def test_the_pack_is_one_workbook_and_one_pdf_in_a_folder(office: Office, tmp_path: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    pack = make_pack(office, MONTH, tmp_path / "报送", step=lambda *step: steps.append(step)).value
    assert pack.folder == tmp_path / "报送" / "桃源村2026-11"
    assert sorted(path.suffix for path in pack.folder.iterdir()) == [".pdf", ".xlsx"]
    assert pack.answer["totals"] == {
        "接待群众_人次": 8, "办理事项_件次": 0, "调处纠纷_件": 0, "答复率": None, "解决率": None, "调解成功率": None
    }  # fmt: skip
    book, printed = pack.files
    assert book.sheets[:2] == ("目录", "月报汇总") and "来访登记" in book.sheets
    assert len(PdfReader(printed.path).outline) == len(printed.sheets)
    assert steps[0][0] == 0 and steps[-1][0] == steps[-1][1]
    assert read_received(book.path).state is State.INTACT


def text_of(path: Path, sheet: str) -> str:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows()
    return " ".join(str(cell.value) for row in rows for cell in row if cell.value is not None)


def test_the_pack_is_masked_unless_asked(office: Office, tmp_path: Path) -> None:
    masked = make_pack(office, MONTH, tmp_path).value.files[0].path
    assert "13800001234" not in text_of(masked, "来访登记") and "138****1234" in text_of(masked, "来访登记")
    full = make_pack(office, MONTH, tmp_path, masked=False).value.files[0].path
    assert "13800001234" in text_of(full, "来访登记")
    whats = [row["what"] for row in office.store.rows("select what from audit")]
    assert "生成不遮盖的月报" in whats


def test_a_book_with_nothing_is_a_zero_report(office: Office, tmp_path: Path) -> None:
    path = make_pack(office, MONTH, tmp_path).value.files[0].path
    assert "零报告" in text_of(path, "办件登记")


def test_the_second_making_is_a_second_revision(office: Office, tmp_path: Path) -> None:
    make_pack(office, MONTH, tmp_path)
    pack = make_pack(office, MONTH, tmp_path).value
    assert pack.facts.revision == 2 and len(list(pack.folder.iterdir())) == 4


def test_a_month_to_come_has_no_pack(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="还没有开始"):
        make_pack(office, "2027-01", tmp_path)


def test_cancelling_leaves_no_file_and_no_revision(office: Office, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, _total: int, what: str) -> None:
        if what == "写 PDF":
            raise Stopped

    with pytest.raises(Stopped):
        make_pack(office, MONTH, tmp_path / "报送", step=stop)
    assert not [path for path in (tmp_path / "报送").rglob("*") if path.is_file()]
    assert make_pack(office, MONTH, tmp_path / "报送").value.facts.revision == 1


def test_the_checklist_says_what_is_missing_and_where_to_go(office: Office) -> None:
    items = {item.title: item for item in checklist(office, MONTH)}
    assert items["12 月值班表"].state == "lacks" and items["12 月值班表"].page == "roster"
    assert items["打卡数据"].state == "lacks"
    assert items["群众来访接待"].says == "3 条，合计 8 人次"
    assert items["办件代办"].state == "zero"
    assert items["报送包"].state == "lacks"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the street's sample form is not here")
def test_the_streets_own_form_is_recognised_and_filled(office: Office, tmp_path: Path) -> None:
    path = template.fill_file(office, SAMPLE, MONTH, tmp_path / "填好.xlsx").value
    was, now = openpyxl.load_workbook(SAMPLE).active, openpyxl.load_workbook(path).active
    assert was is not None and now is not None
    assert now["A2"].value == "填报村（社区）：桃源村" and now["D22"].value == 8
    assert now["K5"].value == was["K5"].value and now["D20"].value == "=SUM(D5:D19)"
    assert now.merged_cells.ranges == was.merged_cells.ranges
    assert now.print_title_rows == was.print_title_rows and now.print_area == was.print_area
    assert now.page_setup.orientation == was.page_setup.orientation
    assert now["D22"].border.bottom.style == was["D22"].border.bottom.style


def own_form(path: Path, *marks: tuple[str, str]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    for place, text in marks:
        sheet[place] = text
    sheet["B10"] = "=SUM(B2:B9)"
    sheet["B2"].font = openpyxl.styles.Font(b=True)
    book.save(path)
    return path


def test_marks_are_filled_and_formats_kept(office: Office, tmp_path: Path) -> None:
    form = own_form(
        tmp_path / "表.xlsx", ("A1", "{{村}}{{年月}}月报"), ("B2", "{{接待群众_人次}}"), ("C1", "{{来访.人数}}")
    )
    template.keep_template(office, "街道表", form.read_bytes(), form.name, {"表!B3": "办理事项"})
    path = template.fill_template(office, "街道表", MONTH, tmp_path / "out.xlsx").value
    sheet = openpyxl.load_workbook(path)["表"]
    assert sheet["A1"].value == "桃源村2026 年 11 月月报"
    assert (sheet["B2"].value, sheet["B3"].value, sheet["B10"].value) == (8, 0, "=SUM(B2:B9)")
    assert sheet["B2"].font.b
    assert [sheet[f"C{row}"].value for row in (1, 2, 3)] == [1, 5, 2]


def test_a_mark_that_means_nothing_is_named(office: Office, tmp_path: Path) -> None:
    form = own_form(tmp_path / "表.xlsx", ("A1", "{{接代群众}}"))
    with pytest.raises(Mistake, match="表!A1 的“接代群众”"):
        template.keep_template(office, "街道表", form.read_bytes(), form.name, {})
    with pytest.raises(Mistake, match=r"表!B2 的“人员\.心情”"):
        template.keep_template(office, "街道表", form.read_bytes(), form.name, {"表!B2": "人员.心情"})


def test_a_form_without_marks_is_said_and_one_without_room_grows(office: Office, tmp_path: Path) -> None:
    bare = own_form(tmp_path / "无.xlsx")
    with pytest.raises(Mistake, match="没有标记"):
        template.keep_template(office, "街道表", bare.read_bytes(), bare.name, {})
    tight = own_form(tmp_path / "紧.xlsx", ("B2", "{{来访.诉求}}"), ("A4", "合计"))
    template.keep_template(office, "街道表", tight.read_bytes(), tight.name, {})
    path = template.fill_template(office, "街道表", MONTH, tmp_path / "out.xlsx").value
    sheet = openpyxl.load_workbook(path)["表"]
    assert sheet["A5"].value == "合计" and all(sheet[f"B{row}"].value for row in (2, 3, 4))


def test_a_copy_is_read_back_and_an_interrupted_one_never_looks_complete(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_pack(office, MONTH, tmp_path / "报送").value.folder
    usb = tmp_path / "usb"
    usb.mkdir()
    sent = sending.send_folder(folder, usb)
    assert {path.name for path in sent.folder.iterdir()} == {path.name for path in folder.iterdir()}
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(sending, "_digest", lambda path: str(path))
    with pytest.raises(Trouble, match="核对不一致"):
        sending.send_folder(folder, other)
    assert list(other.iterdir()) == []


@pytest.mark.parametrize("target", ["没有的", "报送"])
def test_a_place_that_cannot_take_the_copy_is_said(office: Office, tmp_path: Path, target: str) -> None:
    folder = make_pack(office, MONTH, tmp_path / "报送").value.folder
    with pytest.raises(Mistake):
        sending.send_folder(folder, tmp_path / target)


def test_the_key_is_made_once_and_handed_over(office: Office, tmp_path: Path) -> None:
    card = key_card(office)
    assert key_card(office) == card
    file = tmp_path / "公钥.json"
    file.write_text(card.text, "utf-8")
    assert "已登记桃源村的公钥" in villages.take_key(office, file).says
    assert villages.keys(office) == {"桃源村": card.public}
    file.write_text(json.dumps({"form": "villagedesk-key", "village": "x", "public": "zz"}), "utf-8")
    with pytest.raises(Mistake, match="不是村里导出的公钥"):
        villages.take_key(office, file)


def test_the_street_keeps_every_revision_and_answers_questions(office: Office, tmp_path: Path) -> None:
    paths = [make_pack(office, MONTH, tmp_path).value.files[0].path for _ in range(2)]
    received, faults = merge.read_all(paths, {})
    assert not faults
    assert merge.keep_received(office, received) == 2 and merge.keep_received(office, received) == 0
    assert [facts.revision for facts in collected.newest(collected.received(office))] == [2]
    collection = analysis.collect(office)
    for question in analysis.QUESTIONS:
        assert len(collection.ask(question.name).headings) >= 4
    assert collection.ask("逐年合计").rows == (("2026", 8.0, 0.0, 0.0, 1),)
    with pytest.raises(Mistake, match="没有叫"):
        collection.ask("天气")
    collection.close()
    assert "桃源村" in analysis.export_csv(office, tmp_path)[0].read_text("utf-8-sig")


def test_villages_are_registered_due_and_taken_out_again(office: Office) -> None:
    villages.open_as_street(office, ["甲村", "乙村", "甲村", " "])
    assert villages.is_street(office) and [v.name for v in villages.villages(office)] == ["甲村", "乙村"]
    villages.set_due_day(office, "甲村", 8)
    undo = villages.remove_village(office, "乙村").undo
    assert [(v.name, v.due_day) for v in villages.villages(office)] == [("甲村", 8)]
    assert undo is not None and undo(office) and len(villages.villages(office)) == 2
    with pytest.raises(Mistake, match="1 日到 28 日"):
        villages.set_due_day(office, "甲村", 31)


def test_the_office_stays_sound(office: Office, tmp_path: Path) -> None:
    make_pack(office, MONTH, tmp_path)
    assert check_office(office).sound
    assert date(2026, 11, 30) == office.clock().date()


def test_a_read_only_office_makes_no_pack(office: Office, tmp_path: Path) -> None:
    second = offices.open_office(office.store.path, readonly=True)
    with pytest.raises(Trouble):
        make_pack(second, MONTH, tmp_path / "报送")
    second.close()
    assert not (tmp_path / "报送").exists()


def test_the_secret_key_is_in_no_audit_row_and_a_changed_one_is_found(office: Office) -> None:
    key_card(office)
    secret = office.store.value("select secret from seal_keys")
    told = office.store.rows("select before, after from audit")
    assert secret and not any(secret in str(row.values()) for row in told)
    assert check_office(office).sound
    office.store.db.execute("update seal_keys set secret = ?", ["00" * 32])
    assert any("seal_keys" in fault for fault in check_office(office).faults)


@pytest.mark.parametrize("ending", [".json", ".pdf", ".xlsx", ".docx"])
def test_the_key_is_handed_over_as_a_file_or_a_card_with_its_code(office: Office, tmp_path: Path, ending: str) -> None:
    path = keycard.write_card(office, tmp_path / f"公钥{ending}")
    assert path.stat().st_size > 0
    if ending == ".xlsx":
        sheet = openpyxl.load_workbook(path)["公钥卡"]
        assert len(sheet._images) == 1
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        assert "已登记桃源村的公钥" in villages.take_key_text(office, texts[-1]).says


def test_the_workbooks_received_go_with_a_backup_and_come_back(office: Office, tmp_path: Path) -> None:
    pack = make_pack(office, MONTH, tmp_path / "报送").value
    received, _ = merge.read_all([pack.files[0].path], {})
    merge.keep_received(office, received)
    backup_office(office, tmp_path / "备份" / "副本.vdesk")
    kept = Path(collected.received(office)[0].kept)
    content = kept.read_bytes()
    kept.unlink()
    restore_office(office, tmp_path / "备份" / "副本.vdesk")
    assert kept.read_bytes() == content
    kept.unlink()
    assert merge.keep_received(office, received) == 0
    assert kept.read_bytes() == content


def test_the_checklist_asks_for_screening_and_checks(office: Office) -> None:
    items = {item.title: item for item in checklist(office, MONTH)}
    assert items["纠纷排查"].state == "warn" and "零报告" in items["纠纷排查"].says
    assert items["矛盾纠纷"].state == items["查岗"].state == "zero"
    assert (items["查岗"].page, items["纠纷排查"].target) == ("checks", "rounds")


def test_a_masked_pack_is_whole(office: Office, tmp_path: Path) -> None:
    made = rounds.open_round(office, Rhythm.MONTHLY, date(2026, 11, 10), staff="张三").value
    told = {"found_on": date(2026, 11, 10), "category": "邻里纠纷", "people": 2, "parties": "王大锤、李小明"}
    rounds.save_find(office, made.id, {**told, "matter": "王大锤与李小明为滴水争吵，电话13800001234"})
    pack = make_pack(office, MONTH, tmp_path).value
    said = text_of(pack.files[0].path, "纠纷排查")
    assert (
        "王**" in said
        and "王大锤" not in said
        and "13800001234" not in said
        and "邻里纠纷" in said
        and "纠纷纠纷" not in said
    )
    assert not [line for line in pack.lacking if "不遮盖" in line]
    full = make_pack(office, MONTH, tmp_path, masked=False).value
    assert "王大锤与李小明" in text_of(full.files[0].path, "纠纷排查")


def test_what_was_laid_out_for_questions_follows_new_packs_and_another_office(office: Office, tmp_path: Path) -> None:
    def asked() -> list[tuple[object, ...]]:
        collection = analysis.collect(office)
        try:
            return [row[:2] for row in collection.ask("逐月合计").rows]
        finally:
            collection.close()

    def take(month: str) -> None:
        received, _ = merge.read_all([make_pack(office, month, tmp_path / "报送").value.files[0].path], {})
        merge.keep_received(office, received)

    take("2026-10")
    assert asked() == [("2026-10", 0)]
    take(MONTH)
    assert asked() == [("2026-10", 0), (MONTH, 8)]
    add_entry(office, "visit", {"at": datetime(2026, 11, 20, 9), "visitor": "村民", "request": "咨询", "people": 4})
    take(MONTH)
    assert asked() == [("2026-10", 0), (MONTH, 12)]  # the later revision counts
    office.store.db.execute(
        "update received_packs set sha256 = 'other' where id = (select max(id) from received_packs)"
    )
    office.store.db.execute("delete from received_packs where month = '2026-10'")
    assert asked() == [(MONTH, 12)]  # another office under the same name: laid out anew
