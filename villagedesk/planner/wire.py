"""The model on its way to the planning process and back: plain lists, much quicker than field by field."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

from villagedesk.roster.model.parts import Limit, Model, Place, Share

_ROWS: dict[str, type[Any]] = {"places": Place, "limits": Limit, "shares": Share}


def to_line(model: Model) -> str:
    """The model as one line of JSON."""
    body = {item.name: getattr(model, item.name) for item in fields(Model)}
    for name, shape in _ROWS.items():
        names = [item.name for item in fields(shape)]
        body[name] = [[getattr(one, part) for part in names] for one in body[name]]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def from_line(line: str) -> Model:
    """The model that `to_line` wrote."""
    body: dict[str, Any] = json.loads(line)
    for name, shape in _ROWS.items():
        body[name] = tuple(shape(*row) for row in body[name])
    model = Model(**body)
    return replace(model, keep=_pairs(model.keep), fixed=_pairs(model.fixed))


def _pairs(rows: Any) -> tuple[tuple[int, int], ...]:
    return tuple((a, b) for a, b in rows)
