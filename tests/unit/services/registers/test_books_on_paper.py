"""Every paper of the books is built, with and without entries, and the posted ones name nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.base.document import Document, Table
from villagedesk.base.errors import Mistake
from villagedesk.services.office import Office, create_office
from villagedesk.services.papers import registers as papers
from villagedesk.services.papers import shelf
from villagedesk.services.registers import entries
from villagedesk.services.villagers import grids
from villagedesk.writers.pdf import pdf_bytes

NOW = datetime(2026, 11, 20, 9, 30)
KEYS = {"month": "2026-11", "date": "2026-11-20", "none": ""}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "桃源村.vdesk", "桃源村", "锦湖街道", clock=clock_at(NOW))
    yield made
    made.close()


def words(documents: tuple[Document, ...]) -> str:
    found: list[str] = []
    for document in documents:
        found += [document.title, document.notice]
        for block in document.blocks:
            if isinstance(block, Table):
                found += [cell.text for row in (*block.head, *block.rows) for cell in row]
    return "\n".join(found)


def lived(office: Office) -> None:
    facts = {"visitor": "郑水根", "request": "排水沟\n被填平", "topic": "邻里关系", "phone": "15812342031"}
    entries.add_entry(office, "visit", {**facts, "address": "桃源村三组12号"})
    matter = entries.add_entry(office, "matter", {"applicant": "林阿婆", "matter": "残疾人证"}).value
    entries.step_entry(office, matter.id, "待补件", {"missing": "照片、户口本"})
    entries.add_entry(office, "points", {"holder": "郑水根", "points": 20, "reason": "志愿", "rule": "志愿服务"})
    entries.add_entry(office, "log", {"weather": "晴"})
    grids.add_households(office, [grids.Household("王五", address="二组3号", members=3)])


@pytest.mark.parametrize("paper", papers.PAPERS, ids=lambda paper: paper.name)
@pytest.mark.parametrize("full", [True, False], ids=["lived in", "empty"])
def test_a_paper_is_built_and_set(office: Office, paper: papers.Paper, full: bool) -> None:
    if full:
        lived(office)
    elif paper.keys == "entry":
        return
    key = (
        "visit/2026-11"
        if paper.keys == "book"
        else KEYS.get(paper.keys)
        if paper.keys in KEYS
        else ("1" if paper.name == "缺件告知单" else "visit/1")
    )
    documents = shelf.build(office, paper.name, key or "")
    assert documents and pdf_bytes(documents).startswith(b"%PDF")


def test_the_missing_papers_are_listed_one_by_one(office: Office) -> None:
    lived(office)
    (document,) = shelf.build(office, "缺件告知单", "办〔2026〕第1号")
    lines = ["".join(run.text for run in getattr(block, "runs", ())) for block in document.blocks]
    assert "1. 照片" in lines and "2. 户口本" in lines and "林阿婆：" in lines


def test_the_masked_books_name_nobody(office: Office) -> None:
    lived(office)
    text = words(shelf.build(office, "台账（遮盖）", "2026-11"))
    assert "郑某" in text and "158****2031" in text and "桃源村三组" in text
    assert not any(secret in text for secret in ("郑水根", "15812342031", "12号", "林阿婆", "内部资料"))


def test_the_full_books_say_that_they_are_internal(office: Office) -> None:
    lived(office)
    text = words(shelf.build(office, "来访登记册", "2026-11"))
    assert "15812342031" in text and "内部资料" in text


def test_units_stand_in_every_heading(office: Office) -> None:
    lived(office)
    text = words(shelf.build(office, "台账统计", "2026-11"))
    for heading in (
        "接待群众（人次）",
        "接待批次（件）",
        "办理事项（件次）",
        "志愿服务时长（小时）",
        "慰问（户）",
        "会议活动（场次）",
    ):
        assert heading in text


def test_every_book_prints_its_own_register(office: Office) -> None:
    entries.add_entry(office, "event", {"reporter": "郑水根", "place": "村口", "content": "井盖坏了"})
    full, masked = (words(shelf.build(office, name, "event/2026-11")) for name in ("登记册", "登记册（遮盖）"))
    assert "井盖坏了" in full and "郑水根" in full and "内部资料" in full
    assert "郑水根" not in masked and "内部资料" not in masked
    with pytest.raises(Mistake, match="不是月份"):
        shelf.build(office, "登记册", "event/2026-13")
