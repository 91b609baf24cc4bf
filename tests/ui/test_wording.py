"""Dates in sentences are said the way an office says them."""

from __future__ import annotations

import pytest

from villagedesk.ui.widgets.text import Text
from villagedesk.ui.widgets.wording import spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param("日期 2026-11-03 还没有到。", "日期 2026年11月3日还没有到。", id="a day"),
        pytest.param("2026-11 的月报", "2026年11月的月报", id="a month"),
        pytest.param("最晚一次 11-20 08:27；", "最晚一次 11月20日 08:27；", id="a day with a time"),
        pytest.param("2025-03-01 到 2030-02-28，", "2025年3月1日到 2030年2月28日，", id="a span"),
        pytest.param("“离任日期”2026-05-01 早于", "“离任日期”2026年5月1日早于", id="beside a quotation"),
        pytest.param("写的“2026-13-45”不是日期", "写的“2026-13-45”不是日期", id="what was typed"),
        pytest.param("请写成 2026-11-21 这样。", "请写成 2026-11-21 这样。", id="how to write"),
        pytest.param("存到：/家/2026-11-20/村.vdesk", "存到：/家/2026-11-20/村.vdesk", id="a path"),
        pytest.param("05-01到09-30 08:30-11:30", "05-01到09-30 08:30-11:30", id="a season"),
        pytest.param("2026-10-15", "2026-10-15", id="alone in a column"),
        pytest.param("电话 0577-1234", "电话 0577-1234", id="a phone"),
    ],
)
def test_dates_are_said_as_an_office_says_them(written: str, said: str) -> None:
    assert spoken(written) == said


def test_every_label_speaks_so(qapp: object) -> None:
    label = Text("到 2026-11-29")
    assert label.text() == "到 2026年11月29日"
    label.setText("到 2026-12-01")
    assert label.text() == "到 2026年12月1日"
