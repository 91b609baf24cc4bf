"""Questions over years and villages, answered by DuckDB (the extra `analysis`) from the collected packs."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from villagedesk.base.errors import Mistake, Trouble
from villagedesk.papers.street.facts import MonthFacts
from villagedesk.services.office import Office
from villagedesk.services.street import engine, keeping
from villagedesk.services.street.collected import newest, received
from villagedesk.services.street.questions import QUESTIONS
from villagedesk.store import street as shelf
from villagedesk.writers.whole import whole

FIGURES = ("village", "month", "name", "value", "of_part", "over_part")
PEOPLE = ("village", "month", "person", "post", "due", "present", "errand", "leave", "late", "early", "missing",
          "absent", "duty_weekend", "duty_holiday")  # fmt: skip


OnStep = Callable[[int, int, str], object]


def _silent(done: int, total: int, what: str) -> None:
    """Say nothing."""


_CSV = "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"


def available() -> bool:
    """Whether the analysis extra is installed."""
    return engine.installed()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question as a table."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Collection:
    """The figures of many villages and months, laid out once so that each question is quick.

    `db` is a database kept in a file, to which only the months that changed are added; without it all is in memory.
    """

    def __init__(self, facts: Iterable[MonthFacts] = (), db: Any = None) -> None:
        self._db = db or engine.connect()
        types = {"village": "varchar", "month": "varchar", "name": "varchar", "person": "varchar", "post": "varchar"}
        self._columns = {
            table: {name: types.get(name, "double") for name in names}
            for table, names in (("figures", FIGURES), ("people", PEOPLE))
        }
        for table, columns in self._columns.items():
            told = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            self._db.execute(f"create table if not exists {table} ({told})")
        self._db.execute("create table if not exists taken (last bigint, sha256 varchar)")
        self._load(facts)

    def _load(self, facts: Iterable[MonthFacts]) -> None:
        with tempfile.TemporaryDirectory(prefix="villagedesk-") as folder:
            files = {"figures": Path(folder, "figures.csv"), "people": Path(folder, "people.csv")}
            _lay_out(facts, files["figures"], files["people"])
            for table, file in files.items():
                columns = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in self._columns[table].items()) + "}"
                self._db.execute(
                    f"insert into {table} select * from read_csv(?, {_CSV}, columns = {columns})", [str(file)]
                )

    def take_in(self, office: Office, step: OnStep) -> None:
        """Add what came since the last question: every month that something came about is laid out anew."""
        last = self._known_to(office)
        months = shelf.received_months(office.store, last)
        if not months:
            return
        self._db.execute("begin")
        try:
            for number, month in enumerate(months):
                step(number, len(months), month)
                for table in self._columns:
                    self._db.execute(f"delete from {table} where month = ?", [month])
                self._load(newest(received(office, month)))
            self._db.execute("delete from taken")
            newest_id = shelf.last_received(office.store)
            self._db.execute("insert into taken values (?, ?)", [newest_id, shelf.digest_of(office.store, newest_id)])
            self._db.execute("commit")
        except BaseException:
            self._db.execute("rollback")
            raise

    def _known_to(self, office: Office) -> int:
        """The last pack that is laid out; 0 and all forgotten when the office is not the one it was taken from."""
        last, digest = self._db.execute("select last, sha256 from taken").fetchone() or (0, "")
        if last and shelf.digest_of(office.store, last) != digest:
            for table in (*self._columns, "taken"):
                self._db.execute(f"delete from {table}")
            return 0
        return int(last)

    def ask(self, name: str) -> Answer:
        """Answer a ready question by its name."""
        question = next((question for question in QUESTIONS if question.name == name), None)
        if question is None:
            raise Mistake(f"没有叫“{name}”的问题；可选：{'、'.join(q.name for q in QUESTIONS)}。", "name")
        rows = self._db.execute(question.sql).fetchall()
        return Answer(question.headings, tuple(tuple(map(_whole, row)) for row in rows))

    def close(self) -> None:
        """Let the memory go."""
        self._db.close()


def _lay_out(facts: Iterable[MonthFacts], figures: Path, people: Path) -> None:
    with figures.open("w", newline="", encoding="utf-8") as one, people.open("w", newline="", encoding="utf-8") as two:
        first, second = csv.writer(one), csv.writer(two)
        for each in facts:
            first.writerows((each.village, each.month, f.name, f.value, f.of, f.over) for f in each.figures)
            second.writerows(
                (each.village, each.month, *(getattr(person, name) for name in PEOPLE[2:])) for person in each.people
            )


def _whole(value: Any) -> Any:
    """A count as a whole number; what is not known as a dash."""
    return "—" if value is None else int(value) if isinstance(value, float) and value.is_integer() else value


def collect(office: Office, step: OnStep = _silent) -> Collection:
    """What this street has collected; `Trouble` when the analysis extra is not installed or nothing came yet.

    What was laid out before is kept beside the office file, so that years of villages are not read again.
    """
    if not available():
        raise Trouble("没有安装“提问”要用的部件（duckdb），不能提问；可以先导出 CSV，用别的工具分析。")
    if not shelf.last_received(office.store):
        raise Mistake("还没有收到报送包，没有可分析的数据；请先汇总各村的报送包。")
    collection = Collection(db=engine.connect(keeping.folder_of(office).with_name("analysis.duckdb")))
    try:
        collection.take_in(office, step)
    except BaseException:
        collection.close()
        raise
    return collection


def export_csv(office: Office, folder: Path) -> tuple[Path, ...]:
    """All collected figures and people as two CSV files that any tool opens (UTF-8 with a mark for Excel)."""
    found = newest(received(office))
    tables = (
        ("各村数字.csv", ("村", "月份", "指标", "数值", "分子", "分母"), _figure_rows(found)),
        ("各村人员.csv", PEOPLE_WORDS, _people_rows(found)),
    )
    paths: list[Path] = []
    for name, headings, rows in tables:
        path = folder / name
        with whole(path) as draft, draft.open("w", newline="", encoding="utf-8-sig") as stream:
            writer = csv.writer(stream)
            writer.writerow(headings)
            writer.writerows(rows)
        paths.append(path)
    return tuple(paths)


PEOPLE_WORDS = ("村", "月份", "姓名", "职务", "应坐班_半天", "实坐班_半天", "公出_半天", "请假_天", "迟到_次",
                "早退_次", "缺卡_次", "旷工_半天", "周末值班", "节假日值班")  # fmt: skip


def _figure_rows(facts: Sequence[MonthFacts]) -> Iterable[tuple[Any, ...]]:
    return ((e.village, e.month, f.name, f.value, f.of, f.over) for e in facts for f in e.figures)


def _people_rows(facts: Sequence[MonthFacts]) -> Iterable[tuple[Any, ...]]:
    return ((e.village, e.month, *(_safe(getattr(p, name)) for name in PEOPLE[2:])) for e in facts for p in e.people)


def _safe(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is kept as text."""
    return "'" + value if isinstance(value, str) and value[:1] in "=+-@\t" and value else value


def answer_value(answer: Answer) -> dict[str, Any]:
    """An answer as plain values."""
    return json.loads(json.dumps({"headings": answer.headings, "rows": answer.rows}, ensure_ascii=False))
