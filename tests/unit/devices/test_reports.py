"""Report workbooks of self-service clocks and of DingTalk and WeCom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.unit.devices.workbooks import NOW, read, xlsx
from villagedesk.base.errors import Mistake
from villagedesk.devices.reading import Found, Wishes
from villagedesk.devices.sniff import recognise

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


def test_the_first_and_last_sign_of_a_day_do_not_count_beside_the_signs_themselves(tmp_path: Path):
    rows = (
        ("时间", "姓名", "账号", "最早", "最晚", "上班1打卡时间", "下班1打卡时间"),
        ("2026/11/02 星期一", "张", "zhang", "07:58", "17:30", "07:58", "17:30"),
        ("2026/11/03 星期二", "张", "zhang", "07:58", "17:30", "07:58", "17:30"),
    )
    _, good, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    assert len(good) == 4
