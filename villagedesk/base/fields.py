"""A field is declared once and feeds form, table, Excel header, import mapping and command line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from villagedesk.base.errors import Mistake


class Kind(StrEnum):
    """What a field holds, which decides its editor, its check and its alignment."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    COUNT = "count"
    NUMBER = "number"
    MONEY = "money"
    HOURS = "hours"
    YES = "yes"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    VILLAGER = "villager"
    GRID = "grid"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    PICTURE = "picture"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field: its English `name`, Chinese `label`, `kind` and limits.

    `aliases` are further header words that mean the same column in an import; `width_mm` is its
    width on paper; `help` is one Chinese sentence shown beside the editor.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    unit: str = ""
    min: float | None = None
    max: float | None = None
    aliases: tuple[str, ...] = ()
    width_mm: float = 24.0
    help: str = ""


def heading_key(text: str) -> str:
    """A header word without blanks, full-width forms, units in brackets or punctuation, to compare by."""
    folded = text.translate(str.maketrans("（）：", "():"))
    return re.sub(r"[\s　:*＊]+|\([^)]*\)", "", folded).strip()


def match_headings(fields: Sequence[Field], headings: Sequence[str]) -> dict[int, Field]:
    """Which column holds which field, by label and aliases in any order; a column matches once."""
    wanted = {heading_key(word): field for field in fields for word in (field.label, field.name, *field.aliases)}
    return {i: wanted[key] for i, text in enumerate(headings) if (key := heading_key(text)) in wanted}


def guess_headings(fields: Sequence[Field], headings: Sequence[str]) -> dict[int, Field]:
    """As `match_headings`, and then what is nearly the word of one field that is left: 来访诉求 for 诉求."""
    found = match_headings(fields, headings)
    for i, text in enumerate(headings):
        key = heading_key(text)
        if i in found or len(key) < 2:
            continue
        near = [field for field in fields if field not in found.values() and _near(field, key)]
        if len(near) == 1:
            found[i] = near[0]
    return found


