"""Books changed, imported, exported and hung with files: nothing is lost and nothing leaves its folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.registers.writing import definition_text
from villagedesk.services import upkeep
from villagedesk.services.office import Office, create_office
from villagedesk.services.registers import books, entries, lists
from villagedesk.services.registers.exchange import attachments, exporting, importing
from villagedesk.store.file.beside import folder_of

NOW = datetime(2026, 11, 20, 9, 30)
VISIT: dict[str, Any] = {
    "visitor": "郑水根",
    "request": "门前排水沟被填平",
    "topic": "邻里关系",
    "phone": "15812342031",
}
OWN = """
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
kind = "text"
required = true
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "桃源村.vdesk", "桃源村", "锦湖街道", clock=clock_at(NOW))
    yield made
    made.close()


def test_an_office_adds_a_book_of_its_own(office: Office) -> None:
    books.save_definition(office, OWN, "农具.toml")
    entry = entries.add_entry(office, "tools", {"tool": "喷雾器"}).value
    assert entry.number == "具〔2026〕第1号" and entry.day == NOW.date()
    assert books.register_of(office, "农具借用").id == "tools"


def test_old_entries_stay_readable_as_they_were(office: Office) -> None:
    books.save_definition(office, OWN)
    old = entries.add_entry(office, "tools", {"tool": "喷雾器"}).value
    more = OWN + '[[field]]\nname = "who"\nlabel = "借用人"\nrequired = true\n'
    books.save_definition(office, more.replace('label = "农具"', 'label = "工具名称"'))
    then = books.register_then(office, old.version)
    assert then is not None and [item.label for item in then.fields] == ["日期", "农具"]
    assert entries.existing(office, old.id).facts["tool"] == "喷雾器"
    with pytest.raises(Mistake, match="借用人"):
        entries.add_entry(office, "tools", {"tool": "锄头"})


def test_a_field_with_data_cannot_be_dropped_but_retired(office: Office) -> None:
    books.save_definition(office, OWN)
    entry = entries.add_entry(office, "tools", {"tool": "喷雾器"}).value
    without = OWN[: OWN.index('[[field]]\nname = "tool"')]
    with pytest.raises(Mistake, match="已有 1 条记录填过") as refused:
        books.save_definition(office, without)
    assert refused.value.field == "tool"
    books.save_definition(office, OWN.replace("required = true", "hidden = true"))
    edited = entries.edit_entry(office, entry.id, {"day": "2026-11-19"}).value
    assert edited.facts["tool"] == "喷雾器"


def test_a_field_with_data_keeps_its_kind(office: Office) -> None:
    books.save_definition(office, OWN)
    entries.add_entry(office, "tools", {"tool": "喷雾器"})
    with pytest.raises(Mistake, match="改了种类"):
        books.save_definition(office, OWN.replace('kind = "text"', 'kind = "date"'))


def test_a_state_in_use_cannot_be_dropped(office: Office) -> None:
    visit = books.register_of(office, "visit")
    entries.add_entry(office, "visit", VISIT)
    text = definition_text(visit).replace('name = "登记"\n', 'name = "收件"\n').replace('"登记"', '"收件"')
    with pytest.raises(Mistake, match="登记"):
        books.save_definition(office, text)


def test_a_shipped_book_is_changed_and_put_back(office: Office) -> None:
    text = books.register_of(office, "visit").text
    done = books.save_definition(office, text.replace('title = "群众来访接待"', 'title = "来访接待"'))
    assert books.register_of(office, "visit").title == "来访接待"
    assert done.changes.undo is not None
    done.changes.undo(office)
    assert books.register_of(office, "visit").title == "群众来访接待"


def test_a_mistake_in_a_definition_changes_nothing(office: Office) -> None:
    with pytest.raises(Mistake, match="第 14 行"):
        books.save_definition(office, OWN.replace('kind = "text"', 'kind = "rope"'), "农具.toml")
    assert "tools" not in books.registers(office)


