"""Figures over cases: counted in the store as by hand, a subsidy paid once, a round of nothing."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.unit.services.mediation.disputes import VALUES, photo, walked
from villagedesk.base.errors import Mistake
from villagedesk.mediation.case import Case
from villagedesk.mediation.category import CATEGORIES
from villagedesk.mediation.screening import Rhythm
from villagedesk.mediation.statistics import count, period
from villagedesk.mediation.volume import Sheet
from villagedesk.services.mediation import cases, course, figures, rounds, scans
from villagedesk.services.office import Office


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
