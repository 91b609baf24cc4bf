"""Search keys: single characters as tokens, pinyin initials, phone digits, and where a hit stands in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WALL = "ǁ"
"""A token between two texts, so that no phrase reaches from one into the next."""

FENCE = "ǀ"
"""A token between two numbers that stand side by side (2026-11)."""

_DIGITS = frozenset("0123456789")
_OWN = frozenset((WALL, FENCE))
_DIGIT = re.compile("[0-9]")
_RUNS = re.compile(r"[0-9]+|[^0-9]+")


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
    """A text in one width and case, as the index knows it; punctuation keeps the width it was written in."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFC", text)
    return "".join(ch if is_sign(ch) else unicodedata.normalize("NFKC", ch).lower() for ch in composed)


def spaced(text: str, *, signs: bool = False) -> str:
    """Every letter and Chinese character as a token of its own, digits as overlapping pairs.

    Pairs keep phone tails quick: every entry holds every digit, but only a tenth of them a given pair. So a single
    digit is found only where it stands alone (第4号). With `signs` punctuation stands among the tokens, to be read
    but not to be found.
    """
    tokens: list[str] = []
    for run in _RUNS.findall(folded(text)):
        if run[0] not in _DIGITS:
            tokens += [ch for ch in run if ch not in _OWN and (ch.isalnum() or (signs and is_sign(ch)))]
        else:
            if _after_number(tokens):
                tokens.append(FENCE)
            tokens += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return " ".join(tokens)


def is_sign(ch: str) -> bool:
    """Whether a character is old plain punctuation, which the index surely passes over."""
    return unicodedata.ucd_3_2_0.category(ch)[0] == "P"


def _after_number(tokens: Sequence[str]) -> bool:
    """Whether the last token that counts is of a number."""
    last = next((token for token in reversed(tokens) if token[0].isalnum()), "")
    return last[:1] in _DIGITS and bool(last)


def spaced_all(texts: Iterable[str]) -> str:
    """Several texts as one row of tokens with walls between them, their punctuation kept for reading."""
    return f" {WALL} ".join(part for text in texts if (part := spaced(text, signs=True)))


def joined(part: str) -> str:
    """One of the texts of a row of tokens, without its blanks."""
    if not _DIGIT.search(part):
        return part.replace(" ", "")
    found: list[str] = []
    before = ""
    for token in part.split(" "):
        if token != FENCE:
            inside = before[:1] in _DIGITS and before and token[0] in _DIGITS
            found.append(token[1:] if inside else token)
        elif before[:1] in _DIGITS:
            found.append(" ")
        before = token
    return "".join(found)


def phrase(query: str) -> str:
    """The FTS5 expression for what was typed: words side by side must all be there; empty when nothing counts.

    A single digit at the end of a word is a number half typed, and waits for the next keystroke.
    """
    parts = [_settled(tokens) for word in query[:80].split() if (tokens := spaced(word))]
    return " AND ".join(f'"{tokens}"' for tokens in parts)


def _settled(tokens: str) -> str:
    return tokens[:-2] if len(tokens) > 2 and tokens[-1] in _DIGITS and tokens[-2] == " " else tokens


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
            first = places[0][0]  # a narrow list shows only the start of the line
            begin = first - width // 8 if first > width // 6 else 0
            return ("…" if begin else "") + text[begin : begin + width] + ("…" if len(text) > begin + width else "")
    return texts[0][:width] if texts else ""


def rank_id(day: str, n: int) -> int:
    """A row id that sorts newest first when read backwards: the day, then the order within it."""
    return int(day.replace("-", "")) * 10_000_000 + n


def number_prefix(query: str, form: str) -> str:
    """What numbers like 来〔{year}〕第{n}号 begin with when `query` (来2026第15) is typed; empty when none do."""
    before, _, rest = form.partition("{year}")
    middle = rest.partition("{n}")[0]
    found = re.fullmatch(rf"{re.escape(before[:1])}\D{{0,2}}(\d{{4}})\D{{1,3}}(\d+)\D{{0,2}}", query.strip())
    if not found or not rest:
        return ""
    ended = query.strip()[-1:].isdigit()
    return f"{before}{found[1]}{middle}{found[2]}" + ("" if ended else form.rpartition("}")[2])
