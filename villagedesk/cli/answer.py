"""What every command shares: which office, and an answer for people or for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import click

from villagedesk.base import paths, plain
from villagedesk.base.clock import month_text
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.base.fields import Field, Kind, check
from villagedesk.services import office as offices
from villagedesk.services.office import Office

office_option = click.option(
    "--office", "office_file", type=click.Path(path_type=Path), default=None, help="办公文件（默认：本人的办公文件）"
)
json_option = click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象，供其他程序读取")


@contextmanager
def opened(office_file: Path | None, *, readonly: bool = False) -> Iterator[Office]:
    """The office a command works on, closed again afterwards."""
    file = office_file or paths.default_office()
    try:
        office = offices.open_office(file, readonly=readonly)
    except Trouble:
        if not readonly:
            raise
        office = offices.open_office(file)  # a file of an older version is brought up to date once, then read
    try:
        yield office
    finally:
        office.close()


def answer(value: Mapping[str, Any], as_json: bool, show: Callable[[], str]) -> None:
    """Print the answer: one JSON object for machines, `show()` for people."""
    click.echo(json.dumps(plain.write(value), ensure_ascii=False) if as_json else show())


def read_json(file: Path) -> Any:
    """The JSON value in a file; `Mistake` with line and column when it is none."""
    try:
        return json.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise Mistake(f"找不到文件“{file}”。") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列" if isinstance(error, json.JSONDecodeError) else "编码"
        raise Mistake(f"“{file.name}”不是有效的 JSON（{place}有误）。") from None


def read_data(text: str) -> dict[str, Any]:
    """The object given with `--data`: JSON itself, `@file`, or `-` for what comes in; `Mistake` when it is none."""
    if text.startswith("@"):
        value: Any = read_json(Path(text[1:]))
    else:
        try:
            value = json.loads(sys.stdin.read() if text == "-" else text)
        except json.JSONDecodeError as error:
            raise Mistake(f"--data 不是有效的 JSON（第 {error.lineno} 行第 {error.colno} 列有误）。", "data") from None
    if not isinstance(value, dict):
        raise Mistake('--data 要写成一组名称和值，例如 {"person": "张三"}。', "data")
    return cast("dict[str, Any]", value)


class MonthArgument(click.ParamType[Any]):
    """A month `YYYY-MM`, given to the command as the text that the services take."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the form and the calendar."""
        try:
            return month_text(check(Field("month", "月份", Kind.DATE), f"{value}-01"))
        except Mistake:
            self.fail(f"“{value}”不是月份，请写成 2026-11 这样。", param, ctx)


class DateArgument(click.ParamType[Any]):
    """A date `YYYY-MM-DD`, given to the command as a `date`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Check the form and the calendar."""
        try:
            return check(Field("date", "日期", Kind.DATE), str(value))
        except Mistake as mistake:
            self.fail(mistake.says, param, ctx)


MONTH = MonthArgument()
DATE = DateArgument()
