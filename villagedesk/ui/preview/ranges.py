"""Which pages are printed, as a person writes it: `1,3-5`, `2-`, `1、3－5`."""

from __future__ import annotations

import re
import unicodedata

from villagedesk.base.errors import Mistake

_HOW = "请写成 1,3-5 这样"


def pages_of(text: str, count: int) -> tuple[int, ...]:
    """The pages that are named, in the order of the paper; all of them when nothing is. `Mistake` in words."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"第|页|\s", "", plain)
    plain = re.sub(r"[、，；;。.]", ",", plain)
    plain = re.sub(r"[—–－~～到至]+", "-", plain)
    if not plain:
        return tuple(range(1, count + 1))
    found: set[int] = set()
    for part in filter(None, plain.split(",")):
        found.update(_span(part, count))
    if not found:
        raise Mistake(f"没有写要打印哪几页；{_HOW}。", "pages")
    return tuple(sorted(found))


def _span(part: str, count: int) -> range:
    match = re.fullmatch(r"(\d*)(-?)(\d*)", part)
    if match is None or not (match[1] or match[3]):
        raise Mistake(f"“{part}”不是页码；{_HOW}。", "pages")
    first = int(match[1] or 1)
    last = int(match[3] or count) if match[2] else first
    for number in (first, last):
        if not 1 <= number <= count:
            raise Mistake(f"没有第 {number} 页，一共 {count} 页；{_HOW}。", "pages")
    if first > last:
        raise Mistake(f"“{part}”写反了，请写成 {last}-{first}。", "pages")
    return range(first, last + 1)
