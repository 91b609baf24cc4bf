"""Workbooks that cannot be read say in one sentence why, and what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from villagedesk.base.errors import Mistake
from villagedesk.services.workbooks import read_file

_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_BOF = b"\x09\x08\x10\x00" + b"\x00\x06\x05\x00" + b"\0" * 12


def a_workbook(*rows: list[str]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rotten() -> bytes:
    """A whole archive one of whose sheets has a flipped bit."""
    data = bytearray(a_workbook(["姓名", "职务"], ["张三", "书记"]))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as packed:
        place = packed.getinfo("xl/worksheets/sheet1.xml")
    data[place.header_offset + 30 + len(place.filename) + place.compress_size // 2] ^= 0x10
    return bytes(data)


def locked_ods() -> bytes:
    """An OpenDocument table whose manifest tells that its parts are encrypted."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("content.xml", b"\x93\x17\x00")
        packed.writestr("META-INF/manifest.xml", "<manifest:encryption-data manifest:checksum='x'/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(lambda: _HEAD + "EncryptedPackage".encode("utf-16-le"), "设了打开密码", id="locked xlsx"),
        pytest.param(lambda: _HEAD + _BOF + b"\x2f\x00\x36\x00", "设了打开密码", id="locked xls"),
        pytest.param(lambda: _HEAD + _BOF + b"\x86\0\0\0\x2f\x00\x36\x00", "设了打开密码", id="locked and guarded xls"),
        pytest.param(locked_ods, "设了打开密码", id="locked ods"),
        pytest.param(rotten, "已损坏", id="a flipped bit"),
        pytest.param(lambda: a_workbook(["姓名"], ["张三"])[:900], "已损坏", id="cut short"),
        pytest.param(a_workbook, "没有任何内容", id="nothing in it"),
        pytest.param(lambda: b"<html><table><tr><td>x</td></tr></table></html>", "其实是网页", id="a web page"),
        pytest.param(lambda: b"", "空文件", id="no byte"),
    ],
)
def test_refused_with_reason_and_remedy(tmp_path: Path, make: Callable[[], bytes], said: str) -> None:
    file = tmp_path / "名单.xlsx"
    file.write_bytes(make())
    with pytest.raises(Mistake) as refused:
        read_file(file)
    assert said in refused.value.says and "“名单.xlsx”" in refused.value.says and "；请" in refused.value.says


def test_a_sound_workbook_is_read(tmp_path: Path) -> None:
    file = tmp_path / "名单.xlsx"
    file.write_bytes(a_workbook(["姓名", "职务"], ["张三", "书记"]))
    assert [cells for _, cells in read_file(file)[0].rows] == [("姓名", "职务"), ("张三", "书记")]
