"""The editor of shifts: what a village's pattern says can be said in its fields and read back the same."""

from __future__ import annotations

import pytest

from villagedesk.base.errors import Mistake
from villagedesk.roster.season import Season
from villagedesk.roster.shift import Need, Shift, When
from villagedesk.ui.roster.dialogs.pattern import read_seasons, read_shift, seasons_words, shift_values

DESK = Shift(
    "坐班",
    "08:30",
    "17:30",
    When(kinds=("workday",)),
    (Need("带班"), Need("坐班", 2)),
    periods=(("08:30", "11:30"), ("14:00", "17:30")),
)
VISIT = Shift(
    "走访日",
    "08:30",
    "17:00",
    When(month_days=(15,), moved_when="not_workday", to="next_workday"),
    (Need("全体", "all"),),
)
HOLIDAY = Shift(
    "节日值班", "08:00", "08:00", When(kinds=("statutory_holiday",)), (Need("值班"),), weight=2, overnight=True
)
SUMMER_SATURDAY = Shift(
    "周六", "08:00", "17:00", When(weekdays=(6,), from_md="05-01", to_md="08-31"), (Need("值班"),), place="村口驿站"
)


@pytest.mark.parametrize("shift", [DESK, VISIT, HOLIDAY, SUMMER_SATURDAY], ids=lambda shift: shift.name)
def test_a_shift_is_read_back_from_its_form_as_it_was(shift: Shift) -> None:
    assert read_shift(shift_values(shift), None) == shift


def test_other_hours_drop_the_parts_of_the_day_that_were_left_as_they_were() -> None:
    values = shift_values(DESK) | {"start": "09:00"}
    assert read_shift(values, DESK).periods == ()
    values["periods"] = "9:00-12:00、14:00-17:30"
    assert read_shift(values, DESK).periods == (("09:00", "12:00"), ("14:00", "17:30"))


@pytest.mark.parametrize("said", ["八点半到十一点", "08:30-11:30、14:00", "08:00-11:30、14:00-17:30"])
def test_parts_of_a_day_that_cannot_be_are_refused_at_their_field(said: str) -> None:
    with pytest.raises(Mistake) as refused:
        read_shift(shift_values(DESK) | {"periods": said}, None)
    assert refused.value.field == "periods"


def test_seasons_are_typed_and_read_back() -> None:
    seasons = (
        Season("夏季", "05-01", "09-30", "坐班", (("08:30", "11:30"), ("14:30", "18:00"))),
        Season("春节", "12-25", "02-10", "", (("09:00", "16:00"),)),
    )
    assert read_seasons(seasons_words(seasons)) == seasons
    assert read_seasons("") == ()
    with pytest.raises(Mistake, match="请写成"):
        read_seasons("夏天早半小时")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"start": "17:30", "end": "08:30", "periods": ""}, "17:30–次日 08:30，共 15 小时"),
        ({"start": "19:00", "end": "07:30", "periods": ""}, "次日 07:30，共 12.5 小时"),
        ({"start": "08:30", "end": "08:30", "periods": ""}, "同一钟点"),
        ({"ends": "次日"}, "超过了 24 小时"),
    ],
    ids=["a day the wrong way round", "a night not said to be one", "no length at all", "more than a day"],
)
def test_a_shift_into_the_next_day_must_be_said_to_be_one(changed: dict[str, str], said: str) -> None:
    with pytest.raises(Mistake) as refused:
        read_shift(shift_values(DESK) | changed, None)
    assert refused.value.field == "end" and said in refused.value.says
    assert read_shift(
        shift_values(DESK) | {"start": "17:30", "end": "08:30", "periods": "", "ends": "次日"}, None
    ).overnight