def _near(field: Field, key: str) -> bool:
    words = [heading_key(word) for word in (field.label, *field.aliases)]
    return any(len(word) > 1 and (word in key or key in word) for word in words)


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that no form, workbook or paper can hold; a paste from another program brings them along."""


def check(field: Field, value: Any) -> Any:
    """The value in its own type, or a `Mistake` at this field that says how to mend it."""
    if isinstance(value, str):
        value = _CONTROL.sub("", value).strip()
    if value in (None, "", (), []):
        if field.required:
            raise Mistake(f"“{field.label}”不能为空。", field.name)
        return None
    if field.kind in (Kind.PICTURE, Kind.FILE):
        return value
    if isinstance(value, str) and field.kind in _NARROW:
        value = unicodedata.normalize("NFKC", value)  # digits typed in full width are the same digits
    reader = _READERS.get(field.kind)
    return reader(field, value) if reader else str(value)


def _read_date(field: Field, value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = re.fullmatch(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", str(value))
    try:
        if not found:
            raise ValueError
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise Mistake(f"“{field.label}”写的“{value}”不是日历上有的日期，请写成 2026-11-21 这样。", field.name) from None


def _read_moment(field: Field, value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    text = str(value).replace("T", " ").replace("/", "-")
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise Mistake(f"“{field.label}”写的“{value}”不是有效的时间，请写成 2026-11-21 08:30 这样。", field.name)


def _read_time(field: Field, value: Any) -> str:
    found = re.fullmatch(r"(\d{1,2})\s*[:：.]\s*(\d{2})", str(value))
    if not found or int(found[1]) > 24 or int(found[2]) > 59:
        raise Mistake(f"“{field.label}”写的“{value}”不是钟点，请写成 08:30 这样。", field.name)
    return f"{int(found[1]):02d}:{found[2]}"


def _in_range(field: Field, number: float) -> None:
    if field.min is not None and number < field.min:
        raise Mistake(f"“{field.label}”不能小于 {field.min:g}{field.unit}。", field.name)
    if field.max is not None and number > field.max:
        raise Mistake(f"“{field.label}”不能大于 {field.max:g}{field.unit}。", field.name)


def _read_count(field: Field, value: Any) -> int:
    try:
        number = float(str(value).removesuffix(field.unit) if field.unit else str(value))
    except ValueError:
        raise Mistake(f"“{field.label}”要写数字，现在是“{value}”。", field.name) from None
    if number in (float("inf"), float("-inf")) or number != number or number != int(number):
        raise Mistake(f"“{field.label}”要写整数，现在是“{value}”。", field.name)
    _in_range(field, number)
    return int(number)


def _read_number(field: Field, value: Any) -> float:
    try:
        number = float(str(value).replace(",", ""))
    except ValueError:
        raise Mistake(f"“{field.label}”要写数字，现在是“{value}”。", field.name) from None
    if number != number or number in (float("inf"), float("-inf")):
        raise Mistake(f"“{field.label}”要写数字，现在是“{value}”。", field.name)
    _in_range(field, number)
    return number


_YES_WORDS = ("是", "√", "有", "1", "true", "可", "能")
_NO_WORDS = ("否", "×", "无", "0", "false", "不可", "不能")


def _read_yes(field: Field, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word not in (*_YES_WORDS, *_NO_WORDS):
        raise Mistake(f"“{field.label}”请写“是”或“否”，现在是“{value}”。", field.name)
    return word in _YES_WORDS


def _read_choice(field: Field, value: Any) -> str:
    text = str(value)
    if field.choices and text not in field.choices:
        raise Mistake(f"“{field.label}”没有“{text}”这一项，可选：{'、'.join(field.choices)}。", field.name)
    return text


def _read_choices(field: Field, value: Any) -> tuple[str, ...]:
    parts: Sequence[Any] = re.split(r"[、,，;；\s]+", value) if isinstance(value, str) else list(value)
    return tuple(_read_choice(field, part) for part in parts if str(part).strip())


def _read_phone(field: Field, value: Any) -> str:
    text = re.sub(r"[\s\-—]+", "", str(value).removesuffix(".0"))
    if not re.fullmatch(r"\+?\d{3,15}", text):
        raise Mistake(f"“{field.label}”写的“{value}”不像电话号码，请只写数字。", field.name)
    return text


def id_number_fault(text: str) -> str:
    """Why `text` is no 18-digit citizen number (GB 11643), in Chinese; empty when it is one."""
    if not re.fullmatch(r"\d{17}[\dXx]", text):
        return "身份证号应为 18 位，最后一位可以是 X"
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return "身份证号里的出生日期不存在"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    digit = "10X98765432"[sum(int(c) * w for c, w in zip(text[:17], weights, strict=True)) % 11]
    return "" if text[17].upper() == digit else "身份证号的校验位不对，请核对是否抄错"


def _read_id_number(field: Field, value: Any) -> str:
    text = re.sub(r"\s+", "", str(value))
    if fault := id_number_fault(text):
        raise Mistake(f"“{field.label}”：{fault}。", field.name)
    return text.upper()


_NARROW = (
    Kind.DATE, Kind.TIME, Kind.MOMENT, Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.HOURS, Kind.PHONE, Kind.ID_NUMBER,
)  # fmt: skip
_READERS = {
    Kind.DATE: _read_date,
    Kind.TIME: _read_time,
    Kind.MOMENT: _read_moment,
    Kind.COUNT: _read_count,
    Kind.NUMBER: _read_number,
    Kind.MONEY: _read_number,
    Kind.HOURS: _read_number,
    Kind.YES: _read_yes,
    Kind.CHOICE: _read_choice,
    Kind.CHOICES: _read_choices,
    Kind.PHONE: _read_phone,
    Kind.ID_NUMBER: _read_id_number,
}
