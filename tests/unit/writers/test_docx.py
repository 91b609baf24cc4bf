"""The Word writer: tables, spans, repeated heads and page numbers."""

from __future__ import annotations

from pathlib import Path

import docx

from villagedesk.base.document import Cell, Column, Document, Fill, PageSetup, Paragraph, Picture, Role, Run, Table
from villagedesk.writers.docx import write_docx, write_docx_all


def paper(name: str = "通报") -> Document:
    head = (tuple(Cell(word, role=Role.HEAD, fill=Fill.HEAD) for word in ("村", "得分")),)
    rows = ((Cell("甲村", down=2), Cell("=1+1")), (Cell("\x00乙"),), (Cell("合计", across=2),))
    return Document(name, "关于坐班的通报", (Paragraph((Run("各村："),)), Table((Column(40), Column(40)), head, rows)))


def test_words_and_spans_arrive(tmp_path: Path) -> None:
    made = docx.Document(str(write_docx(paper(), tmp_path / "t.docx")))
    assert made.paragraphs[0].text == "关于坐班的通报"
    table = made.tables[0]
    assert table.cell(1, 0).text == "甲村" and table.cell(2, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(1, 1).text == "=1+1" and table.cell(2, 1).text == "乙"
    assert "tblHeader" in table.rows[0]._tr.xml and "tblHeader" not in table.rows[1]._tr.xml
    assert "NUMPAGES" in made.sections[0].footer._element.xml


def test_several_papers_keep_their_own_pages(tmp_path: Path) -> None:
    wide = Document("二", "表", (Paragraph((Run("x"),)),), PageSetup("A3", landscape=True))
    made = docx.Document(str(write_docx_all([paper(), wide], tmp_path / "t.docx")))
    widths = [section.page_width for section in made.sections]
    assert len(widths) == 2 and widths[1] > widths[0]


def test_a_missing_picture_is_named(tmp_path: Path) -> None:
    document = Document("x", "题", (Picture(tmp_path / "无.png"),))
    made = docx.Document(str(write_docx(document, tmp_path / "t.docx")))
    assert "打不开" in made.paragraphs[1].text
