"""What a book counts and how it is listed: statistics as parts of its definition, and the list as a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.registers.definition import Listing, Posted, Rate, Register, ReportColumn, Statistic
from villagedesk.registers.statistics import SPLIT_LABELS
from villagedesk.ui.registers.define.labels import item_labels, kept_order, state_names, word_of, words_of
from villagedesk.ui.registers.define.parts import Parts, Values, put, shifted

_NUMBERS = (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.HOURS)
_SUM, _COUNT, _DISTINCT, _RATE = "数字相加", "有几条", "有几个不同的", "占比（%）"
_BY = {word: key for key, word in SPLIT_LABELS.items()}
_ROLES = (
    ("counts", "每条算多少（不选就是 1）", _NUMBERS),
    ("category", "按哪一栏分类", (Kind.CHOICE, Kind.CHOICES)),
    ("person", "经办人是哪一栏", (Kind.PERSON,)),
    ("villager", "说的是谁（往来记录）", (Kind.VILLAGER,)),
    ("grid", "网格是哪一栏", (Kind.GRID,)),
    ("dated", "按哪个日期排", (Kind.DATE, Kind.MOMENT)),
)
_ALWAYS = {"编号": "number", "状态": "state"}


def _way(statistic: Statistic) -> str:
    if statistic.rate is not None:
        return _RATE
    return _SUM if statistic.sum else _DISTINCT if statistic.distinct else _COUNT


def _splits(register: Register) -> dict[str, str]:
    return {**_BY, **item_labels(register, (Kind.CHOICE,))}


def _cells(register: Register) -> list[tuple[str, ...]]:
    labels = item_labels(register)
    columns = {column.statistic: column.column for column in register.report}
    found: list[tuple[str, ...]] = []
    for one in register.statistics:
        what = word_of(labels, one.sum or one.distinct) if one.sum or one.distinct else ""
        if one.rate is not None:
            over = "全部" if "all" in one.rate.over else "、".join(one.rate.over)
            what = f"{'、'.join(one.rate.of)} / {over}"
        where = "、".join(f"{word_of(labels, name)}为{word}" for name, word in one.where.items())
        by = "、".join(words_of(_splits(register), one.by))
        what = "，".join(part for part in (what, where) if part)
        found.append((f"{one.label}（{one.unit}）", _way(one), what, by, columns.get(one.label, "")))
    return found


def _fields(register: Register, _place: int | None) -> tuple[Field, ...]:
    states = state_names(register)
    labels = tuple(item_labels(register))
    return (
        Field("label", "统计项名称", required=True),
        Field("unit", "单位", required=True, help="人次、件次、件、户、场次、小时、%……"),
        Field("way", "怎么统计", Kind.CHOICE, required=True, choices=(_COUNT, _SUM, _DISTINCT, _RATE), default=_COUNT),
        Field("what", "哪一栏", Kind.CHOICE, choices=labels, help="数字相加、有几个不同的要选。"),
        Field("of", "占比：到了这些状态的", Kind.CHOICES, choices=states),
        Field("over", "占比：在这些状态里（不选就是全部）", Kind.CHOICES, choices=states),
        Field("by", "再按这些分开", Kind.CHOICES, choices=tuple(_splits(register))),
        Field("where", "只算某一栏", Kind.CHOICE, choices=labels),
        Field("word", "写着这个词的"),
        Field("column", "进月报的哪一列", help="如 网格事件_件；不填就不进月报。"),
    )


def _values(register: Register, place: int | None) -> Values:
    labels = item_labels(register)
    if place is None:
        return {"unit": register.unit, "way": _COUNT, "by": ("月份",)}
    one = register.statistics[place]
    where = next(iter(one.where.items()), ("", ""))
    over = tuple(one.rate.over) if one.rate else ()
    return {
        "label": one.label,
        "unit": one.unit,
        "way": _way(one),
        "what": word_of(labels, one.sum or one.distinct) if one.sum or one.distinct else "",
        "of": tuple(one.rate.of) if one.rate else (),
        "over": () if "all" in over else over,
        "by": words_of(_splits(register), one.by),
        "where": word_of(labels, where[0]) if where[0] else "",
        "word": where[1],
        "column": next((c.column for c in register.report if c.statistic == one.label), ""),
    }


def _taken(register: Register, place: int | None, typed: Values) -> Register:
    labels, splits = item_labels(register), _splits(register)
    old = register.statistics[place] if place is not None else None
    if any(other.label == typed["label"] for other in register.statistics if other is not old):
        raise Mistake(f"已经有“{typed['label']}”这一项统计了。", "label")
    if bool(typed["where"]) != bool(typed["word"]):
        raise Mistake("“只算某一栏”和“写着这个词的”要一起填，或者都不填。", "word")
    what = labels.get(str(typed["what"] or ""), "")
    if typed["way"] in (_SUM, _DISTINCT) and not what:
        raise Mistake("请选要统计哪一栏。", "what")
    if typed["way"] == _SUM and what not in item_labels(register, _NUMBERS).values():
        raise Mistake("只有个数、数字、金额、小时的栏目可以相加。", "what")
    if typed["way"] == _RATE and not typed["of"]:
        raise Mistake("占比要选“到了这些状态的”。", "of")
    made = Statistic(
        typed["label"],
        typed["unit"],
        sum=what if typed["way"] == _SUM else "",
        count=typed["way"] == _COUNT,
        distinct=what if typed["way"] == _DISTINCT else "",
        rate=Rate(tuple(typed["of"]), tuple(typed["over"] or ("all",))) if typed["way"] == _RATE else None,
        by=tuple(splits[word] for word in typed["by"] or ()),
        where={labels[typed["where"]]: str(typed["word"])} if typed["where"] else {},
    )
    return replace(
        register,
        statistics=put(register.statistics, place, made),
        report=_reported(register, old.label if old else "", made.label, str(typed["column"] or "")),
    )


def _reported(register: Register, old: str, label: str, column: str) -> tuple[ReportColumn, ...]:
    others = tuple(one for one in register.report if one.statistic not in (old, label))
    return (*others, ReportColumn(column, label)) if column else others


def _dropped(register: Register, place: int) -> Register:
    gone = register.statistics[place]
    return replace(
        register,
        statistics=tuple(one for one in register.statistics if one is not gone),
        report=tuple(column for column in register.report if column.statistic != gone.label),
    )


def _moved(register: Register, place: int, by: int) -> Register:
    return replace(register, statistics=shifted(register.statistics, place, by))


STATISTICS = Parts(
    "statistics",
    "统计",
    (("统计项", 10), ("怎么统计", 6), ("统计什么", 14), ("再按", 10), ("月报列", 0)),
    _cells,
    _fields,
    _values,
    _taken,
    _dropped,
    _moved,
)


def list_fields(register: Register) -> tuple[Field, ...]:
    """The form of the list: its columns, what is searched, filters, roles of fields, and what may be posted."""
    labels = tuple(item_labels(register))
    roles = tuple(
        Field(name, label, Kind.CHOICE, choices=tuple(item_labels(register, kinds))) for name, label, kinds in _ROLES
    )
    return (
        Field("columns", "列表里显示的栏目", Kind.CHOICES, choices=(*_ALWAYS, *labels)),
        Field("search", "查找时看这些栏目", Kind.CHOICES, choices=labels),
        Field("filters", "可以按这些栏目筛选", Kind.CHOICES, choices=("状态", *labels)),
        *roles,
        Field("never", "不得张贴公示", Kind.YES),
        Field("mask", "公示时要遮盖的栏目", Kind.CHOICES, choices=labels),
        Field("empty_prints", "空栏打印时写", help="如 无。"),
        Field("one_a_day", "一天只写一条", Kind.YES),
    )


def list_values(register: Register) -> Values:
    """What the form of the list shows."""
    labels = {**_ALWAYS, **item_labels(register)}
    found: Values = {
        "columns": words_of(labels, register.list.columns),
        "search": words_of(labels, register.list.search),
        "filters": words_of(labels, register.list.filters),
        "never": register.posted.never,
        "mask": words_of(labels, register.posted.mask),
        "empty_prints": register.empty_prints,
        "one_a_day": register.one_a_day,
    }
    return found | {
        name: word_of(labels, getattr(register, name)) if getattr(register, name) else "" for name, _, _ in _ROLES
    }


def listed(register: Register, typed: Values) -> Register:
    """The book with what the form of the list says."""
    labels: Mapping[str, str] = {**_ALWAYS, **item_labels(register)}

    def names(key: str, before: tuple[str, ...]) -> tuple[str, ...]:
        return kept_order(before, [labels[word] for word in typed[key] or ()], labels.values())

    listing = register.list
    return replace(
        register,
        list=Listing(
            names("columns", listing.columns), names("search", listing.search), names("filters", listing.filters)
        ),
        posted=Posted(bool(typed["never"]), names("mask", register.posted.mask)),
        empty_prints=str(typed["empty_prints"] or ""),
        one_a_day=bool(typed["one_a_day"]),
        **{name: labels.get(str(typed[name] or ""), "") for name, _, _ in _ROLES},
    )
