"""Tables: workbooks old and new, pages and XML under a workbook's name, delimited text, and the report forms."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from villagedesk.base.errors import Mistake
from villagedesk.devices import moments, sniff
from villagedesk.devices.reading import Found, Unmapped, Wishes
from villagedesk.devices.sheets import biff
from villagedesk.devices.sheets.grid import Sheet, mended
from villagedesk.devices.sniff import recognise

NOW = Wishes(datetime(2026, 11, 21, 9, 30))
HEAD = ("部门", "姓名", "考勤号码", "日期时间", "机器号", "比对方式")
ROWS = (
    ("村委会", "张建国", "1", "2026/11/2 7:58:03", "1", "指纹"),
    ("村委会", "李秀英", "02", "2026-11-02 08:01", "1", "面部"),
)
PUNCHES = [("1", "2026-11-02 07:58:03"), ("2", "2026-11-02 08:01:00")]


def read(file: Path, wishes: Wishes = NOW) -> tuple[Found, list[tuple[str, str]], list[tuple[int, str]]]:
    found = recognise(file, wishes)
    assert isinstance(found, Found), found
    batches = list(found.read(wishes))
    return (
        found,
        [(row[0], row[1]) for b in batches for row in b.rows],
        [(p.line, p.reason) for b in batches for p in b.problems],
    )


def xlsx(file: Path, *sheets: Sequence[Sequence[Any]], names: Sequence[str] = ()) -> Path:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"Sheet{number + 1}")
        for row in rows:
            sheet.append(list(row))
    book.save(file)
    return file


def xls(file: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    book.save(str(file))
    return file


def old_biff(version: int, rows: Sequence[Sequence[Any]], encoding: str = "gbk", codepage: bool = False) -> bytes:
    """A bare BIFF2, 3, 4 or 5 stream as old programs write it."""
    bof = {2: (0x0009, 4), 3: (0x0209, 6), 4: (0x0409, 6), 5: (0x0809, 8)}[version]
    body = struct.pack("<HH", version << 8 if version == 5 else 0, 0x10) + b"\0" * (bof[1] - 4)
    out = struct.pack("<HH", *bof) + body
    if codepage:
        out += struct.pack("<HHH", 0x0042, 2, 936)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            place = struct.pack("<HH", r, c)
            attributes = b"\0\0\0" if version == 2 else b"\0\0"
            if isinstance(value, str):
                raw = value.encode(encoding)
                length = struct.pack("<B", len(raw)) if version == 2 else struct.pack("<H", len(raw))
                kind, cell = (0x0004 if version == 2 else 0x0204), place + attributes + length + raw
            else:
                kind, cell = (0x0003 if version == 2 else 0x0203), place + attributes + struct.pack("<d", value)
            out += struct.pack("<HH", kind, len(cell)) + cell
    return out + struct.pack("<HH", 0x000A, 0)


@pytest.mark.parametrize(
    "form",
    [
        "xlsx",
        "xls",
        "biff2",
        "biff3",
        "biff4",
        "biff5",
        "csv gb18030",
        "csv utf-8",
        "csv utf-16 with tabs",
        "html",
        "html gb2312",
        "spreadsheetml",
    ],
)
def test_one_table_in_every_form_is_the_same_punches(tmp_path: Path, form: str):
    file = tmp_path / "考勤.xls"
    table = (HEAD, *ROWS)
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in table)
    match form.split()[0]:
        case "xlsx":
            xlsx(file.with_suffix(".xlsx"), table).rename(file)
        case "xls":
            xls(file, table)
        case "csv":
            mark = "\t" if "tabs" in form else ","
            file.write_text("\r\n".join(mark.join(row) for row in table), form.split()[1])
        case "html":
            encoding = "gb2312" if "gb2312" in form else "utf-8"
            page = f"<html><head><meta charset={encoding}></head><table border=1>{cells}</table></html>"
            file.write_bytes(page.encode(encoding))
        case "spreadsheetml":
            rows = "".join(
                "<Row>" + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in row) + "</Row>"
                for row in table
            )
            file.write_text(
                '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
                '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
                ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
                f'<Worksheet ss:Name="记录"><Table>{rows}</Table></Worksheet></Workbook>',
                "utf-8",
            )
        case _:
            file.write_bytes(old_biff(int(form[-1]), table))
    found, rows_, bad = read(file)
    assert found.layout == "pc_software"
    assert rows_ == PUNCHES
    assert bad == []
    names = {b: n for batch in found.read(NOW) for b, n in batch.names.items()}
    assert names == {"1": "张建国", "2": "李秀英"}


def test_chinese_that_was_read_as_latin_is_mended_and_other_text_is_left_alone():
    for text in ("考勤号码", "张建国", "日期时间"):
        assert mended(text.encode("gbk").decode("cp1252", "replace")) == text or "�" in text
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


@pytest.mark.parametrize(
    "head",
    [
        ("姓名", "登记号码", "日期时间"),
        ("姓名", "人员编号", "打卡时间"),
        ("姓名", "工号", "刷卡时间"),
        ("Name", "AC-No.", "Time"),
        ("Name", "User ID", "Date/Time"),
        ("姓 名", "考 勤 号 码", "签到时间："),
        ("姓名", "员工编号", "时间"),
        ("姓名", "卡号", "日期"),
    ],
    ids=lambda head: head[1],
)
@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-02 07:58:03",
        "2026/11/2 7:58:03",
        "2026年11月2日 07:58:03",
        "2026-11-02 星期一 07:58:03",
        "2026/11/2 上午 7:58:03",
        "11/2/2026 7:58:03 AM",
        "20261102075803",
        datetime(2026, 11, 2, 7, 58, 3),
        46328.33197917,
    ],
    ids=str,
)
def test_header_words_and_forms_of_dates(tmp_path: Path, head: tuple[str, ...], moment: Any):
    wishes = Wishes(NOW.now, date_order="mdy")
    _, rows, bad = read(xlsx(tmp_path / "a.xlsx", (head, ("张建国", "007", moment))), wishes)
    assert rows == [("7", "2026-11-02 07:58:03")]
    assert bad == []


@pytest.mark.parametrize(
    ("head", "row", "times"),
    [
        (
            ("姓名", "考勤号码", "日期", "签到时间", "签退时间", "上班时间"),
            ("张", "7", "2026-11-02", "07:58", "17:03", "08:30"),
            ["07:58", "17:03"],
        ),
        (
            ("姓名", "考勤号码", "年月日", "打卡时间"),
            ("张", "7", "2026/11/2", "07:58 12:01 13:55 17:30"),
            ["07:58", "12:01", "13:55", "17:30"],
        ),
        (
            ("姓名", "工号", "日期", "上班1打卡时间", "下班1打卡时间"),
            ("张", "7", "2026-11-02 星期一", "07:58", "次日 00:20"),
            ["07:58", "+00:20"],
        ),
        (("姓名", "工号", "日期", "时间"), ("张", "7", datetime(2026, 11, 2), time(7, 58)), ["07:58"]),
        (("姓名", "工号", "日期", "时间"), ("张", "7", 46328, 0.331944444), ["07:58"]),
        (("时间", "姓名", "账号", "最早", "最晚"), ("2026/11/02 星期一", "张", "zhang", "07:58", "--"), ["07:58"]),
    ],
    ids=["in and out beside the plan", "all times in one cell", "next day", "typed cells", "serial numbers", "WeCom"],
)
def test_a_date_with_times_beside_it(tmp_path: Path, head: Any, row: Any, times: list[str]):
    _, rows, bad = read(xlsx(tmp_path / "a.xlsx", (head, row, row[:1] + row[1:])))
    wanted = [f"2026-11-0{3 if t.startswith('+') else 2} {t.lstrip('+')}:00" for t in times]
    assert [at for _, at in rows] == wanted * 2
    assert bad == []


def test_a_bad_cell_is_rejected_with_its_row_and_the_good_ones_stay(tmp_path: Path):
    rows = (
        HEAD,
        ROWS[0],
        ("村", "甲", "3", "2026-02-30 08:00", "1", ""),
        ("村", "乙", "4", "没打卡", "1", ""),
        ("村", "", "", "2026-11-02 08:00", "1", ""),
        ("村", "丙", "5", "2031-01-01 08:00", "1", ""),
        ("", "", "", "", "", ""),
        ("合计", "", "", "", "5", ""),
    )
    _, good, bad = read(xlsx(tmp_path / "a.xlsx", rows))
    assert good == PUNCHES[:1]
    assert bad == [(3, "impossible_date"), (4, "malformed"), (5, "no_badge"), (6, "future")]


def test_a_title_and_a_two_row_header_stand_above_the_table(tmp_path: Path):
    rows = (
        ("打卡明细",),
        ("统计时间：2026-11-01 至 2026-11-20",),
        ("姓名", "工号", "日期", "打卡", ""),
        ("", "", "", "签到", "签退"),
        ("张", "7", "2026-11-02", "07:58", "17:00"),
    )
    _, good, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [at for _, at in good] == ["2026-11-02 07:58:00", "2026-11-02 17:00:00"]


def test_an_unknown_table_asks_for_its_columns_and_reads_them_then(tmp_path: Path):
    file = xlsx(
        tmp_path / "a.xlsx",
        (("谁", "何时", "何地"), ("7", "2026-11-02 07:58", "大门"), ("8", "2026-11-02 08:00", "大门")),
    )
    asked = recognise(file, NOW)
    assert isinstance(asked, Unmapped)
    assert asked.headings == ("谁", "何时", "何地")
    for columns in ({"badge": "谁", "moment": "何时"}, {"badge": "1", "moment": "2"}):
        _, rows, _ = read(file, Wishes(NOW.now, columns=columns))
        assert rows == [("7", "2026-11-02 07:58:00"), ("8", "2026-11-02 08:00:00")]


GLUED = (
    ("考 勤 记 录 表",),
    (),
    ("考勤时间", "", "2026-10-26 ~ 2026-11-02"),
    (26, 27, 28, 29, 30, 31, 1, 2),
    ("工 号:", "", "0012", "", "姓 名:", "", "张建国", "", "部 门:", "", "村委"),
    ("08:5118:31", "", "8:01", "25:61", "", "09:00\n18:00", "00:30+", "07:5812:0113:0017:30"),
    ("工 号:", "", "13", "", "姓 名:", "", "李秀英"),
    ("", "", "", "", "", "", "", ""),
)


def test_glued_times_go_to_the_days_of_a_span_over_two_months(tmp_path: Path):
    _, rows, bad = read(xlsx(tmp_path / "a.xlsx", (("",),), (("",),), GLUED))
    assert rows[:3] == [("12", "2026-10-26 08:51:00"), ("12", "2026-10-26 18:31:00"), ("12", "2026-10-28 08:01:00")]
    assert ("12", "2026-11-02 00:30:00") in rows, "a plus stands for the next day"
    assert len(rows) == 10
    assert bad == [(6, "impossible_date")]


def test_the_stacked_cells_of_a_card_record_with_several_rows_a_person(tmp_path: Path):
    days = tuple(range(1, 31))
    rows = (
        ("员 工 刷 卡 记 录 表",),
        ("考勤日期：2026-9-1～2026-9-30",),
        ("工号：", "7", "", "姓名：", "张建国", "", "部门：", "村委"),
        days,
        ("07:58\n12:01", "08:02；17:30"),
        ("13:50,17:40", ""),
        ("工号：8", "", "姓名：李秀英", "部门：村委"),
        days,
        ("08:00 17:00",),
    )
    _, good, bad = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [at for badge, at in good if badge == "7"] == [
        "2026-09-01 07:58:00",
        "2026-09-01 12:01:00",
        "2026-09-02 08:02:00",
        "2026-09-02 17:30:00",
        "2026-09-01 13:50:00",
        "2026-09-01 17:40:00",
    ]
    assert [at for badge, at in good if badge == "8"] == ["2026-09-01 08:00:00", "2026-09-01 17:00:00"]
    assert bad == []


def test_a_report_without_a_year_asks_for_it(tmp_path: Path):
    rows = (("10月员工刷卡记录表",), ("工号：7", "姓名：张", "部门：村"), tuple(range(1, 32)), ("07:58",))
    file = xlsx(tmp_path / "a.xlsx", rows)
    found = recognise(file, NOW)
    assert isinstance(found, Found)
    with pytest.raises(Mistake, match="--year"):
        list(found.read(NOW))
    assert read(file, Wishes(NOW.now, year=2025))[1] == [("7", "2025-10-01 07:58:00")]


def block(number: str, name: str, times: Sequence[float | str]) -> list[list[Any]]:
    head: list[list[Any]] = [
        ["部门", "村委", "", "姓名", name],
        ["日期", "2026-11-01～2026-11-30", "", "工号", number],
        ["考勤表"],
    ]
    return [
        *head,
        ["日 星\n期 期", "上午", "", "下午", ""],
        *([f"{n:02d} 一", value, "", "", ""] for n, value in enumerate(times, 1)),
    ]


def test_three_people_side_by_side_and_float_noise(tmp_path: Path):
    noise = 8 * 60 + 3
    parts = [block(str(n), f"人{n}", ((noise - 0.001) / 1440, "00:43+", (noise + 0.4) / 1440, "")) for n in (1, 2, 3)]
    sheet = [["员 工 考 勤 表"], ["", "考勤日期：2026-11-01～2026-11-30"]]
    for rows in zip(*parts, strict=True):
        sheet.append([cell for row in rows for cell in [*row, *[""] * (6 - len(row))]])
    plan = (("员工排班表",), ("员工号", "姓名", "所属部门", *range(1, 31)), ("1", "人1", "村委", *[1] * 30))
    _, good, bad = read(xlsx(tmp_path / "a.xlsx", plan, sheet, names=("排班记录表", "1,2,3")))
    assert bad == []
    assert [at for badge, at in good if badge == "2"] == [
        "2026-11-01 08:03:00",
        "2026-11-03 00:43:00",
        "2026-11-03 08:03:00",
    ]
    assert len(good) == 9


def test_a_dingtalk_book_is_read_by_its_raw_records_and_its_grid_stands_in_for_them(tmp_path: Path):
    grid = (
        ("打卡时间 统计日期：2026-10-01 至 2026-10-04",),
        ("报表生成时间：2026-10-05 15:22",),
        ("姓名", "考勤组", "部门", "工号", "职位", "UserId", "打卡时间"),
        ("", "", "", "", "", "", "国庆节", "2", "六", "日"),
        ("张建国", "甲", "乙", "1", "", "900001", "08:23  \n16:36  ", "", "00:10  ", "09:00  "),
        ("李秀英", "甲", "乙", "1", "", "900002", "", "08:30  ", "", ""),
        ("王芳", "甲", "乙", "1", "", "900003", "", "", "", "8:00"),
    )
    raw = (
        ("原始记录",),
        ("报表生成时间",),
        ("姓名", "工号", "UserId", "考勤日期", "考勤时间", "打卡时间", "打卡结果"),
        ("张建国", "1", "900001", "26-10-01 星期四", "2026-10-01 08:30", "2026-10-01 08:23", "正常"),
    )
    found, good, _ = read(xlsx(tmp_path / "a.xlsx", grid, raw, names=("打卡时间", "原始记录")))
    assert (found.layout, good) == ("dingtalk", [("900001", "2026-10-01 08:23:00")])
    found, good, bad = read(xlsx(tmp_path / "b.xlsx", grid, names=("打卡时间",)))
    assert found.layout == "dingtalk_grid"
    assert (len(good), bad) == (6, [])
    assert ("900001", "2026-10-03 00:10:00") in good


WECOM = ("打卡日期", "姓名", "账号", "部门", "打卡类型", "规则名称", "实际打卡时间", "打卡状态")


def test_a_wecom_export_with_a_date_a_time_and_days_without_a_punch(tmp_path: Path):
    rows = (
        ("打卡详情",),
        WECOM,
        ("2026/11/02 星期一", "张建国", "ZhangJianGuo", "村委", "上班打卡", "坐班", "07:58", "正常"),
        ("2026/11/02 星期一", "张建国", "ZhangJianGuo", "村委", "下班打卡", "坐班", "未打卡", "缺卡"),
    )
    found, good, bad = read(xlsx(tmp_path / "a.xlsx", rows))
    assert (found.layout, good, bad) == ("wecom", [("ZhangJianGuo", "2026-11-02 07:58:00")], [])


VALUES = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-5, 99999),
    st.floats(allow_nan=True),
    st.booleans(),
    st.sampled_from(
        [
            "工号",
            "姓名",
            "工 号:",
            "日期",
            "时间",
            "打卡时间",
            "2026-11-02",
            "08:5118:31",
            "01 日",
            "2026-11-01 ~ 2026-11-30",
            1,
            2,
            3,
        ]
    ),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)),
    st.dates(),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=400)),
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_no_cell_brings_the_readers_of_dates_and_times_down(value: Any):
    for reading in (moments.read_moment(value), moments.read_date(value), moments.read_moment(value, "dmy", 2026)):
        assert bool(reading[0]) != bool(reading[1])
    times, wrong = moments.read_times(value)
    for clock, later in times:
        assert time.fromisoformat(clock)
        assert later >= 0
    assert all(isinstance(piece, str) for piece in wrong)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=8), max_size=12))
def test_no_sheet_brings_the_readers_of_tables_down(rows: list[list[Any]]):
    found = sniff._workbook(iter([Sheet("表", rows)]), "x", NOW)
    if isinstance(found, Found):
        try:
            batches = list(found.read(NOW))
        except Mistake:
            return
        for row in (row for batch in batches for row in batch.rows):
            assert datetime(2005, 1, 1) <= datetime.strptime(row[1], "%Y-%m-%d %H:%M:%S") < datetime(2026, 11, 22)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_old_stream_brings_its_reader_down(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    file = tmp_path_factory.getbasetemp() / "fuzz.xls"
    for version in (2, 3, 4, 5):
        file.write_bytes(old_biff(version, (("a", 1.0),))[:-4] + data)
        assert list(biff.sheets(file))


def test_the_first_and_last_sign_of_a_day_do_not_count_beside_the_signs_themselves(tmp_path: Path):
    rows = (
        ("时间", "姓名", "账号", "最早", "最晚", "上班1打卡时间", "下班1打卡时间"),
        ("2026/11/02 星期一", "张", "zhang", "07:58", "17:30", "07:58", "17:30"),
        ("2026/11/03 星期二", "张", "zhang", "07:58", "17:30", "07:58", "17:30"),
    )
    _, good, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    assert len(good) == 4


def test_a_table_whose_dates_have_no_year_asks_for_it(tmp_path: Path):
    file = xlsx(
        tmp_path / "a.xlsx", (("姓名", "工号", "打卡时间"), ("张", "7", "11-02 07:58"), ("张", "7", "11月3日 07:58"))
    )
    found = recognise(file, NOW)
    assert isinstance(found, Found)
    with pytest.raises(Mistake, match="--year"):
        list(found.read(NOW))
    assert [at for _, at in read(file, Wishes(NOW.now, year=2025))[1]] == ["2025-11-02 07:58:00", "2025-11-03 07:58:00"]


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff5(rows: Sequence[Sequence[str]], *, codepage: bool) -> bytes:
    """A BIFF5 workbook stream: its globals and one sheet of GBK labels."""
    sheet = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0x0DBB, 0x07CC))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            raw = value.encode("gbk")
            sheet += record(0x0204, struct.pack("<HHHH", r, c, 0, len(raw)) + raw)
    head = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0x0DBB, 0x07CC))
    head += record(0x0042, struct.pack("<H", 936)) if codepage else b""
    head += record(0x00E0, bytes(16))
    place = len(head) + 4 + 13 + 4
    head += record(0x0085, struct.pack("<IH", place, 0) + b"\x06Sheet1") + record(0x000A, b"")
    return head + sheet + record(0x000A, b"")


def compound(stream: bytes) -> bytes:
    """A compound file with one stream called Book."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *(i + 3 for i in range(count - 1)), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))

    def entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry("Book", 2, 2, len(stream)) + bytes(256)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * 432
    return head + struct.pack("<128I", *table) + directory + stream


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
