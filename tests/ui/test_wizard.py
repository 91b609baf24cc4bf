"""The first run: from nothing to a posted table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from villagedesk.base import paths
from villagedesk.base.clock import clock_at
from villagedesk.services import people as staff
from villagedesk.services.office import fact, open_office
from villagedesk.services.roster import month
from villagedesk.ui.frame.acts.recent import recent
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.messages import Question
from villagedesk.ui.wizard.pattern import PatternStep
from villagedesk.ui.wizard.people import PeopleStep
from villagedesk.ui.wizard.posted import PostedStep
from villagedesk.ui.wizard.window import WizardWindow

LEADERS = [f"带班{name}\t副主任\t{n}" for n, name in enumerate("甲乙丙", 1)]
SITTERS = [f"坐班{name}\t委员\t{n}" for n, name in enumerate("子丑寅卯辰巳", 11)]
PEOPLE = "\n".join(["姓名\t职务\t考勤号", *LEADERS, *SITTERS, "网格一\t网格长\t30"])


@pytest.fixture
def opened() -> list[Path]:
    return []


@pytest.fixture
def wizard(
    look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[Path]
) -> Iterator[WizardWindow]:
    monkeypatch.setattr(paths, "default_office", lambda: tmp_path / "数据" / "office.vdesk")
    window = WizardWindow(look, Memory(tmp_path / "window.json"), opened.append)
    window.clock = clock_at(datetime(2026, 11, 21, 9))
    window.show()
    yield window
    window._throw_away()
    window.deleteLater()


def settle(wizard: WizardWindow) -> None:
    QApplication.processEvents()
    if wizard.desk is not None:
        wizard.desk.ops.settle()


def fill_village(wizard: WizardWindow) -> None:
    wizard.village.form.editors["village"].show("桃源村")
    wizard.village.form.editors["street"].show("锦湖街道")
    wizard.village.form.editors["duty_phone"].show("0577-65550101")
    wizard.go_on()
    settle(wizard)


def paste_people(wizard: WizardWindow, text: str) -> None:
    step = wizard.step
    assert isinstance(step, PeopleStep)
    step.intake.paste.setPlainText(text)
    step.intake.read_text()
    settle(wizard)


def test_four_steps_lead_from_nothing_to_a_posted_table(wizard: WizardWindow, opened: list[Path]) -> None:
    fill_village(wizard)
    paste_people(wizard, PEOPLE)
    wizard.go_on()
    settle(wizard)
    wizard.go_on()
    settle(wizard)
    settle(wizard)
    step = wizard.step
    assert isinstance(step, PostedStep)
    assert step.document.pageCount() >= 1 and "排好了" in step.says.text()
    wizard.go_on()
    (file,) = opened
    office = open_office(file, clock=clock_at(datetime(2026, 11, 21, 9)))
    assert fact(office, "duty_phone") == "0577-65550101"
    assert len(staff.people(office)) == 10
    assert any(place.cells for place in month.month(office, "2026-12").places)
    office.close()


def test_a_village_without_a_name_stays_on_the_first_step(wizard: WizardWindow) -> None:
    wizard.go_on()
    assert wizard.step is wizard.village and wizard.office is None
    assert wizard.village.form._errors["village"].isVisible()


def test_nobody_means_no_next_step(wizard: WizardWindow) -> None:
    fill_village(wizard)
    assert isinstance(wizard.step, PeopleStep) and not wizard.forward.isEnabled()
    paste_people(wizard, "12345\t文书")
    assert not wizard.forward.isEnabled()


def test_going_back_changes_the_facts_of_the_same_file(wizard: WizardWindow) -> None:
    fill_village(wizard)
    wizard.show_step(0)
    wizard.village.form.editors["street"].show("塘下镇")
    wizard.go_on()
    settle(wizard)
    assert wizard.office is not None and fact(wizard.office, "street") == "塘下镇"


def test_leaving_half_way_asks_and_can_leave_nothing_behind(wizard: WizardWindow, opened: list[Path]) -> None:
    fill_village(wizard)
    assert wizard.office is not None
    file = wizard.office.store.path
    wizard.close()
    QApplication.processEvents()
    assert wizard.isVisible() and any(question.isVisible() for question in wizard.findChildren(Question))
    wizard._throw_away()
    assert not file.exists() and opened == []


def test_enter_in_the_last_field_makes_the_office(wizard: WizardWindow, qtbot: QtBot) -> None:
    wizard.village.form.editors["village"].show("桃源村")
    last = wizard.village.form.editors["place"].widget
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Return)
    settle(wizard)
    assert wizard.office is not None and isinstance(wizard.step, PeopleStep)


def type_people(wizard: WizardWindow, words: str) -> PeopleStep:
    step = wizard.step
    assert isinstance(step, PeopleStep)
    step.intake.paste.setPlainText(words)
    for _ in range(2):  # read, then store
        wizard.go_on()
        settle(wizard)
    return step


def test_three_names_without_posts_are_told_what_is_missing_and_get_it_one_step_back(wizard: WizardWindow) -> None:
    fill_village(wizard)
    people = type_people(wizard, "王小红\n李大明\n赵铁柱")
    pattern = wizard.step
    assert isinstance(pattern, PatternStep)
    assert "还没有人能带班" in pattern._lacking.text() and pattern._lacking.isVisible()
    wizard.back.click()
    settle(wizard)
    assert people.intake.isVisible() and people.intake.paste.toPlainText() == "王小红\n李大明\n赵铁柱"
    type_people(wizard, "王小红 书记\n李大明\n赵铁柱")
    assert wizard.step is pattern and not pattern._lacking.isVisible()
    assert wizard.office is not None
    assert {p.name: p.duty_posts for p in staff.people(wizard.office)}["王小红"] == ("带班",)


def test_what_was_half_done_is_kept_and_opened(wizard: WizardWindow, opened: list[Path]) -> None:
    fill_village(wizard)
    type_people(wizard, PEOPLE)
    wizard.close()
    (question,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible()]
    next(b for b in question.findChildren(QPushButton) if b.text() == "保留并打开").click()
    assert len(opened) == 1
    office = open_office(opened[0])
    assert len(staff.people(office)) == 10
    office.close()


def test_a_folder_that_cannot_be_made_is_said_at_the_first_step(wizard: WizardWindow, tmp_path: Path) -> None:
    (tmp_path / "不是文件夹").write_text("x")
    wizard.village.file = tmp_path / "不是文件夹" / "里面" / "村.vdesk"
    fill_village(wizard)
    assert wizard.step is wizard.village and wizard.office is None
    said = wizard.village.error.text()
    assert wizard.village.error.isVisible() and "没有做成" in said and "Not a directory" not in said


def test_an_office_half_made_is_what_the_next_start_opens_even_after_a_power_cut(
    wizard: WizardWindow, tmp_path: Path
) -> None:
    fill_village(wizard)
    assert wizard.office is not None
    file = wizard.office.store.path
    assert recent(Memory(tmp_path / "window.json")) == [file]
    wizard._throw_away()
    assert recent(Memory(tmp_path / "window.json")) == []
