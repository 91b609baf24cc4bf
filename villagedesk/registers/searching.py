"""Search keys: single characters as tokens, pinyin initials, phone digits, and where a hit stands in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WALL = "ǁ"
"""A token between two texts, so that no phrase reaches from one into the next."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its book (or `mediation`, `person`, `villager`), key, number, title, and text with marks.

    `marks` are (start, end) places of the hits in `text`.
    """

    kind: str
    key: int
    number: str
    title: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    day: str = ""


def folded(text: str) -> str:
    """A text in one width and case, as the index knows it."""
    return unicodedata.normalize("NFKC", text).lower()


def spaced(text: str) -> str:
    """Every letter, digit and Chinese character as a token of its own; all else is passed over."""
    return " ".join(ch for ch in folded(text) if ch.isalnum())


def spaced_all(texts: Iterable[str]) -> str:
    """Several texts as one row of tokens with walls between them."""
    return f" {WALL} ".join(part for text in texts if (part := spaced(text)))


def unspaced(words: str) -> list[str]:
    """The texts that `spaced_all` put together, without their blanks."""
    return [part.replace(" ", "") for part in words.split(f" {WALL} ")]


def phrase(query: str) -> str:
    """The FTS5 expression for what was typed: words side by side must all be there; empty when nothing counts."""
    parts = [tokens for word in query[:80].split() if (tokens := spaced(word))]
    return " AND ".join(f'"{tokens}"' for tokens in parts)


def marks(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where the typed words stand in a text, in order."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    places = {
        (found.start(), found.end())
        for word in query.lower().split()
        for found in re.finditer(re.escape(word), lowered)
    }
    return tuple(sorted(places))


def snippet(texts: Sequence[str], query: str, width: int = 60) -> str:
    """The text that holds a hit, cut so that the hit is in sight; the first text when none shows it."""
    for text in texts:
        places = marks(text, query)
        if places:
            begin = max(0, places[0][0] - width // 3)
            return ("…" if begin else "") + text[begin : begin + width] + ("…" if len(text) > begin + width else "")
    return texts[0][:width] if texts else ""


def rank_id(day: str, n: int) -> int:
    """A row id that sorts newest first when read backwards: the day, then the order within it."""
    return int(day.replace("-", "")) * 10_000_000 + n
