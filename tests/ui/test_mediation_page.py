"""The page of mediation in a real window: a boundary dispute from the front desk to the bound volume."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from villagedesk.mediation.case import Stage
from villagedesk.mediation.party import Member
from villagedesk.mediation.screening import Rhythm
from villagedesk.mediation.volume import Sheet
from villagedesk.services import people
from villagedesk.services.mediation import cases, course, rounds, settings, sheets
from villagedesk.services.office import Office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.mediation.opened.view import CaseView
from villagedesk.ui.mediation.page import MediationPage
from villagedesk.ui.mediation.panel import FormPanel
from villagedesk.ui.messages import Question

VALUES: dict[str, Any] = {
    "category": "邻里",
    "received_on": "2026-11-02",
    "summary": "围墙越过界石约三十厘米。",
    "requests": "拆除越界部分\n恢复排水沟",
    "parties": [{"name": "郑水根", "side": "申请人"}, {"name": "何金堂", "side": "被申请人"}],
    "mediators": ["李秀梅", "王国平"],
}


@pytest.fixture
def page(office: Office, open_window: Callable[..., Window]) -> tuple[MediationPage, Window]:
    people.add_person(office, {"name": "李秀梅", "posts": ["调解主任"]})
    window = open_window("mediation")
    found = window.page
    assert isinstance(found, MediationPage)
    return found, window


def settle(window: Window) -> None:
    window.desk.ops.settle()


def fill(panel: FormPanel, window: Window, **values: Any) -> None:
    """Type values into a form as its user would, and save."""
    for name, value in values.items():
        panel.form.editors[name].show(value)
    panel.submit()
    settle(window)


def said(widget: QWidget) -> list[str]:
    """Every text that labels of a widget show."""
    return [label.text() for label in widget.findChildren(QLabel)]


def form_of(view: CaseView) -> FormPanel:
    assert view.form is not None
    return view.form


def test_an_empty_page_teaches_and_a_new_case_opens(page: tuple[MediationPage, Window], qtbot: QtBot) -> None:
    shown, window = page
    assert shown.stack.currentWidget() is shown.stack.empty
    shown.add()
    settle(window)
    dialog = shown.findChild(QDialog)
    assert dialog is not None
    panel = dialog.findChild(FormPanel)
    assert panel is not None
    panel.submit()
    assert panel.form._errors["one"].text(), "an empty name is marked at its field"
    fill(panel, window, one="郑水根", two="何金堂", category="邻里", chair="李秀梅", summary="围墙越界。")
    assert shown.stack.currentWidget() is shown.stack.case
    assert shown.header.title.text() == "郑水根与何金堂邻里纠纷"
    assert shown.header.facts.text() == "（2026）人调字第1号"


def opened(shown: MediationPage, window: Window, office: Office, **more: Any) -> CaseView:
    case = cases.add_case(office, {**VALUES, **more}).value
    shown.open(case.number)
    settle(window)
    settle(window)
    return shown.stack.case


def test_a_case_walks_from_the_desk_to_the_archive(
    page: tuple[MediationPage, Window], office: Office, tmp_path: Path
) -> None:
    shown, window = page
    view = opened(shown, window, office)
    steps: list[tuple[Stage, dict[str, Any]]] = [
        (Stage.ACCEPTED, {"on": date(2026, 11, 2), "registrar": "王小梅"}),
        (Stage.INFORMED, {"on": date(2026, 11, 3)}),
        (Stage.SESSION, {"on": date(2026, 11, 6), "statements": "双方认可测量。", "result": "达成一致"}),
        (
            Stage.WRITTEN,
            {"on": date(2026, 11, 6), "facts": "越界", "terms": "拆墙", "all_signed": True, "sealed": True},
        ),
        (Stage.PERFORMED, {"on": date(2026, 11, 18), "performance": "全部履行"}),
    ]
    for stage, values in steps:
        assert stage in [s for s in Stage if s.value in buttons(view)], f"{stage} is offered"
        view.take(stage)
        fill(form_of(view), window, **values)
        settle(window)
        assert view.opened is not None and view.opened.case.stage is stage
    view.take(Stage.ARCHIVED)
    fill(form_of(view), window, on=date(2026, 11, 20), filer="王小梅")
    assert view.opened is not None and view.opened.case.stage is Stage.PERFORMED, "the volume lacks the identity papers"
    place = next(p for p in view.opened.places if p.sheet is Sheet.IDENTITY)
    view.volume.choose(place)
    settle(window)
    photo = tmp_path / "身份证.png"
    Image.new("RGB", (300, 200), (220, 220, 210)).save(photo)
    shown.take_files([photo])
    settle(window)
    view.take(Stage.ARCHIVED)
    fill(form_of(view), window, on=date(2026, 11, 20), filer="王小梅")
    settle(window)
    assert view.opened is not None and view.opened.case.stage is Stage.ARCHIVED
    assert view.volume.complete.text() in ("齐全", "8 件待签", "7 件待签", "6 件待签")


def buttons(view: CaseView) -> set[str]:
    return {button.text() for button in view.findChildren(QPushButton)}


def test_what_the_law_forbids_is_said_with_its_article(page: tuple[MediationPage, Window], office: Office) -> None:
    shown, window = page
    view = opened(shown, window, office, barred="人民法院已经受理或者解决")
    view.take(Stage.ACCEPTED)
    panel = form_of(view)
    fill(panel, window, on=date(2026, 11, 2))
    assert view.opened is not None and view.opened.case.stage is Stage.WAITING
    assert "第二十二条" in window.line.words.text()


def test_every_form_is_previewed_and_its_words_edited(page: tuple[MediationPage, Window], office: Office) -> None:
    shown, window = page
    view = opened(shown, window, office)
    assert view.opened is not None
    place = next(p for p in view.opened.places if p.sheet is Sheet.APPLICATION)
    view.volume.choose(place)
    settle(window)
    assert view.preview.document.pageCount() == 1
    panel = view.sheet.panel
    assert panel is not None
    fill(panel, window, requests="1. 全部拆除。")
    settle(window)
    assert view.sheet.panel is not None
    assert view.sheet.panel.form.typed()["requests"] == "1. 全部拆除。"


def test_every_sheet_of_the_volume_can_be_looked_at(page: tuple[MediationPage, Window], office: Office) -> None:
    shown, window = page
    view = opened(shown, window, office)
    assert view.opened is not None
    for place in view.opened.places:
        view.volume.choose(place)
        settle(window)
        assert view.right.currentWidget() is view.sheet, place.title


def test_the_board_shows_cases_in_their_lanes_and_the_list_finds(
    page: tuple[MediationPage, Window], office: Office
) -> None:
    shown, window = page
    opened(shown, window, office)
    second = cases.add_case(
        office, {**VALUES, "parties": [{"name": "钱阿福"}, {"name": "雷顺", "side": "被申请人"}]}
    ).value
    course.take_step(office, second.id, "受理", {"on": "2026-11-02"})
    shown.show_view("board")
    settle(window)
    assert [count.text() for _, count, _ in shown.stack.board._lanes] == ["1", "1", "0", "0", "0", "0"]
    shown.show_view("list")
    shown.search.setText("qaf")
    shown.refresh()
    settle(window)
    assert shown.stack.table.model().rowCount() == 1


def test_screening_and_figures_have_their_views(page: tuple[MediationPage, Window], office: Office) -> None:
    shown, window = page
    shown.open("rounds")
    settle(window)
    assert any("零报告" in text for text in said(shown.stack.rounds))
    shown.screening.report_round()
    settle(window)
    panel = shown.findChild(QDialog).findChild(FormPanel)
    panel.submit()
    settle(window)
    settle(window)
    assert shown.stack.rounds.table.model().rowCount() == 1
    assert rounds.due_rounds(office) == ()
    assert any("都报送了" in text for text in said(shown.stack.rounds))
    opened(shown, window, office)
    shown.open("figures")
    settle(window)
    assert shown.stack.currentWidget() is shown.stack.figures


def test_a_clock_is_extended_at_the_top(page: tuple[MediationPage, Window], office: Office) -> None:
    shown, window = page
    view = opened(shown, window, office)
    assert view.opened is not None
    course.take_step(office, view.opened.case.id, "受理", {"on": "2026-11-02"})
    shown.refresh()
    settle(window)
    view.move_clock("调解期限", "延长")
    fill(form_of(view), window, days=10, reason="等待测量")
    settle(window)
    assert view.opened is not None
    assert view.opened.clocks[0].due_on == date(2026, 12, 12)


def test_a_find_becomes_a_case_from_its_row(page: tuple[MediationPage, Window], office: Office, qtbot: QtBot) -> None:
    shown, window = page
    made = rounds.open_round(office, Rhythm.MONTHLY).value
    rounds.save_find(office, made.id, {"category": "邻里", "matter": "屋檐滴水", "parties": "吴老四、孙有田"})
    shown.open("rounds")
    settle(window)
    row = shown.stack.rounds.table.model().rows[0]
    act = next(a for a in shown.screening.round_row(row) if a.id == "find-case")
    assert act.run is not None
    act.run()
    settle(window)
    settle(window)
    assert shown.stack.currentWidget() is shown.stack.case


def test_a_serious_find_stands_in_red_above_the_rounds_until_it_is_told(
    page: tuple[MediationPage, Window], office: Office
) -> None:
    shown, window = page
    made = rounds.open_round(office, Rhythm.MONTHLY).value
    values = {"category": "邻里", "matter": "争水", "risk": "重大", "responsible": "李秀梅", "measures": "隔开"}
    rounds.save_find(office, made.id, values)
    shown.open("排查")  # as the list of what is due opens it
    settle(window)
    assert any("重大矛盾上报" in text for text in said(shown.stack.rounds))
    row = shown.stack.rounds.table.model().rows[0]
    act = next(a for a in shown.screening.round_row(row) if a.id == "tell")
    assert act.run is not None
    act.run()
    settle(window)
    settle(window)
    assert not any("重大矛盾上报" in text for text in said(shown.stack.rounds))


def test_a_strange_mediator_is_asked_about_and_then_invited(page: tuple[MediationPage, Window], office: Office) -> None:
    shown, window = page
    settings.set_committee(office, (Member("李秀梅", woman=True, chair=True), Member("王国平"), Member("赵明")))
    view = opened(shown, window, office)
    view.edit("mediators")
    panel = form_of(view)
    fill(panel, window, chair="李秀梅", others="王囯平")
    settle(window)
    (question,) = panel.findChildren(Question)
    assert any("王国平" in text and "受邀调解员" in text for text in said(question))
    next(button for button in question.findChildren(QPushButton) if button.text() == "改一改").click()
    settle(window)
    assert view.opened is not None and all(m.name != "王囯平" for m in view.opened.case.mediators)
    panel.submit()
    settle(window)
    yes = next(b for q in panel.findChildren(Question) for b in q.findChildren(QPushButton) if "受邀" in b.text())
    yes.click()
    settle(window)
    settle(window)
    assert view.opened is not None
    assert [(m.name, m.invited) for m in view.opened.case.mediators] == [("李秀梅", False), ("王囯平", True)]


def question_of(view: CaseView) -> Question:
    """The one question that stands open over a case."""
    (found,) = [question for question in view.findChildren(Question) if question.isVisible()]
    return found


def answer(question: Question, word: str) -> None:
    next(button for button in question.findChildren(QPushButton) if button.text() == word).click()


@pytest.mark.parametrize(("word", "kept"), [("接着填", ""), ("不要了", ""), ("先保存", "农民")])
def test_a_half_typed_form_is_asked_about_before_another_takes_its_place(
    page: tuple[MediationPage, Window], office: Office, word: str, kept: str
) -> None:
    shown, window = page
    view = opened(shown, window, office)
    view.edit_party(1)
    typed = form_of(view)
    typed.form.editors["work"].show("农民")
    typed.form.dirty = True
    view.edit("mediators")
    assert view.form is typed, "what was typed stays in front until the question is answered"
    answer(question_of(view), word)
    settle(window)
    settle(window)
    assert view.opened is not None and view.opened.case.parties[1].work == kept
    assert (view.form is typed) == (word == "接着填")


def test_a_refresh_does_not_take_a_half_typed_form_away(page: tuple[MediationPage, Window], office: Office) -> None:
    shown, window = page
    view = opened(shown, window, office)
    view.take(Stage.ACCEPTED)
    typed = form_of(view)
    typed.form.dirty = True
    shown.refresh()
    settle(window)
    assert view.typing is typed
    view.volume.wanted.emit(None)
    answer(question_of(view), "不要了")
    assert view.typing is None


def test_a_step_the_law_forbids_says_its_article_over_the_button(
    page: tuple[MediationPage, Window], office: Office
) -> None:
    shown, window = page
    view = opened(shown, window, office)
    assert view.opened is not None
    course.take_step(office, view.opened.case.id, "受理", {"on": "2026-11-02"})
    shown.refresh()
    settle(window)
    view.take(Stage.SESSION)
    fill(form_of(view), window, on=date(2026, 11, 3), statements="各说各的。")
    settle(window)
    assert "第三十条" in form_of(view).refusal.text()
    assert form_of(view).refusal.isVisibleTo(view)


def test_an_agreement_is_drafted_from_the_session_and_its_changes_stay(
    page: tuple[MediationPage, Window], office: Office
) -> None:
    shown, window = page
    view = opened(shown, window, office)
    assert view.opened is not None
    key = view.opened.case.id
    for stage, data in (
        ("受理", {"on": "2026-11-02"}),
        ("告知", {"on": "2026-11-02"}),
        ("调解", {"on": "2026-11-03", "statements": "同意。", "result": "达成一致", "content": "拆墙\n通沟"}),
    ):
        course.take_step(office, key, stage, data)
    drafted = {slot.name: slot.text for slot in sheets.slots_of(office, cases.open_case(office, key), Sheet.AGREEMENT)}
    assert drafted["terms"] == "1. 拆墙\n2. 通沟"
    sheets.save_words(office, key, Sheet.AGREEMENT, 0, {"terms": "1. 拆墙", "deal": "十日内拆除。"})
    shown.refresh()
    settle(window)
    view.take(Stage.WRITTEN)
    assert form_of(view).form.editors["terms"].read() == "1. 拆墙"
    fill(form_of(view), window, on=date(2026, 11, 3), all_signed=True, sealed=True)
    settle(window)
    case = cases.open_case(office, key)
    assert case.stage is Stage.WRITTEN and case.steps[-1].text("terms") == "1. 拆墙"
    printed = {s.name: s.text for s in sheets.slots_of(office, case, Sheet.AGREEMENT, case.steps[-1].id)}
    assert printed["deal"] == "十日内拆除。"


def test_the_keys_stand_on_the_next_step_once_a_form_is_put_away(
    page: tuple[MediationPage, Window], office: Office, qtbot: QtBot
) -> None:
    case = cases.add_case(office, VALUES).value
    found, window = page
    found.open(case.number)
    settle(window)
    view = found.findChild(CaseView)
    assert view is not None
    view.take(Stage.ACCEPTED)
    fill(form_of(view), window, on=date(2026, 11, 2))
    settle(window)
    front = window.focusWidget()
    assert isinstance(front, QPushButton) and front.accessibleName() == "办理下一步：告知"
