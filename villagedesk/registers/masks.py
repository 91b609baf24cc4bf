"""What may be seen on posted and exported sheets: masks by kind of fact (domain notes, chapter 6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from villagedesk.base.fields import Kind
from villagedesk.registers.definition import Item, Posted, Register


def mask_phone(text: str) -> str:
    """138****1234; a short landline keeps only its last two digits."""
    digits = re.sub(r"\D", "", text)
    if len(digits) >= 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return "*" * max(len(digits) - 2, 2) + digits[-2:]


def mask_id_number(text: str) -> str:
    """The first three and the last four characters of a citizen number."""
    return f"{text[:3]}{'*' * max(len(text) - 7, 4)}{text[-4:]}" if len(text) > 7 else "*" * len(text)


def mask_name(text: str) -> str:
    """张某, 欧阳某, and every name of a list 张某、李某; a company keeps its first two characters."""
    return "、".join(_mask_one_name(part) for part in re.split(r"[、,，;；\s]+", text) if part)


_DOUBLE = frozenset(
    re.findall("..", "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐宇文长孙司徒夏侯轩辕端木独孤南宫申屠澹台")
)


def _mask_one_name(name: str) -> str:
    if len(name) > 4:
        return name[:2] + "**"
    return (name[:2] if name[:2] in _DOUBLE else name[:1]) + "某"


def mask_address(text: str) -> str:
    """The address down to the group, never to the house."""
    found = re.match(r".*?(?:\d+|[一二三四五六七八九十百]+)\s*(?:组|队|社|网格)", text)
    if found:
        return found[0]
    found = re.match(r".*?(?:村|社区|街道|镇|乡)", text)
    return (found[0] if found else text[:2]) + "**"


def mask_numbers(text: str) -> str:
    """Free text with every telephone, citizen and account number in it masked."""
    text = re.sub(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])", lambda found: mask_id_number(found[0]), text)
    text = re.sub(r"(?<!\d)1\d{10}(?!\d)", lambda found: mask_phone(found[0]), text)
    return re.sub(r"(?<!\d)\d{12,19}(?!\d)", lambda found: mask_account(found[0]), text)


def mask_account(text: str) -> str:
    """Only the last four digits of an account."""
    return "*" * 4 + text[-4:]


def hide(text: str) -> str:
    """Nothing at all."""
    return "（不公开）" if text else ""


MASKS: Mapping[str, Callable[[str], str]] = {
    "phone": mask_phone,
    "id_number": mask_id_number,
    "name": mask_name,
    "address": mask_address,
    "account": mask_account,
    "hide": hide,
}

_BY_KIND = {Kind.PHONE: "phone", Kind.ID_NUMBER: "id_number", Kind.VILLAGER: "name"}


def mask_of(item: Item, posted: Posted) -> str:
    """Which mask a field wears: its own, that of its kind, or hidden when the book lists it as masked.

    What is told in a book that is never posted stays hidden: names stand in the middle of sentences there.
    """
    if item.mask:
        return item.mask
    if item.kind in _BY_KIND:
        return _BY_KIND[item.kind]
    if posted.never and item.kind is Kind.LONG_TEXT:
        return "hide"
    if item.name in posted.mask:
        return "address" if "address" in item.name or "住址" in item.label else "hide"
    return ""


def masked_facts(register: Register, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of an entry as they may be posted."""
    found = dict(facts)
    for item in register.fields:
        value = found.get(item.name)
        mask = mask_of(item, register.posted)
        if mask and value not in (None, "", []):
            found[item.name] = MASKS[mask]("、".join(value) if isinstance(value, list) else str(value))  # pyright: ignore[reportUnknownArgumentType]
    return found
