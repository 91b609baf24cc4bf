"""Questions over years and villages, answered by DuckDB (the extra `analysis`) from the collected packs."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from villagedesk.base.errors import Mistake, Trouble
from villagedesk.papers.street.facts import MonthFacts
from villagedesk.services.office import Office
from villagedesk.services.street import engine
from villagedesk.services.street.collected import newest, received
from villagedesk.writers.whole import whole

FIGURES = ("village", "month", "name", "value", "of_part", "over_part")
PEOPLE = ("village", "month", "person", "post", "due", "present", "errand", "leave", "late", "early", "missing", "absent",
          "duty_weekend", "duty_holiday")  # fmt: skip

_RATE = "case when sum(over_part) > 0 then round(100 * sum(of_part) / sum(over_part), 1) end"


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question: its name, its words, the headings of the answer and how it is asked."""

    name: str
    words: str
    headings: tuple[str, ...]
    sql: str


QUESTIONS: tuple[Question, ...] = (
    Question(
        "逐年合计",
        "每年全街道接待、办理、调处各多少？",
        ("年份", "接待群众（人次）", "办理事项（件次）", "调处纠纷（件）", "报送村数"),
        """select left(month, 4) y, sum(value) filter (name = '接待群众_人次'), sum(value) filter (name = '办理事项_件次'),
           sum(value) filter (name = '调处纠纷_件'), count(distinct village) from figures group by y order by y""",
    ),
    Question(
        "逐月合计",
        "每个月全街道接待、办理、调处各多少？",
        ("月份", "接待群众（人次）", "办理事项（件次）", "调处纠纷（件）", "报送村数"),
        """select month, sum(value) filter (name = '接待群众_人次'), sum(value) filter (name = '办理事项_件次'),
           sum(value) filter (name = '调处纠纷_件'), count(distinct village) from figures group by month order by month""",
    ),
    Question(
        "各村各率",
        "各村历年的答复率、解决率、调解成功率是多少？",
        ("村（社区）", "指标", "%", "分子", "分母"),
        f"""select village, name, {_RATE} r, sum(of_part), sum(over_part) from figures
            where name in ('答复率', '解决率', '调解成功率') group by village, name order by name, r desc nulls last, village""",
    ),
    Question(
        "到岗率最低",
        "近十二个月哪些村到岗率最低？",
        ("村（社区）", "到岗率（%）", "应坐班（半天）", "实坐班（半天）", "旷工（半天）"),
        """with last as (select max(month) m from people), months as (select distinct month from people, last
             where month > strftime(strptime(m || '-01', '%Y-%m-%d') - interval 12 month, '%Y-%m'))
           select village, round(100 * sum(least(present + errand, due)) / nullif(sum(due), 0), 1) r, sum(due), sum(present),
             sum(absent) from people where month in (select month from months) group by village
           order by r nulls last, village limit 50""",
    ),
    Question(
        "缺岗最多",
        "哪些干部历年无故缺岗最多？",
        ("村（社区）", "姓名", "职务", "旷工（半天）", "迟到（次）", "月数"),
        """select village, person, last(post), sum(absent) a, sum(late), count(*) from people
           group by village, person having a > 0 order by a desc, village, person limit 100""",
    ),
    Question(
        "比去年同月",
        "最近一个月各村接待人次比去年同月增减多少？",
        ("村（社区）", "本月", "去年同月", "增减"),
        """with now as (select max(month) m from figures)
           select a.village, a.value, b.value, a.value - b.value d from figures a, now left join figures b
             on b.village = a.village and b.name = a.name
             and b.month = (cast(left(m, 4) as integer) - 1) || right(m, 3)
           where a.name = '接待群众_人次' and a.month = m order by d desc nulls last, a.village""",
    ),
    Question(
        "漏报",
        "哪些村有哪些月份没有报送？",
        ("村（社区）", "缺的月数", "最早", "最近"),
        """with months as (select distinct month from figures), villages as (select village, min(month) f from figures group by 1)
           select v.village, count(*) n, min(m.month), max(m.month) from villages v join months m on m.month >= v.f
           anti join (select distinct village, month from figures) h on h.village = v.village and h.month = m.month
           group by 1 order by n desc, 1""",
    ),
)


def available() -> bool:
    """Whether the analysis extra is installed."""
    return engine.installed()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question as a table."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Collection:
    """The figures of many villages and months, laid out once so that each question is quick."""

    def __init__(self, facts: Iterable[MonthFacts]) -> None:
        self._db = engine.connect()
        with tempfile.TemporaryDirectory(prefix="villagedesk-") as folder:
            figures, people = Path(folder, "figures.csv"), Path(folder, "people.csv")
            _lay_out(facts, figures, people)
            self._load(figures, people)

    def _load(self, figures: Path, people: Path) -> None:
        types = {"village": "varchar", "month": "varchar", "name": "varchar", "person": "varchar", "post": "varchar"}
        for table, file, names in (("figures", figures, FIGURES), ("people", people, PEOPLE)):
            columns = "{" + ", ".join(f"'{name}': '{types.get(name, 'double')}'" for name in names) + "}"
            self._db.execute(
                f"create table {table} as select * from read_csv(?, header = false, columns = {columns})", [str(file)]
            )

    def ask(self, name: str) -> Answer:
        """Answer a ready question by its name."""
        question = next((question for question in QUESTIONS if question.name == name), None)
        if question is None:
            raise Mistake(f"没有叫“{name}”的问题；可选：{'、'.join(q.name for q in QUESTIONS)}。", "name")
        return Answer(question.headings, tuple(self._db.execute(question.sql).fetchall()))

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


def collect(office: Office) -> Collection:
    """What this street has collected; `Trouble` when the analysis extra is not installed or nothing came yet."""
    if not available():
        raise Trouble("没有安装分析组件（duckdb），不能在这里提问；可以先导出 CSV，用别的工具分析。")
    found = newest(received(office))
    if not found:
        raise Mistake("还没有收到报送包，没有可分析的数据；请先汇总各村的报送包。")
    return Collection(found)


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


PEOPLE_WORDS = ("村", "月份", "姓名", "职务", "应坐班_半天", "实坐班_半天", "公出_半天", "请假_天", "迟到_次", "早退_次",
                "缺卡_次", "旷工_半天", "周末值班", "节假日值班")  # fmt: skip


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
