"""The papers of mediation: every form of a case by its number, the whole set, and the ledgers of a period."""

from __future__ import annotations

from datetime import timedelta

from villagedesk.base.clock import month_text
from villagedesk.base.document import Document
from villagedesk.base.errors import Mistake
from villagedesk.mediation.privacy import masked_round
from villagedesk.mediation.statistics import period
from villagedesk.mediation.volume import BOUND, SCANNED_ONLY, Sheet, State
from villagedesk.papers.mediation import ledgers
from villagedesk.services.mediation import cases, figures, rounds, sheets
from villagedesk.services.office import Office, head
from villagedesk.services.papers.paper import Paper
from villagedesk.store.cases import dispute

_PAGE = "调解"


def _form(sheet: Sheet) -> Paper:
    def build(office: Office, key: str) -> tuple[Document, ...]:
        number, _, which = key.partition("#")
        case = cases.case_numbered(office, number)
        places = [p for p in sheets.places_of(office, case) if p.sheet is sheet]
        if which:
            places = [p for p in places if str(p.step) == which]
        found = tuple(sheets.document_of(office, case, p.sheet, p.step) for p in places)
        return found or (sheets.document_of(office, case, sheet),)

    whole = sheet.value.startswith(("人民", "卷", "封底"))
    title = sheet.value if whole else f"人民调解{sheet.value.removeprefix('调解')}"
    return Paper(sheet.value, title, "case", build, unmasked=True, book=_PAGE, alias=f"case-{sheet.name.lower()}")


def _all_forms(office: Office, key: str) -> tuple[Document, ...]:
    case = cases.case_numbered(office, key)
    forms = [p for p in sheets.places_of(office, case) if p.sheet not in SCANNED_ONLY and p.sheet is not Sheet.CONTENTS]
    return tuple(
        sheets.document_of(office, case, p.sheet, p.step) for p in forms if p.state not in (State.ABSENT, State.LACKING)
    )


def _screening(office: Office, key: str) -> tuple[Document, ...]:
    span = period(key)
    found = rounds.rounds(office, span.from_on, span.to_on)
    return (ledgers.screening(found, head(office), span.name),)


def _screening_masked(office: Office, key: str) -> tuple[Document, ...]:
    span = period(key)
    found = [masked_round(made) for made in rounds.rounds(office, span.from_on, span.to_on)]
    return (ledgers.screening(found, head(office), span.name, masked=True),)


def _statistics(office: Office, key: str) -> tuple[Document, ...]:
    found = figures.statistics(office, key or month_text(office.clock().date()))
    return (ledgers.statistics(found, head(office)),)


def _subsidies(office: Office, key: str) -> tuple[Document, ...]:
    return (ledgers.subsidies(figures.subsidy_claims(office, key), head(office), period(key).name),)


def _register(office: Office, key: str) -> tuple[Document, ...]:
    entries = figures.month_cases(office, key)
    found = [case for e in reversed(entries) if (case := dispute.case(office.store, e.id)) is not None]
    return (ledgers.register(found, head(office), period(key).name),)


def _expired(office: Office, _key: str) -> tuple[Document, ...]:
    found = figures.due_to_destroy(office)
    if not found:
        until = office.clock().date() - timedelta(days=1)
        raise Mistake(f"到 {until} 为止没有保管期满的卷宗。")
    return (ledgers.expired(found, head(office)),)


PAPERS: tuple[Paper, ...] = (
    *(_form(sheet) for sheet in Sheet if sheet not in SCANNED_ONLY and sheet not in BOUND),
    _form(Sheet.COVER),
    _form(Sheet.CONTENTS),
    _form(Sheet.BACK),
    Paper("调解文书全套", "人民调解文书全套", "case", _all_forms, unmasked=True, book=_PAGE, alias="case-forms"),
    Paper("矛盾纠纷排查台账", "矛盾纠纷排查台账", "month", _screening, unmasked=True, book=_PAGE, alias="screening"),
    Paper(
        "排查台账（遮盖）",
        "矛盾纠纷排查台账（遮盖）",
        "month",
        _screening_masked,
        book=_PAGE,
        alias="screening-masked",
    ),
    Paper("人民调解统计表", "人民调解案件情况统计表", "none", _statistics, book=_PAGE, alias="mediation-statistics"),
    Paper("以案定补核算表", "以案定补核算表", "month", _subsidies, book=_PAGE, alias="mediation-subsidies"),
    Paper("纠纷登记簿", "民间纠纷受理登记簿", "month", _register, book=_PAGE, alias="mediation-register"),
    Paper("到期卷宗清单", "保管期满卷宗清单", "none", _expired, unmasked=True, book=_PAGE, alias="mediation-expired"),
)
