"""Words in the headings of a pasted roster that name no place."""

from __future__ import annotations

import re

SUMS = ("合计", "总计", "小计", "备注", "天数", "次数")
"""Words in front of a line that is about nobody."""
ASIDE = re.compile(r"星期|周次|备注|农历|序号|电话|联系|节日|编号")
"""Headings over what is no duty."""
WEEKDAY = re.compile(r"(?:星期|周|礼拜)?[一二三四五六日天]")
LEAST_DAYS = 3
"""Days that make a row the heading of days."""
