"""Files that fall anywhere on the window: each is told by its content and gets an act or a sentence."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from tests.ui.drops import drop
from villagedesk.services.arrivals.sniffing import MOST, Sort, look_at
from villagedesk.services.office import Office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.messages import Question
from villagedesk.ui.people.importing import StaffImportDialog
from villagedesk.ui.punches.dialog import ImportDialog

Open = Callable[..., Window]
ATTLOG = "".join(f"1\t2026-11-{day:02d} 08:2{day % 10}:00\t1\t0\t1\t0\r\n" for day in range(2, 20))


@pytest.fixture
def desk_of_files(tmp_path: Path) -> Path:
    """A folder with one file of each kind."""
    room = tmp_path / "优盘"
    room.mkdir()
    (room / "1_attlog.dat").write_text(ATTLOG)
    (room / "名单.csv").write_text("姓名,职务,电话,考勤号码\n张建国,书记,13800000001,1\n", "utf-8-sig")
    (room / "别的表.csv").write_text("品名,数量\n桌子,3\n", "utf-8-sig")
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    assert picture.save(str(room / "照片.jpg"))
    (room / "通知.pdf").write_bytes(b"%PDF-1.4\n%")
    (room / "公钥.json").write_text(json.dumps({"form": "villagedesk-key", "village": "甲村", "public": "00" * 32}))
    (room / "程序.exe").write_bytes(b"MZ\x90\0\x03")
    (room / "空的.txt").write_bytes(b"")
    return room


def asked(window: Window) -> Question:
    return next(one for one in window.findChildren(Question) if one.isVisible())


def words_of(question: Question) -> set[str]:
    labels, buttons = question.findChildren(QLabel), question.findChildren(QPushButton)
    return {label.text() for label in labels} | {button.text() for button in buttons}


def settle(window: Window) -> None:
    window.desk.ops.settle()


def test_each_file_is_told_by_its_content(office: Office, desk_of_files: Path) -> None:
    found = {one.file.name: one.sort for one in look_at(office, sorted(desk_of_files.iterdir()))}
    assert found == {
        "1_attlog.dat": Sort.PUNCHES,
        "名单.csv": Sort.STAFF,
        "别的表.csv": Sort.TABLE,
        "照片.jpg": Sort.PICTURE,
        "通知.pdf": Sort.DOCUMENT,
        "公钥.json": Sort.KEY,
        "程序.exe": Sort.UNKNOWN,
        "空的.txt": Sort.UNKNOWN,
    }


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.csv", b"", "是空的，一个字也没有"),
        ("程序.exe", b"MZ\x90", "不是本程序认得的文件"),
        ("template.fp10", b"abc", "生物特征"),
        ("坏的.xlsx", b"PK\x03\x04 not really", ""),
        ("压缩.rar", b"Rar!", "请先解压"),
        ("别的.json", b"{}", "不是本程序认得的文件"),
    ],
)
def test_a_file_of_no_use_is_refused_in_words(
    office: Office, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    (one,) = look_at(office, [file])
    assert one.sort is Sort.UNKNOWN and one.says and words in one.says


def test_a_file_that_is_gone_and_an_empty_folder_are_named(office: Office, tmp_path: Path) -> None:
    (tmp_path / "空夹").mkdir()
    gone, empty = look_at(office, [tmp_path / "没了.dat", tmp_path / "空夹"])
    assert "打不开" in gone.says and "“空夹”是空的" in empty.says


def test_an_archive_with_chinese_names_is_looked_into(office: Office, desk_of_files: Path, tmp_path: Path) -> None:
    packed = tmp_path / "打包.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(desk_of_files / "1_attlog.dat", "考勤/1_attlog.dat")
        archive.write(desk_of_files / "照片.jpg", "照片.jpg")
    assert {one.sort for one in look_at(office, [packed])} == {Sort.PUNCHES, Sort.PICTURE}


def test_more_files_than_anybody_means_are_not_read(office: Office, tmp_path: Path) -> None:
    for number in range(MOST + 3):
        (tmp_path / f"{number:04d}.txt").write_bytes(b"")
    found = look_at(office, [tmp_path])
    assert len(found) == MOST + 1 and "其余" in found[-1].says


@pytest.mark.parametrize("page", ["today", "roster", "attendance", "registers", "reports", "people", "settings"])
def test_punches_dropped_on_any_page_come_to_the_import(open_window: Open, desk_of_files: Path, page: str) -> None:
    window = open_window(page)
    assert drop(window, [desk_of_files / "1_attlog.dat"])
    settle(window)
    assert window.page.name == "attendance"
    assert [one for one in window.findChildren(ImportDialog) if one.isVisible()]


@pytest.mark.parametrize("page", ["today", "roster", "mediation", "people"])
def test_a_staff_list_comes_to_the_people(open_window: Open, desk_of_files: Path, page: str) -> None:
    window = open_window(page)
    assert drop(window, [desk_of_files / "名单.csv"])
    settle(window)
    assert window.page.name == "people"
    assert [one for one in window.findChildren(StaffImportDialog) if one.isVisible()]


def test_a_file_over_a_text_field_does_not_become_words(open_window: Open, desk_of_files: Path) -> None:
    window = open_window("people")
    edit = next(one for one in window.page.findChildren(QLineEdit) if one.isVisible())
    assert drop(window, [desk_of_files / "程序.exe"], edit)
    settle(window)
    assert edit.text() == ""
    assert "“程序.exe”不是本程序认得的文件" in window.line.words.text()


def test_several_kinds_at_once_are_asked_about(open_window: Open, desk_of_files: Path) -> None:
    window = open_window("today")
    drop(window, sorted(desk_of_files.iterdir()))
    settle(window)
    question = asked(window)
    words = " ".join(words_of(question))
    assert "打卡记录 1 个" in words and "“程序.exe”不是本程序认得的文件" in words
    assert "导入打卡（1 个文件）" in words and "导入人员名单（1 个文件）" in words
    question.close()


def test_a_table_of_no_known_kind_is_asked_about(open_window: Open, desk_of_files: Path) -> None:
    window = open_window("today")
    drop(window, [desk_of_files / "别的表.csv"])
    settle(window)
    assert {"导入人员名单", "导入打卡", "放进台账"} <= words_of(asked(window))
    asked(window).close()


def test_a_picture_says_where_it_belongs(open_window: Open, desk_of_files: Path) -> None:
    window = open_window("today")
    drop(window, [desk_of_files / "照片.jpg"])
    settle(window)
    assert "图片要放进台账" in window.line.words.text() and window.line.link.text() == "去台账"


def test_a_window_that_never_loses_the_focus_takes_files_from_its_start(open_window: Open) -> None:
    """The window of a real start is in front before its office is open; nothing tells of the focus afterwards."""
    window = open_window("today")
    assert window.property("takes-files")


def test_an_office_is_opened(open_window: Open, tmp_path: Path) -> None:
    window = open_window("today")
    wanted: list[str] = []
    window.wants.connect(wanted.append)
    (tmp_path / "别村.vdesk").write_bytes(b"x")
    drop(window, [tmp_path / "别村.vdesk"])
    assert wanted == [str(tmp_path / "别村.vdesk")]


def test_a_dialog_with_a_place_for_files_takes_them_anywhere_and_another_says_why_not(
    open_window: Open, desk_of_files: Path, qtbot: QtBot
) -> None:
    window = open_window("attendance")
    dialog = ImportDialog(window.desk, window)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.property("takes-files")))
    assert drop(dialog, [desk_of_files / "1_attlog.dat"])
    settle(window)
    assert "导入" in dialog._buttons["store"].text() and dialog._tried
    dialog.close()
    plain = QDialog(window)
    QVBoxLayout(plain).addWidget(QLineEdit())
    plain.resize(500, 300)
    plain.setModal(True)
    plain.show()
    qtbot.waitUntil(lambda: bool(plain.property("takes-files")))
    assert drop(plain, [desk_of_files / "1_attlog.dat"])
    assert "这个窗口不收文件" in window.line.words.text()
    plain.close()


def test_two_files_of_one_name_in_an_archive_are_both_looked_at(office: Office, tmp_path: Path) -> None:
    archive = tmp_path / "两个村.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("甲村/1_attlog.dat", ATTLOG)
        made.writestr("乙村/1_attlog.dat", ATTLOG)
    found = look_at(office, [archive])
    assert [one.sort for one in found] == [Sort.PUNCHES, Sort.PUNCHES] and found[0].file != found[1].file
