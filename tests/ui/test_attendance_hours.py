"""Hours away, 数据截至 and clocks put right in a real window; approving from the buttons under the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QDialog, QPushButton

from villagedesk.base.clock import clock_at
from villagedesk.roster.reading import read_pattern
from villagedesk.services import people as staff
from villagedesk.services.attendance import absences
from villagedesk.services.attendance import month as months
from villagedesk.services.punches import imports, machines
from villagedesk.services.roster.pattern import save_pattern
from villagedesk.store import roster as shelf
from villagedesk.store.roster import StoredDuty
from villagedesk.ui.attendance.reach import ReachDialog
from villagedesk.ui.attendance.sheet.layout import Spot

SHIFT = {"name": "坐班", "start": "08:30", "end": "17:30", "periods": [["08:30", "11:30"], ["14:00", "17:30"]]}
DAY = date(2026, 11, 19)


@pytest.fixture
def lived(office, tmp_path: Path):
    """Two people on duty on two days; the second is the last of the machine's file, taken at 08:40 the next day."""
    keys = [staff.add_person(office, {"name": n}, badge=str(i)).value for i, n in enumerate(("张建国", "李秀英"), 1)]
    save_pattern(office, read_pattern({"shift": [SHIFT]}))
    days = [DAY, date(2026, 11, 20)]
    with office.change("排班") as change:
        shelf.add_duties(change, [StoredDuty(day, "坐班", "坐班", key) for day in days for key in keys])
    rows = [(1, "19 10:28"), (1, "19 17:40"), (2, "19 08:20"), (2, "19 17:40"), (1, "20 08:20"), (1, "20 17:41")]
    file = tmp_path / "1_attlog.dat"
    file.write_text("\n".join(f"        {n}\t2026-11-{row}:00\t1\t0\t1\t0" for n, row in rows), "ascii")
    imports.import_files(office, [file])
    return office


def dialog(window) -> QDialog:
    window.desk.ops.settle()
    return next(found for found in window.findChildren(QDialog) if found.isVisible())


def lines(panel) -> list[str]:
    items = [panel.reasons.itemAt(i).widget() for i in range(panel.reasons.count())]
    return [item.text() for item in items if item]


def status(office, person, day):
    return months.month(office, "2026-11").row(person).cells[day].verdicts[0].status


def test_two_hours_in_the_village_are_typed_in_the_form_and_explain_the_morning(lived, open_window):
    window = open_window("attendance")
    page = window.page
    page.grid.choose(Spot("张建国", DAY))
    page.desk.ops.settle()
    assert status(lived, "张建国", DAY) == "缺卡"
    page._asked("errand")
    shown = dialog(window)
    for name, typed in (("from_time", "8:30"), ("to_time", "8:00"), ("reason", "三组核查地质灾害点")):
        shown.form.editors[name].show(typed)
    shown.submit()
    window.desk.ops.settle()
    assert "不晚于开始" in shown.form._errors["to_time"].text() and shown.isVisible()
    shown.form.editors["to_time"].show("10:30")
    shown.submit()
    window.desk.ops.settle()
    assert status(lived, "张建国", DAY) == "正常"
    said = lines(page.evidence)
    assert "08:30–10:30 下村" in said
    assert "下村 2026年11月19日 08:30 到 10:30（已批准）：三组核查地质灾害点" in said
    page.show_view("told")
    window.desk.ops.settle()
    model = page.requests.table.model()
    row = model.row(model.index(0, 0))
    assert (row.when, row.days) == ("11-19 08:30–10:30", "2 小时")


def test_leave_by_the_hour_shows_its_days_while_it_is_typed(lived, open_window):
    window = open_window("attendance")
    page = window.page
    page._asked("leave")
    shown = dialog(window)
    values = {"person": "李秀英", "from_on": date(2026, 11, 23), "to_on": date(2026, 11, 23)}
    for name, typed in {**values, "from_time": "15:30", "to_time": "17:30"}.items():
        shown.form.editors[name].show(typed)
    shown.preview()
    window.desk.ops.settle()
    assert "共 0.25 天" in shown.way.text()
    shown.form.editors["to_time"].show("五点")
    shown.preview()
    window.desk.ops.settle()
    assert "共 0.25 天" in shown.way.text(), "what cannot be read yet changes nothing"


