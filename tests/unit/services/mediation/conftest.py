"""The office that the tests of mediation work in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.services.mediation.disputes import TODAY
from villagedesk.base.clock import clock_at
from villagedesk.services.office import Office, create_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "村.vdesk", "桃源村", "锦湖街道", clock=clock_at(TODAY))
    yield made
    made.close()
