"""The planning process: kept for several questions, killed on cancel, its death said in words."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from tests.unit.roster.cases import case, person, shift
from villagedesk.base.errors import Trouble
from villagedesk.planner.client import Planner, planner
from villagedesk.planner.wire import from_line, to_line
from villagedesk.roster.frame import frame
from villagedesk.roster.model.making import model
from villagedesk.roster.model.parts import Model, Place, Share
from villagedesk.roster.reading import read_case


def small() -> Model:
    people = [person("甲", "带班", "值班"), person("乙", fixed_weekdays={"值班": [2]}), person("丙", dislikes=[3])]
    night = shift("夜", "20:00", "08:00", {"值班": 1}, on={"weekdays": [5]})
    rules = {"apart": [["甲", "乙"]], "cover": [["乙", "丙"]], "max_per_week": 3, "max_consecutive_days": 2}
    pins = [{"date": "2026-03-02", "shift": "值班", "post": "值班", "person": "甲"}]
    return model(frame(read_case(case(people, [shift(), night], 14, rules=rules, pinned=pins, keep=pins)), {}))


def endless() -> Model:
    """Many people and places that fit nowhere well: long to prove."""
    everybody = tuple(range(30))
    places = tuple(Place(3, tuple(p for p in everybody if (p * s) % 7), ()) for s in range(200))
    cliques = tuple(tuple(range(s, s + 23)) for s in range(177))
    return Model(30, places, cliques, effort=500.0)


def test_a_model_survives_the_wire():
    assert to_line(from_line(to_line(small()))) == to_line(small())
    assert from_line(to_line(small())).keep == small().keep


def test_one_process_answers_several_questions_alike():
    with planner() as asked:
        first = asked.solve(small())
        assert asked.solve(small()).cells == first.cells
        assert asked.solve(replace(small(), keep=())).optimal


def test_cancel_kills_a_long_search():
    asked = Planner()
    stages: list[str] = []
    timer = threading.Timer(1.5, asked.cancel)
    timer.start()
    begin = time.monotonic()
    with pytest.raises(Trouble, match="已取消"):
        asked.solve(endless(), lambda stage, _: stages.append(stage))
    assert stages and time.monotonic() - begin < 20
    timer.join()
    asked.close()


def test_a_process_that_dies_is_said_in_words():
    with planner() as asked, pytest.raises(Trouble, match="没有改动"):
        asked.solve(replace(small(), shares=(Share("工作日·值班", ((99, 1),), ((0, 0, 1),)),)))


def test_asking_loads_no_solver():
    code = "import sys, villagedesk.planner.client as c; print(sorted({'ortools','numpy','pandas'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_whole_program_can_be_the_planning_process():
    """A packed program has no `-m`: it starts itself."""
    found = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "villagedesk", "planner"],
        input=to_line(small()) + "\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert '"kind": "plan"' in found.stdout.splitlines()[-1]
