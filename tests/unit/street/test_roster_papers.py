"""The posted roster from a real office file: staff, plan, publishing, a change after it, and the swap sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

import pytest
from pypdf import PdfReader

from villagedesk.base.clock import clock_at
from villagedesk.base.document import Fill, Table
from villagedesk.services import office as offices
from villagedesk.services import people
from villagedesk.services.office import Office, set_facts
from villagedesk.services.papers import shelf
from villagedesk.services.papers.roster import posted_month, posted_week
from villagedesk.services.roster import month as months
from villagedesk.services.roster.edit import cells, swaps
from villagedesk.services.roster.pattern import apply_preset, presets
from villagedesk.services.roster.planning import plan_months
from villagedesk.services.roster.publishing import publish
from villagedesk.writers.pdf import pdf_bytes

MONTH = "2026-12"
STAFF = (
    ("张建国", "书记"),
    ("李秀英", "主任"),
    ("吴国平", "副书记"),
    ("王小梅", "委员"),
    ("周玉兰", "委员"),
    ("陈永福", "文书"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("roster")
    made = offices.create_office(
        folder / "桃源村.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 28, 9))
    )
    set_facts(made, {"duty_phone": "0577-1234", "supervision_phone": "0577-5678"})
    for number, (name, post) in enumerate(STAFF):
        posts = ("带班", "坐班", "值班") if number < 3 else ("坐班", "值班")
        values = {"name": name, "posts": (post,), "phone": f"1380000120{number}", "duty_posts": posts}
        people.add_person(made, {**values, "phone_public": number == 0})
    apply_preset(made, presets()[0].name)
    plan_months(made, MONTH)
    publish(made, MONTH, accept="试排")
    yield made
    made.close()


def words(office: Office, name: str, key: str) -> str:
    content = pdf_bytes(shelf.build(office, name, key))
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join(page.extract_text() for page in pages).replace(" ", "").replace("\n", "")


def test_phones_are_masked_unless_their_owner_made_them_public(office: Office) -> None:
    said = words(office, "值班公示表", MONTH)
    assert "13800001200" in said and "138****1201" in said and "13800001201" not in said
    assert "0577-1234" in said and "0577-5678" in said and "版" in said


@pytest.mark.parametrize(
    ("name", "key"),
    [("值班公示表A3", MONTH), ("值班人员表", MONTH), ("值班人员表A3", MONTH), ("值班周表", "2026-12-31"),
     ("值班周表A3", "2026-12-09"), ("值班周表全月", MONTH), ("签到簿", MONTH), ("roster-month", MONTH)],
)  # fmt: skip
def test_every_roster_paper_is_made(office: Office, name: str, key: str) -> None:
    said = words(office, name, key)
    assert "李秀英" in said and "第1页" in said


def test_a_week_may_pass_the_end_of_a_month(office: Office) -> None:
    week = posted_week(office, datetime(2026, 12, 31).date())
    assert (week.first.isoformat(), week.last.isoformat(), len(week.days)) == ("2026-12-28", "2027-01-03", 7)


def test_the_lunar_corner_is_short(office: Office) -> None:
    assert all(len(day.lunar) <= 3 for day in posted_month(office, MONTH).days)


def test_a_change_after_publishing_is_marked_until_the_next_revision(office: Office) -> None:
    view = months.month(office, MONTH)
    place = next(p for p in view.places if p.cells and p.post != "带班")
    gone = place.cells[0].person
    standing = {cell.person for other in view.places if other.date == place.date for cell in other.cells}
    taker = next(view.label[p.id] for p in view.people if view.label[p.id] not in standing)
    cells.assign(office, (place.date, place.shift, place.post), taker, instead=gone, reason="临时有事")
    publish(office, MONTH, accept="改动")
    roster = posted_month(office, MONTH)
    assert roster.revision == 2 and any(gone in line and taker in line for line in roster.changes)
    table = next(b for b in shelf.build(office, "值班公示表", MONTH)[0].blocks if isinstance(b, Table))
    assert sum(cell.fill is Fill.MARK for row in table.rows for cell in row) == 1


def test_the_swap_sheet_of_a_request(office: Office) -> None:
    view = months.month(office, MONTH)
    place = next(p for p in reversed(view.places) if p.cells and p.post != "带班")
    asker = place.cells[0].person
    taker = next(view.label[p.id] for p in view.people if view.label[p.id] not in {c.person for c in place.cells})
    key = swaps.ask(office, asker, (place.date, place.shift, place.post), taker, "家中有事").value
    said = words(office, "换班单", str(key))
    assert asker in said and taker in said and "家中有事" in said and "替班" in said
