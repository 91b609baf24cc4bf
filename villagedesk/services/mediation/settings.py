"""What an office sets for its mediation: days, categories, committee, rates and terms of keeping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from villagedesk.base import plain
from villagedesk.base.changes import Changes
from villagedesk.mediation.category import check_mapping
from villagedesk.mediation.clocks import Terms, Works
from villagedesk.mediation.party import Mediator, Member, check_committee
from villagedesk.mediation.privacy import DEFAULT_KEEPING, Keeping
from villagedesk.mediation.statistics import SubsidyRules
from villagedesk.services import calendar
from villagedesk.services.office import Office, fact, head, set_facts

TERMS, CATEGORIES, COMMITTEE, KEEPING, RATES, CUTOFF = (
    "mediation_terms",
    "mediation_categories",
    "mediation_committee",
    "mediation_keeping",
    "mediation_rates",
    "mediation_cutoff",
)


def terms(office: Office) -> Terms:
    """The numbers of days of the office's clocks."""
    return plain.read(Terms, fact(office, TERMS, {}))


def set_terms(office: Office, value: Terms) -> Changes:
    """Keep the numbers of days; `course.change_terms` also counts the clocks anew."""
    return set_facts(office, {TERMS: plain.write(value)})


def categories(office: Office) -> Mapping[str, str]:
    """The office's own words for categories and the Ministry's category each counts as."""
    return fact(office, CATEGORIES, {})


def set_categories(office: Office, mapping: Mapping[str, str]) -> Changes:
    """Change the office's own list; every word must count as a category of the Ministry."""
    check_mapping(mapping)
    return set_facts(office, {CATEGORIES: dict(mapping)})


def committee(office: Office) -> tuple[Member, ...]:
    """The members of the mediation committee; empty when nobody entered them yet."""
    return plain.read(tuple[Member, ...], fact(office, COMMITTEE, []))


def unchecked_says(office: Office, mediators: Sequence[Mediator]) -> str:
    """A sentence that names could not be checked because no committee was entered; empty otherwise."""
    if not mediators or committee(office):
        return ""
    return "调解委员会名单还没有登记，调解员的姓名没有核对；请到“设置 → 调解”登记委员。"


def set_committee(office: Office, members: Sequence[Member]) -> Changes:
    """Change the committee: 3–9 members, one chair, at least one woman (§8)."""
    check_committee(tuple(members))
    return set_facts(office, {COMMITTEE: plain.write(tuple(members))})


def committee_name(office: Office) -> str:
    """The committee's name as its seal has it."""
    return f"{head(office).village}人民调解委员会"


def keeping(office: Office) -> Keeping:
    """How many years each kind of volume is kept."""
    years = fact(office, KEEPING, {})
    return Keeping(years) if years else DEFAULT_KEEPING


def rates(office: Office) -> SubsidyRules:
    """The rates of 以案定补."""
    return plain.read(SubsidyRules, fact(office, RATES, {}))


def cutoff(office: Office) -> int:
    """The day of the month on which the screening of the month is reported."""
    return int(fact(office, CUTOFF, 20))


def works(office: Office) -> Works:
    """Whether offices are open on a day, by the office's calendar."""
    almanac: dict[date, bool] = {}

    def asked(day: date) -> bool:
        if day not in almanac:
            almanac[day] = calendar.day(office, day).kind.works
        return almanac[day]

    return asked
