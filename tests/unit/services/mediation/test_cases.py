"""Cases in a real office file: taken in, walked through, seen, found, counted, bound."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image
from pypdf import PdfReader

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake
from villagedesk.mediation.case import Act, Case, Hold, Stage
from villagedesk.mediation.category import CATEGORIES
from villagedesk.mediation.clocks import MEDIATION, Terms
from villagedesk.mediation.law import Forbidden
from villagedesk.mediation.party import Member, NotOnCommittee
from villagedesk.mediation.screening import Rhythm
from villagedesk.mediation.statistics import count, period
from villagedesk.mediation.volume import Sheet
from villagedesk.services import finding, people, upkeep
from villagedesk.services.mediation import binder, cases, course, figures, rounds, scans, settings, sheets
from villagedesk.services.office import Office, create_office
from villagedesk.services.papers import mediation as papers
from villagedesk.services.papers.write import write_documents
from villagedesk.store.cases import dispute
from villagedesk.store.cases.dispute import Query

TODAY = datetime(2026, 11, 30, 9, 30)
PARTIES = [
    {
        "姓名（名称）": "郑水生",
        "side": "申请人",
        "sex": "男",
        "age": 56,
        "phone": "13812341234",
        "address": "桃源村三组18号",
    },
    {"name": "何春来", "side": "被申请人", "sex": "男", "age": 61},
]
VALUES: dict[str, Any] = {
    "纠纷类型": "边界",
    "received_on": "2026-11-02",
    "summary": "郑水生称何春来砌墙越过界石约三十厘米。",
    "requests": "拆除越界部分\n恢复界石",
    "amount": 3000,
    "parties": PARTIES,
    "mediators": ["李秀梅", "王国平"],
}
WAY: list[tuple[str, dict[str, Any]]] = [
    ("受理", {"on": "2026-11-02", "registrar": "王小梅"}),
    ("告知", {"on": "2026-11-03"}),
    ("调查", {"on": "2026-11-04", "investigator": "李秀梅", "witness": "唐老五", "record": "答：槐树下。"}),
    ("调解", {"on": "2026-11-05", "statements": "郑：越界。\n何：没有。"}),
    ("调解", {"on": "2026-11-06", "statements": "双方认可测量。", "result": "达成一致"}),
    (
        "达成书面协议",
        {
            "on": "2026-11-06",
            "facts": "墙体越界三十厘米。",
            "terms": "拆除越界部分。\n恢复界石。",
            "due_on": "2026-11-20",
            "all_signed": True,
            "sealed": True,
        },
    ),
    ("履行", {"on": "2026-11-18", "performance": "全部履行"}),
    ("回访", {"on": "2026-11-28", "visitor": "李秀梅", "visited": "郑水生", "note": "墙已拆，界石已恢复。"}),
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "村.vdesk", "桃源村", "锦湖街道", clock=clock_at(TODAY))
    yield made
    made.close()


def walked(office: Office, steps: int = len(WAY), **more: Any) -> Case:
    """A case of the office that took the first steps of the usual way."""
    case = cases.add_case(office, {**VALUES, **more}).value
    for stage, data in WAY[:steps]:
        case = course.take_step(office, case.id, stage, data).value
    return case


def photo(path: Path, size: tuple[int, int] = (600, 800), shade: int = 200) -> Path:
    Image.new("RGB", size, (shade, shade, 180)).save(path)
    return path


def test_a_case_has_number_title_and_the_ministrys_category(office: Office) -> None:
    case = cases.add_case(office, VALUES).value
    assert (case.number, case.title) == ("（2026）人调字第1号", "郑水生与何春来邻里纠纷")
    assert (case.category, case.local_category, case.stage) == ("邻里", "边界", Stage.WAITING)
    assert [m.role for m in case.mediators] == ["主持", "参加"]
    assert cases.case_numbered(office, "1") == cases.case_numbered(office, "2026-1") == case


def test_a_stored_case_is_the_same_as_the_one_in_hand(office: Office) -> None:
    case = walked(office)
    assert cases.open_case(office, case.id) == case
    assert upkeep.check_office(office).sound


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"纠纷类型": "星际"}, "对照"),
        ({"收费金额": 1}, "不认识的名称"),
        ({"fee": 20}, "不收取任何费用"),
        ({"received_on": "2026-02-30"}, "不是日历上有的"),
        ({"received_on": "2027-01-01"}, "还没有到"),
        ({"mediators": ["何春来"]}, "回避"),
        ({"parties": [{"name": "甲", "代理": "乙"}]}, "不认识的名称"),
        ({"prevented": [{"effect": "地震"}]}, "可选"),
    ],
    ids=["category", "key", "fee", "no_such_day", "tomorrow", "interest", "party_key", "effect"],
)
def test_what_is_wrong_is_not_stored(office: Office, change: dict[str, Any], says: str) -> None:
    with pytest.raises(Mistake, match=says):
        cases.add_case(office, {**VALUES, **change})
    assert cases.list_cases(office) == ()


def test_a_citizen_number_is_checked_and_tells_sex_and_age(office: Office) -> None:
    with pytest.raises(Mistake, match="校验位") as error:
        cases.add_case(office, {**VALUES, "parties": [{"name": "甲", "id_number": "110101199003070000"}]})
    assert error.value.field == "id_number"
    known = {"name": "甲", "id_number": "11010519491231002X"}
    firm = {"name": "某厂", "side": "被申请人", "kind": "法人或其他组织", "id_number": "91330000MA00000000"}
    case = cases.add_case(office, {**VALUES, "parties": [known, firm]}).value
    assert (case.parties[0].sex, case.parties[0].age) == ("女", 76)
    assert (case.parties[1].sex, case.parties[1].age) == ("", 0)


def test_a_case_does_not_come_after_its_first_step(office: Office) -> None:
    case = walked(office, 1)
    with pytest.raises(Mistake, match="晚于"):
        cases.edit_case(office, case.id, {"received_on": "2026-11-20"})


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


def test_a_step_is_undone_and_its_form_leaves_the_volume(office: Office) -> None:
    case = walked(office, 1)
    result = course.take_step(office, case.id, "告知", {"on": "2026-11-03"})
    assert result.changes.undo is not None
    result.changes.undo(office)
    assert cases.open_case(office, case.id).stage is Stage.ACCEPTED
    assert cases.stage_counts(office) == {"受理": 1}


def test_a_case_is_edited_and_the_edit_undone(office: Office) -> None:
    case = walked(office, 1)
    changes = cases.edit_case(office, case.id, {"people": 12, "mediators": ["王国平"], "parties": PARTIES[:1]})
    assert [m.name for m in cases.open_case(office, case.id).mediators] == ["王国平"]
    assert changes.undo
    changes.undo(office)
    assert cases.open_case(office, case.id) == case


def test_an_archived_case_is_closed_to_edits_and_needs_its_volume(office: Office, tmp_path: Path) -> None:
    case = walked(office)
    with pytest.raises(Forbidden, match="当事人身份证明"):
        course.take_step(office, case.id, "归档", {"filer": "王小梅"})
    scans.attach(office, case.id, Sheet.IDENTITY, 0, [photo(tmp_path / "身份证.png")])
    course.take_step(office, case.id, "归档", {"filer": "王小梅"})
    for attempt in (
        lambda: cases.edit_case(office, case.id, {"people": 3}),
        lambda: scans.attach(office, case.id, Sheet.PROOF, 0, [tmp_path / "身份证.png"]),
        lambda: sheets.save_words(office, case.id, Sheet.CLOSING, 0, {"note": "x"}),
    ):
        with pytest.raises(Mistake, match="归档"):
            attempt()


def test_only_mediators_secretary_and_clerk_see_a_case(office: Office) -> None:
    case = walked(office, 1)
    people.add_person(office, {"name": "陈永福", "posts": ["治保主任"]})
    people.add_person(office, {"name": "张建国", "posts": ["书记"]})
    for name, seen in (("李秀梅", 1), ("张建国", 1), ("文书", 1), ("陈永福", 0)):
        desk = replace(office, user=name)
        assert len(cases.list_cases(desk)) == seen
        assert len(cases.list_cases(desk, Query(text="郑水生"))) == seen
        assert len([hit for hit in finding.find(desk, "郑水生") if hit.kind == "mediation"]) == seen
    with pytest.raises(Mistake, match="只有承办调解员"):
        cases.open_case(replace(office, user="陈永福"), case.id)


def test_a_case_is_found_by_name_initials_phone_and_words(office: Office) -> None:
    walked(office, 1)
    for text in ("春来", "zss", "1234", "界石", "第1号"):
        assert len(cases.list_cases(office, Query(text=text))) == 1, text
    assert cases.list_cases(office, Query(text="无此人")) == ()


def test_a_clock_is_extended_by_consent_and_the_list_of_due_knows(office: Office) -> None:
    case = walked(office, 2)
    assert [(d.clock.name, d.clock.days_left) for d in course.due_list(office)] == [(MEDIATION, 2)]
    course.move_clock(office, case.id, Hold(MEDIATION, Act.EXTEND, date(2026, 11, 29), 30, "双方同意", "等待测量"))
    assert course.due_list(office) == ()
    course.change_terms(office, Terms(mediation_days=7))
    assert course.clocks_of(office, cases.open_case(office, case.id))[0].days_left == 9
    assert [d.name for d in course.due_cases(office, date(2026, 12, 31))] == [MEDIATION]


def test_the_volume_has_cover_contents_with_true_page_numbers_and_scans(office: Office, tmp_path: Path) -> None:
    case = walked(office)
    photos = [photo(tmp_path / f"{n}.jpg", (3000, 4000), 100 + n) for n in range(3)]
    scans.attach(office, case.id, Sheet.IDENTITY, 0, photos[:2])
    agreement = next(s for s in case.steps if s.stage is Stage.WRITTEN)
    scans.attach(office, case.id, Sheet.AGREEMENT, agreement.id, photos[2:])
    made = binder.write_volume(office, case, tmp_path / "卷.pdf")
    pages = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made.pdf)).pages]
    assert len(pages) == made.pages + 3
    assert "人民调解卷宗" in pages[0] and case.number in pages[0]
    for line in made.contents:
        assert "".join(line.title.split()) in pages[1]
        if not line.scanned:
            title = line.title.split("（")[0].removeprefix("人民调解")
            assert title in pages[1 + line.page], line
    for number, text in enumerate(pages[2:-1], 1):
        assert text.endswith(f"第{number}页")
    assert [line.page for line in made.contents] == sorted(line.page for line in made.contents)
    assert f"共{made.pages}页" in pages[-1]


def test_the_contents_print_the_numbers_they_answer(office: Office, tmp_path: Path) -> None:
    made = binder.bind(office, walked(office))
    text = PdfReader(io.BytesIO(made.pdf)).pages[1].extract_text()
    printed = [int(part) for part in text.split() if part.isdigit()]
    for line in made.contents:
        assert line.page in printed
    assert made.lacks == ("当事人身份证明", "结案报告")


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"\x00" * 5000, b"\xff\xd8\xff\xe0broken"], ids=["empty", "pdf", "nul", "cut"]
)
def test_what_is_no_picture_is_refused_in_words(office: Office, tmp_path: Path, content: bytes) -> None:
    case = walked(office, 1)
    file = tmp_path / "坏.jpg"
    file.write_bytes(content)
    with pytest.raises(Mistake, match="不是能打开的"):
        scans.attach(office, case.id, Sheet.EVIDENCE, 0, [photo(tmp_path / "好.jpg"), file])
    assert sheets.scans_at(office, case, Sheet.EVIDENCE, 0) == ()


def test_a_photograph_is_made_small_and_kept_once(office: Office, tmp_path: Path) -> None:
    case = walked(office, 1)
    file = photo(tmp_path / "大.jpg", (4000, 3000))
    scans.attach(office, case.id, Sheet.EVIDENCE, 0, [file, file])
    first, second = sheets.scans_at(office, case, Sheet.EVIDENCE, 0)
    assert first.picture == second.picture and first.width == 1754
    scans.take_out(office, case.id, second.id, "重复")
    assert len(sheets.scans_at(office, case, Sheet.EVIDENCE, 0)) == 1
    assert upkeep.check_office(office).sound


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


def test_the_stores_counts_say_the_same_as_counting_the_cases(office: Office) -> None:
    rng = random.Random(7)
    ends = ["达成书面协议", "达成口头协议", "未达成", "终止", "转办", ""]
    data = {
        "达成书面协议": {"facts": "a", "terms": "b", "all_signed": True, "sealed": True},
        "达成口头协议": {"facts": "a", "terms": "b", "no_paper": True},
        "未达成": {"reason": "各不相让", "told_ways": True},
        "终止": {"reason": "申请人撤回申请", "told_ways": True},
        "转办": {"to": "派出所", "reason": "治安"},
    }
    made: list[Case] = []
    for n in range(30):
        day = date(2026, 10, 1) + timedelta(days=rng.randrange(58))
        values = {
            **VALUES,
            "received_on": day.isoformat(),
            "纠纷类型": rng.choice(CATEGORIES),
            "people": rng.randint(1, 20),
        }
        case = cases.add_case(
            office, {**values, "prevented": [{"effect": "械斗", "people": n}] if n % 4 == 0 else []}
        ).value
        on = {"on": day.isoformat()}
        course.take_step(office, case.id, "受理", on)
        course.take_step(office, case.id, "告知", on)
        if n % 5:
            course.take_step(office, case.id, "调解", {**on, "statements": "略"})
        end = rng.choice(ends) if n % 5 else rng.choice(["终止", "转办", ""])
        if end:
            case = course.take_step(office, case.id, end, {**data[end], **on}).value
            if "达成" in end[:2]:
                case = course.take_step(office, case.id, "履行", {**on, "performance": "全部履行"}).value
        made.append(cases.open_case(office, case.id))
    for of in ("2026-10", "2026-11", "2026Q4", "2026"):
        assert figures.statistics(office, of) == count(period(of), made)


def test_a_subsidy_is_paid_once(office: Office, tmp_path: Path) -> None:
    case = walked(office)
    with pytest.raises(Mistake, match="缺当事人身份证明"):
        figures.pay(office, case.number)
    scans.attach(office, case.id, Sheet.IDENTITY, 0, [photo(tmp_path / "1.png")])
    course.take_step(office, case.id, "归档", {"filer": "王小梅"})
    figures.pay(office, case.number)
    with pytest.raises(Mistake, match="补过一次"):
        figures.pay(office, case.number)
    assert [c.amount for c in figures.subsidy_claims(office, "2026-11")] == [0.0]


def test_a_round_reports_zero_and_a_find_becomes_a_case(office: Office) -> None:
    made = rounds.open_round(office, Rhythm.MONTHLY, date(2026, 11, 20), area="全村", staff="李秀梅").value
    assert rounds.open_round(office, Rhythm.MONTHLY, date(2026, 11, 1)).value.id == made.id
    assert "零报告" in rounds.report_round(office, made.id, date(2026, 11, 20)).value
    values = {"category": "邻里", "matter": "屋檐滴水", "parties": "吴老四、孙有田"}
    find = rounds.save_find(office, made.id, values).value
    case = rounds.case_of_find(office, made.id, find.id).value
    assert (case.source.value, [p.name for p in case.parties]) == ("调委会主动调解", ["吴老四", "孙有田"])
    with pytest.raises(Mistake, match="已经转为"):
        rounds.case_of_find(office, made.id, find.id)


def test_what_is_due_to_be_destroyed_is_listed_and_never_destroyed(office: Office, tmp_path: Path) -> None:
    case = walked(office, keeping="短期")
    scans.attach(office, case.id, Sheet.IDENTITY, 0, [photo(tmp_path / "1.png")])
    course.take_step(office, case.id, "归档", {"filer": "王小梅"})
    later = replace(office, clock=clock_at(datetime(2037, 1, 1, 9)))
    assert figures.due_to_destroy(office) == ()
    assert [kept.number for kept in figures.due_to_destroy(later)] == [case.number]
    assert dispute.case(office.store, case.id) is not None


def test_the_committee_is_checked_before_it_is_kept(office: Office) -> None:
    with pytest.raises(Forbidden):
        settings.set_committee(office, [Member("甲", chair=True)])
    settings.set_committee(office, [Member("甲", chair=True), Member("乙", woman=True), Member("丙")])
    assert [m.name for m in settings.committee(office)] == ["甲", "乙", "丙"]


def test_binding_a_volume_leaves_a_note_of_what_went_out(office: Office, tmp_path: Path) -> None:
    binder.save_volume(office, walked(office, 2), tmp_path / "卷.pdf")
    assert office.store.value("select what from audit order by id desc limit 1") == "导出卷宗"


def test_a_scanner_pdf_comes_in_page_by_page(office: Office, tmp_path: Path) -> None:
    case = walked(office, 1)
    pages = [Image.new("RGB", (620, 877), (shade, 220, 200)) for shade in (40, 120, 200)]
    pages[0].save(tmp_path / "扫描.pdf", save_all=True, append_images=pages[1:], resolution=75)
    scans.attach(office, case.id, Sheet.EVIDENCE, 0, [tmp_path / "扫描.pdf"])
    kept = sheets.scans_at(office, case, Sheet.EVIDENCE, 0)
    assert [scan.seq for scan in kept] == [1, 2, 3] and len({scan.picture for scan in kept}) == 3


def test_hours_that_run_backwards_are_refused(office: Office) -> None:
    case = walked(office, 2)
    talk = {"witness": "甲", "record": "问答", "investigator": "李秀梅", "starts": "09:00", "ends": "08:00"}
    with pytest.raises(Mistake, match="早于开始时间"):
        course.take_step(office, case.id, Stage.INVESTIGATED, talk)


def test_a_referral_names_who_referred(office: Office) -> None:
    case = cases.add_case(office, {**VALUES, "source": "公安移交"}).value
    with pytest.raises(Mistake, match="移交（委托）单位"):
        course.take_step(office, case.id, Stage.ACCEPTED, {})


LISTED = (Member("李秀梅", woman=True, chair=True), Member("王国平"), Member("赵明"))


def test_a_mediator_outside_the_committee_is_asked_for_and_then_invited(office: Office) -> None:
    settings.set_committee(office, LISTED)
    slip = {**VALUES, "mediators": ["李秀梅", "王囯平"]}
    with pytest.raises(NotOnCommittee, match="是不是“王国平”") as refused:
        cases.add_case(office, slip)
    assert (refused.value.field, refused.value.names, refused.value.near) == ("mediators", ("王囯平",), ("王国平",))
    made = cases.add_case(office, cases.invite({**VALUES, "mediators": ["李秀梅", "周律师"]})).value
    again = cases.open_case(office, made.id)
    assert [(m.name, m.invited) for m in again.mediators] == [("李秀梅", False), ("周律师", True)]
    cases.edit_case(office, made.id, {"mediators": ["李秀梅", "周律师"]})
    assert cases.open_case(office, made.id).mediators[1].invited
    with pytest.raises(NotOnCommittee):
        cases.edit_case(office, made.id, {"mediators": ["李秀梅", "周侓师"]})


def test_a_case_begun_before_the_list_keeps_its_mediators(office: Office) -> None:
    made = cases.add_case(office, VALUES).value
    settings.set_committee(office, (Member("甲某", woman=True, chair=True), Member("乙某"), Member("丙某")))
    cases.edit_case(office, made.id, {"summary": "改了一个字。"})
    assert [m.name for m in cases.open_case(office, made.id).mediators] == ["李秀梅", "王国平"]


def test_a_name_made_of_parties_and_category_follows_them_until_it_is_changed(office: Office) -> None:
    made = cases.add_case(office, {**VALUES, "parties": PARTIES[:1], "category": "其他"}).value
    assert made.title == "郑水生其他纠纷"
    cases.edit_case(office, made.id, {"parties": PARTIES, "category": "邻里"})
    assert cases.open_case(office, made.id).title == "郑水生与何春来邻里纠纷"
    cases.edit_case(office, made.id, {"title": "界墙纠纷"})
    cases.edit_case(office, made.id, {"category": "房屋宅基地"})
    assert cases.open_case(office, made.id).title == "界墙纠纷"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("瑞丰米业有限公司", "法人或其他组织"), ("桃源村村民委员会", "法人或其他组织"), ("郑水生", "自然人")],
)
def test_a_companys_name_makes_an_organisation_unless_said_otherwise(office: Office, name: str, kind: str) -> None:
    made = cases.add_case(office, {**VALUES, "parties": [PARTIES[0], {"name": name, "side": "被申请人"}]}).value
    assert made.parties[1].kind == kind
    said = [PARTIES[0], {"name": name, "side": "被申请人", "kind": "自然人"}]
    assert cases.add_case(office, {**VALUES, "parties": said}).value.parties[1].kind == "自然人"


def test_the_closing_report_is_signed_and_put_in_after_the_archiving(office: Office, tmp_path: Path) -> None:
    case = walked(office)
    page = photo(tmp_path / "1.png")
    scans.attach(office, case.id, Sheet.IDENTITY, 0, [page])
    course.take_step(office, case.id, "归档", {"filer": "王小梅"})
    scans.attach(office, case.id, Sheet.CLOSING, 0, [page])
    with pytest.raises(Mistake, match="已经归档"):
        scans.attach(office, case.id, Sheet.EVIDENCE, 0, [page])
    held = {place.sheet: place.state.value for place in sheets.places_of(office, cases.open_case(office, case.id))}
    assert held[Sheet.CLOSING] == "已签"


def test_a_waiting_case_already_says_what_its_volume_must_have(office: Office) -> None:
    case = cases.add_case(office, VALUES).value
    lacking = [place.title for place in sheets.places_of(office, case) if place.lacking]
    assert lacking == ["受理登记表", "权利义务告知书", "当事人身份证明", "调解记录", "调解协议书"]


def test_a_draft_carries_its_number_and_no_day(office: Office) -> None:
    case = walked(office, steps=5)
    drawn = repr(sheets.document_of(office, case, Sheet.AGREEMENT))
    assert "（2026）人调协字第1号" in drawn and "2026年11月2日" not in drawn


def test_without_a_committee_a_slip_for_a_colleague_is_asked_about_and_the_lack_is_said(office: Office) -> None:
    people.add_person(office, {"name": "李秀梅"})
    values = {"category": "邻里", "summary": "界石", "parties": [{"name": "郑水根", "side": "申请人"}]}
    with pytest.raises(NotOnCommittee, match="是不是“李秀梅”") as asked:
        cases.add_case(office, {**values, "mediators": ["李秀每"]})
    assert "名单还没有登记" in asked.value.says
    made = cases.add_case(office, {**values, "mediators": ["李秀梅", "赵大河"]})
    assert "姓名没有核对" in made.changes.says
    assert "姓名没有核对" in cases.edit_case(office, made.value.id, {"mediators": ["赵大河"]}).says
    assert "核对" not in cases.edit_case(office, made.value.id, {"summary": "围墙"}).says
    settings.set_committee(office, LISTED)
    again = cases.add_case(office, {**values, "mediators": [LISTED[0].name]})
    assert "核对" not in again.changes.says
