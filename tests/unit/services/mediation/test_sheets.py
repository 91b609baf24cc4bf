"""The sheets of a case as they print: their words, their points, their copies, their masks."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.unit.services.mediation.disputes import VALUES, walked
from villagedesk.base.errors import Mistake
from villagedesk.mediation.case import Stage
from villagedesk.mediation.volume import Sheet
from villagedesk.services.mediation import cases, course, sheets
from villagedesk.services.office import Office
from villagedesk.services.papers import mediation as papers
from villagedesk.services.papers.write import write_documents


def test_a_word_file_of_the_agreement_holds_what_the_form_asks_for(office: Office, tmp_path: Path) -> None:
    case = walked(office)
    paper = next(p for p in papers.PAPERS if p.name == "调解协议书")
    write_documents(paper.build(office, case.number), tmp_path / "协议.docx")
    document = docx.Document(str(tmp_path / "协议.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "".join([*(p.text for p in document.paragraphs), *cells])
    for wanted in (
        "（2026）人调协字第1号",
        "郑水生",
        "何春来",
        "拆除越界部分",
        "履行期限",
        "一式3份",
        "指印",
        "印章",
        "李秀梅",
    ):
        assert wanted in text, wanted


def test_words_are_edited_before_printing_and_go_back_when_undone(office: Office) -> None:
    case = walked(office, 6)
    step = next(s.id for s in case.steps if s.stage is Stage.WRITTEN)
    changes = sheets.save_words(office, case.id, Sheet.AGREEMENT, step, {"terms": "1. 墙体全部拆除。"})
    assert "墙体全部拆除" in repr(sheets.document_of(office, case, Sheet.AGREEMENT, step))
    assert changes.undo
    changes.undo(office)
    assert "恢复界石" in repr(sheets.document_of(office, case, Sheet.AGREEMENT, step))
    with pytest.raises(Mistake, match="没有“xx”"):
        sheets.save_words(office, case.id, Sheet.AGREEMENT, step, {"xx": ""})


def test_the_session_record_has_its_seven_points_and_the_agreement_its_copies(office: Office) -> None:
    case = walked(office)
    text = repr(sheets.document_of(office, case, Sheet.SESSION))
    for point in (
        "一、权利义务告知",
        "二、原则",
        "三、双方陈述",
        "四、调查核实",
        "五、结果与风险",
        "六、协议内容",
        "七、各方签字盖章",
    ):
        assert point in text
    agreement = repr(sheets.document_of(office, case, Sheet.AGREEMENT))
    assert (
        "一式3份" in agreement and "（2026）人调协字第1号" in agreement and "指印" in agreement and "印章" in agreement
    )


def test_what_was_typed_in_long_afterwards_says_so(office: Office) -> None:
    case = walked(office)
    assert "补录：2026-11-30 09:30 录入" in repr(sheets.document_of(office, case, Sheet.RIGHTS))
    assert "补录" not in repr(sheets.document_of(office, case, Sheet.REVISIT))


def test_every_paper_of_a_case_becomes_pdf_and_word(office: Office, tmp_path: Path) -> None:
    case = walked(office)
    refused = cases.add_case(office, VALUES).value
    course.take_step(office, refused.id, "不予受理", {"reason": "不属于民间纠纷", "told_to": "向派出所报案"})
    for paper in papers.PAPERS:
        if paper.keys == "case":
            key = refused.number if paper.name == "不予受理告知书" else case.number
            documents = paper.build(office, key)
        elif paper.name == "到期卷宗清单":
            with pytest.raises(Mistake, match="没有保管期满"):
                paper.build(office, "")
            continue
        else:
            documents = paper.build(office, "2026-11")
        for ending in ("pdf", "docx"):
            assert write_documents(documents, tmp_path / f"{paper.name}.{ending}").stat().st_size > 1000


def test_the_register_of_disputes_is_masked(office: Office) -> None:
    walked(office, 1)
    document = next(p for p in papers.PAPERS if p.name == "纠纷登记簿").build(office, "2026-11")[0]
    assert "郑**" in repr(document)
    for secret in ("郑水生", "何春来", "界石", "13812341234"):
        assert secret not in repr(document)


def test_a_draft_carries_its_number_and_no_day(office: Office) -> None:
    case = walked(office, steps=5)
    drawn = repr(sheets.document_of(office, case, Sheet.AGREEMENT))
    assert "（2026）人调协字第1号" in drawn and "2026年11月2日" not in drawn
