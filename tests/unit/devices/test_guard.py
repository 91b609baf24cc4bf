"""Workbooks that would take all memory or end the program are refused in words before a reader sees them."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.unit.devices.workbooks import HEAD, ROWS, biff5, compound, record
from villagedesk.base.errors import Mistake
from villagedesk.devices.sheets import container
from villagedesk.devices.sheets.guard import no_panic
from villagedesk.devices.sheets.workbook import sheets
from villagedesk.devices.sniff import refuse_harmful

BEGIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
END = b"</sheetData></worksheet>"


def workbook(file: Path) -> Path:
    book = Workbook()
    book.active.append(["姓名", "工号", "打卡时间"])
    book.active.append(["王芳", "7", "2026-11-02 08:00"])
    book.save(file)
    return file


def with_sheet(file: Path, body: bytes, times: int = 1) -> Path:
    """A workbook whose only sheet is this XML, the part between begin and end as often as said."""
    plain = workbook(file.with_name("plain.xlsx"))
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            if part != "xl/worksheets/sheet1.xml":
                target.writestr(part, source.read(part))
        with target.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(BEGIN + b"<sheetData>")
            for _ in range(times):
                sheet.write(body)
            sheet.write(END)
    return file


def test_ordinary_workbooks_pass(tmp_path: Path):
    refuse_harmful(workbook(tmp_path / "a.xlsx"))
    refuse_harmful(with_sheet(tmp_path / "b.xlsx", b'<row r="5"><c r="A5"><v>1</v></c></row>'))
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(3000):
        sheet.write(row, 255, "末列")
    book.save(tmp_path / "a.xls")
    refuse_harmful(tmp_path / "a.xls")
    (tmp_path / "a.dat").write_bytes(b"7\t2026-11-02 08:00:00\n")
    refuse_harmful(tmp_path / "a.dat")
    read = [sheet.rows for name in ("a.xlsx", "b.xlsx", "a.xls") for sheet in sheets(tmp_path / name) or ()]
    assert len(read[-1]) == 3000 and all(rows for rows in read), "what is let through can be read"


def test_a_workbook_zipped_a_thousand_times_over_is_refused_unread(tmp_path: Path):
    file = with_sheet(tmp_path / "a.xlsx", b" " * (1 << 20), 300)
    assert file.stat().st_size < 1 << 20
    with pytest.raises(Mistake, match=r"大得不正常（展开后有 300 MB）"):
        refuse_harmful(file)


def test_a_single_cell_at_the_far_end_is_refused_before_room_is_made_for_it(tmp_path: Path):
    body = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(Mistake, match="第 1048576 行、第 16384 列"):
        refuse_harmful(with_sheet(tmp_path / "a.xlsx", body))


def test_many_rows_of_few_columns_are_no_harm(tmp_path: Path):
    file = with_sheet(tmp_path / "a.xlsx", b'<row r="700000"><c r="Z700000"><v>1</v></c></row>')
    refuse_harmful(file)
    with pytest.raises(Mistake, match="第 800000 行"):
        refuse_harmful(with_sheet(tmp_path / "b.xlsx", b'<row r="800000"><c r="Z800000"><v>1</v></c></row>'))


def test_a_chain_of_sectors_that_comes_back_to_itself_is_damage(tmp_path: Path):
    data = bytearray(compound(biff5((HEAD, *ROWS), codepage=True)))
    assert container.is_sound(bytes(data))
    # sector 0 holds the chain; the stream's second sector points back to its first
    struct.pack_into("<I", data, 512 + 3 * 4, 2)
    (tmp_path / "a.xls").write_bytes(data)
    with pytest.raises(Mistake, match="已损坏"):
        refuse_harmful(tmp_path / "a.xls")


def test_a_list_of_sectors_that_comes_back_to_itself_is_damage():
    data = bytearray(compound(biff5((HEAD, *ROWS), codepage=True)))
    struct.pack_into("<II", data, 68, 1, 1)  # the list goes on in sector 1 …
    struct.pack_into("<I", data, 512 * 3 - 4, 1)  # … and from there in sector 1
    assert not container.is_sound(bytes(data))


def test_a_stream_longer_than_its_file_is_damage():
    data = bytearray(compound(biff5((HEAD, *ROWS), codepage=True)))
    place = data.index("Book".encode("utf-16-le")) + 120
    struct.pack_into("<I", data, place, 0xFFFFFFF0)
    assert not container.is_sound(bytes(data))


def test_a_cell_in_a_column_that_no_old_workbook_has_is_damage():
    stream = biff5((HEAD, *ROWS), codepage=True)
    wide = record(0x0204, struct.pack("<HHHH", 65000, 65000, 0, 1) + b"x")
    assert container.is_sound(compound(stream + wide[:0]))
    assert not container.is_sound(compound(stream[:-4] + wide + stream[-4:]))


def test_a_file_cut_short_is_left_to_its_reader():
    data = compound(biff5((HEAD, *ROWS), codepage=True))
    assert container.is_sound(data[:900])
    assert container.is_sound(data[:40])


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 8000), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_zipped_workbook_brings_the_guard_down(
    tmp_path_factory: pytest.TempPathFactory, place: int, damage: bytes
):
    folder = tmp_path_factory.getbasetemp()
    data = bytearray(workbook(folder / "whole.xlsx").read_bytes())
    data[place : place + len(damage)] = damage
    (folder / "damaged.xlsx").write_bytes(data)
    try:
        refuse_harmful(folder / "damaged.xlsx")
    except Mistake as refused:
        assert "没有导入" in refused.says


def test_a_panic_of_the_reader_is_an_ordinary_failure_and_an_interrupt_stays_one():
    panic = type("PanicException", (BaseException,), {})
    with pytest.raises(ValueError, match="left == right"), no_panic():
        raise panic("assertion left == right failed")
    with pytest.raises(KeyboardInterrupt), no_panic():
        raise KeyboardInterrupt
