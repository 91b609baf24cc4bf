"""A wrong command line is told in Chinese, with the way to its help, and leaves with code 2."""

from __future__ import annotations

import pytest

from villagedesk.cli.app import run


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("nosuch", "没有“nosuch”这个命令", id="no such command"),
        pytest.param("init", "缺少“FILE”", id="nothing named"),
        pytest.param("init x.vdesk --village", "“--village”后面要写内容", id="an option without its value"),
        pytest.param("people list --bogus", "没有“--bogus”这个选项", id="no such option"),
        pytest.param("roster plan 2026-13", "“2026-13”不是月份", id="no such month"),
        pytest.param("paper 去向牌 甲 乙 丙", "多写了", id="too much"),
        pytest.param("people", "", id="no verb"),
    ],
)
def test_a_wrong_line_is_told_in_chinese(capsys: pytest.CaptureFixture[str], line: str, said: str) -> None:
    assert run(line.split()) in (0, 2)
    told = capsys.readouterr().err
    assert said in told
    for english in ("No such", "Missing", "Invalid", "Got unexpected", "requires an argument", "Error:"):
        assert english not in told


@pytest.mark.parametrize("line", ["--help", "roster --help", "roster plan --help", "register --help", "init --help"])
def test_the_help_of_a_command_is_chinese(capsys: pytest.CaptureFixture[str], line: str) -> None:
    assert run(line.split()) == 0
    told = capsys.readouterr().out
    assert "用法：" in told and "选项：" in told
    for english in ("Usage", "Options:", "Commands:", "Show ", "[OPTIONS]", "[required]", "[default"):
        assert english not in told
