"""From plain JSON or TOML values to frozen dataclasses and back, refusing unknown keys by name."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from villagedesk.base.clock import moment_from, moment_text
from villagedesk.base.errors import Mistake

Shape = TypeVar("Shape")


def read(shape: type[Shape], value: Any, where: str = "") -> Shape:
    """Build a `shape` (a dataclass or any annotated type) from plain values.

    A dataclass field's JSON key is `metadata["key"]` when given (for reserved words), else its name.
    Raises `Mistake` naming the place (`shifts[2].needs[0].count`) and what is wrong there.
    """
    return cast(Shape, _read(shape, value, where))


def write(value: Any) -> Any:
    """Plain JSON values for dataclasses, enums, dates and moments; mappings and sequences are walked."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {_key(f): write(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(write(k)): write(v) for k, v in cast(Mapping[Any, Any], value).items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = cast("list[Any]", value)
        return [write(item) for item in (sorted(items) if isinstance(value, set | frozenset) else items)]
    return value


def _key(field: dataclasses.Field[Any]) -> str:
    return str(field.metadata.get("key", field.name))


@cache
def _hints(shape: type) -> dict[str, Any]:
    return typing.get_type_hints(shape)


def _wrong(where: str, wanted: str, value: Any) -> Mistake:
    shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "…"
    return Mistake(f"“{where or '输入'}”应是{wanted}，现在是 {shown}。", where)


def _read(shape: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(shape)
    if shape is Any:
        return value
    if origin in (typing.Union, types.UnionType):
        return _read_union(typing.get_args(shape), value, where)
    if origin is typing.Literal:
        if value not in typing.get_args(shape):
            raise _wrong(where, "、".join(str(word) for word in typing.get_args(shape) if word != "") + " 之一", value)
        return value
    if origin in (tuple, list, frozenset, set):
        return _read_sequence(shape, origin, value, where)
    if origin in (dict, Mapping) or shape is dict:
        return _read_mapping(shape, value, where)
    if dataclasses.is_dataclass(shape):
        return _read_dataclass(cast(type, shape), value, where)
    return _read_scalar(shape, value, where)


def _read_union(options: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and type(None) in options:
        return None
    faults: list[Mistake] = []
    for option in options:
        if option is type(None):
            continue
        try:
            return _read(option, value, where)
        except Mistake as fault:
            faults.append(fault)
    raise faults[-1]


def _read_sequence(shape: Any, origin: type, value: Any, where: str) -> Any:
    if not isinstance(value, list | tuple):
        raise _wrong(where, "一个列表", value)
    items = cast("list[Any]", value)
    args = typing.get_args(shape)
    if origin is tuple and args and args[-1] is not Ellipsis:
        if len(items) != len(args):
            raise _wrong(where, f" {len(args)} 项的列表", value)
        return tuple(_read(a, item, f"{where}[{i}]") for i, (a, item) in enumerate(zip(args, items, strict=True)))
    inner = args[0] if args else Any
    return cast(Any, origin)(_read(inner, item, f"{where}[{i}]") for i, item in enumerate(items))


def _read_mapping(shape: Any, value: Any, where: str) -> Any:
    if not isinstance(value, Mapping):
        raise _wrong(where, "一组名称和值", value)
    args = typing.get_args(shape) or (str, Any)
    pairs = cast("Mapping[str, Any]", value).items()
    return {_read(args[0], k, where): _read(args[1], v, f"{where}.{k}" if where else k) for k, v in pairs}


def _read_dataclass(shape: type, value: Any, where: str) -> Any:
    if not isinstance(value, Mapping):
        raise _wrong(where, "一组名称和值", value)
    given = dict(cast("Mapping[str, Any]", value))
    arguments: dict[str, Any] = {}
    missing: list[str] = []
    for field in dataclasses.fields(shape):
        if not field.init:
            continue
        key = _key(field)
        place = f"{where}.{key}" if where else key
        if key in given:
            arguments[field.name] = _read(_hints(shape)[field.name], given.pop(key), place)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            missing.append(place)
    if given:
        extra = "、".join(f"“{where}.{key}”" if where else f"“{key}”" for key in given)
        raise Mistake(f"不认识的名称：{extra}；请检查拼写。", next(iter(given)))
    if missing:
        raise Mistake(f"缺少“{missing[0]}”。", missing[0])
    return shape(**arguments)


def _read_scalar(shape: Any, value: Any, where: str) -> Any:
    if shape is date:
        return _read_date(value, where)
    if shape is datetime:
        try:
            return value if isinstance(value, datetime) else moment_from(str(value))
        except ValueError:
            raise _wrong(where, "时间（2026-11-21 08:30:00）", value) from None
    if isinstance(shape, type) and issubclass(shape, Enum):
        try:
            return shape(value)
        except ValueError:
            raise _wrong(where, "、".join(str(item.value) for item in shape) + " 之一", value) from None
    if shape is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if shape in (int, str, bool) and type(value) is shape:
        return value
    words: dict[Any, str] = {int: "整数", float: "数字", str: "文字", bool: " true 或 false"}
    raise _wrong(where, words.get(shape, "别的内容"), value)


def _read_date(value: Any, where: str) -> date:
    try:
        if isinstance(value, datetime):
            raise ValueError
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise _wrong(where, "日历上有的日期（2026-11-21）", value) from None
