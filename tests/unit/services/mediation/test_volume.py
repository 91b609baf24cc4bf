"""The volume of a case: what it must have, its scans, its page numbers, its keeping."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.unit.services.mediation.disputes import VALUES, photo, walked
from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake
from villagedesk.mediation.case import Stage
from villagedesk.mediation.volume import Sheet
from villagedesk.services import upkeep
from villagedesk.services.mediation import binder, cases, course, figures, scans, sheets
from villagedesk.services.office import Office
from villagedesk.store.cases import dispute


def test_the_volume_has_cover_contents_with_true_page_numbers_and_scans(office: Office, tmp_path: Path) -> None:
    case = walked(office)
    photos = [photo(tmp_path / f"{n}.jpg", (3000, 4000), 100 + n) for n in range(3)]
    scans.attach(office, case.id, Sheet.IDENTITY, 0, photos[:2])
    agreement = next(s for s in case.steps if s.stage is Stage.WRITTEN)
    scans.attach(office, case.id, Sheet.AGREEMENT, agreement.id, photos[2:])
    made = binder.write_volume(office, case, tmp_path / "卷.pdf")
    pages = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made.pdf)).pages]
    assert len(pages) == made.pages + 3
    assert "人民调解卷宗" in pages[0] and case.number in pages[0]
    for line in made.contents:
        assert "".join(line.title.split()) in pages[1]
        if not line.scanned:
            title = line.title.split("（")[0].removeprefix("人民调解")
            assert title in pages[1 + line.page], line
    for number, text in enumerate(pages[2:-1], 1):
        assert text.endswith(f"第{number}页")
    assert [line.page for line in made.contents] == sorted(line.page for line in made.contents)
    assert f"共{made.pages}页" in pages[-1]


def test_the_contents_print_the_numbers_they_answer(office: Office, tmp_path: Path) -> None:
    made = binder.bind(office, walked(office))
    text = PdfReader(io.BytesIO(made.pdf)).pages[1].extract_text()
    printed = [int(part) for part in text.split() if part.isdigit()]
    for line in made.contents:
        assert line.page in printed
    assert made.lacks == ("当事人身份证明", "结案报告")


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"\x00" * 5000, b"\xff\xd8\xff\xe0broken"], ids=["empty", "pdf", "nul", "cut"]
)
def test_what_is_no_picture_is_refused_in_words(office: Office, tmp_path: Path, content: bytes) -> None:
    case = walked(office, 1)
    file = tmp_path / "坏.jpg"
    file.write_bytes(content)
    with pytest.raises(Mistake, match="不是能打开的"):
        scans.attach(office, case.id, Sheet.EVIDENCE, 0, [photo(tmp_path / "好.jpg"), file])
    assert sheets.scans_at(office, case, Sheet.EVIDENCE, 0) == ()


def test_a_photograph_is_made_small_and_kept_once(office: Office, tmp_path: Path) -> None:
    case = walked(office, 1)
    file = photo(tmp_path / "大.jpg", (4000, 3000))
    scans.attach(office, case.id, Sheet.EVIDENCE, 0, [file, file])
    first, second = sheets.scans_at(office, case, Sheet.EVIDENCE, 0)
    assert first.picture == second.picture and first.width == 1754
    scans.take_out(office, case.id, second.id, "重复")
    assert len(sheets.scans_at(office, case, Sheet.EVIDENCE, 0)) == 1
    assert upkeep.check_office(office).sound


def test_binding_a_volume_leaves_a_note_of_what_went_out(office: Office, tmp_path: Path) -> None:
    binder.save_volume(office, walked(office, 2), tmp_path / "卷.pdf")
    assert office.store.value("select what from audit order by id desc limit 1") == "导出卷宗"


def test_a_scanner_pdf_comes_in_page_by_page(office: Office, tmp_path: Path) -> None:
    case = walked(office, 1)
    pages = [Image.new("RGB", (620, 877), (shade, 220, 200)) for shade in (40, 120, 200)]
    pages[0].save(tmp_path / "扫描.pdf", save_all=True, append_images=pages[1:], resolution=75)
    scans.attach(office, case.id, Sheet.EVIDENCE, 0, [tmp_path / "扫描.pdf"])
    kept = sheets.scans_at(office, case, Sheet.EVIDENCE, 0)
    assert [scan.seq for scan in kept] == [1, 2, 3] and len({scan.picture for scan in kept}) == 3


def test_the_closing_report_is_signed_and_put_in_after_the_archiving(office: Office, tmp_path: Path) -> None:
    case = walked(office)
    page = photo(tmp_path / "1.png")
    scans.attach(office, case.id, Sheet.IDENTITY, 0, [page])
    course.take_step(office, case.id, "归档", {"filer": "王小梅"})
    scans.attach(office, case.id, Sheet.CLOSING, 0, [page])
    with pytest.raises(Mistake, match="已经归档"):
        scans.attach(office, case.id, Sheet.EVIDENCE, 0, [page])
    held = {place.sheet: place.state.value for place in sheets.places_of(office, cases.open_case(office, case.id))}
    assert held[Sheet.CLOSING] == "已签"


def test_a_waiting_case_already_says_what_its_volume_must_have(office: Office) -> None:
    case = cases.add_case(office, VALUES).value
    lacking = [place.title for place in sheets.places_of(office, case) if place.lacking]
    assert lacking == ["受理登记表", "权利义务告知书", "当事人身份证明", "调解记录", "调解协议书"]


def test_what_is_due_to_be_destroyed_is_listed_and_never_destroyed(office: Office, tmp_path: Path) -> None:
    case = walked(office, keeping="短期")
    scans.attach(office, case.id, Sheet.IDENTITY, 0, [photo(tmp_path / "1.png")])
    course.take_step(office, case.id, "归档", {"filer": "王小梅"})
    later = replace(office, clock=clock_at(datetime(2037, 1, 1, 9)))
    assert figures.due_to_destroy(office) == ()
    assert [kept.number for kept in figures.due_to_destroy(later)] == [case.number]
    assert dispute.case(office.store, case.id) is not None
