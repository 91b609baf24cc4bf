"""What a street's template may ask for by name, and which names fit which words of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from villagedesk.base.document import Scalar
from villagedesk.base.fields import heading_key
from villagedesk.papers.street.facts import MonthFacts, PersonMonth, whole
from villagedesk.services.office import Office, head
from villagedesk.services.registers.books import register_of
from villagedesk.services.registers.exchange import sheets
from villagedesk.services.registers.lists import month_entries
from villagedesk.writers.xlsx_template.marks import Filling, SheetPicture, Spot

BOOKS = {"来访": "visit", "办件": "matter", "走访": "walk", "诉求": "demand", "日志": "log"}
PEOPLE = ("序号", "姓名", "职务", "应坐班", "实坐班", "迟到早退", "迟到", "早退", "缺卡", "旷工", "请假", "公出",
          "平时值班", "周末值班", "节假日值班", "到岗率", "备注")  # fmt: skip
_ALSO = {
    "平时": "平时值班",
    "周末": "周末值班",
    "节假日": "节假日值班",
    "应出勤": "应坐班",
    "实出勤": "实坐班",
    "应到": "应坐班",
    "实到": "实坐班",
    "出勤率": "到岗率",
}
_LABELS = {
    "填报村": "村",
    "填报单位": "村",
    "村名": "村",
    "单位": "村",
    "填报人": "填报人",
    "填表人": "填报人",
    "填报日期": "填报日期",
    "月份": "年月",
    "其中:答复率": "答复率",
}


def filling(office: Office, facts: MonthFacts, *, masked: bool = True) -> Filling:
    """Every value and list of the month by name."""
    lists: dict[str, Sequence[Mapping[str, Scalar]]] = {
        "人员": [_person(i, person) for i, person in enumerate(facts.people, 1)] or [dict.fromkeys(PEOPLE)],
        "异常": [{"日期": e.day, "姓名": e.person, "情况": e.what, "说明": e.explained} for e in facts.exceptions]
        or [dict.fromkeys(("日期", "姓名", "情况", "说明"))],
    }
    for name, book in BOOKS.items():
        lists[name] = _entries(office, book, facts.month, masked=masked)
    return Filling(_values(office, facts), lists)


def _values(office: Office, facts: MonthFacts) -> dict[str, Scalar]:
    top = head(office)
    year, month = facts.month.split("-")
    found: dict[str, Scalar] = {
        "村": facts.village,
        "街道": facts.street,
        "村委会": top.committee,
        "年": int(year),
        "月": int(month),
        "年月": f"{int(year)} 年 {int(month)} 月",
        "月份": facts.month,
        "填报人": top.printed_by,
        "填报日期": facts.made_at[:10],
        "值班电话": top.duty_phone,
        "监督电话": top.supervision_phone,
        "到岗率": _share(facts.attendance_rate),
        "应坐班合计": whole(facts.due),
        "实坐班合计": whole(facts.present),
        "异常_项": len(facts.exceptions),
    }
    for figure in facts.figures:
        for word, value in (("", figure.value), ("上月", figure.last_month), ("去年", figure.last_year)):
            shown = _share(value) if figure.is_rate else whole(value or 0)
            found[f"{word}{figure.name}"] = found[f"{word}{figure.label}"] = shown
    return found


def _share(percent: float | None) -> float | None:
    """A rate as Excel keeps it, so that the form's own percent format shows it right."""
    return None if percent is None else round(percent / 100, 4)


def _person(number: int, person: PersonMonth) -> dict[str, Scalar]:
    values = (number, person.person, person.post, person.due, person.present, person.late + person.early, person.late,
              person.early, person.missing, person.absent, person.leave, person.errand, person.duty_workday,
              person.duty_weekend, person.duty_holiday, _share(person.rate), "")  # fmt: skip
    return {
        name: whole(value) if isinstance(value, float) and name != "到岗率" else value
        for name, value in zip(PEOPLE, values, strict=True)
    }


def _entries(office: Office, book: str, month: str, *, masked: bool) -> list[dict[str, Scalar]]:
    data = sheets.listed(register_of(office, book), month_entries(office, book, month), masked=masked)
    names = [heading.label for heading in data.headings]
    numeric = [heading.right for heading in data.headings]
    rows: list[dict[str, Scalar]] = [
        {name: _number(text) if number else text for name, text, number in zip(names, row, numeric, strict=True)}
        for row in data.rows
    ]
    return rows or [dict.fromkeys(names)]


def _number(text: str) -> Scalar:
    """A figure of a book as a number, so that the form can add it up."""
    try:
        return whole(float(text))
    except ValueError:
        return text


def names(known: Filling) -> tuple[str, ...]:
    """Every name a mark may have, values first."""
    found = list(known.values)
    for head_word, rows in known.lists.items():
        found += [f"{head_word}.{name}" for name in (rows[0] if rows else ())]
    return tuple(found)


def suggest(picture: SheetPicture, known: Filling) -> dict[str, str]:
    """Marks that fit the words of a form: people below their headings, values beside or after their labels."""
    found = _columns(picture)
    words = {heading_key(name): name for name in known.values} | {heading_key(k): v for k, v in _LABELS.items()}
    at = {(spot.row, spot.column): spot for spot in picture.spots}
    used: set[int] = set()
    for spot in picture.spots:
        key = heading_key(spot.text).removesuffix(":").replace("其中:", "")
        if not spot.text or spot.formula or f"{spot.sheet}!{spot.place}" in found:
            continue
        if key.replace(" ", "") in ("年月",) or spot.text.replace(" ", "") == "年月":
            found[f"{spot.sheet}!{spot.place}"] = "年月"
        elif key in words:
            free = _free_right(spot, at)
            if spot.text.rstrip().endswith(("：", ":")):
                found[f"{spot.sheet}!{spot.place}"] = words[key]
            elif free:
                chosen = next((other for other in free if other.column in used), free[0])
                used.add(chosen.column)
                found[f"{chosen.sheet}!{chosen.place}"] = words[key]
    return found


def _free_right(spot: Spot, at: Mapping[tuple[int, int], Spot]) -> list[Spot]:
    """The empty cells right of a label, up to the next written one."""
    free: list[Spot] = []
    column = spot.column + spot.across
    while (other := at.get((spot.row, column))) is not None and not other.text and len(free) < 6:
        free.append(other)
        column += other.across
    return free


def _columns(picture: SheetPicture) -> dict[str, str]:
    """The columns of a list of people: headings among which 姓名 stands, and the first empty row below them."""
    keys = {heading_key(name): name for name in PEOPLE} | {heading_key(k): v for k, v in _ALSO.items()}
    name_spot = next((spot for spot in picture.spots if heading_key(spot.text) == "姓名"), None)
    if name_spot is None:
        return {}
    below = name_spot.row + name_spot.down
    at = {(spot.row, spot.column): spot for spot in picture.spots}
    found: dict[str, str] = {}
    for spot in picture.spots:
        near = name_spot.row <= spot.row < below
        name = keys.get(heading_key(spot.text))
        cell = at.get((below, spot.column))
        if near and name and spot.across == 1 and cell is not None and not cell.text:
            found[f"{picture.name}!{cell.place}"] = f"人员.{name}"
    return found
