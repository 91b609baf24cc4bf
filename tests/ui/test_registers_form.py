"""The form at the side: mistakes at their fields, places for files, half-typed forms that wait for an answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.keyboard import CTRL, Clerk
from villagedesk.services.office import Office
from villagedesk.services.registers import books, drafts, entries, lists
from villagedesk.services.registers.exchange import attachments
from villagedesk.store.file.beside import folder_of
from villagedesk.ui.frame.window import Window
from villagedesk.ui.registers.form.slot import FileSlot

Open = Callable[..., Window]
VISIT: dict[str, Any] = {"visitor": "郑水根", "request": "排水沟被填平", "topic": "邻里关系", "phone": "15812342031"}
EVENT: dict[str, Any] = {"reporter": "郑水根", "place": "村口", "content": "井盖坏了"}


def form_of(clerk: Clerk) -> Any:
    sheet = clerk.page.panel.sheet
    assert sheet is not None
    return sheet.form


def wrong(clerk: Clerk) -> dict[str, str]:
    return {name: error.text() for name, error in form_of(clerk)._errors.items() if not error.isHidden()}


def drop(slot: FileSlot, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    slot.dropEvent(QDropEvent(QPoint(4, 4), copy, mime, left, plain))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    file = tmp_path / "井盖.png"
    assert image.save(str(file))
    return file


def test_all_mistakes_stand_at_their_fields_at_once_and_the_cursor_in_the_first(
    open_window: Open, office: Office
) -> None:
    clerk = Clerk(open_window("registers", "来访+"))
    clerk.settle()
    form = form_of(clerk)
    for name, value in {
        "people": "0",
        "phone": "abc",
        "at": "2027-01-01 09:00",
        "id_number": "110105194912310021",
    }.items():
        form.editors[name].show(value)
        form.editors[name].edited.emit()
    clerk.press(Qt.Key.Key_S, CTRL)
    found = wrong(clerk)
    assert set(found) == {"visitor", "request", "people", "phone", "at", "id_number"}
    assert "校验位" in found["id_number"] and "在将来" in found["at"]
    assert QApplication.focusWidget() is form.editors["visitor"].widget
    assert form.editors["id_number"].widget.isVisible(), "the rest of the form opens where a mistake stands in it"
    assert lists.open_list(office, "visit").count == 0


def test_pictures_of_a_new_entry_stand_in_their_fields(open_window: Open, office: Office, photo: Path) -> None:
    clerk = Clerk(open_window("registers", "网格事件+"))
    clerk.settle()
    form = form_of(clerk)
    for name, value in EVENT.items():
        form.editors[name].show(value)
    drop(form.slots["before"], photo)
    clerk.settle()
    tiles = [b for b in form.slots["before"].findChildren(QPushButton) if "井盖.png" in b.text()]
    assert tiles and not tiles[0].icon().isNull()
    clerk.page.panel.save()
    clerk.settle()
    (entry,) = lists.open_list(office, "event").page(0, 1)
    (file,) = attachments.attachments_of(office, "event", entry.id)
    assert (file.name, file.field) == ("井盖.png", "before")
    assert attachments.file_of(office, file).read_bytes() == photo.read_bytes()


def test_a_picture_is_pasted_and_taken_off_again(open_window: Open, office: Office, photo: Path) -> None:
    entry = entries.add_entry(office, "event", EVENT).value
    clerk = Clerk(open_window("registers", f"event/{entry.id}"))
    clerk.settle()
    form = form_of(clerk)
    form.editors["content"].show("井盖坏了，还在改")
    form.editors["content"].edited.emit()
    QApplication.clipboard().setImage(QImage(str(photo)))
    form.slots["after"].setFocus()
    clerk.press(Qt.Key.Key_V, CTRL)
    (file,) = attachments.attachments_of(office, "event", entry.id)
    assert file.field == "after" and file.name.endswith(".png")
    assert form.editors["content"].read() == "井盖坏了，还在改", "what is being typed beside it stays"
    form.slots["after"]._remove(form.slots["after"]._held[0])
    clerk.settle()
    assert not attachments.attachments_of(office, "event", entry.id)


def make(tmp_path: Path, name: str, size: int, begins: bytes = b"") -> Path:
    file = tmp_path / name
    with file.open("wb") as stream:
        stream.write(begins)
        stream.truncate(max(size, len(begins)))
    return file


@pytest.mark.parametrize(
    ("name", "size", "slot", "says"),
    [
        pytest.param("录像.mp4", 2 * 1024**3, "loose_files", "超过 50 MB", id="two gigabytes, refused unread"),
        pytest.param("说明.pdf", 100, "before", "不是图片", id="a paper where a picture belongs"),
        pytest.param("木马.exe", 100, "loose_files", "不能作附件", id="a program"),
        pytest.param("改名.png", 100, "before", "内容不是图片", id="something else renamed to a picture"),
        pytest.param("空.pdf", 0, "loose_files", "空文件", id="an empty file"),
    ],
)
def test_a_file_that_cannot_be_taken_is_answered_at_its_field(
    open_window: Open, office: Office, tmp_path: Path, name: str, size: int, slot: str, says: str
) -> None:
    clerk = Clerk(open_window("registers", "网格事件+"))
    clerk.settle()
    file = make(tmp_path, name, size, b"MZ program" if size == 100 else b"")
    drop(form_of(clerk).slots[slot], file)
    clerk.settle()
    assert says in wrong(clerk)[slot]
    assert not folder_of(office.store.path).exists()


def test_a_required_picture_is_asked_for_at_its_step(open_window: Open, office: Office, photo: Path) -> None:
    text = books.register_of(office, "event").text
    text = text.replace(
        'label = "处理后照片"\nkind = "picture"', 'label = "处理后照片"\nkind = "picture"\nrequired_at = ["处理"]'
    )
    books.save_definition(office, text.replace('asks = ["handled"]', 'asks = ["handled", "after"]'))
    entry = entries.add_entry(office, "event", EVENT).value
    entries.step_entry(office, entry.id, "上报街道", {"escalated": "街道"})
    clerk = Clerk(open_window("registers", f"event/{entry.id}"))
    clerk.settle()
    clerk.page.steps.take_step("处理")
    clerk.settle()
    dialog: Any = QApplication.activeModalWidget()
    dialog.form.editors["handled"].show("已换新井盖")
    dialog.submit()
    clerk.settle()
    assert [name for name, error in dialog.form._errors.items() if not error.isHidden()] == ["after"]
    drop(dialog.form.slots["after"], photo)
    clerk.settle()
    dialog.submit()
    clerk.settle()
    assert entries.existing(office, entry.id).state == "处理"
    (file,) = attachments.attachments_of(office, "event", entry.id)
    with pytest.raises(Exception, match="不能空着"):
        attachments.remove_attachment(office, file.id)


def test_a_half_typed_form_waits_over_the_list_until_it_is_taken_up(
    open_window: Open, office: Office, photo: Path
) -> None:
    staged = attachments.stage_file(office, photo)
    drafts.keep_draft(office, "visit", 0, {"visitor": "郑水根", "request": "排水", "files": [staged.plain]})
    clerk = Clerk(open_window("registers"))
    clerk.settle()
    offer = clerk.page.offer
    assert offer.isVisible() and "郑水根" in offer.words.text() and "排水" in offer.words.text()
    clerk.press(Qt.Key.Key_J, CTRL)
    assert form_of(clerk).editors["visitor"].read() == "郑水根" and not offer.isVisible()
    clerk.press(Qt.Key.Key_S, CTRL)
    (entry,) = lists.open_list(office, "visit").page(0, 1)
    assert [file.name for file in attachments.attachments_of(office, "visit", entry.id)] == ["井盖.png"]
    assert not drafts.drafts(office) and not offer.isVisible()


def test_a_half_typed_form_is_thrown_away_and_found_again(open_window: Open, office: Office) -> None:
    drafts.keep_draft(office, "visit", 0, {"visitor": "郑水根"})
    drafts.set_aside(office)
    drafts.keep_draft(office, "matter", 0, {"applicant": "林阿婆"})
    clerk = Clerk(open_window("registers"))
    clerk.settle()
    offer = clerk.page.offer
    assert "共 2 份" in offer.words.text()
    offer.drop_button.click()
    clerk.settle()
    assert len(drafts.drafts(office)) == 1 and offer.isVisible() and "共" not in offer.words.text()
    clerk.press(Qt.Key.Key_Z, CTRL)
    assert len(drafts.drafts(office)) == 2 and "共 2 份" in offer.words.text()


def test_what_is_typed_is_kept_while_one_goes_on_typing(open_window: Open, office: Office) -> None:
    clerk = Clerk(open_window("registers", "来访+"))
    clerk.settle()
    keeper = clerk.page.panel.keeper
    form = form_of(clerk)
    for n in range(3):
        form.editors["visitor"].show(f"郑水根{n}")
        form.editors["visitor"].edited.emit()
        assert keeper._soon.isActive() and keeper._soon.remainingTime() <= 1000
        keeper._soon.timeout.emit()
        keeper._soon.stop()
        clerk.settle()
        assert drafts.drafts(office)[0].facts["visitor"] == f"郑水根{n}"


def test_what_a_step_asked_for_is_kept_while_it_is_typed_and_forgotten_when_it_is_cancelled(
    open_window: Open, office: Office
) -> None:
    entry = entries.add_entry(office, "visit", VISIT).value
    clerk = Clerk(open_window("registers", f"visit/{entry.id}"))
    clerk.settle()
    clerk.page.steps.take_step("答复")
    clerk.settle()
    dialog: Any = QApplication.activeModalWidget()
    dialog.form.editors["answer"].show("已约双方周五现场看排水沟")
    dialog.form.editors["answer"].edited.emit()
    dialog._keeper.keep()
    clerk.settle()
    (kept,) = drafts.drafts(office)
    assert kept.entry == entry.id and kept.facts == {"answer": "已约双方周五现场看排水沟"}
    dialog.reject()
    clerk.settle()
    assert not drafts.drafts(office)


def test_a_step_that_a_crash_broke_off_is_offered_with_its_entry(open_window: Open, office: Office) -> None:
    entry = entries.add_entry(office, "visit", VISIT).value
    drafts.keep_draft(office, "visit", entry.id, {"answer": "已约双方周五现场看排水沟"})
    clerk = Clerk(open_window("registers"))
    clerk.settle()
    clerk.press(Qt.Key.Key_J, CTRL)
    assert form_of(clerk).editors["answer"].read() == "已约双方周五现场看排水沟"
    assert form_of(clerk).editors["answer"].widget.isVisible()
    clerk.press(Qt.Key.Key_S, CTRL)
    assert entries.existing(office, entry.id).facts["answer"] == "已约双方周五现场看排水沟"
