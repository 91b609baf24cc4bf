"""All disputes in the order in which they came, and what each month's screening found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from villagedesk.services.demo.disputes.neighbours import BOUNDARY, ORAL
from villagedesk.services.demo.disputes.others import FAILED, MOVED, NEW, POLICE, REFUSED, RUNNING, WAITING

CASES = (BOUNDARY, ORAL, FAILED, POLICE, MOVED, RUNNING, REFUSED, NEW, WAITING)

FINDS: tuple[tuple[Mapping[str, Any], ...], ...] = (
    (),
    (
        {
            "after": 9,
            "category": "征地拆迁",
            "matter": "五组青苗补偿标准有异议，十四户准备集体反映",
            "people": 14,
            "parties": "苏国梁等",
            "risk": "重大",
            "responsible": "{主持}",
            "measures": "逐户走访，推选代表，约街道答复",
            "reported_at": "{+0} 11:30:00",
            "result": "已劝返，转街道答复",
        },
        {
            "after": 16,
            "category": "邻里",
            "matter": "一组楼上楼下滴水",
            "parties": "徐月娥、周阿宝",
            "result": "口头调解成功",
        },
    ),
    (
        {
            "after": 6,
            "category": "山林土地",
            "matter": "六组水田租金拖欠",
            "parties": "潘志远、谢永昌",
            "risk": "较大",
            "responsible": "{主持}",
            "measures": "请农技员核实减产，约双方再谈",
            "due_on": "{+20}",
            "progress": "已调解一次",
        },
    ),
)
