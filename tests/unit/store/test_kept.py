"""Answers that are remembered: until anybody writes, and never beyond a write that was rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from villagedesk.services import people as staff
from villagedesk.services.office import Office, create_office
from villagedesk.services.people import labels, people


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "桃源村.vdesk", "桃源村", "锦湖街道")
    yield made
    made.close()


def count(office: Office, asked: list[int]) -> int:
    def ask() -> int:
        asked.append(1)
        return office.store.value("select count(*) from person")

    return office.store.kept("count", ask)


def test_it_is_asked_once_while_nobody_writes(office: Office) -> None:
    asked: list[int] = []
    assert [count(office, asked), count(office, asked)] == [0, 0]
    assert len(asked) == 1


def test_an_own_write_makes_it_ask_again(office: Office) -> None:
    asked: list[int] = []
    count(office, asked)
    staff.add_person(office, {"name": "王小梅"})
    assert count(office, asked) == 1


def test_a_write_on_another_connection_makes_it_ask_again(office: Office) -> None:
    asked: list[int] = []
    count(office, asked)
    other = office.twin()
    staff.add_person(other, {"name": "王小梅"})
    other.close()
    assert count(office, asked) == 1


def test_nothing_is_remembered_of_a_write_that_was_rolled_back(office: Office) -> None:
    asked: list[int] = []
    with pytest.raises(LookupError), office.change("试") as change:
        change.insert("person", {"name": "王小梅"})
        assert count(office, asked) == 1
        raise LookupError
    assert count(office, asked) == 0


def test_what_a_reader_does_with_the_labels_stays_with_him(office: Office) -> None:
    key = staff.add_person(office, {"name": "王小梅"}).value
    labels(office)[key] = "别人"
    assert labels(office)[key] == people(office)[0].name == "王小梅"
