"""Files that real machines wrote, counted by somebody else: run where the samples lie beside the project."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake
from villagedesk.services import upkeep
from villagedesk.services.office import create_office
from villagedesk.services.punches import badges, imports
from villagedesk.services.punches.imports import Asked

SAMPLES = Path(__file__).parents[3].parent / "shared" / "samples" / "devices"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="没有样本文件夹，真实机器文件的核对没有做")


@pytest.fixture
def office(tmp_path: Path):
    made = create_office(tmp_path / "a.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 11, 21, 9, 30)))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("name", "read", "new", "rejected"),
    [
        ("1_attlog-乱码.dat", 10_943, 10_586, 357),
        ("1_attlog-空洞.dat", 36_516, 34_594, 89),
        ("1_attlog-状态255.dat", 19_064, 18_956, 108),
        ("AGL_001-b.TXT", 1_314, 1_314, 0),
        ("GLG_001.TXT", 1_726, 1_431, 0),
        ("标准报表.xls", 2_541, 2_513, 0),
        ("考勤报表.xls", 2_711, 2_711, 0),
        ("考勤记录-软件导出.xlsx", 2_635, 2_635, 0),
        ("钉钉考勤报表.xlsx", 7_060, 7_037, 0),
    ],
)
def test_a_sample_comes_to_the_independent_count(tmp_path: Path, office, name: str, read: int, new: int, rejected: int):
    done = imports.import_files(office, [SAMPLES / name]).value[0]
    assert (done.read, done.new, len(done.rejected)) == (read, new, rejected)
    assert done.duplicate == read - new - rejected
    again = imports.import_files(office, [SAMPLES / name]).value[0]
    assert (again.read, again.new, len(again.rejected)) == (read, 0, rejected)
    assert upkeep.check_office(office).sound


def test_the_sample_whose_dates_cannot_be_told_is_asked_about(office):
    with pytest.raises(Mistake, match="date-order"):
        imports.import_files(office, [SAMPLES / "AGL_001-a.TXT"])
    done = imports.import_files(office, [SAMPLES / "AGL_001-a.TXT"], Asked(date_order="mdy")).value[0]
    assert (done.read, done.new) == (7, 7)


@pytest.mark.parametrize(
    ("name", "persons"),
    [("考勤记录-软件导出.xlsx", 297), ("钉钉考勤报表.xlsx", 193), ("标准报表.xls", 69), ("考勤报表.xls", 33)],
)
def test_every_person_with_a_punch_is_a_badge_with_a_name(office, name: str, persons: int):
    imports.import_files(office, [SAMPLES / name])
    unknown = badges.unknown_badges(office)
    assert len(unknown) == persons
    assert all(one.name for one in unknown)


def test_files_that_hold_no_punches_are_refused(office):
    for folder in ("people", "street", "calendar"):
        for file in sorted((SAMPLES.parent / folder).iterdir()):
            with pytest.raises(Mistake):
                imports.import_files(office, [file])
    assert office.store.value("select count(*) from punch") == 0
