"""Text logs of machines: attlog in every dress, GLG with every header, and the dirt that real files carry."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.base.errors import Mistake
from villagedesk.devices.reading import SAYS, Batch, Found, Wishes
from villagedesk.devices.sniff import recognise, refuse_harmful

NOW = Wishes(datetime(2026, 11, 21, 9, 30))


def put(folder: Path, data: bytes | str, name: str = "x.bin") -> Path:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def read(file: Path, wishes: Wishes = NOW) -> tuple[Found, list[tuple[str, str]], list[tuple[int, str]]]:
    """Layout, (badge, moment) in file order, and (line, reason) of what was rejected."""
    found = recognise(file, wishes)
    assert isinstance(found, Found), found
    batches: list[Batch] = list(found.read(wishes))
    rows = [(row[0], row[1]) for batch in batches for row in batch.rows]
    bad = [(one.line, one.reason) for batch in batches for one in batch.problems]
    return found, rows, bad


@pytest.mark.parametrize(
    "line",
    [
        "        7\t2026-11-02 07:58:03\t1\t0\t1\t0",
        "7\t2026-11-02 07:58:03\t1\t0\t1\t0",
        "000000007\t2026-11-02 07:58:03\t1\t0\t1",
        "7        \t2026-11-02 07:58:03\t1\t0\t1\t0\t",
        "7\t张建国\t2026-11-02 07:58:03\t1\t0\t1\t0",
        "7|2026-11-02 07:58:03|1|0|1|0",
        "7 | 张建国 | 2026/11/2 7:58:03 | 1",
        "7,2026-11-02 07:58:03,1,0",
        "7\t2026-11-02T07:58:03\t0\t1\t0\t0\t0\t0\t0\t0",
        "7  2026-11-02 07:58:03  1  0",
        "7 2026-11-02 07:58:03 1 0 1 0",
    ],
    ids=[
        "six columns right-aligned",
        "no padding",
        "five columns and zeros",
        "padded right",
        "a name column",
        "bars",
        "bars, a name, single digits",
        "commas",
        "ten fields of the push protocol",
        "wide blanks",
        "one blank",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_an_attlog_row_in_any_dress_is_the_same_punch(tmp_path: Path, line: str, end: str):
    _, rows, bad = read(put(tmp_path, end.join([line] * 3)))
    assert rows == [("7", "2026-11-02 07:58:03")] * 3
    assert bad == []


def test_serial_number_and_checksum_lines_are_no_rows(tmp_path: Path):
    body = "".join(f"{n:>9}\t2026-11-02 08:0{n}:00\t1\t0\t1\t0\r\n" for n in range(1, 4))
    _, rows, bad = read(put(tmp_path, f"CGKK201560012\r\n{body}9F3A77C1\r\n"))
    assert (len(rows), bad) == (3, [])
    _, rows, bad = read(put(tmp_path, f"SN: CGKK201560012\r\n{body}checksum=12345\r\n"))
    assert (len(rows), bad) == (3, [])


def test_a_row_cut_off_at_the_end_is_rejected_and_not_taken_for_a_checksum(tmp_path: Path):
    _, rows, bad = read(put(tmp_path, "        7\t2026-11-02 07:58:03\t1\t0\t1\t0\n       12"))
    assert (len(rows), bad) == (1, [(2, "malformed")])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("7\t2047-02-30 19:13:30\t1\t90\t90\t1515870810", "impossible_date"),
        ("7\t1971--10--29 -23:-59:-53\t1\t0\t1\t0", "impossible_date"),
        ("7\t1990-00--8 -16:-29:-40\t1\t255\t1\t0", "impossible_date"),
        ("7\t2026-02-29 08:00:00\t1\t0\t1\t0", "impossible_date"),
        ("7\t2026-11-02 25:61:00\t1\t0\t1\t0", "impossible_date"),
        ("7\t2026-11-22 08:00:00\t1\t0\t1\t0", "future"),
        ("7\t2131-01-08 08:46:56\t1\t255\t32\t-1", "future"),
        ("7\t2004-12-31 23:59:59\t1\t0\t1\t0", "before_2005"),
        ("\t2026-11-02 08:00:00\t1\t0\t1\t0", "no_badge"),
        ("ZZw?0P?0\t2026-11-02 08:00:00\t1\t0\t200\t-256901120", "malformed"),
        ("hello world", "malformed"),
        ("   74\t2020-12-01 08:    580\t2021-01-06 09:09:22\t1\t0\t0\t0", "malformed"),
        ("   74\t2020-12-01 08:40:05\t1\t   580\t2021-01-06 09:09:22\t1\t0\t0\t0", "malformed"),
        ("7\t2026-11-02 08:00", "ok"),
    ],
)
def test_every_bad_row_is_rejected_with_its_reason(tmp_path: Path, line: str, reason: str):
    good = "        1\t2026-11-02 07:58:03\t1\t0\t1\t0\n" * 3
    found, rows, bad = read(put(tmp_path, f"{good}{line}\n{good}"))
    assert found.layout == "attlog"
    assert len(rows) == 6 + (reason == "ok")
    assert bad == ([] if reason == "ok" else [(4, reason)])


@pytest.mark.parametrize("badge", ["张三", "é12", "ABC-01", "n_7"])
def test_a_badge_may_hold_letters_of_any_script(tmp_path: Path, badge: str):
    for encoding in ("utf-8", "gb18030"):
        if badge == "é12" and encoding == "gb18030":
            continue
        data = f"{badge}\t2026-11-02 07:58:03\t1\t0\t1\t0\n".encode(encoding)
        _, rows, bad = read(put(tmp_path, data * 2))
        assert rows == [(badge, "2026-11-02 07:58:03")] * 2
        assert bad == []


@pytest.mark.parametrize("length", [1, 3, 4096, 300_000, 1_200_000])
@pytest.mark.parametrize("where", ["inside a row", "between rows", "at the end", "at the beginning"])
def test_a_hole_of_nul_bytes_counts_once_and_costs_only_the_row_it_cuts(tmp_path: Path, length: int, where: str):
    rows = [f"{n:>9}\t2026-11-02 08:00:{n:02d}\t1\t0\t1\t0\r\n".encode() for n in range(10, 20)]
    hole = b"\0" * length
    cut = rows[5][:17]
    data = {
        "inside a row": b"".join(rows[:5]) + cut + hole + rows[6][12:] + b"".join(rows[7:]),
        "between rows": b"".join(rows[:5]) + hole + b"".join(rows[5:]),
        "at the end": b"".join(rows) + hole,
        "at the beginning": hole + b"".join(rows),
    }[where]
    file = put(tmp_path, data)
    found, good, bad = read(file)
    assert len(good) == (8 if where == "inside a row" else 10)
    assert [reason for _, reason in bad] == ["nul_bytes"]
    problem = next(one for batch in found.read(NOW) for one in batch.problems)
    assert problem.offset == data.index(b"\0")
    assert problem.line == data[: problem.offset].count(b"\n") + 1


def test_offsets_after_a_hole_still_point_at_their_line(tmp_path: Path):
    row = b"        1\t2026-11-02 07:58:03\t1\t0\t1\t0\r\n"
    data = row * 9000 + b"\0" * 700_001 + row * 20_000 + b"garbage here\r\n" + row
    found = recognise(put(tmp_path, data), NOW)
    assert isinstance(found, Found)
    problems = [one for batch in found.read(NOW) for one in batch.problems]
    assert [one.reason for one in problems] == ["nul_bytes", "malformed"]
    assert data[problems[1].offset :].startswith(b"garbage here")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_log_saved_again_by_an_editor_is_still_read(tmp_path: Path, encoding: str):
    text = "".join(f"{n:>9}\t张建国\t2026-11-02 08:0{n}:00\t1\t0\t1\t0\r\n" for n in range(5))
    _, rows, bad = read(put(tmp_path, text.encode(encoding)))
    assert (len(rows), bad) == (5, [])


HEADERS = {
    "old": (
        "No\tTMNo\tEnNo\tName\t\tGMNo\tMode\tIN/OUT\tAntipass\tDateTime",
        "{n}\t1\t{b}\t          \t1\t1\t1\t0\t{d}",
    ),
    "name and machine in one": ("No\tTMNo\tEnNo\tName GMNo\tMode\tDateTime", "{n}\t1\t{b}\t 1\t0\t{d}"),
    "INOUT": ("No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime", "{n}\t1\t{b}\t\t0\t0\t{d}"),
    "proxy": (
        "No\tTMNo\tEnNo\tName\tGMNo\tMode\tIn/Out\tAntipass\tProxyWork\tDateTime",
        "{n}\t1\t{b}\t张建国\t1\tFP\tDutyOff\t0\t0\t{d}",
    ),
    "department": (
        "# comment\nNo\tTMNo\tEnNo\tName\tGMNo\tMode\tVM\tDepartment\tDateTime",
        "{n}\t1\t{b}\t李秀英\t1\t8\tFP\t办公室\t{d}",
    ),
    "blanks": ("No TMNo EnNo Name GMNo Mode DateTime", "{n} 1 {b} x 1 8 {d}"),
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("2026/03/01 08:05:23", "2026-03-01 08:05:23"),
        ("2026-3-1 8:05:23", "2026-03-01 08:05:23"),
        ("03-21-2026  12:15:44PM", "2026-03-21 12:15:44"),
        ("03-21-2026  12:15:44AM", "2026-03-21 00:15:44"),
        ("21/03/2026 01:15:44 PM", "2026-03-21 13:15:44"),
        ("01/19/2026 14:53:50", "2026-01-19 14:53:50"),
    ],
)
def test_a_glg_log_is_read_by_its_header_words(tmp_path: Path, header: tuple[str, str], form: str, expected: str):
    lines = [header[0], *(header[1].format(n=n, b="00000001", d=form) for n in range(1, 4))]
    found, rows, bad = read(put(tmp_path, "\r\n".join(lines)))
    assert found.layout == "glg"
    assert rows == [("1", expected)] * 3
    assert bad == []


def glg(*days: str) -> str:
    return "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\n" + "".join(
        f"{n}\t1\t5\t\t0\t1\t{day} 08:00:00\n" for n, day in enumerate(days, 1)
    )


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("03/05/2026", "03/25/2026"), "2026-03-05"),
        (("03/05/2026", "25/05/2026"), "2026-05-03"),
        (("01/03/2026", "02/03/2026", "01/04/2026"), "2026-03-01"),
        (("03/01/2026", "03/02/2026", "04/01/2026"), "2026-03-01"),
        (("03/12/2026", "04/12/2026"), "2026-03-12"),
        (("05/05/2026", "06/06/2026"), "2026-05-05"),
    ],
    ids=[
        "a day above 12 second",
        "a day above 12 first",
        "only one reading runs forward",
        "the other one does",
        "one reading lies in the future",
        "both say the same",
    ],
)
def test_the_order_of_day_and_month_is_decided_from_the_whole_file(tmp_path: Path, days: tuple[str, ...], first: str):
    _, rows, bad = read(put(tmp_path, glg(*days)))
    assert rows[0][1] == f"{first} 08:00:00"
    assert bad == []


def test_an_undecidable_order_is_asked_for_and_then_used(tmp_path: Path):
    file = put(tmp_path, glg("03/05/2026", "04/06/2026"))
    found = recognise(file, NOW)
    assert isinstance(found, Found)
    with pytest.raises(Mistake, match="--date-order") as asked:
        list(found.read(NOW))
    assert asked.value.field == "date_order"
    for order, day in (("mdy", "2026-03-05"), ("dmy", "2026-05-03")):
        rows = [row for batch in found.read(Wishes(NOW.now, date_order=order)) for row in batch.rows]
        assert rows[0][1] == f"{day} 08:00:00"


@pytest.mark.parametrize("name", ["user.dat", "template.dat", "1_user.dat", "USER.DAT", "template.fp10.1"])
def test_files_of_fingerprints_are_refused_by_name_and_never_opened(tmp_path: Path, name: str):
    with pytest.raises(Mistake, match="生物特征"):
        recognise(tmp_path / name, NOW)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 500,
        b"\n\n\n",
        "会议记录：今天下午两点开会。\n参加人员：张建国、李秀英。".encode(),
        b"\x89PNG\r\n\x1a\n" + bytes(400),
        b"PK\x03\x04broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"<html><p>2026-11-02 08:00</p></html>",
        b'{"days": [{"name": "x", "date": "2026-01-01"}]}',
        b"a,b\n1,2\n3,4\n",
        bytes(range(256)) * 20,
        "姓名,电话\n张建国,13800000000\n".encode("gb18030"),
    ],
    ids=[
        "empty",
        "only a hole",
        "blank lines",
        "a meeting",
        "a picture",
        "a broken zip",
        "a broken workbook",
        "a page without a table",
        "JSON",
        "numbers",
        "all bytes",
        "a telephone list",
    ],
)
def test_what_is_no_punch_file_is_not_taken_for_one(tmp_path: Path, data: bytes):
    assert recognise(put(tmp_path, data), NOW) is None


LINES = st.one_of(
    st.binary(max_size=60),
    st.builds(
        lambda pin, day, clock, tail: f"{pin}\t{day} {clock}\t{tail}".encode(),
        st.text("0123456789 Z\x01é", max_size=9),
        st.sampled_from(["2026-11-02", "2047-02-30", "1971--10--29", "2004-01-01", "2131-01-08", "03/05/2026", ""]),
        st.sampled_from(["08:00:00", "25:00:00", "-23:-59:-53", "8:00", "08:00:00PM"]),
        st.sampled_from(["1\t0\t1\t0", "", "0", "1\t255\t90\t-1", "\0\0\0"]),
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=30), st.sampled_from([b"\n", b"\r\n"]), st.booleans())
def test_no_bytes_bring_a_text_reader_down_and_its_counts_add_up(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], end: bytes, headed: bool
):
    head = b"No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\n" if headed else b"7\t2026-11-02 07:58:03\t1\t0\t1\t0\n" * 4
    data = head + end.join(lines)
    file = put(tmp_path_factory.getbasetemp(), data, "fuzz.bin")
    try:
        found = recognise(file, NOW)
        batches = list(found.read(NOW)) if isinstance(found, Found) else []
    except Mistake as asked:
        assert asked.field == "date_order"
        return
    numbers = Counter(row[4] for batch in batches for row in batch.rows)
    assert all(count == 1 for count in numbers.values()), "a line is one punch"
    for one in (one for batch in batches for one in batch.problems):
        assert one.reason in SAYS
        assert len(one.text) <= 200
        assert one.offset <= len(data)
    for row in (row for batch in batches for row in batch.rows):
        moment = datetime.strptime(row[1], "%Y-%m-%d %H:%M:%S")
        assert datetime(2005, 1, 1) <= moment < datetime(2026, 11, 22)


SPREADSHEET_ML = "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"
MAGICS = ("", "\xd0\xcf\x11\xe0", "PK\x03\x04", "\x09\x00\x04\x00\x02\x00\x10\x00", "<html><table><tr>", SPREADSHEET_ML)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(MAGICS))
def test_no_bytes_bring_the_sniffing_down(tmp_path_factory: pytest.TempPathFactory, data: bytes, magic: str):
    file = put(tmp_path_factory.getbasetemp(), magic.encode("latin-1") + data, "fuzz2.bin")
    try:
        refuse_harmful(file)
    except Mistake as damaged:
        assert "没有导入" in damaged.says
        return
    found = recognise(file, NOW)
    if isinstance(found, Found):
        try:
            list(found.read(NOW))
        except Mistake as asked:
            assert asked.field in ("date_order", "year", "")