def test_words_are_changed_for_new_entries_only(office: Office) -> None:
    entry = entries.add_entry(office, "visit", {**VISIT, "topic": "物业小区"}).value
    words = tuple(word for word in books.choice_lists(office)["topics"] if word != "物业小区")
    books.set_choice_list(office, "topics", words)
    with pytest.raises(Mistake, match="物业小区"):
        entries.add_entry(office, "visit", {**VISIT, "topic": "物业小区"})
    assert entries.edit_entry(office, entry.id, {"request": "改一字"}).value.facts["topic"] == "物业小区"


def picture(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(64))
    return path


def test_a_file_lies_beside_the_office_by_its_digest(office: Office, tmp_path: Path) -> None:
    entry = entries.add_entry(office, "visit", VISIT).value
    made = attachments.attach_file(office, "visit", entry.id, picture(tmp_path / "现场.png")).value
    place = attachments.file_of(office, made)
    assert place.parent.parent == tmp_path / "桃源村.files" and made.digest in place.name
    again = attachments.attach_file(office, "visit", entry.id, tmp_path / "现场.png").value
    assert again.id == made.id and len(attachments.attachments_of(office, "visit", entry.id)) == 1
    assert [path for path in folder_of(office.store.path).rglob("*") if path.is_file()] == [place]


def test_two_gigabytes_are_refused_without_reading_them(office: Office, tmp_path: Path) -> None:
    big = tmp_path / "录像.mp4"
    with big.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    entry = entries.add_entry(office, "visit", VISIT).value
    with pytest.raises(Mistake, match="超过 50 MB") as refused:
        attachments.attach_file(office, "visit", entry.id, big)
    assert refused.value.field == "files"
    assert not folder_of(office.store.path).exists()


@pytest.mark.parametrize("name", ["木马.exe", "脚本.js", "快捷方式.lnk", "没有后缀"])
def test_a_file_that_could_run_is_refused(office: Office, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"MZ")
    with pytest.raises(Mistake, match="不能作附件"):
        attachments.attach_file(office, "visit", 1, tmp_path / name)


@pytest.mark.parametrize("name", ["../../逃.png", "/etc/逃.png", "..\\逃.png", "逃\x00.png"])
def test_no_name_leads_out_of_the_folder(office: Office, tmp_path: Path, name: str) -> None:
    made = attachments.attach_bytes(office, "visit", 1, name, b"\x89PNG" + os.urandom(8)).value
    place = attachments.file_of(office, made).resolve()
    assert place.is_relative_to((tmp_path / "桃源村.files").resolve())
    assert "/" not in made.name and "\\" not in made.name and "\x00" not in made.name
    with pytest.raises(Mistake):
        attachments.place_of(office.store.path, "../../etc/passwd", "x.png")


def test_a_changed_or_lost_file_is_not_opened(office: Office, tmp_path: Path) -> None:
    made = attachments.attach_file(office, "visit", 1, picture(tmp_path / "a.png")).value
    place = attachments.file_of(office, made)
    place.write_bytes(b"other")
    with pytest.raises(Trouble, match="改动"):
        attachments.file_of(office, made)
    place.unlink()
    with pytest.raises(Trouble, match="不在了"):
        attachments.file_of(office, made)


def test_attachments_go_into_a_backup(office: Office, tmp_path: Path) -> None:
    made = attachments.attach_file(office, "visit", 1, picture(tmp_path / "a.png")).value
    upkeep.backup_office(office, tmp_path / "备份" / "b.vdesk")
    assert attachments.place_of(tmp_path / "备份" / "b.vdesk", made.digest, made.name).is_file()
    attachments.file_of(office, made).unlink()
    upkeep.restore_office(office, tmp_path / "备份" / "b.vdesk")
    assert attachments.file_of(office, made).is_file()


def old_book(path: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["桃源村 2025 年来访登记"])
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


