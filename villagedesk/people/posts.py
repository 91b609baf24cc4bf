"""Posts in the office and posts of duty: the lists an office starts with, and who may stand what."""

from __future__ import annotations

from collections.abc import Sequence

POSTS = (
    "党支部书记",
    "村委会主任",
    "党支部副书记",
    "村委会副主任",
    "支部委员",
    "村委会委员",
    "妇联主席",
    "文书",
    "报账员",
    "网格长",
    "网格员",
    "驻村干部",
    "驻村指导员",
    "后备干部",
    "公益性岗位",
)
DUTY_POSTS = ("带班", "坐班", "值班")
LEADING = ("书记", "主任")
_NOT_LEADING = ("妇联", "委员会委员", "监委", "监督", "团支部", "民兵", "原", "助理")
_GRID = ("网格长", "网格员", "网格指导员")


def leads(post: str) -> bool:
    """Whether holders of a post usually lead the day: 书记, 主任 and their deputies."""
    return any(word in post for word in LEADING) and not any(word in post for word in _NOT_LEADING)


def usual_duty(posts: Sequence[str]) -> tuple[str, ...]:
    """The posts of duty that holders of these posts usually stand; an office edits this person by person."""
    if any(leads(post) for post in posts):
        return ("带班",)
    if posts and all(any(word in post for word in _GRID) for post in posts):
        return ("值班",)
    return ("坐班", "值班")


def known_post(text: str, posts: Sequence[str] = POSTS) -> str:
    """The longest known post that stands in a text (`第一网格长` → 网格长), or nothing."""
    return max((post for post in posts if post in text), key=len, default="")
