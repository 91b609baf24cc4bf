"""Sealed packs of invented villages, made without an office file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from villagedesk.base.document import Head
from villagedesk.papers.street import summary
from villagedesk.papers.street.facts import Exceptional, Figure, MonthFacts, PersonMonth
from villagedesk.security import seal
from villagedesk.services.report.pack import write_sealed

SECRETS = {name: seal.new_key()[0] for name in ("甲村", "乙村", "丙村", "丁村")}


def facts(
    village: str, month: str = "2026-10", revision: int = 1, visits: float = 100, made: str = "2026-11-02"
) -> MonthFacts:
    figures = (
        Figure("接待群众_人次", visits, last_month=90),
        Figure("办理事项_件次", 40, last_month=44),
        Figure("调处纠纷_件", 3),
        Figure("答复率", 75.0, 3, 4),
        Figure("解决率", 50.0, 2, 4),
        Figure("调解成功率", 100.0, 2, 2),
    )
    people = (
        PersonMonth("张三", "书记", 40, 38, late=1, errand=1, duty_weekend=2),
        PersonMonth("李四", "委员", 40, 30, absent=4, missing=1),
    )
    odd = (Exceptional("2026-10-12", "李四", "坐班：旷工"), Exceptional("2026-10-13", "张三", "迟到 5 分钟", "堵车"))
    return MonthFacts(village, month, "锦湖街道", revision, f"{made} 09:00:00", "1.0", True, figures, people, odd)


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    """Writes one sealed pack and answers its path."""

    def write(village: str = "甲村", name: str = "", **more: object) -> Path:
        stated = facts(village, **more)  # type: ignore[arg-type]
        head = Head(village, "锦湖街道", f"{village}村民委员会", datetime(2026, 11, 2))
        path = tmp_path / (name or f"{village}{stated.month}第{stated.revision}次.xlsx")
        write_sealed([summary.document(stated, head)], path, stated, SECRETS[village])
        return path

    return write
