"""The PDF writer: user text is never markup, pages are counted, heads repeat, bookmarks name each paper."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from villagedesk.base.document import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Fill,
    PageBreak,
    PageSetup,
    Paragraph,
    Picture,
    Role,
    Run,
    Signatures,
    Space,
    Split,
    Table,
)
from villagedesk.writers.pdf import pdf_bytes, write_pdf

HEAD = (tuple(Cell(word, role=Role.HEAD, fill=Fill.HEAD) for word in ("姓名", "事由")),)


def listing(rows: int, **more: object) -> Document:
    body = tuple((Cell(f"人{i}"), Cell("来访事由")) for i in range(rows))
    table = Table((Column(40), Column(100, flex=True)), HEAD, body)
    return Document("登记", "来访登记册", (table,), **more)  # type: ignore[arg-type]


def pages(content: bytes) -> list[str]:
    return [page.extract_text().replace(" ", "") for page in PdfReader(io.BytesIO(content)).pages]


HOSTILE = [
    '#import "/etc/passwd"', "#read(\"/etc/passwd\")", "*粗* _斜_ `码` $x$ = 标题", '") + panic("x") + ("',
    "\\u{1F600} \\",
    "{[(", "}])", "/* 注", "// 注", "<label> @ref", "\n\n\n", "a\tb", "\x00\x08", "-" * 300, "《》、。" * 200,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_user_text_is_never_markup(text: str) -> None:
    table = Table((Column(40), Column(100, flex=True)), HEAD, ((Cell(text), Cell(runs=(Run(text, Role.MARK),))),))
    blocks = (Paragraph((Run(text),)), Split((Run(text),), (Run(text),)), table, Signatures((text,)))
    content = pdf_bytes([Document("x", text[:30], blocks, notice=text[:20], subtitle=text[:20])])
    assert content.startswith(b"%PDF")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_set(text: str) -> None:
    table = Table((Column(40), Column(60)), HEAD, ((Cell(text, corner=text[:3]), Cell(text)),))
    assert pdf_bytes([Document("x", text, (table,))]).startswith(b"%PDF")


def test_markup_is_shown_as_it_was_typed() -> None:
    content = pdf_bytes([Document("x", "题", (Paragraph((Run("#let a = *b*"),)),))])
    assert "#leta=*b*" in pages(content)[0]


def test_head_rows_repeat_and_pages_are_counted() -> None:
    found = pages(pdf_bytes([listing(120)]))
    assert len(found) > 2
    assert all("姓名事由" in page.replace("\n", "") for page in found)
    assert f"第2页共{len(found)}页" in found[1].replace("\n", "")


def test_each_paper_has_a_bookmark(tmp_path: Path) -> None:
    one, two = listing(2), Document("二", "办件登记册", (Paragraph((Run("无"),)),), PageSetup("A4", landscape=True))
    path = write_pdf([one, two], tmp_path / "t.pdf", title="月报")
    reader = PdfReader(path)
    assert [mark["/Title"].replace(" ", "") for mark in reader.outline] == ["来访登记册", "办件登记册"]
    assert [reader.get_destination_page_number(mark) for mark in reader.outline] == [0, 1]
    width, height = reader.pages[1].mediabox.width, reader.pages[1].mediabox.height
    assert width > height
    assert reader.metadata is not None and reader.metadata.title == "月报"


def test_one_page_papers_stay_on_one_page() -> None:
    assert len(pages(pdf_bytes([listing(60, page=PageSetup(one_page=True))]))) == 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x89PNG\r\n\x1a\nbroken", id="a damaged picture"),
        pytest.param(b"not a picture", id="a file that is no picture"),
        pytest.param(None, id="a picture that is gone"),
    ],
)
def test_a_bad_picture_is_named_in_its_place(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "照片.png"
    if content is not None:
        path.write_bytes(content)
    found = pages(pdf_bytes([Document("x", "题", (Picture(path, caption="现场"), Paragraph((Run("其余"),))))]))
    assert "打不开" in found[0] and "其余" in found[0]


def test_every_kind_of_block_is_set() -> None:
    chart = Chart("来访", ChartKind.BAR, ("医保",), (("本月", (3.0,)), ("上月", (0.0,))), "人次")
    blocks = (Split((Run("左"),), (Run("右"),)), Space(3), chart, PageBreak(), Signatures(("书记", "主任"), dated=True))
    found = pages(pdf_bytes([Document("x", "题", blocks)]))
    assert len(found) == 2 and "医保" in found[0] and "书记" in found[1]


def test_spanning_cells_do_not_shift_their_neighbours() -> None:
    rows = ((Cell("甲", down=2), Cell("上")), (Cell("下"),), (Cell("宽", across=2),))
    found = pages(pdf_bytes([Document("x", "题", (Table((Column(40), Column(60)), HEAD, rows),))]))
    assert all(word in found[0] for word in ("甲", "上", "下", "宽"))


def test_a_head_row_that_holds_nothing_of_its_own_is_no_fault() -> None:
    head = ((Cell("甲", down=2), Cell("乙", down=2)), ())
    found = pages(
        pdf_bytes([Document("x", "题", (Table((Column(40), Column(60)), head, ((Cell("一"), Cell("二")),)),))])
    )
    assert "甲" in found[0] and "二" in found[0]
