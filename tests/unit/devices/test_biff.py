"""Old streams of xls: their letters, their dates, and damage."""

from __future__ import annotations

import struct
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.devices.workbooks import HEAD, NOW, PUNCHES, ROWS, biff5, compound, old_biff, read
from villagedesk.base.errors import Mistake
from villagedesk.devices import sniff
from villagedesk.devices.reading import Found
from villagedesk.devices.sheets import biff
from villagedesk.devices.sheets.grid import mended
from villagedesk.devices.sniff import recognise


def test_chinese_that_was_read_as_latin_is_mended_and_other_text_is_left_alone():
    for text in ("考勤号码", "张建国", "日期时间"):
        assert mended(text.encode("gbk").decode("cp1252", "replace")) == text
        assert mended(text.encode("gbk").decode("latin-1")) == text
    for text in ("考勤", "plain", "café 张"):
        assert mended(text) == text


def test_dates_of_an_old_stream_are_told_from_numbers_by_their_format(tmp_path: Path):
    format_record = b"\x0ayyyy-mm-dd"
    body = struct.pack("<HH", 0x001E, len(format_record)) + format_record
    cell = struct.pack("<HH", 0, 0) + b"\0\0\0" + struct.pack("<d", 46328.331980)
    data = struct.pack("<HHHH", 0x0009, 4, 2, 0x10) + body + struct.pack("<HH", 0x0003, len(cell)) + cell
    file = tmp_path / "x.xls"
    file.write_bytes(data)
    value = next(iter(biff.sheets(file))).rows[0][0]
    assert isinstance(value, datetime)
    assert value.date() == date(2026, 11, 2)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_old_stream_brings_its_reader_down(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    file = tmp_path_factory.getbasetemp() / "fuzz.xls"
    for version in (2, 3, 4, 5):
        file.write_bytes(old_biff(version, (("a", 1.0),))[:-4] + data)
        assert list(biff.sheets(file))


@pytest.mark.parametrize("codepage", [True, False], ids=["GBK named", "without a code page"])
def test_a_workbook_of_the_age_before_unicode_is_read_in_its_own_letters(tmp_path: Path, codepage: bool):
    file = tmp_path / "a.xls"
    file.write_bytes(compound(biff5((HEAD, *ROWS), codepage=codepage)))
    found, rows, bad = read(file)
    assert (rows, bad) == (PUNCHES, [])
    assert {name for batch in found.read(NOW) for name in batch.names.values()} == {"张建国", "李秀英"}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 1500))
def test_no_damage_to_a_compound_file_brings_its_reader_down(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, place: int
):
    data = bytearray(compound(biff5((HEAD, *ROWS), codepage=True)))
    data[place : place + len(damage)] = damage
    file = tmp_path_factory.getbasetemp() / "damaged.xls"
    file.write_bytes(bytes(data))
    try:
        sniff.refuse_harmful(file)
    except Mistake as damaged:
        assert "已损坏" in damaged.says
        return
    found = recognise(file, NOW)
    batches = list(found.read(NOW)) if isinstance(found, Found) else []
    assert all(row[0] for batch in batches for row in batch.rows)
    assert all(problem.says for batch in batches for problem in batch.problems)