def test_the_last_duty_is_judged_when_the_clerk_says_when_the_file_was_taken(lived, open_window):
    window = open_window("attendance")
    page = window.page
    page.grid.choose(Spot("李秀英", date(2026, 11, 20)))
    page.desk.ops.settle()
    assert page.evidence._chip.text() == "未判定"
    button = next(b for b in page.evidence.findChildren(QPushButton) if b.text().strip() == "数据截至…")
    button.click()
    shown = dialog(window)
    assert isinstance(shown, ReachDialog)
    window.desk.ops.settle()
    assert "最晚一次打卡 2026年11月20日 17:41，2026年11月21日 09:30 导入" in shown.says.text()
    shown.form.editors["taken_at"].show("2026-11-21 10:00")
    shown.save()
    window.desk.ops.settle()
    assert "还没有到" in shown.form._errors["taken_at"].text()
    shown.form.editors["taken_at"].show("2026-11-21 08:40")
    shown.save()
    window.desk.ops.settle()
    assert status(lived, "李秀英", date(2026, 11, 20)) == "旷工"
    assert status(lived, "张建国", date(2026, 11, 20)) == "正常"
    window.desk.ops.undo()
    window.desk.ops.settle()
    assert status(lived, "李秀英", date(2026, 11, 20)) == "未判定"


def test_a_clock_put_right_is_seen_on_the_line_and_said(lived, open_window, qtbot):
    [one] = machines.machines(lived)
    window = open_window("attendance")
    page = window.page
    page.grid.choose(Spot("李秀英", DAY))
    page.desk.ops.settle()
    line = page.evidence.line
    plain = line.sizeHint().height()
    machines.set_offset(lived, one.machine.id, datetime(2026, 11, 1), None, 252)
    page.refresh()
    window.desk.ops.settle()
    page.grid.choose(Spot("李秀英", DAY))
    window.desk.ops.settle()
    assert line.sizeHint().height() > plain
    said = "的钟慢 4 分 12 秒：机器写的是 08:20:00、17:40:00，判定按 08:24:12、17:44:12 算。"
    assert any(text.endswith(said) for text in lines(page.evidence))
    assert said.removesuffix("。") in line.accessibleDescription()
    strip = line.grab(QRect(0, 0, line.width(), line.sizeHint().height() - plain)).toImage()
    ground = strip.pixelColor(0, 0)
    marked = sum(strip.pixelColor(x, y) != ground for x in range(strip.width()) for y in range(strip.height()))
    assert marked > 40, "what the machine wrote stands above the time that counts"


def test_what_waits_is_approved_by_a_button_under_the_list(lived, open_window):
    early = replace(lived, clock=clock_at(datetime(2026, 11, 16, 9)))
    day = {"from_on": date(2026, 11, 20), "to_on": date(2026, 11, 20), "reason": "家事"}
    absences.request_leave(early, {"person": "李秀英", "kind": "事假", **day})
    window = open_window("attendance")
    page = window.page
    page.show_view("told")
    window.desk.ops.settle()
    buttons = {b.text().strip(): b for b in page.requests.findChildren(QPushButton) if b.isVisible()}
    assert list(buttons) == ["村党支部书记同意", "不同意…", "撤回…", "经过…", "打印请假条"]
    buttons["村党支部书记同意"].click()
    window.desk.ops.settle()
    [one] = absences.absences(lived, date(2026, 11, 20), date(2026, 11, 20))
    assert one.state == "已批准"
    shown = [b.text().strip() for b in page.requests.findChildren(QPushButton) if b.isVisible()]
    assert shown[:2] == ["销假…", "续假…"]


def test_the_example_knows_hours_and_the_rules_behind_it(lived, open_window):
    window = open_window("attendance")
    window.page._asked("trial")
    shown = dialog(window)

    def words():
        body = shown.card.body
        return [body.itemAt(i).widget().text() for i in range(body.count()) if body.itemAt(i).widget()]

    shown.form.editors["punches"].show("10:25 17:33")
    shown.form.editors["out"].show("8:30-10:30")
    shown.judge()
    assert words()[0] == "正常" and "· 08:30–10:30 公出" in words()
    shown.form.editors["out"].show("上午")
    shown.judge()
    assert "外出请写成 14:00-16:00" in "".join(words())
