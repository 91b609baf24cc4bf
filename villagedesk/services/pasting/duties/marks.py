"""One character for every word that tells the duties of a month apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from villagedesk.services.roster.month import Place


def place_word(places: Sequence[Place]) -> Callable[[Place], str]:
    """How places are called: by their posts, or by shift and post where one day has a post twice."""
    counted = Counter((place.date, place.post) for place in places)
    if all(count == 1 for count in counted.values()):
        return lambda place: place.post
    return lambda place: f"{place.shift}·{place.post}"


def place_words(places: Sequence[Place]) -> tuple[str, ...]:
    """The columns of a month, in order."""
    word = place_word(places)
    return tuple(dict.fromkeys(word(place) for place in places))


def marks_of(places: Sequence[Place]) -> dict[str, str]:
    """A character of its own for every word of `place_words`."""
    marks: dict[str, str] = {}
    for word in place_words(places):
        marks[word] = next((letter for letter in word if letter not in (*marks.values(), "·")), word)
    return marks
