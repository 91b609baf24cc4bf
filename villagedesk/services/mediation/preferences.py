"""What an office sets for its mediation, as one form: committee, days, own categories, rates, keeping."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from villagedesk.base import plain
from villagedesk.base.changes import Area, Changes
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.mediation.category import check_mapping
from villagedesk.mediation.clocks import Terms
from villagedesk.mediation.party import Member, check_committee
from villagedesk.mediation.statistics import SubsidyRules
from villagedesk.services.mediation import course, settings
from villagedesk.services.office import Office, set_facts

DIFFICULTIES = tuple(SubsidyRules().rates)
_TERMS = {
    "mediation_days": "调解期限",
    "confirmation_days": "申请司法确认期限",
    "visit_days": "调解后回访",
    "soon_days": "提前几天提醒",
}

COMMITTEE = Field(
    "committee",
    "调解委员会",
    Kind.LONG_TEXT,
    help="一行一人，3 到 9 人，例如：李某英 女；主任写“张某国 主任”。至少一名妇女，只有一名主任。",
)
CATEGORIES = Field(
    "categories",
    "本村的纠纷叫法",
    Kind.LONG_TEXT,
    help="一行一个对照，例如：坟山纠纷=山林土地；等号后面是司法部统计表里的类型。",
)
CUTOFF = Field(
    "cutoff", "每月排查截止日（几号）", Kind.COUNT, unit="日", min=1, max=28, help="纠纷排查月报统计到这一天。"
)
PREVENTED = Field("prevented", "防止激化奖励（元）", Kind.MONEY, unit="元", min=0, max=100000)
TERM_FIELDS = tuple(
    Field(name, f"{label}（天）", Kind.COUNT, unit="天", min=1, max=365) for name, label in _TERMS.items()
)
RATE_FIELDS = tuple(
    Field(f"rate_{word}", f"{word}案件补贴（元）", Kind.MONEY, unit="元", min=0, max=100000) for word in DIFFICULTIES
)
KEEPING_FIELDS = tuple(
    Field(f"keep_{word}", f"{word}卷宗保管（年）", Kind.COUNT, unit="年", min=1, max=100) for word in ("短期", "长期")
)


def preferences(office: Office) -> dict[str, Any]:
    """Everything the form shows, by field name."""
    rates, keeping = settings.rates(office), settings.keeping(office)
    return {
        "committee": "\n".join(_member_words(member) for member in settings.committee(office)),
        "categories": "\n".join(f"{word}={target}" for word, target in settings.categories(office).items()),
        "cutoff": settings.cutoff(office),
        "prevented": rates.prevented,
        **plain.write(settings.terms(office)),
        **{f"rate_{word}": rates.rates.get(word, 0.0) for word in DIFFICULTIES},
        **{f"keep_{word}": keeping.years.get(word, 0) for word in ("短期", "长期")},
    }


def save_preferences(office: Office, values: Mapping[str, Any]) -> Changes:
    """Store the whole form; nothing is stored when any part is refused. Undo puts everything back."""
    before = preferences(office)
    members = read_members(str(values.get("committee") or ""))
    mapping = read_mapping(str(values.get("categories") or ""))
    steps: list[Callable[[], Changes]] = []
    if members != settings.committee(office):
        if members:
            check_committee(members)
        steps.append(lambda: settings.set_committee(office, members) if members else _no_committee(office))
    if mapping != dict(settings.categories(office)):
        check_mapping(mapping)
        steps.append(lambda: settings.set_categories(office, mapping))
    fresh = Terms(**{name: int(values[name]) for name in _TERMS})
    if fresh != settings.terms(office):
        steps.append(lambda: course.change_terms(office, fresh))
    numbers = _numbers(office, values)
    if numbers:
        steps.append(lambda: set_facts(office, numbers))
    for step in steps:
        step()
    if not steps:
        return Changes(Area.NOTHING, "调解设置没有改动。")
    return Changes(Area.CASES | Area.OPTIONS, "调解设置已保存。", lambda later: save_preferences(later, before))


def _numbers(office: Office, values: Mapping[str, Any]) -> dict[str, Any]:
    rates = settings.rates(office)
    wanted = SubsidyRules(
        {word: float(values[f"rate_{word}"]) for word in DIFFICULTIES}, float(values["prevented"]), rates.need_signed
    )
    years = {**settings.keeping(office).years, **{word: int(values[f"keep_{word}"]) for word in ("短期", "长期")}}
    found: dict[str, Any] = {}
    if wanted != rates:
        found[settings.RATES] = plain.write(wanted)
    if years != dict(settings.keeping(office).years):
        found[settings.KEEPING] = years
    if int(values["cutoff"]) != settings.cutoff(office):
        found[settings.CUTOFF] = int(values["cutoff"])
    return found


def _no_committee(office: Office) -> Changes:
    return set_facts(office, {settings.COMMITTEE: []})


def read_members(text: str) -> tuple[Member, ...]:
    """Members from lines such as `李某英 女` and `张某国 主任`."""
    found: list[Member] = []
    for line in text.splitlines():
        words = [word for word in re.split(r"[\s,，、（）()]+", line) if word and not word.isdigit()]
        if words and words[0] not in ("姓名", "序号", "成员"):
            rest = words[1:]
            woman = any(word.startswith("女") for word in rest)
            chair = any(word == "主任" or (word.endswith("主任") and "副" not in word) for word in rest)
            found.append(Member(words[0], woman, chair))
    return tuple(found)


def members_text(text: str) -> str:
    """Members copied in a spreadsheet, headings and numbers left out, as the form writes them."""
    return "\n".join(_member_words(member) for member in read_members(text))


def read_mapping(text: str) -> dict[str, str]:
    """Own words and the Ministry's categories from lines such as `坟山纠纷=山林土地`."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        word, mark, target = (part.strip() for part in line.replace("＝", "=").partition("="))
        if not (word and mark and target):
            raise Mistake(
                f"“{CATEGORIES.label}”第 {number} 行要写成“叫法=类型”，例如 坟山纠纷=山林土地。", "categories"
            )
        found[word] = target
    return found


def _member_words(member: Member) -> str:
    return " ".join(
        part for part in (member.name, "女" if member.woman else "", "主任" if member.chair else "") if part
    )
