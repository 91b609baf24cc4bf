"""What WeCom exports: the day report and its detail sheet, the record of punch times, and the month that has none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from villagedesk.base.errors import Mistake
from villagedesk.devices.reading import Found, Wishes
from villagedesk.devices.sniff import recognise

WEEK = "一二三四五六日"
MADE = "制表时间:2026-11-20 17:23(UTC+8)"
OVERVIEW = (
    "所属规则",
    "班次",
    "最早",
    "最晚",
    "打卡次数(次)",
    "标准工作时长(小时)",
    "实际工作时长(小时)",
    "假勤申请",
    "考勤结果",
)
FAULTS = ("异常合计(次)", "迟到次数(次)", "迟到时长(分钟)", "缺卡次数(次)")
OUTSIDE = ("外出打卡次数(次)", "最早", "最晚")
PEOPLE = (("王芳", "WangFang", "桃源村/村委会", "文书"), ("赵敏", "zm02", "桃源村/网格", "--"))
TIMES = {
    ("王芳", 2): "08:21、12:03、13:55、17:31",
    ("王芳", 3): "08:40(迟到10分钟)、17:30",
    ("王芳", 4): "--",
    ("赵敏", 2): "08:29、次日00:12",
    ("赵敏", 3): "08:25(管理员校准)",
    ("赵敏", 4): "09:02(外出,文化路12号)、17:35",
}
WANTED = {
    ("WangFang", "2026-11-02 08:21:00"),
    ("WangFang", "2026-11-02 12:03:00"),
    ("WangFang", "2026-11-02 13:55:00"),
    ("WangFang", "2026-11-02 17:31:00"),
    ("WangFang", "2026-11-03 08:40:00"),
    ("WangFang", "2026-11-03 17:30:00"),
    ("zm02", "2026-11-02 08:29:00"),
    ("zm02", "2026-11-03 00:12:00"),
    ("zm02", "2026-11-03 08:25:00"),
    ("zm02", "2026-11-04 09:02:00"),
    ("zm02", "2026-11-04 17:35:00"),
}


def day_words(day: date) -> str:
    return f"{day:%Y/%m/%d} 星期{WEEK[day.weekday()]}"


def save(file: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(file)
    return file


def padded(name: str, width: int) -> list[str]:
    """A heading merged over several columns."""
    return [name, *[""] * (width - 1)]


def day_report(*, record: bool = True, title: str = "11-02 ～ 11-04") -> list[list[Any]]:
    upper = [
        "时间",
        "姓名",
        "账号",
        *padded("基础信息", 2),
        *padded("考勤概况", len(OVERVIEW)),
        *padded("异常统计", len(FAULTS)),
    ]
    upper += [*padded("外出打卡", 3), *padded("上班1", 2), *padded("下班1", 2)]
    lower = ["", "", "", "部门", "职务", *OVERVIEW, *FAULTS, *OUTSIDE, "打卡时间", "打卡状态", "打卡时间", "打卡状态"]
    if record:
        upper, lower = [*upper, "打卡时间记录", "打卡详情"], [*lower, "", ""]
    rows: list[list[Any]] = [["概况统计与打卡明细"], [f"统计时间:{title}     {MADE}"], upper, lower]
    for name, account, team, post in PEOPLE:
        for number in (4, 3, 2):
            times = TIMES[name, number]
            clocks = [part.split("(")[0] for part in times.split("、")] if times != "--" else []
            first, last = (clocks[0] if clocks else "--"), (clocks[-1] if len(clocks) > 1 else "--")
            row = [day_words(date(2026, 11, number)), name, account, team, post, "上下班打卡", "08:30-17:30"]
            row += [first, last, len(clocks), 8, 7.5, "--", "正常", 0, 0, 0, 0, 0, "--", "--"]
            row += [first, "正常" if clocks else "未打卡", last, "正常"]
            rows.append([*row, times, f"上班1-{first}(正常)"] if record else row)
    return rows


def details() -> list[list[Any]]:
    head = [
        "日期",
        "姓名",
        "账号",
        "部门",
        "职务",
        "所属规则",
        "打卡类型",
        "应打卡时间",
        "实际打卡时间",
        "打卡状态",
        "打卡地点",
    ]
    rows: list[list[Any]] = [["打卡详情"], [f"统计时间:11-02 ～ 11-04     {MADE}"], head]
    for name, account, team, post in PEOPLE:
        for number in (2, 3, 4):
            times = TIMES[name, number].split("、")
            for place, text in enumerate(times):
                word = "上班" if place == 0 else "下班"
                clock = text.split("(")[0]
                fixed = [day_words(date(2026, 11, number)), name, account, team, post, "上下班打卡", word, "08:30"]
                rows.append([*fixed, clock if clock != "--" else "未打卡", "正常", "桃源村便民服务中心"])
    return rows


def record_of_times(
    title: str = f"统计时间:11-02 ～ 11-04     {MADE}", first: date = date(2026, 11, 2)
) -> list[list[Any]]:
    days = [first + timedelta(days=n) for n in range(3)]
    lower = ["", "", "部门", "职务", "工号", *(f"{day.day}\n星期{WEEK[day.weekday()]}" for day in days)]
    rows = [["打卡时间记录"], [title], ["姓名", "账号", *padded("基础信息", 3), *padded("打卡时间记录", 3)], lower]
    for name, account, team, post in PEOPLE:
        rows.append([name, account, team, post, "--", *(TIMES[name, number] for number in (2, 3, 4))])
    return [*rows, ["", "", "", "", "", "--", "--", "--"]]


def month_report() -> list[list[Any]]:
    sums = ("应打卡天数(天)", "正常天数(天)", "异常天数(天)", "补卡次数\n(次)")
    upper = ["姓名", "账号", *padded("基础信息", 2), *padded("考勤概况", 4), *padded("打卡详情", 3)]
    lower = ["", "", "部门", "职务", *sums, "2\n星期一", "3\n星期二", "4\n星期三"]
    rows: list[list[Any]] = [["上下班打卡_月报"], [f"统计时间:11-01 ～ 11-30     {MADE}"], upper, lower]
    rows += [[*person, 21, 20, 1, 0, "正常 ;", "迟到10分钟 ;缺卡 ;", "休息"] for person in PEOPLE]
    return rows


def read(file: Path, year: int | None = None) -> tuple[Found, set[tuple[str, str]], list[Any]]:
    wishes = Wishes(datetime(2026, 11, 21, 9, 30), year=year)
    found = recognise(file, wishes)
    assert isinstance(found, Found), found
    batches = list(found.read(wishes))
    rows = [(row[0], row[1]) for batch in batches for row in batch.rows]
    assert len(rows) == len(set(rows)), "a punch is told once"
    return found, set(rows), [problem for batch in batches for problem in batch.problems]


def test_a_day_report_with_its_detail_sheet(tmp_path: Path):
    file = save(tmp_path / "a.xlsx", {"概况统计与打卡明细": day_report(), "打卡详情": details()})
    found, rows, bad = read(file)
    assert found.title == "企业微信打卡报表"
    assert (rows, bad) == (WANTED, [])


def test_a_day_report_alone_gives_every_punch_of_the_day_once(tmp_path: Path):
    found, rows, bad = read(save(tmp_path / "a.xlsx", {"Sheet1": day_report()}))
    assert found.layout == "wecom"
    assert (rows, bad) == (WANTED, [])


def test_a_day_report_of_few_columns_gives_the_punches_of_the_shifts(tmp_path: Path):
    _, rows, bad = read(save(tmp_path / "a.xlsx", {"Sheet1": day_report(record=False)}))
    between = {("WangFang", "2026-11-02 12:03:00"), ("WangFang", "2026-11-02 13:55:00")}
    assert (rows, bad) == (WANTED - between, [])


def test_the_record_of_punch_times_takes_its_year_from_the_day_it_was_made(tmp_path: Path):
    found, rows, bad = read(save(tmp_path / "a.xlsx", {"打卡时间记录": record_of_times()}))
    assert found.title == "企业微信月表"
    assert (rows, bad) == (WANTED, [])
    assert found.until == datetime(2026, 11, 4, 23, 59, 59)


def test_a_record_made_in_january_of_days_in_december_is_of_last_year(tmp_path: Path):
    title = "统计时间:12-30 ～ 01-01     制表时间:2026-01-05 09:00(UTC+8)"
    _, rows, _ = read(save(tmp_path / "a.xlsx", {"打卡时间记录": record_of_times(title, date(2025, 12, 30))}))
    assert {at[:10] for _, at in rows} == {"2025-12-30", "2025-12-31", "2026-01-01"}


def test_a_record_without_the_day_it_was_made_asks_for_the_year(tmp_path: Path):
    file = save(tmp_path / "a.xlsx", {"打卡时间记录": record_of_times("统计时间:11-02 ～ 11-04")})
    with pytest.raises(Mistake, match="没有写年份") as asked:
        read(file)
    assert asked.value.field == "year"
    assert read(file, 2026)[1] == WANTED


def test_a_month_report_has_no_punch_and_says_what_to_export_instead(tmp_path: Path):
    with pytest.raises(Mistake, match=r"没有打卡时间.*打卡时间记录"):
        read(save(tmp_path / "a.xlsx", {"上下班打卡_月报": month_report()}))
