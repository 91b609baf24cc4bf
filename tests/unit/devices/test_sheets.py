"""Plain tables of punches in every form: header words, forms of dates, bad cells, columns asked for."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.devices.workbooks import HEAD, NOW, PUNCHES, ROWS, old_biff, read, xls, xlsx
from villagedesk.base.errors import Mistake
from villagedesk.devices import moments, sniff
from villagedesk.devices.reading import Found, Unmapped, Wishes
from villagedesk.devices.sheets.grid import Sheet
from villagedesk.devices.sniff import recognise


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


def test_a_table_whose_dates_have_no_year_asks_for_it(tmp_path: Path):
    file = xlsx(
        tmp_path / "a.xlsx", (("姓名", "工号", "打卡时间"), ("张", "7", "11-02 07:58"), ("张", "7", "11月3日 07:58"))
    )
    found = recognise(file, NOW)
    assert isinstance(found, Found)
    with pytest.raises(Mistake, match="--year"):
        list(found.read(NOW))
    assert [at for _, at in read(file, Wishes(NOW.now, year=2025))[1]] == ["2025-11-02 07:58:00", "2025-11-03 07:58:00"]


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
