"""The staff list through the services: previewed, stored, taken back; bad files refused in a sentence."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.people.badges import holder
from villagedesk.services import people as use
from villagedesk.services.office import Office, create_office, open_office
from villagedesk.services.staff.intake import StaffPreview, preview_file, preview_text, store_preview
from villagedesk.services.staff.template import write_template
from villagedesk.services.upkeep import check_office

SAMPLES = Path(__file__).resolve().parents[4].parent / "shared" / "samples" / "people"
HEAD = ("姓名", "职务", "电话", "考勤号码")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "村.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 21, 9)))
    yield made
    made.close()


def workbook(path: Path, *rows: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def taken(office: Office, *rows: Sequence[object]) -> StaffPreview:
    lines = "\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in (HEAD, *rows))
    found = preview_text(office, lines)
    store_preview(office, found)
    return found


def test_an_office_list_comes_in_right_and_again_changes_nothing(office: Office) -> None:
    if not SAMPLES.exists():
        pytest.skip("the sample staff list is not here")
    file = next(SAMPLES.glob("*.xlsx"))
    found = preview_file(office, file)
    store_preview(office, found)
    assert len(use.people(office)) == 13 and len(use.serving(office, date(2026, 11, 21))) == 12
    assert not found.rejected
    assert sorted(n for n in use.labels(office).values() if "张建国" in n) == [
        "张建国（党支部书记）",
        "张建国（后备干部）",
    ]
    again = preview_file(office, file)
    assert again.count("unchanged") == 13
    before = office.store.value("select count(*) from person")
    store_preview(office, again)
    assert office.store.value("select count(*) from person") == before
    assert check_office(office).sound


def test_a_preview_stores_nothing(office: Office) -> None:
    preview_text(office, "姓名\t职务\n甲某\t文书")
    assert use.people(office) == ()


def test_pasted_names_without_a_header_are_names_posts_phones_and_badges(office: Office) -> None:
    store_preview(office, preview_text(office, "甲某\t书记\t13800001111\t1\n乙某\t文书\t\t2\n"))
    assert [(p.name, p.post, p.duty_posts) for p in use.people(office)] == [
        ("甲某", "书记", ("带班",)),
        ("乙某", "文书", ("坐班", "值班")),
    ]


def test_a_second_list_updates_what_it_says_and_keeps_the_rest(office: Office) -> None:
    taken(office, ("甲某", "文书", "13800001111", "1"))
    use.edit_person(office, use.people(office)[0].id, {"note": "A角", "duty_posts": ("坐班",)})
    found = taken(office, ("甲某", "委员", None, "1"), ("乙某", "文书", None, "2"))
    assert [row.result for row in found.rows] == ["updated", "new"]
    person = use.people(office)[0]
    assert (person.posts, person.phone, person.note, person.duty_posts) == (("委员",), "13800001111", "A角", ("坐班",))


def test_the_whole_import_can_be_taken_back(office: Office) -> None:
    taken(office, ("甲某", "文书", "13800001111", "1"))
    done = store_preview(office, preview_text(office, "姓名\t职务\t考勤号\n甲某\t委员\t9\n乙某\t文书\t2"))
    assert len(use.people(office)) == 2
    assert done.changes.undo
    done.changes.undo(office)
    assert [(p.name, p.post) for p in use.people(office)] == [("甲某", "文书")]
    assert [(b.number, b.to_on) for b in use.badges(office)] == [("1", None)]


def test_one_badge_for_two_people_is_refused_naming_both(office: Office) -> None:
    found = taken(office, ("甲某", "文书", None, "7"), ("乙某", "委员", None, "007"))
    assert [problem.reason for problem in found.rejected] == ["duplicate_badge"]
    assert "甲某" in found.rejected[0].says and "乙某" in found.rejected[0].says and "第 3 行" in found.rejected[0].says
    assert [p.name for p in use.people(office)] == ["甲某"]


def test_the_badge_of_a_leaver_goes_to_the_next_holder_from_the_day_after(office: Office) -> None:
    text = "姓名\t考勤号\t备注\n甲某\t7\t2026.5.20离任\n乙某\t7\t"
    store_preview(office, preview_text(office, text))
    first, second = use.people(office)
    assert holder(use.badges(office), "7", date(2026, 5, 20)) == first.id
    assert holder(use.badges(office), "7", date(2026, 5, 21)) == second.id


def test_a_leaver_in_a_later_list_leaves_and_the_number_is_free(office: Office) -> None:
    taken(office, ("甲某", "文书", None, "7"))
    store_preview(office, preview_text(office, "姓名\t考勤号\t备注\n甲某\t7\t2026.5.20离任\n乙某\t7\t"))
    assert [p.name for p in use.serving(office, date(2026, 6, 1))] == ["乙某"]
    assert check_office(office).sound


def test_two_of_one_name_are_two_and_the_same_row_twice_is_one(office: Office) -> None:
    found = taken(
        office,
        ("甲某", "书记", "13800001111", "1"),
        ("甲某", "文书", "13800002222", "2"),
        ("甲某", "书记", "13800001111", "1"),
    )
    assert len(use.people(office)) == 2
    assert [problem.reason for problem in found.rejected] == ["duplicate_row"]
    assert any("按 2 个人登记" in note.says for note in found.notes)


def test_a_new_number_closes_the_old_one(office: Office) -> None:
    taken(office, ("甲某", "文书", None, "1"))
    taken(office, ("甲某", "文书", None, "5"))
    assert [(b.number, str(b.from_on), str(b.to_on)) for b in use.badges(office)] == [
        ("1", "None", "2026-11-20"),
        ("5", "2026-11-21", "None"),
    ]


def test_a_tick_for_leading_is_kept(office: Office) -> None:
    store_preview(office, preview_text(office, "姓名\t职务\t可带班\n甲某\t委员\t是\n乙某\t书记\t否\n"))
    assert [p.duty_posts for p in use.people(office)] == [("带班", "坐班", "值班"), ("坐班", "值班")]


def test_the_template_is_empty_and_comes_back_when_filled(office: Office, tmp_path: Path) -> None:
    file = write_template(tmp_path / "模板.xlsx")
    with pytest.raises(Mistake, match="一个人也没有"):
        preview_file(office, file)
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet is not None
    head = next(row for row in sheet.iter_rows() if any(cell.value == "姓名" for cell in row))
    place = {cell.value: cell.column for cell in head}
    for word, value in {"姓名": "甲某", "可带班": "是", "考勤号码": "12", "到任日期": date(2024, 3, 1)}.items():
        sheet.cell(head[0].row + 1, place[word], value)
    book.save(file)
    (row,) = preview_file(office, file).rows
    assert (row.person.name, row.badge, row.person.joined_on) == ("甲某", "12", date(2024, 3, 1))
    assert "带班" in row.person.duty_posts


def html(path: Path) -> None:
    path.write_text("<html><body><table><tr><td>姓名</td></tr></table></body></html>", "utf-8")


def corrupt(path: Path) -> None:
    workbook(path, HEAD, ("甲某", "", "", ""))
    path.write_bytes(path.read_bytes()[:700])


def protected(path: Path) -> None:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 900
    )


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("名单.txt", "姓名")


def word(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("word/document.xml", "<x/>")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(html, "其实是网页", id="a web page named xlsx"),
        pytest.param(corrupt, "已损坏", id="half a workbook"),
        pytest.param(protected, "密码", id="a workbook with a password"),
        pytest.param(zipped, "压缩包", id="an archive"),
        pytest.param(word, "Word", id="a Word file"),
        pytest.param(lambda p: p.write_bytes(b""), "空文件", id="nothing at all"),
        pytest.param(lambda p: p.write_bytes(b"\0" * 5000), "空文件", id="only NUL bytes"),
        pytest.param(lambda p: p.write_bytes(os.urandom(3000) + b"\0"), "不是表格", id="noise"),
        pytest.param(lambda p: workbook(p), "没有任何内容", id="an empty workbook"),
        pytest.param(lambda p: workbook(p, ("村名", "户数"), ("桃源村", 3)), "姓名", id="a sheet about something else"),
        pytest.param(lambda p: workbook(p, HEAD), "一个人也没有", id="only a header"),
        pytest.param(lambda p: p.mkdir(), "文件夹", id="a folder"),
        pytest.param(lambda p: None, "找不到", id="no file"),
    ],
)
def test_a_file_that_is_no_staff_list_gets_one_sentence(office: Office, tmp_path: Path, make, says: str) -> None:
    file = tmp_path / "名单.xlsx"
    make(file)
    with pytest.raises((Mistake, Trouble)) as refused:
        preview_file(office, file)
    assert says in refused.value.says and refused.value.says.endswith("。") and "\n" not in refused.value.says
    assert use.people(office) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_comes_in_whatever_its_encoding_and_mark(office: Office, tmp_path: Path, encoding: str, mark: str) -> None:
    file = tmp_path / "名单.csv"
    file.write_bytes(
        f'姓名{mark}职务{mark}备注\n甲某{mark}文书{mark}"第一\n第二"\n乙某{mark}委员{mark}\n'.encode(encoding)
    )
    found = preview_file(office, file)
    assert [(row.line, row.person.name, row.person.post) for row in found.rows] == [
        (2, "甲某", "文书"),
        (4, "乙某", "委员"),
    ]


def test_a_cell_that_looks_like_a_formula_stays_text(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("姓名,备注\n甲某,=1+1\n", "utf-8")
    store_preview(office, preview_file(office, file))
    assert use.people(office)[0].note == "=1+1"


def test_a_read_only_office_keeps_everything_out(tmp_path: Path, office: Office) -> None:
    reader = open_office(office.store.path, clock=office.clock, readonly=True)
    with pytest.raises(Trouble):
        store_preview(reader, preview_text(reader, "甲某\t文书"))
    reader.close()


def test_of_several_sheets_the_one_that_names_most_is_the_list(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "两张.xlsx"
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "联系户"
    for row in (("姓名", "住址"), ("村民甲", "一组")):
        first.append(row)
    second = book.create_sheet("花名册")
    for row in (("姓名", "职务", "考勤号"), ("甲某", "文书", "1")):
        second.append(row)
    book.save(file)
    found = preview_file(office, file)
    assert found.sheet == "花名册" and [row.person.name for row in found.rows] == ["甲某"]
    assert any("联系户" in note.says for note in found.notes)


def test_an_old_xls_comes_in_too(office: Office, tmp_path: Path) -> None:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名单")
    for r, row in enumerate((("姓名", "职务", "考勤号"), ("甲某", "文书", 7), ("乙某", "委员", "008"))):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    file = tmp_path / "名单.xls"
    book.save(str(file))
    assert [(row.person.name, row.badge) for row in preview_file(office, file).rows] == [("甲某", "7"), ("乙某", "8")]


def test_a_post_of_the_office_itself_is_known_in_the_name_cell(office: Office) -> None:
    use.set_posts(office, ["书记", "河长"])
    (row,) = preview_text(office, "姓名\t电话\n河长 甲某\t13800001111").rows
    assert (row.person.name, row.person.posts) == ("甲某", ("河长",))


def test_an_open_quote_is_refused_naming_the_line(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text('姓名,职务\n甲某,"文书\n乙某,委员\n', "utf-8")
    with pytest.raises(Mistake, match="第 2 行起引号不成对"):
        preview_file(office, file)


def test_quotes_inside_a_cell_are_text(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text('姓名,备注\n甲某,"说""好"""\n乙某,他说"好"\n', "utf-8")
    assert [row.person.note for row in preview_file(office, file).rows] == ['说"好"', '他说"好"']


def test_those_who_left_are_counted_in_the_outcome(office):
    preview = preview_text(office, "姓名\t考勤号\t备注\n甲某\t7\t2026.5.20离任\n乙某\t8\t")
    assert preview.says == "新增 2 人（其中 1 人已离任，不再排班）"
