"""Names of a definition and the words that stand for them in the window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from villagedesk.base.fields import Kind
from villagedesk.registers.definition import Register

KINDS = {
    "文字": Kind.TEXT,
    "长文字": Kind.LONG_TEXT,
    "日期": Kind.DATE,
    "日期和时间": Kind.MOMENT,
    "钟点": Kind.TIME,
    "单选": Kind.CHOICE,
    "多选": Kind.CHOICES,
    "是或否": Kind.YES,
    "本办公室人员": Kind.PERSON,
    "村民": Kind.VILLAGER,
    "网格": Kind.GRID,
    "电话": Kind.PHONE,
    "身份证号": Kind.ID_NUMBER,
    "个数": Kind.COUNT,
    "数字": Kind.NUMBER,
    "金额": Kind.MONEY,
    "小时": Kind.HOURS,
    "图片": Kind.PICTURE,
    "文件": Kind.FILE,
}
KIND_WORDS = {kind: word for word, kind in KINDS.items()}


def item_labels(register: Register, kinds: Iterable[Kind] = ()) -> dict[str, str]:
    """Field names by the label that stands for each; two alike are told apart by their names."""
    wanted = tuple(kinds)
    labels = [item.label for item in register.shown]
    return {
        item.label if labels.count(item.label) == 1 else f"{item.label}（{item.name}）": item.name
        for item in register.shown
        if not wanted or item.kind in wanted
    }


def state_names(register: Register) -> tuple[str, ...]:
    """The states in the order of the book."""
    return tuple(state.name for state in register.states)


def word_of(known: Mapping[str, str], name: str) -> str:
    """The word that stands for a name; the name itself when nothing does."""
    return next((word for word, there in known.items() if there == name), name)


def words_of(known: Mapping[str, str], names: Iterable[str]) -> tuple[str, ...]:
    """The words that stand for names, those that nothing stands for left out."""
    words = {name: word for word, name in known.items()}
    return tuple(words[name] for name in names if name in words)


def kept_order(before: Iterable[str], now: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """What is chosen now, in the order it had before; new ones at the end, unknown ones (off the form) kept."""
    chosen, offered = tuple(now), set(known)
    kept = [name for name in before if name in chosen or name not in offered]
    return (*kept, *(name for name in chosen if name not in kept))


def split_words(text: Any) -> tuple[str, ...]:
    """One word a line, or between 、."""
    return tuple(
        dict.fromkeys(part.strip() for part in str(text or "").replace("、", "\n").splitlines() if part.strip())
    )
