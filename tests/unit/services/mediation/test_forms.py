"""The forms of a volume on paper: places to sign are never parted, whatever length the record has."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from villagedesk.mediation.case import Case, Stage, Step
from villagedesk.mediation.party import Mediator, Party
from villagedesk.mediation.volume import Sheet
from villagedesk.papers.mediation import agreement, records
from villagedesk.papers.mediation.parts import Facts
from villagedesk.papers.mediation.words import words
from villagedesk.writers.docx import write_docx
from villagedesk.writers.pdf import pdf_bytes

DAY = date(2026, 11, 5)
NAMES = "赵钱孙吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严"
LINE = "郑水生称，何春来九月砌墙越过界石，占去排水沟，雨后积水进屋，要求拆除越界部分并恢复排水沟。"


def facts(lines: int, parties: int = 2) -> Facts:
    """A session or an agreement whose words fill so many paragraphs."""
    people = tuple(Party(f"{name}某", "被申请人" if n else "申请人") for n, name in enumerate(NAMES[:parties]))
    data = {"statements": "\n".join([LINE] * lines), "facts": "\n".join([LINE] * lines), "terms": "拆墙。"}
    step = Step(Stage.SESSION, DAY, data)
    mediators = (Mediator("李秀梅", "主持"), Mediator("王国平"), Mediator("周律师", invited=True))
    case = Case("界墙纠纷", DAY, parties=people, mediators=mediators, number="（2026）人调字第1号", steps=(step,))
    return Facts(case, "桃源村人民调解委员会", words(Sheet.SESSION, case, step, {}), step)


def pages(found: Facts) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf_bytes([records.session(found)]))).pages]


@pytest.mark.parametrize("lines", [1, 3, 4, 5, 6, 7, 9, 14])
def test_the_places_to_sign_under_a_record_stay_on_one_page(lines: int) -> None:
    found = pages(facts(lines))
    first = next(n for n, text in enumerate(found) if "七、各方签字盖章" in text)
    assert first == len(found) - 1, "nothing of the places to sign goes over to another page"
    assert "受邀调解员" in found[first] and "周律师" in found[first]


def test_more_parties_than_a_page_holds_are_still_all_printed() -> None:
    found = pages(facts(3, parties=24))
    text = "".join("".join(found).split())
    assert all(text.count(f"{name}某") == 2 for name in NAMES), "named on top and in a place to sign"


def test_word_keeps_the_places_to_sign_together_too(tmp_path: Path) -> None:
    step = Step(Stage.WRITTEN, DAY, {"facts": LINE, "terms": "拆墙。"})
    case = facts(1).case
    made = Facts(case, "桃源村人民调解委员会", words(Sheet.AGREEMENT, case, step, {}), step)
    whole = docx.Document(str(write_docx(agreement.agreement(made), tmp_path / "协议.docx")))
    *_, signing, officials, seal = whole.tables
    for table, rows in ((signing, signing.rows), (officials, officials.rows), (seal, list(seal.rows)[:-1])):
        assert all(p.paragraph_format.keep_with_next for row in rows for c in row.cells for p in c.paragraphs), table
    assert not any(p.paragraph_format.keep_with_next for c in seal.rows[-1].cells for p in c.paragraphs)
    assert not whole.paragraphs[0].paragraph_format.keep_with_next
