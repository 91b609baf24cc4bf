"""The papers of the month's report: the summary for the street, and the promise kept."""

from __future__ import annotations

from villagedesk.base.document import Document
from villagedesk.base.errors import Mistake
from villagedesk.papers.street import promise, summary
from villagedesk.services.office import Office, head
from villagedesk.services.papers.paper import Paper
from villagedesk.services.report.attending import attended
from villagedesk.services.report.figures import month_facts


def _summary(office: Office, month: str) -> tuple[Document, ...]:
    return (summary.document(month_facts(office, month), head(office)),)


def promises(office: Office, month: str) -> tuple[Document, ...]:
    """The sheet of promises; `Mistake` when nobody promised anything."""
    lines = tuple(line for line in attended(office, month).people if line.promised)
    if not lines:
        raise Mistake("没有登记换届坐班承诺；可在“人员”里填写每人的承诺坐班天数。")
    return (promise.document(lines, month, head(office)),)


PAPERS: tuple[Paper, ...] = (
    Paper("月报汇总", "坐班值班工作月报汇总", "month", _summary, book="报表", alias="month-summary"),
    Paper("坐班承诺兑现", "换届坐班承诺兑现情况", "month", promises, book="报表", alias="promises"),
)
