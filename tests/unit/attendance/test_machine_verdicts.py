"""The machines' own verdicts, person by person, under a profile set to the machine's rules.

The sample files stay outside the project: these tests run where the folder of samples lies beside the
checkout, and say so where it does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import time
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from villagedesk.attendance import trial

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "devices"
here = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of machine samples is not beside this checkout")


def table(book, sheet):
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def judged(case):
    """The days of the answer, with minutes where the answer only says whether."""
    answer, verdicts = trial.run(case)["days"], trial.verdicts(case)
    return [{**day, "late": v.late, "early": v.early} for day, v in zip(answer, verdicts, strict=True)]


def moment(day, text):
    return f"{day} {text}:00"


@here
def test_four_sheet_clock_agrees_on_every_person_and_every_exception():
    """标准报表.xls: one period 09:00–17:00 with ten minutes of grace at both ends, fixed by its 异常统计.

    Remaining differences, all explained by the file itself:
    - 出勤天数 there counts a day with a single sign as attended although its own 异常统计 counts the same day
      as 480 minutes of absence; we call it 缺卡, so attended there = all duties − our days without any punch.
    - One duty day (工号 12190, the 26th) carries a punch but is no duty in 排班信息: no verdict in either.
    """
    book = CalamineWorkbook.from_path(str(SAMPLES / "标准报表.xls"))
    roster, summary = table(book, "排班信息"), table(book, "考勤汇总")
    records, exceptions = table(book, "考勤记录"), table(book, "异常统计")
    shift = {"name": "1", "start": "09:00", "end": "17:00", "periods": [["09:00", "17:00"]]}
    shift |= {"late_grace_minutes": 10, "early_grace_minutes": 0}
    shift |= {"sign_in_from_minutes": 540, "sign_out_until_minutes": 419}
    duties = [
        {"person": str(row[0]), "date": f"2016-03-{day:02d}", "shift": "1"}
        for row in roster[4:]
        for day, cell in enumerate(row[3:], 1)
        if str(cell).strip()
    ]
    punches = [
        {"person": str(row[2]), "at": moment(f"2016-03-{day:02d}", text)}
        for i, row in enumerate(records)
        if str(row[0]).startswith("工")
        for day, cell in enumerate(records[i + 1], 1)
        for text in re.findall(r"\d\d:\d\d", str(cell))
    ]
    case = {"shifts": [shift], "duties": duties, "punches": punches, "data_until": "2016-04-01 12:00:00"}
    days = {(d["person"], d["date"]): d for d in judged(case)}
    told = {(str(row[0]), str(row[3])[:10]): row for row in exceptions[4:]}
    assert len(days) == 1702
    for key, day in days.items():
        row = told.get(key)
        signs = [(day["selected"][name] or "")[11:16] for name in ("in1", "out1")]
        ours = [*signs, day["late"], day["early"]]
        if row is None:
            assert day["status"] == "正常" and day["late"] == day["early"] == 0, (key, day)
        else:
            assert ours == [str(row[4]), str(row[5]), int(row[8]), int(row[9])], (key, day)
            assert (day["status"] in ("缺卡", "旷工")) == (int(row[10]) > 0), (key, day)
    for row in summary[4:]:
        mine = [d for (person, _), d in days.items() if person == str(row[0])]
        absent = sum(d["absent"] for d in mine)
        assert (sum(d["late"] > 0 for d in mine), sum(d["late"] for d in mine)) == (int(row[5]), int(row[6]))
        assert (sum(d["early"] > 0 for d in mine), sum(d["early"] for d in mine)) == (int(row[7]), int(row[8]))
        assert (absent, f"{len(mine)}/{len(mine) - absent}") == (int(row[13]), str(row[11]))


def minute_text(cell):
    """The machine keeps fractions of a day with float noise: round to the minute, never cut."""
    if isinstance(cell, time):
        minutes = cell.hour * 60 + cell.minute + (cell.second >= 30)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(cell).strip()  # one 加班 sign after midnight is text there: 00:43+


@here
def test_three_people_a_sheet_clock_agrees_on_late_and_early_minutes():
    """考勤报表.xls: 08:00–11:30 and 12:30–17:00, five minutes of grace, the gap split at 12:00.

    Remaining differences, explained by the file itself:
    - The third pair of columns (加班) is judged by no rule there and no duty here; a day with a sign only in 加班
      is attended there. We compare the four signs of the duty, and count such days apart.
    """
    book = CalamineWorkbook.from_path(str(SAMPLES / "考勤报表.xls"))
    summary = {str(row[0]).split(".")[0]: row for row in table(book, "考勤汇总表")[4:] if str(row[0]).strip()}
    shift = {"name": "1", "start": "08:00", "end": "17:00", "late_grace_minutes": 5, "early_grace_minutes": 5}
    shift |= {"periods": [["08:00", "11:30"], ["12:30", "17:00"]], "punches_per_day": 4}
    shift |= {"sign_in_from_minutes": 480, "sign_out_until_minutes": 419}
    duties, punches, overtime, shown = [], [], defaultdict(set), {}
    for sheet in book.sheet_names[2:]:
        rows = table(book, sheet)
        for block in (0, 15, 30):
            badge = str(rows[4][block + 9]).split(".")[0] if len(rows[4]) > block + 9 else ""
            for row in rows[12:42] if badge else ():
                day = f"2020-11-{int(str(row[block])[:2]):02d}"
                signs = [minute_text(row[block + k]) if block + k < len(row) else "" for k in (1, 3, 6, 8, 10, 12)]
                duties.append({"person": badge, "date": day, "shift": "1"})
                punches += [{"person": badge, "at": moment(day, text)} for text in signs[:4] if text]
                shown[badge, day] = signs[:4]
                if any(signs[4:]) and not any(signs[:4]):
                    overtime[badge].add(day)
    case = {"shifts": [shift], "duties": duties, "punches": punches, "data_until": "2020-12-10 14:05:00"}
    days = judged(case)
    by_person = defaultdict(list)
    for day in days:
        by_person[day["person"]].append(day)
        signs = [(day["selected"][name] or "")[11:16] for name in ("in1", "out1", "in2", "out2")]
        assert signs == shown[day["person"], day["date"]], day
    assert len(by_person) == 63
    for badge, mine in by_person.items():
        row = summary[badge]
        assert (sum(d["late"] for d in mine), sum(d["early"] for d in mine)) == (int(row[6]), int(row[8])), badge
        absent = sum(d["absent"] for d in mine) - len(overtime[badge])
        assert absent == int(row[13]), badge


@here
def test_dingtalk_agrees_on_every_plain_day_of_the_common_shift():
    """钉钉考勤报表.xlsx: 普通出勤 08:30–18:00, no grace; the month's own word for each day and ours.

    Only days judged by punches alone are compared: leave, outings, overtime, corrections and the other shifts
    of the file are to the minute there and cannot be told from the sheet. What remains of 2,000 days, by the file:
    - a lone sign at 14:27 which the telephone had asked for as a sign-in; it is nearer to the end of the day, so
      we call it the sign-out. Both call the day 缺卡.
    - a sign at 01:15, exactly as far from 18:00 as from 08:30, which the telephone asked for as a sign-in; at
      equal distance we give it to the earlier duty.
    """
    book = CalamineWorkbook.from_path(str(SAMPLES / "钉钉考勤报表.xlsx"))
    rows = table(book, "月度汇总")
    shift = {"name": "普通出勤", "start": "08:30", "end": "18:00", "periods": [["08:30", "18:00"]]}
    shift |= {"sign_in_from_minutes": 510, "sign_out_until_minutes": 630}
    duties, punches, words = [], [], {}
    for number, row in enumerate(rows[4:]):
        for day, cell in enumerate(row[35:], 1):
            found = re.fullmatch(r"((?:普通出勤:[^,:]+,?)+)\s*\((.+)\)", str(cell))
            if not found or "申请" in found[1]:
                continue
            person, date = f"{row[0]}{number}", f"2026-05-{day:02d}"
            duties.append({"person": person, "date": date, "shift": "普通出勤"})
            into, out = ([*found[2].split(","), "-"])[:2]
            if into != "-":
                punches.append({"person": person, "at": moment(date, into)})
            if out != "-":
                following = f"2026-05-{day + 1:02d}".replace("05-32", "06-01")
                punches.append({"person": person, "at": moment(following if out < "04:30" else date, out)})
            words[person, date] = found[1].replace("普通出勤:", "").strip()
    case = {"shifts": [shift], "duties": duties, "punches": punches, "data_until": "2026-06-02 00:00:00"}
    differences = []
    for day in judged(case):
        word = words[day["person"], day["date"]]
        late = int(found[1]) if (found := re.search(r"上班迟到(\d+)分钟", word)) else 0
        early = int(found[1]) if (found := re.search(r"下班早退(\d+)分钟", word)) else 0
        missing, absent = "缺卡" in word, word in ("旷工", "未打卡")
        status = "旷工" if absent else "缺卡" if missing else "迟到" if late else "早退" if early else "正常"
        if (day["status"], day["late"], day["early"]) != (status, late, early):
            differences.append((word, day["in"], day["out"], day["status"], day["late"], day["early"]))
    assert len(words) > 2000
    assert [(word, out, status) for word, _, out, status, *_ in differences] == [
        ("正常", "2026-05-12 18:01:00", "缺卡"),
        ("上班迟到357分钟,下班缺卡", "2026-05-21 14:27:00", "缺卡"),
    ]
