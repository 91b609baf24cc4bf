"""A dispute for tests of mediation, the way it takes, and photographs for its volume."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image

from villagedesk.mediation.case import Case
from villagedesk.services.mediation import cases, course
from villagedesk.services.office import Office

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


def walked(office: Office, steps: int = len(WAY), **more: Any) -> Case:
    """A case of the office that took the first steps of the usual way."""
    case = cases.add_case(office, {**VALUES, **more}).value
    for stage, data in WAY[:steps]:
        case = course.take_step(office, case.id, stage, data).value
    return case


def photo(path: Path, size: tuple[int, int] = (600, 800), shade: int = 200) -> Path:
    Image.new("RGB", size, (shade, shade, 180)).save(path)
    return path
