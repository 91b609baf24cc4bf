"""Reading a book's definition from TOML: every mistake names the file, the line and the reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from villagedesk.base import plain
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Kind
from villagedesk.registers.definition import ChoiceLists, Item, Register, completed
from villagedesk.registers.masks import MASKS

_DEFAULT_WORDS = ("now", "today", "on_duty", "user")
_DATED = (Kind.DATE, Kind.MOMENT)
_COLUMNS = ("number", "state", "due", "grid", "day")
_SPLITS = ("category", "grid", "month", "person", "state")
Fault = tuple[str, str]


def read_register(text: str, file: str, lists: ChoiceLists) -> Register:
    """The book that a definition says; `Mistake` with file, line and reason when it says something wrong."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(error, file) from None
    try:
        register = plain.read(Register, {**_without_text(table), "text": text})
    except Mistake as mistake:
        found = re.search(r"“([^”]+)”", mistake.says)
        raise _at(file, text, found[1] if found else mistake.field, mistake.says) from None
    register = completed(_split_rates(register))
    for place, says in _faults(register, lists):
        raise _at(file, text, place, says)
    return register


def read_lists(text: str, file: str) -> dict[str, tuple[str, ...]]:
    """The office's lists of words by name."""
    try:
        return plain.read(dict[str, tuple[str, ...]], tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _syntax(error, file) from None


def line_of(text: str, place: str) -> int:
    """The line (from 1) where `field[2].kind` stands in a TOML text; its table's line when the key is missing."""
    table, _, key = place.rpartition(".")
    if not table and "[" in place:
        table, key = place, ""
    found = 1
    for number, where, name in _keys(text):
        if where == table and not name:
            found = number
        if (where == table and name == key) or (where == place and not name):
            return number
    return found


def _keys(text: str) -> Iterator[tuple[int, str, str]]:
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[\[\s*([\w.]+)\s*\]\]", line):
            counts[head[1]] = counts.get(head[1], -1) + 1
            table = f"{head[1]}[{counts[head[1]]}]"
            yield number, table, ""
        elif head := re.match(r"\s*\[\s*([\w.]+)\s*\]", line):
            table = head[1]
            yield number, table, ""
        elif key := re.match(r"\s*([\w-]+)\s*=", line):
            yield number, table, key[1]


def _syntax(error: tomllib.TOMLDecodeError, file: str) -> Mistake:
    found = re.search(r"line (\d+), column (\d+)", str(error))
    where = f"第 {found[1]} 行第 {found[2]} 列" if found else "末尾"
    return Mistake(f"台账定义“{file}”{where}：不是有效的 TOML 写法，请检查引号、等号和方括号。", "definition")


def _at(file: str, text: str, place: str, says: str) -> Mistake:
    return Mistake(f"台账定义“{file}”第 {line_of(text, place)} 行：{says}", "definition")


def _without_text(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key != "text"}


def _split_rates(register: Register) -> Register:
    def words(value: tuple[str, ...] | str) -> tuple[str, ...]:
        return tuple(re.split(r"[,，、\s]+", value.strip())) if isinstance(value, str) else value

    return replace(
        register,
        statistics=tuple(
            replace(s, rate=replace(s.rate, of=words(s.rate.of), over=words(s.rate.over))) if s.rate else s
            for s in register.statistics
        ),
    )


def _faults(register: Register, lists: ChoiceLists) -> Iterator[Fault]:
    yield from _head_faults(register)
    for i, item in enumerate(register.fields):
        yield from ((f"field[{i}].{key}", says) for key, says in _item_faults(register, item, lists))
    yield from _state_faults(register)
    yield from _role_faults(register)
    yield from _list_faults(register)


def _head_faults(register: Register) -> Iterator[Fault]:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", register.id):
        yield "id", f"id“{register.id}”只能用小写英文字母、数字和下划线，并以字母开头。"
    if "{n}" not in register.number:
        yield "number", "number 里要有 {n}，编号才能逐条递增。"
    elif set(re.findall(r"\{(\w*)\}", register.number)) - {"n", "year"}:
        yield "number", "number 里只能写 {year} 和 {n}。"
    if not register.fields:
        yield "id", "一本台账至少要有一个 [[field]]。"
    seen: set[str] = set()
    for i, item in enumerate(register.fields):
        if item.name in seen:
            yield f"field[{i}].name", f"栏目名“{item.name}”写了两次。"
        seen.add(item.name)


def _item_faults(register: Register, item: Item, lists: ChoiceLists) -> Iterator[Fault]:
    names = {other.name for other in register.fields}
    states = {state.name for state in register.states}
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", item.name) or item.name in ("number", "state", "due"):
        yield "name", f"栏目名“{item.name}”不能用；请用小写英文字母、数字和下划线，number、state、due 除外。"
    if item.kind in (Kind.CHOICE, Kind.CHOICES) and not item.choices:
        yield "kind", f"“{item.label}”是选择项，要写 choices。"
    if isinstance(item.choices, str) and item.choices not in lists:
        yield "choices", f"没有名叫“{item.choices}”的选项表，现有：{'、'.join(lists)}。"
    for state in item.required_at:
        if state not in states:
            yield "required_at", f"没有状态“{state}”。"
    for key in ("not_after", "not_before"):
        other = getattr(item, key)
        if other and other not in ("now", "today", *names):
            yield key, f"{key} 写的“{other}”不是栏目，也不是 now 或 today。"
    for other in (*item.differs_from, *item.fills.values()):
        if other not in names:
            yield "name", f"提到的栏目“{other}”不存在。"
    if item.mask and item.mask not in MASKS:
        yield "mask", f"没有遮盖方式“{item.mask}”，可用：{'、'.join(MASKS)}。"
    if item.min is not None and item.max is not None and item.min > item.max:
        yield "min", "min 比 max 大。"
    yield from _default_faults(item, lists)


def _default_faults(item: Item, lists: ChoiceLists) -> Iterator[Fault]:
    words = lists.get(item.choices, ()) if isinstance(item.choices, str) else item.choices
    if item.default in _DEFAULT_WORDS:
        wanted = {"now": _DATED, "today": _DATED, "on_duty": (Kind.PERSON,), "user": (Kind.PERSON, Kind.TEXT)}
        if item.kind not in wanted[cast(str, item.default)] and item.kind is not Kind.TIME:
            yield "default", f"“{item.label}”的 default 不能是 {item.default}。"
    elif item.kind is Kind.CHOICE and item.default is not None and item.default not in words:
        yield "default", f"“{item.label}”的默认值“{item.default}”不在可选项里。"


def _state_faults(register: Register) -> Iterator[Fault]:
    names = [state.name for state in register.states]
    fields = {item.name for item in register.fields}
    for i, name in enumerate(names):
        if name in names[:i]:
            yield f"state[{i}].name", f"状态“{name}”写了两次。"
    if sum(state.start for state in register.states) > 1:
        yield "state[1]", "只能有一个状态写 start = true。"
    for i, step in enumerate(register.steps):
        for state in (step.to, *step.from_):
            if state not in names:
                yield f"step[{i}].to", f"步骤里的状态“{state}”没有定义。"
        for asked in step.asks:
            if asked not in fields:
                yield f"step[{i}].asks", f"步骤要问的栏目“{asked}”不存在。"
    for i, deadline in enumerate(register.deadlines):
        yield from ((f"deadline[{i}].{key}", says) for key, says in _deadline_faults(register, i))
        for state in deadline.until:
            if state not in names:
                yield f"deadline[{i}].until", f"期限里的状态“{state}”没有定义。"


def _deadline_faults(register: Register, index: int) -> Iterator[Fault]:
    deadline = register.deadlines[index]
    origin = register.item(deadline.from_)
    if origin is None or origin.kind not in _DATED:
        yield "from", f"期限从“{deadline.from_}”算起，但它不是日期或时间栏目。"
    counted = [n for n in (deadline.days, deadline.working_days, deadline.hours) if n is not None]
    if len(counted) != 1:
        yield "name", "期限要写 days、working_days 或 hours 其中一个。"
    elif counted[0] < 0:
        yield "days", "期限的天数、小时数不能是负数。"
    if deadline.hours is not None and origin is not None and origin.kind is not Kind.MOMENT:
        yield "from", f"按小时的期限要从日期和时间算起，“{origin.label}”只有日期。"
    for name, word in deadline.where.items():
        item = register.item(name)
        if item is None:
            yield "where", f"期限的条件提到的栏目“{name}”不存在。"
        elif isinstance(item.choices, tuple) and item.choices and word not in item.choices:
            yield "where", f"期限的条件“{item.label}”没有“{word}”这一项。"


def _role_faults(register: Register) -> Iterator[Fault]:
    for role in ("counts", "category", "person", "villager", "grid", "dated"):
        name = getattr(register, role)
        if name and register.item(name) is None:
            yield role, f"{role} 写的栏目“{name}”不存在。"
    if register.ledger and not {register.ledger.field, register.ledger.direction} <= {i.name for i in register.fields}:
        yield "ledger.field", "ledger 提到的栏目不存在。"
    for i, draw in enumerate(register.draws):
        if register.item(draw.into) is None:
            yield f"draw[{i}].into", f"draw 要写入的栏目“{draw.into}”不存在。"
    for i, carry in enumerate(register.carries):
        for source in carry.facts.values():
            if register.item(source) is None:
                yield f"carry[{i}].facts", f"carry 提到的栏目“{source}”不存在。"


def _list_faults(register: Register) -> Iterator[Fault]:
    fields = {item.name for item in register.fields}
    states = {state.name for state in register.states} | {"all"}
    for key in ("columns", "search", "filters"):
        for name in getattr(register.list, key):
            if name not in fields and name not in _COLUMNS:
                yield f"list.{key}", f"列表里的栏目“{name}”不存在。"
    labels = {statistic.label for statistic in register.statistics}
    for i, statistic in enumerate(register.statistics):
        ways = [bool(statistic.sum), statistic.count, statistic.rate is not None, bool(statistic.distinct)]
        if sum(ways) != 1:
            yield f"statistic[{i}].label", "统计项要写 sum、count、distinct、rate 其中一个。"
        for name in (statistic.sum, statistic.distinct, *(b for b in statistic.by if b not in _SPLITS)):
            if name and name not in fields:
                yield f"statistic[{i}].by", f"统计项提到的栏目“{name}”不存在。"
        for state in (*statistic.rate.of, *statistic.rate.over) if statistic.rate else ():
            if state not in states:
                yield f"statistic[{i}].rate", f"统计项里的状态“{state}”没有定义。"
    for i, column in enumerate(register.report):
        if column.statistic not in labels:
            yield f"report[{i}].statistic", f"没有统计项“{column.statistic}”。"
