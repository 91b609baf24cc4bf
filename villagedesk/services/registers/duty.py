"""Who is on duty at an hour (首问责任), and which posts the person at the desk holds."""

from __future__ import annotations

from datetime import datetime

from villagedesk.services import people
from villagedesk.services.office import Office
from villagedesk.services.roster.duties import standing


def duty_people(office: Office, moment: datetime) -> list[str]:
    """The labels of those on duty at a moment, the leader of the day first."""
    return [duty.person for duty in standing(office, moment)]


def duty_person(office: Office, moment: datetime) -> str:
    """Whoever the roster says sits at that hour; the person at the desk when nobody is planned."""
    found = duty_people(office, moment)
    return found[-1] if found else (office.user if office.user in people.labels(office).values() else "")


def roles_of(office: Office) -> frozenset[str]:
    """The posts of the person at the desk; the desk itself (文书) may take every step."""
    names = people.labels(office)
    person = next((p for p in people.people(office) if names[p.id] == office.user), None)
    if person is None:
        return frozenset()
    return frozenset({*person.posts, *person.duty_posts, person.group, "文书" if "文书" in person.posts else ""}) - {""}
