"""The disputes of the demonstration village: nine cases over three months, at every kind of end; all names invented."""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from villagedesk.base.clock import clock_at
from villagedesk.mediation.case import Stage
from villagedesk.mediation.party import Member
from villagedesk.mediation.screening import Rhythm
from villagedesk.mediation.volume import Sheet
from villagedesk.services import people
from villagedesk.services.demo.disputes.story import Story
from villagedesk.services.demo.disputes.told import CASES, FINDS
from villagedesk.services.demo.lived import year_ago
from villagedesk.services.mediation import cases, course, rounds, scans, settings
from villagedesk.services.office import Office


@dataclass(frozen=True, slots=True)
class _Team:
    """The mediators of the village: who leads, who takes part, who keeps the volumes."""

    chair: str
    second: str
    clerk: str


def furnish(office: Office, _village: str, rng: random.Random, today: date) -> None:
    """Seat the committee, live through the cases, and screen every month."""
    team = _seat_committee(_at(office, today - timedelta(days=95)), today)
    with tempfile.TemporaryDirectory() as folder:
        pictures = [_picture(Path(folder) / f"照片{n}.jpg", rng) for n in range(4)]
        for story in (*_year_ago(today), *CASES):
            _live(office, story, team, today, pictures)
    _screen(office, team, today)


def _year_ago(today: date) -> list[Story]:
    """Disputes like those that ended in the archive, as they had come a year ago."""
    ended = [story for story in CASES if story.steps and story.steps[-1][1] is Stage.ARCHIVED]
    return [
        replace(story, ago=(today - month).days - 4, holds=())
        for month, story in zip(year_ago(today), ended, strict=False)
    ]


def _at(office: Office, day: date, hour: int = 9) -> Office:
    moment = datetime.combine(day, time(hour, 20))
    return replace(office, clock=clock_at(min(moment, office.clock())))


def _seat_committee(office: Office, today: date) -> _Team:
    staff = [p for p in people.people(office) if p.serves(today)]
    names = people.labels(office)
    women = [p for p in staff if p.sex == "女"]
    menders = [p for p in staff if "调解" in "".join(p.posts) + p.work]
    chair = (menders or women or staff)[0]
    others = [p for p in staff if p.id != chair.id][1:5]
    if women and not any(p.sex == "女" for p in (chair, *others)):
        others[-1] = women[0]
    members = [Member(names[chair.id], chair.sex == "女", chair=True)]
    members += [Member(names[p.id], p.sex == "女") for p in others]
    settings.set_committee(office, members)
    clerk = next((p for p in staff if "文书" in p.posts), staff[-1])
    return _Team(members[0].name, members[1].name, names[clerk.id])


def _live(office: Office, story: Story, team: _Team, today: date, pictures: Sequence[Path]) -> None:
    first = today - timedelta(days=story.ago)
    words = {"主持": team.chair, "参加": team.second, "文书": team.clerk}
    values = {**story.values, "received_on": first.isoformat(), "mediators": [team.chair, team.second]}
    case = cases.add_case(_at(office, first), values).value
    for after, stage, data in story.steps:
        day = min(first + timedelta(days=after), today)
        given = {name: _filled(value, words, day) for name, value in data.items()}
        if stage is Stage.ARCHIVED:
            scans.attach(_at(office, day), case.id, Sheet.IDENTITY, 0, pictures[:2])
        case = course.take_step(_at(office, day), case.id, stage, {"on": day.isoformat(), **given}).value
        if stage is Stage.WRITTEN and story.photographed:
            step = case.steps[-1].id
            scans.attach(_at(office, day), case.id, Sheet.AGREEMENT, step, pictures[2:4])
    for after, clock, act, days, reason in story.holds:
        day = first + timedelta(days=after)
        given = {"clock": clock, "act": act, "on": day, "days": days, "consent": "双方书面同意", "reason": reason}
        course.move_clock(_at(office, day), case.id, course.hold_from(given, day))


def _filled(value: Any, words: dict[str, str], day: date) -> Any:
    """A text with names and days put in: `{主持}`, `{+15}` for fifteen days later."""
    if not isinstance(value, str) or "{" not in value:
        return value
    for name, word in words.items():
        value = value.replace(f"{{{name}}}", word)
    while "{+" in value:
        before, _, rest = value.partition("{+")
        days, _, after = rest.partition("}")
        value = before + (day + timedelta(days=int(days))).isoformat() + after
    return value


def _screen(office: Office, team: _Team, today: date) -> None:
    for back, finds in enumerate(reversed(FINDS)):
        day = today - timedelta(days=31 * back)
        desk = _at(office, day)
        made = rounds.open_round(desk, Rhythm.MONTHLY, day, area="全村", staff=f"{team.chair}、{team.second}").value
        for find in finds:
            found = min(today, made.to_on, made.from_on + timedelta(days=int(find["after"])))
            given = {
                name: _filled(value, {"主持": team.chair}, found) for name, value in find.items() if name != "after"
            }
            rounds.save_find(_at(office, found, 17), made.id, {**given, "found_on": found.isoformat()})
        if made.due_on < today:
            rounds.report_round(_at(office, made.due_on), made.id, made.due_on)
    before = today.replace(day=1) - timedelta(days=1) if today.day <= 15 else today.replace(day=15)
    for day in (before, today):
        half = rounds.open_round(_at(office, day), Rhythm.HALF_MONTHLY, day, staff=team.second).value
        if half.due_on < today:
            rounds.report_round(_at(office, half.due_on), half.id, half.due_on)


def _picture(file: Path, rng: random.Random) -> Path:
    """A photograph of a sheet on a table: paper, lines of writing, a red thumb."""
    picture = Image.new("RGB", (1200, 1600), (148, 134, 118))
    pen = ImageDraw.Draw(picture)
    pen.polygon([(70, 60), (1140, 84), (1126, 1540), (88, 1520)], fill=(243, 240, 232))
    for row in range(22):
        y = 220 + row * 52
        end = rng.randrange(520, 1020)
        for x in range(170, end, 34):
            pen.line(
                [(x, y + rng.randrange(-3, 4)), (x + rng.randrange(10, 26), y + rng.randrange(-8, 9))], (52, 54, 66), 4
            )
    for n in range(2):
        x, y = 340 + n * 330 + rng.randrange(60), 1390 + rng.randrange(30)
        for ring in range(5):
            pen.ellipse(
                [x - 34 + ring * 6, y - 46 + ring * 8, x + 34 - ring * 6, y + 46 - ring * 8],
                outline=(178, 52, 44),
                width=3,
            )
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    file.write_bytes(out.getvalue())
    return file
