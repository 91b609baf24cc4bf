"""A definition written back as TOML, after somebody changed it in the window."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import Any, cast

import tomli_w

from villagedesk.registers.definition import Register

_LEFT_OUT = ("text",)


def definition_text(register: Register) -> str:
    """The definition as a TOML file, without what stands at its default."""
    return tomli_w.dumps(_table(register), multiline_strings=False)


def _table(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        content = getattr(value, field.name)
        if field.name in _LEFT_OUT or content is None or content == _default(field):
            continue
        found[str(field.metadata.get("key", field.name))] = _plain(content)
    return found


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _table(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in cast("tuple[Any, ...]", value)]
    return value.value if isinstance(value, Enum) else value