HEAD = ["序号", "来访日期", "姓名", "联系方式", "反映问题", "类别", "人数（人）"]


def test_an_old_excel_book_comes_in_by_its_header_words(office: Office, tmp_path: Path) -> None:
    rows = [
        HEAD,
        [1, "2025-03-04", "张三", 13812341234, "路灯不亮", "水电路灯", 2],
        [2, datetime(2025, 3, 1), "李四", "13812341235", "排水", "道路排水", 1],
        [3, "2025-02-30", "王五", "13812341236", "日期不对", "其他", 1],
        [4, "2025-03-05", "", "13812341237", "没有姓名", "其他", 1],
        [],
    ]
    found = importing.preview_import(office, "visit", old_book(tmp_path / "旧.xlsx", rows))
    assert set(found.mapping.values()) == {"number", "at", "visitor", "phone", "request", "topic", "people"}
    assert len(found.good) == 2 and [p.line for p in found.problems] == [5, 6]
    assert lists.open_list(office, "visit").count == 0
    assert importing.import_book(office, found).value == 2
    newest, oldest = lists.open_list(office, "visit").page(0, 10)
    assert (oldest.number, oldest.facts["visitor"]) == ("来〔2025〕第1号", "李四")
    assert newest.amount == 2 and newest.state == "办结"
    again = importing.preview_import(office, "visit", tmp_path / "旧.xlsx")
    assert not again.good and sum("已经登记过" in line.says for line in again.lines) == 2
    assert upkeep.check_office(office).sound


def test_a_column_is_mapped_by_hand(office: Office, tmp_path: Path) -> None:
    rows = [["编号", "什么时候", "来访人", "说了什么"], [1, "2025-03-04", "张三", "路灯不亮"]]
    file = old_book(tmp_path / "旧.xlsx", rows)
    first = importing.preview_import(office, "visit", file)
    assert 1 not in first.mapping
    second = importing.preview_import(office, "visit", file, {1: "at", 2: "visitor", 3: "request"})
    assert [line.says for line in second.lines] == [""]


def test_a_file_without_known_words_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="表头"):
        importing.preview_import(office, "visit", old_book(tmp_path / "x.xlsx", [["甲", "乙"], [1, 2]]))


def test_an_unmasked_export_says_so_and_is_noted(office: Office, tmp_path: Path) -> None:
    entries.add_entry(office, "visit", {**VISIT, "address": "桃源村三组12号"})
    sift = lists.Sift("visit")
    done = exporting.export_list(office, sift, "", tmp_path / "内部.xlsx", masked=False)
    text = _words(tmp_path / "内部.xlsx")
    assert "15812342031" in text and "内部资料" in text and "不得张贴" in done.changes.says
    assert office.store.value("select count(*) from audit where entity = 'export'") == 1
    exporting.export_list(office, sift, "", tmp_path / "公开.xlsx")
    text = _words(tmp_path / "公开.xlsx")
    assert "15812342031" not in text and "郑水根" not in text and "12号" not in text and "内部资料" not in text
    assert office.store.value("select count(*) from audit where entity = 'export'") == 1


def _words(path: Path) -> str:
    book = load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def test_an_empty_export_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="没有记录"):
        exporting.export_list(office, lists.Sift("visit"), "", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_a_picture_stands_in_the_field_it_belongs_to(office: Office, tmp_path: Path) -> None:
    kept = attachments.attach_file(office, "event", 1, picture(tmp_path / "井盖.png")).value
    attachments.move_attachment(office, kept.id, "before")
    (moved,) = attachments.attachments_of(office, "event", 1)
    assert (moved.name, moved.field) == ("井盖.png", "before")
    changes = attachments.move_attachment(office, kept.id, "after")
    assert attachments.attachments_of(office, "event", 1)[0].field == "after"
    assert changes.undo is not None
    changes.undo(office)
    assert attachments.attachments_of(office, "event", 1)[0].field == "before"
