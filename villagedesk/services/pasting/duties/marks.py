"""The words and letters that tell the duties of a month apart."""

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


def mark_of(place: Place, day: Sequence[Place]) -> str:
    """The letter that tells a place from the others of its day: of its post, else of its shift, else both in full."""
    for letter, word in ((place.post[:1], lambda p: p.post), (place.shift[:1], lambda p: p.shift)):
        posts = [one.post[:1] for one in day] if letter == place.post[:1] else []
        if sum(word(one).startswith(letter) for one in day) == 1 and (posts or letter not in [p.post[:1] for p in day]):
            return letter
    return f"{place.shift}·{place.post}"
