"""The Ministry's categories of disputes, and an office's own words mapped to them."""

from __future__ import annotations

from collections.abc import Mapping

from villagedesk.base.errors import Mistake

OTHER = "其他"

CATEGORIES = (
    "婚姻家庭",
    "邻里",
    "房屋宅基地",
    "合同",
    "生产经营",
    "损害赔偿",
    "劳动争议",
    "村务管理",
    "山林土地",
    "征地拆迁",
    "环境保护",
    "道路交通事故",
    "物业",
    "医疗",
    "消费",
    "电子商务",
    OTHER,
)

# Words of county tables and old lists; 计划生育 is no category any more and counts as 其他.
LOCAL: Mapping[str, str] = {
    "婚姻家庭继承": "婚姻家庭",
    "婚姻": "婚姻家庭",
    "家庭": "婚姻家庭",
    "继承": "婚姻家庭",
    "赡养": "婚姻家庭",
    "邻里排水": "邻里",
    "相邻关系": "邻里",
    "边界": "邻里",
    "宅基地": "房屋宅基地",
    "房屋": "房屋宅基地",
    "赔偿": "损害赔偿",
    "人身损害": "损害赔偿",
    "山林、土地承包经营权": "山林土地",
    "土地承包": "山林土地",
    "山林": "山林土地",
    "劳动": "劳动争议",
    "欠薪": "劳动争议",
    "拆迁": "征地拆迁",
    "交通事故": "道路交通事故",
    "医患": "医疗",
    "医疗纠纷": "医疗",
    "物业管理": "物业",
    "环境": "环境保护",
    "计划生育": OTHER,
}


def ministry(word: str, office: Mapping[str, str] | None = None) -> str:
    """The Ministry's category for a word of the office; `Mistake` for a word nobody mapped."""
    plain = word.strip().removesuffix("纠纷")
    for lists in (office or {}, LOCAL):
        for key in (word.strip(), plain):
            if key in lists:
                return lists[key]
    if plain in CATEGORIES:
        return plain
    raise Mistake(f"纠纷类型没有“{word}”这一项，可选：{'、'.join(CATEGORIES)}；也可以在设置里加一条对照。", "category")


def check_mapping(office: Mapping[str, str]) -> None:
    """Refuse an own list that maps to no category of the Ministry."""
    for word, target in office.items():
        if target not in CATEGORIES:
            raise Mistake(f"“{word}”对照到了“{target}”，它不是司法部统计表里的类型。", "category")
