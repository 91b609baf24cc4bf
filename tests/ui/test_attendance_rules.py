"""The rule editor in a real window: rows of approvals and ladders, mistakes at their field, a new version."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from villagedesk.attendance.profile import Approval
from villagedesk.services.attendance import profiles
from villagedesk.store import attendance as shelf
from villagedesk.ui.attendance.rules import RulesDialog
from villagedesk.ui.attendance.ruling.editor import RuleEditor


@pytest.fixture
def editor(open_window, office):
    window = open_window("attendance")
    now = profiles.versions(office)[-1].profile
    made = RuleEditor(window.desk, window, now, date(2026, 12, 1))
    made.show()
    return made


def put(form, **values):
    """Type into the fields of a form as if by hand."""
    for name, value in values.items():
        form.editors[name].show(value)
        form.editors[name].edited.emit()


def rows(view):
    model = view.model()
    return [
        " | ".join(str(model.index(r, c).data()) for c in range(model.columnCount())) for r in range(model.rowCount())
    ]


def newest(office):
    return profiles.versions(office)[-1].profile


def test_a_new_step_of_approval_is_added_changed_moved_and_saved_from_its_day(editor, office, qtbot):
    editor.show_part("approvals")
    edit = editor.approvals
    assert rows(edit.table)[0] == "主职 | — | 不限 | 不问 | 挂村领导 → 镇长 | 村党支部书记"
    edit.table.select(lambda row: row is edit.rows[0])
    qtbot.mouseClick(edit.buttons["添加"], Qt.MouseButton.LeftButton)
    put(edit.form, ranks=("主职",), over_days="0", to_days="", leaving="离开", approvers="镇长、书记、县委组织部")
    put(edit.form, to_days="0")
    assert rows(edit.table)[1] == "主职 | — | 不限 | 离开 | 镇长 → 书记 → 县委组织部 | 村党支部书记"
    qtbot.mouseClick(edit.buttons["上移"], Qt.MouseButton.LeftButton)
    assert [row.values["leaving"] for row in edit.rows][:2] == ["离开", "不问"]
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    editor._desk.ops.settle()
    made = newest(office)
    assert made.effective_on == date(2026, 12, 1) and len(profiles.versions(office)) == 2
    assert made.leave.approvals[0] == Approval(
        ("镇长", "书记", "县委组织部"), ("主职",), 0.0, 0.0, True, "村党支部书记"
    )
    assert profiles.profile_on(office, date(2026, 11, 30)) == profiles.versions(office)[0].profile


def test_a_step_of_a_ladder_is_added_and_another_taken_away(editor, office, qtbot):
    edit = editor.ladders
    editor.show_part("ladder")
    assert rows(edit.table)[1] == "迟到 | 每月 | — | 不限 | 5 | 书面说明 | — | —"
    edit.table.select(lambda row: row is edit.rows[1])
    qtbot.mouseClick(edit.buttons["添加"], Qt.MouseButton.LeftButton)
    assert edit.form.typed()["times"] == "6"
    put(edit.form, times="8", consequence="街道约谈", points="2", money="50")
    edit.table.select(lambda row: row is edit.rows[0])
    qtbot.mouseClick(edit.buttons["删除"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    editor._desk.ops.settle()
    steps = newest(office).ladders[0].steps
    assert [(s.times, s.consequence, s.points, s.money) for s in steps] == [
        (5, "书面说明", 0, 0),
        (8, "街道约谈", 2, 50),
    ]
    said = dict(profiles.sentences(newest(office)))["处理"]
    assert said.startswith("每月迟到 5 次起书面说明，8 次起街道约谈（扣 2 分，扣 50 元）；\n每年旷工")


@pytest.mark.parametrize(
    ("part", "field", "typed", "says"),
    [
        ("approvals", "approvers", "", "不能为空"),
        ("approvals", "to_days", "-1", "不能小于 0"),
        ("approvals", "over_days", "九", "要写数字"),
        ("ladders", "consequence", "", "不能为空"),
        ("ladders", "times", "0", "不能小于 1"),
        ("ladders", "over_minutes", "一刻", "要写数字"),
    ],
)
def test_a_mistake_in_a_row_comes_to_the_front_at_its_field(editor, office, qtbot, part, field, typed, says):
    edit = getattr(editor, part)
    edit.table.select(lambda row: row is edit.rows[1])
    put(edit.form, **{field: typed})
    edit.table.select(lambda row: row is edit.rows[0])
    editor.show_part("signs")
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    editor._desk.ops.settle()
    assert editor.isVisible() and len(profiles.versions(office)) == 1
    assert edit.isVisibleTo(editor) and edit.table.current_row() is edit.rows[1]
    assert edit.form._errors[field].isVisibleTo(editor) and says in edit.form._errors[field].text()


def test_a_row_that_is_never_reached_is_refused_in_words(editor, office, qtbot):
    edit = editor.approvals
    edit.table.select(lambda row: row is edit.rows[-1])
    qtbot.mouseClick(edit.buttons["添加"], Qt.MouseButton.LeftButton)
    put(edit.form, over_days="5", to_days="0", approvers="县委")
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    editor._desk.ops.settle()
    assert "第 4 行已经包括了这一行" in edit.form._errors["ranks"].text() and len(profiles.versions(office)) == 1


def test_numbers_quotas_and_signs_are_kept_and_their_mistakes_stand_at_the_field(editor, office, qtbot):
    put(editor.leave, quotas="年休假五天")
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert editor.leave.isVisibleTo(editor) and "年休假5" in editor.leave._errors["quotas"].text()
    put(editor.leave, quotas="年休假10 丧假3天", backdating_days="2", forbidden_in_special_periods=False)
    put(editor.judging, punches_per_day="四次", missing_after="旷工", round_minutes="30", morning_until="11:30")
    put(editor.signs, point_in_yuan="10")
    put(editor.head, name="桃源村规则", effective_on=date(2027, 1, 1))
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    editor._desk.ops.settle()
    made = newest(office)
    assert (made.name, made.effective_on) == ("桃源村规则", date(2027, 1, 1))
    assert made.leave.quotas == {"年休假": 10, "丧假": 3} and made.leave.backdating_days == 2
    assert not made.leave.forbidden_in_special_periods and made.rates.point_in_yuan == 10
    judging = made.judging
    assert (judging.punches_per_day, judging.round_minutes, judging.morning_until) == (4, 30, "11:30")
    assert made.correction.missing_after == "旷工"


def test_a_day_in_a_signed_month_is_refused_at_the_day(editor, office, qtbot):
    with office.change("签定") as change:
        row = {"month": "2026-10", "frozen_at": "2026-11-03 09:00:00", "frozen_by": "书记", "body": "{}"}
        change.insert("frozen_month", row)
    put(editor.head, effective_on=date(2026, 10, 1))
    editor.show_part("ladder")
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    editor._desk.ops.settle()
    assert "已经签定" in editor.head._errors["effective_on"].text() and editor.save_button.isEnabled()


def test_the_rules_show_their_versions_and_one_can_be_taken_away(open_window, office, qtbot):
    window = open_window("attendance")
    base = profiles.versions(office)[0].profile
    profiles.save_profile(office, base, date(2026, 12, 1))
    shown = RulesDialog(window.desk, window)
    shown.show()
    window.desk.ops.settle()
    panel = shown.panel
    names = [panel.versions.itemText(i) for i in range(panel.versions.count())]
    assert names == ["2026-12-01 起　两次签到·村　还没到", "自带的　两次签到·村　现在执行"]
    key = panel.version.id
    window.desk.ops.change(lambda its: profiles.drop_version(its, key, "写错了"), lambda _done: panel.reload())
    window.desk.ops.settle()
    assert panel.versions.count() == 1 and len(shelf.profiles(office.store)) == 0
    shown.close()


def test_a_shift_may_have_numbers_of_its_own(editor, office, qtbot):
    editor.show_part("shifts")
    edit = editor.shifts
    qtbot.mouseClick(edit.buttons["添加"], Qt.MouseButton.LeftButton)
    put(edit.form, shift="便民办公夜")
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert "什么都没有填" in edit.form._errors["late_grace_minutes"].text() and editor.isVisible()
    put(edit.form, late_grace_minutes="0", absent_below_hours="0.5", punches_per_day="有几次判几次")
    assert rows(edit.table) == ["便民办公夜 | 有几次判几次 | — | — | 0 | — | — | 0.5"]
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    editor._desk.ops.settle()
    own = {"late_grace_minutes": 0, "absent_below_hours": 0.5, "punches_per_day": 0}
    assert newest(office).shifts == {"便民办公夜": own}
    said = dict(profiles.sentences(newest(office)))["个别班次"]
    assert said == "便民办公夜：有几次判几次，迟到宽限 0 分钟，不足 0.5 小时算旷工。"


def test_what_was_typed_is_not_thrown_away_without_a_word(editor, office, qtbot):
    put(editor.judging, late_grace_minutes="7")
    editor.reject()
    question = next(found for found in editor.findChildren(QDialog) if found.isVisible())
    assert editor.isVisible()
    next(b for b in question.findChildren(QPushButton) if b.text() == "放弃").click()
    assert not editor.isVisible() and len(profiles.versions(office)) == 1


def test_rules_that_were_only_looked_at_close_at_once(editor):
    editor.show_part("ladder")
    editor.reject()
    assert not editor.isVisible()


def test_enter_goes_on_through_the_form_and_saves_nothing_by_itself(editor, office, qtbot):
    editor.activateWindow()
    day = editor.head.editors["effective_on"].widget.focusProxy()
    day.setFocus()
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert editor.judging.editors["punches_per_day"].widget.hasFocus() and editor.isVisible()
    editor.show_part("ladder")
    last = editor.ladders.form.editors["money"].widget
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Return)
    assert editor.ladders.buttons["添加"].hasFocus() and len(profiles.versions(office)) == 1
