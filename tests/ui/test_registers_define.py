"""A book added and changed in the window without its text: fields, states, steps, deadlines, list, statistics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from villagedesk.base.fields import Kind
from villagedesk.services.office import Office
from villagedesk.services.papers import shelf
from villagedesk.services.registers import books, daylog, entries, links, stats
from villagedesk.ui.frame.window import Window
from villagedesk.ui.preview.dialog import PreviewDialog
from villagedesk.ui.registers.define.book import BookDialog
from villagedesk.ui.registers.define.parts import PartForm
from villagedesk.ui.registers.page import RegistersPage
from villagedesk.ui.registers.pick import PickDialog

Open = Callable[..., Window]
VISIT: dict[str, Any] = {"visitor": "郑水根", "request": "排水沟被填平", "topic": "邻里关系"}


class Maker:
    """Works in the dialog of one book."""

    def __init__(self, window: Window, dialog: BookDialog) -> None:
        self.window, self.dialog = window, dialog

    def settle(self) -> None:
        for _ in range(4):
            self.window.desk.ops.settle()
            QApplication.processEvents()

    def part(self, key: str, place: int | None = None, **values: Any) -> dict[str, str]:
        """Add a part, or change the one at a place; what was refused comes back by field."""
        self.dialog.show_view(key)
        view = self.dialog.parts[key]
        if place is None:
            view.add()
        else:
            view.edit(view.table.rows_model.rows[place])
        form = next(one for one in view.findChildren(PartForm) if one.isVisible())
        for name, value in values.items():
            form.form.editors[name].show(value)
        form.submit()
        errors = {name: error.text() for name, error in form.form._errors.items() if not error.isHidden()}
        if errors:
            form.reject()
        QApplication.processEvents()
        return errors

    def drop(self, key: str, place: int) -> str:
        """Take a part out; what is said about it."""
        self.dialog.show_view(key)
        view = self.dialog.parts[key]
        view.table.select(lambda row: row.place == place)
        view.drop()
        self.settle()
        return "" if self.dialog.fault.isHidden() else self.dialog.fault.text()

    def save(self) -> str:
        """Save the book; what was refused."""
        done: list[int] = []
        self.dialog.finished.connect(done.append)
        self.dialog.save()
        self.settle()
        return "" if done else self.dialog.fault.text()


@pytest.fixture
def maker(open_window: Open) -> Iterator[Callable[[str], Maker]]:
    """Opens the dialog of a book, or of a new one for an empty word."""

    def open_book(book: str) -> Maker:
        window = open_window("registers", book or "visit")
        page = window.page
        assert isinstance(page, RegistersPage)
        made = Maker(window, BookDialog(window.desk, page, page.register if book else None))
        made.dialog.open()
        made.settle()
        return made

    yield open_book


def test_a_whole_book_is_made_without_a_word_of_toml(maker: Callable[[str], Maker], office: Office) -> None:
    made = maker("")
    made.dialog.head.editors["title"].show("农具借用")
    made.dialog.head.editors["number"].show("具〔{年}〕第{号}号")
    assert not made.part("fields", label="借用时间", kind="日期和时间", default="现在", required=True)
    assert not made.part("fields", label="农具", kind="单选", choices="锄头\n喷雾器", required=True)
    assert not made.part("fields", label="押金", kind="金额", unit="元", min=0, max=500)
    assert not made.part("fields", label="归还照片", kind="图片")
    assert not made.part("states", 0, name="借出")
    assert not made.part("states", name="逾期", colour="红（要紧）")
    assert not made.part("steps", to="逾期", from_=("借出",), asks=("押金",), by="书记、主任")
    assert not made.part(
        "deadlines", name="两小时归还", from_="借用时间", count=2, unit="小时", until=("办结",), escalates_to="书记"
    )
    assert not made.part("statistics", label="押金合计", unit="元", way="数字相加", what="押金", by=("农具",))
    assert not made.part("statistics", label="归还率", unit="%", way="占比（%）", of=("办结",), column="农具归还率")
    assert made.save() == ""
    book = books.register_of(office, "农具借用")
    assert [state.name for state in book.states] == ["借出", "办结", "逾期"] and book.steps[0].from_ == ("借出",)
    assert [item.kind for item in book.fields][2:] == [Kind.MOMENT, Kind.CHOICE, Kind.MONEY, Kind.PICTURE]
    facts = {"content": "借一天", book.fields[3].name: "锄头", book.fields[4].name: 30}
    entry = entries.add_entry(office, book.id, facts).value
    assert entry.number == "具〔2026〕第1号" and entry.due_at == "2026-11-21 11:30:00"
    figures = stats.book_figures(office, book, "2026-11")
    assert {one.heading: one.value for one in figures.figures} == {"押金合计（元）": 30, "归还率（%）": 0.0}
    assert [part.parts for part in figures.splits if part.by == book.fields[3].name] == [(("锄头", 30),)]
    assert stats.report_columns(office, "2026-11")["农具归还率"] == 0.0


def test_two_books_of_alike_names_stay_two(maker: Callable[[str], Maker], office: Office) -> None:
    for title in ("农具借用", "农机借用"):
        made = maker("")
        made.dialog.head.editors["title"].show(title)
        assert made.save() == ""
    assert {books.register_of(office, title).title for title in ("农具借用", "农机借用")} == {"农具借用", "农机借用"}


def test_a_renamed_state_is_renamed_wherever_it_is_named(maker: Callable[[str], Maker], office: Office) -> None:
    made = maker("visit")
    assert not made.part("states", 3, name="上报街道")
    assert made.save() == ""
    book = books.register_of(office, "visit")
    assert "转报街道" not in book.text.replace("转报街道（信访时限见说明）", "")
    assert any("上报街道" in step.from_ for step in book.steps) and "上报街道" in book.deadlines[0].until


def test_a_state_in_use_stays(maker: Callable[[str], Maker], office: Office) -> None:
    entries.add_entry(office, "visit", VISIT)
    made = maker("visit")
    assert "有 1 条记录在用，不能删" in made.drop("states", 0)


def test_a_field_with_data_is_retired_instead_of_dropped_and_reads_as_it_was(
    maker: Callable[[str], Maker], office: Office
) -> None:
    entry = entries.add_entry(office, "visit", {**VISIT, "special": "行动不便"}).value
    made = maker("visit")
    place = next(i for i, item in enumerate(books.register_of(office, "visit").fields) if item.name == "special")
    assert "已改为停用" in made.drop("fields", place)
    assert not made.part("fields", 1, label="来访群众")
    assert made.save() == ""
    book = books.register_of(office, "visit")
    assert book.fields[place].hidden and book.fields[1].label == "来访群众"
    kept = entries.edit_entry(office, entry.id, {"answer": "已答复"}).value
    assert kept.facts["special"] == "行动不便"
    fresh = entries.add_entry(office, "visit", VISIT).value
    other = entries.add_entry(office, "matter", {"applicant": "林阿婆"}).value
    now = repr(shelf.build(office, "走访记录", f"visit/{fresh.number}"))
    assert "来访群众" in now and "特殊要求" not in now
    assert "办事人" in repr(shelf.build(office, "登记原样", f"matter/{other.number}"))


def test_an_entry_is_seen_as_it_was_written(maker: Callable[[str], Maker], office: Office) -> None:
    entry = entries.add_entry(office, "visit", {**VISIT, "special": "行动不便"}).value
    made = maker("visit")
    assert not made.part("fields", 1, label="来访群众")
    assert made.save() == ""
    then = repr(shelf.build(office, "登记原样", f"visit/{entry.number}"))
    assert "来访人" in then and "来访群众" not in then and "行动不便" in then


@pytest.mark.parametrize(
    ("key", "values", "field", "says"),
    [
        pytest.param("fields", {"label": "类别", "kind": "单选"}, "choices", "可选的词", id="a choice without words"),
        pytest.param(
            "fields",
            {"label": "件数", "kind": "个数", "default": "很多"},
            "default",
            "不是数字",
            id="a default of another kind",
        ),
        pytest.param(
            "fields",
            {"label": "件数", "kind": "个数", "min": 5, "max": 2},
            "label",
            "min 比 max 大",
            id="limits the wrong way round",
        ),
        pytest.param("states", {"name": "办结"}, "name", "已经有", id="a state twice"),
        pytest.param("steps", {"to": "办结", "from_": ("办结",)}, "from_", "不能从", id="a step to itself"),
        pytest.param(
            "deadlines",
            {"name": "一小时", "from_": "来访时间", "count": -1, "unit": "小时"},
            "count",
            "不能小于",
            id="less than no time",
        ),
        pytest.param(
            "statistics",
            {"label": "人数", "unit": "人", "way": "数字相加", "what": "诉求"},
            "what",
            "相加",
            id="words cannot be added up",
        ),
        pytest.param(
            "statistics", {"label": "比率", "unit": "%", "way": "占比（%）"}, "label", "", id="a share of nothing"
        ),
    ],
)
def test_a_part_that_makes_no_sense_is_answered_in_its_form(
    maker: Callable[[str], Maker], key: str, values: dict[str, Any], field: str, says: str
) -> None:
    errors = maker("visit").part(key, **values)
    assert errors and (not says or says in errors[field])


def test_a_mistake_in_the_text_names_file_and_line_and_nothing_is_lost(
    maker: Callable[[str], Maker], office: Office
) -> None:
    made = maker("visit")
    made.dialog.show_view("text")
    text = made.dialog.text.toPlainText()
    made.dialog.text.setPlainText(text.replace('kind = "villager"', 'kind = "rope"', 1))
    said = made.save()
    assert "visit.toml" in said and "行" in said
    made.dialog.show_view("fields")
    assert made.dialog.views._buttons["text"].isChecked() and "rope" in made.dialog.text.toPlainText()
    made.dialog.text.setPlainText(text)
    made.dialog.show_view("fields")
    assert made.save() == "" and books.register_of(office, "visit").title == "群众来访接待"


def test_any_entry_is_picked_for_its_paper_by_name_or_number(open_window: Open, office: Office) -> None:
    for name in ("郑水根", "林阿婆", "何春燕"):
        entries.add_entry(office, "visit", {**VISIT, "visitor": name})
    window = open_window("registers", "visit")
    page = window.page
    assert isinstance(page, RegistersPage)

    def settle() -> None:
        for _ in range(4):
            window.desk.ops.settle()
            QApplication.processEvents()

    for typed, number in (
        ("lap", "来〔2026〕第2号"),
        ("郑水", "来〔2026〕第1号"),
        ("来〔2026〕第3号", "来〔2026〕第3号"),
    ):
        page.book_acts.pick_and_print()
        settle()
        dialog = next(one for one in page.findChildren(PickDialog) if one.isVisible())
        dialog.search.setText(typed)
        dialog._ask()
        settle()
        assert [entry.number for entry in dialog.table.rows_model.rows] == [number]
        dialog._pick(dialog.table.current_row())
        settle()
        preview = next(one for one in page.findChildren(PreviewDialog) if one.isVisible())
        preview.reject()
        settle()


def test_what_goes_along_is_chosen_field_by_field(maker: Callable[[str], Maker], office: Office) -> None:
    made = maker("visit")
    made.dialog.show_view("carries")
    rows = [row.cells for row in made.dialog.parts["carries"].table.rows_model.rows]
    place = next(i for i, cells in enumerate(rows) if cells[0] == "办件代办")
    assert "办事人 ← 来访人" in rows[place][1]
    assert "总会带过去" in made.part("carries", place, there_phone="")["there_phone"]
    assert not made.part("carries", place, there_content="处理意见")
    assert not made.part("carries", to="点单派单")
    assert not made.part("states", 1, links_to=("办件代办", "点单派单"))
    assert made.save() == ""
    book = books.register_of(office, "visit")
    facts = next(carry for carry in book.carries if carry.to == "matter").facts
    assert facts == {"applicant": "visitor", "content": "opinion"}
    assert "order" in [carry.to for carry in book.carries] and book.states[1].links_to == ("matter", "order")
    entry = entries.add_entry(office, "visit", {**VISIT, "phone": "15812342031", "opinion": "来领表"}).value
    matter = links.become(office, entry.id, "matter", {}).value
    assert matter.facts["content"] == "来领表" and matter.facts["applicant"] == "郑水根"


def test_what_the_log_gathers_is_set_in_words(maker: Callable[[str], Maker], office: Office) -> None:
    entries.add_entry(office, "visit", {**VISIT, "answer": "已答复"})
    made = maker("log")
    made.dialog.show_view("draws")
    rows = [row.cells for row in made.dialog.parts["draws"].table.rows_model.rows]
    place = next(i for i, cells in enumerate(rows) if cells[1] == "群众来访接待")
    assert rows[place][2].startswith("{时间} {来访人}")
    assert not made.part("draws", place, line="{来访人}说{诉求}", where="事由类别", word="邻里关系")
    assert "没有“天晓得”这一栏" in made.part("draws", place, line="{天晓得}")["line"]
    assert "要一起填" in made.part("draws", place, line="{来访人}", where="", word="邻里关系")["word"]
    assert not made.part("draws", into="突发情况及处置上报", book="志愿服务")
    assert made.save() == ""
    draws = books.register_of(office, "log").draws
    assert (draws[-1].into, draws[-1].book) == ("incidents", "volunteer")
    assert (draws[place].line, draws[place].where) == ("{visitor}说{request}", {"topic": "邻里关系"})
    found = daylog.drawn_facts(office, office.clock().date())
    assert found["visits"] == "1. 郑水根说排水沟被填平"
