"""The fields of a book as parts of its definition: label, kind, checks, defaults, masks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.registers.definition import Item, Register
from villagedesk.registers.editing import drop_item
from villagedesk.services.villagers.initials import initials
from villagedesk.ui.registers.define.labels import (
    KIND_WORDS,
    KINDS,
    item_labels,
    split_words,
    state_names,
    word_of,
    words_of,
)
from villagedesk.ui.registers.define.parts import Parts, Values, put, shifted
from villagedesk.ui.registers.define.words import LIST_NAMES

_DEFAULTS = {"现在": "now", "今天": "today", "当时值班的人": "on_duty", "登记的人": "user"}
_MASKS = {
    "电话": "phone",
    "证件号": "id_number",
    "姓名": "name",
    "住址": "address",
    "账号": "account",
    "整项不显示": "hide",
}
_LIMITS = {"现在": "now", "今天": "today"}
_DATES = (Kind.DATE, Kind.MOMENT)
_NUMBERS = (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.HOURS)
_PEOPLE = (Kind.PERSON, Kind.VILLAGER)
_LISTS = {word: name for name, word in LIST_NAMES.items()}


def _cells(register: Register) -> list[tuple[str, ...]]:
    return [
        (
            item.label,
            KIND_WORDS.get(item.kind, item.kind.value),
            "必填" if item.required else "、".join(item.required_at) + "时必填" if item.required_at else "",
            "停用" if item.hidden else "",
            _said(register, item),
        )
        for item in register.fields
    ]


def _said(register: Register, item: Item) -> str:
    words = LIST_NAMES.get(item.choices, item.choices) if isinstance(item.choices, str) else "、".join(item.choices)
    labels = {**_LIMITS, **item_labels(register)}
    found = [
        f"选项表：{words}" if isinstance(item.choices, str) else words,
        f"默认 {word_of(_DEFAULTS, str(item.default))}" if item.default is not None else "",
        f"{item.min:g} 以上" if item.min is not None else "",
        f"{item.max:g} 以下" if item.max is not None else "",
        f"单位 {item.unit}" if item.unit else "",
        f"不晚于 {word_of(labels, item.not_after)}" if item.not_after else "",
        f"不早于 {word_of(labels, item.not_before)}" if item.not_before else "",
        f"遮盖 {word_of(_MASKS, item.mask)}" if item.mask else "",
    ]
    return "；".join(part for part in found if part)


def _fields(register: Register, _place: int | None) -> tuple[Field, ...]:
    dates = (*_LIMITS, *item_labels(register, _DATES))
    return (
        Field("label", "栏目名称", required=True),
        Field("kind", "种类", Kind.CHOICE, required=True, choices=tuple(KINDS), default="文字"),
        Field("required", "必须填写", Kind.YES),
        Field("hidden", "停用（内容保留）", Kind.YES),
        Field("required_at", "到了这些状态必须填写", Kind.CHOICES, choices=state_names(register)),
        Field("choices", "可选的词", Kind.LONG_TEXT, help="单选、多选时填写，一行一个；用选项表时不填。"),
        Field("list", "或用选项表", Kind.CHOICE, choices=tuple(_LISTS)),
        Field("default", "默认值", help="也可以写：现在、今天、当时值班的人、登记的人。"),
        Field("unit", "单位", help="个数、金额、小时的单位，如 人次。"),
        Field("min", "最小", Kind.NUMBER),
        Field("max", "最大", Kind.NUMBER, help="图片和文件：最多几个。"),
        Field("not_after", "不能晚于", Kind.CHOICE, choices=dates, help="日期和时间用。"),
        Field("not_before", "不能早于", Kind.CHOICE, choices=dates, help="日期和时间用。"),
        Field(
            "differs_from",
            "不能和这些栏目是同一人（回避）",
            Kind.CHOICES,
            choices=tuple(item_labels(register, _PEOPLE)),
        ),
        Field("many", "可以写几个人", Kind.YES),
        Field("mask", "公示时遮盖", Kind.CHOICE, choices=tuple(_MASKS)),
        Field("aliases", "Excel 里的其他叫法", Kind.LONG_TEXT, help="导入时认得的表头，一行一个。"),
        Field("help", "填写说明"),
    )


def _values(register: Register, place: int | None) -> Values:
    if place is None:
        return {"kind": "文字"}
    item = register.fields[place]
    listed = isinstance(item.choices, str)
    limits = {**_LIMITS, **item_labels(register)}
    return {
        "label": item.label,
        "kind": KIND_WORDS[item.kind],
        "required": item.required,
        "hidden": item.hidden,
        "required_at": item.required_at,
        "choices": "" if listed else "\n".join(item.choices),
        "list": LIST_NAMES.get(str(item.choices), "") if listed else "",
        "default": _default_words(item),
        "unit": item.unit,
        "min": item.min,
        "max": item.max,
        "not_after": word_of(limits, item.not_after) if item.not_after else "",
        "not_before": word_of(limits, item.not_before) if item.not_before else "",
        "differs_from": words_of(item_labels(register), item.differs_from),
        "many": item.many,
        "mask": word_of(_MASKS, item.mask) if item.mask else "",
        "aliases": "\n".join(item.aliases),
        "help": item.help,
    }


def _default_words(item: Item) -> str:
    if item.default is None:
        return ""
    if isinstance(item.default, bool):
        return "是" if item.default else "否"
    return word_of(_DEFAULTS, str(item.default))


def _taken(register: Register, place: int | None, typed: Values) -> Register:
    kind = KINDS[typed["kind"]]
    words = split_words(typed["choices"]) if kind in (Kind.CHOICE, Kind.CHOICES) else ()
    listed = _LISTS.get(str(typed["list"] or ""), "") if kind in (Kind.CHOICE, Kind.CHOICES) else ""
    if kind in (Kind.CHOICE, Kind.CHOICES) and not words and not listed:
        raise Mistake("单选、多选要写出可选的词，一行一个，或者选一张选项表。", "choices")
    limits = {**_LIMITS, **item_labels(register)}
    old = register.fields[place] if place is not None else Item(_free_name(register, typed["label"]), "")
    item = replace(
        old,
        label=typed["label"],
        kind=kind,
        choices=listed or words,
        default=_default(kind, typed["default"]),
        **{name: bool(typed[name]) for name in ("required", "hidden", "many")},
        **{name: str(typed[name] or "") for name in ("unit", "help")},
        **{name: typed[name] for name in ("min", "max")},
        **{name: limits.get(str(typed[name] or ""), "") for name in ("not_after", "not_before")},
        required_at=tuple(typed["required_at"] or ()),
        differs_from=tuple(limits[word] for word in typed["differs_from"] or ()),
        mask=_MASKS.get(str(typed["mask"] or ""), ""),
        aliases=split_words(typed["aliases"]),
    )
    return _listed(replace(register, fields=put(register.fields, place, item)), item, new=place is None)


def _listed(register: Register, item: Item, *, new: bool) -> Register:
    """A new text field is searched; a book whose list shows few columns shows the new one too."""
    listing = register.list
    if new and item.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.VILLAGER, Kind.PHONE):
        listing = replace(listing, search=(*listing.search, item.name))
    if new and len(listing.columns) < 8 and item.kind not in (Kind.PICTURE, Kind.FILE):
        at = len(listing.columns) - (1 if listing.columns[-1:] == ("state",) else 0)
        listing = replace(listing, columns=(*listing.columns[:at], item.name, *listing.columns[at:]))
    return replace(register, list=listing)


def _default(kind: Kind, text: Any) -> str | int | float | bool | None:
    word = str(text or "").strip()
    if not word:
        return None
    if word in _DEFAULTS:
        return _DEFAULTS[word]
    if kind is Kind.YES:
        return word in ("是", "√", "1")
    if kind in _NUMBERS:
        try:
            number = float(word)
        except ValueError:
            raise Mistake(f"默认值“{word}”不是数字。", "default") from None
        return int(number) if number == int(number) else number
    return word


def _free_name(register: Register, label: str) -> str:
    taken = {item.name for item in register.fields} | {"number", "state", "due"}
    stem = "f_" + (initials(label)[:20] or "x")
    return next(name for n in range(1, 1000) if (name := stem if n == 1 else f"{stem}{n}") not in taken)


def _dropped(register: Register, place: int) -> Register:
    return drop_item(register, register.fields[place].name)


def _moved(register: Register, place: int, by: int) -> Register:
    return replace(register, fields=shifted(register.fields, place, by))


ITEMS = Parts(
    "fields",
    "栏目",
    (("栏目", 8), ("种类", 5.6), ("必填", 8), ("", 3), ("可选、默认和检查", 0)),
    _cells,
    _fields,
    _values,
    _taken,
    _dropped,
    _moved,
)
