"""What is wrong with a command line, said in Chinese with the way to its help."""

from __future__ import annotations

import click


def sentence(error: click.UsageError) -> str:
    """Two lines: what is wrong, and where the right way is written."""
    place = error.ctx.command_path if error.ctx is not None else "villagedesk"
    return f"{_wrong(error)}\n用法请看：{place} --help"


def _wrong(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项{_alike(error.possibilities)}。"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error)}。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}不对：{_chinese(error.message)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项“{error.option_name}”后面要写内容。"
    name = error.message.partition("'")[2].partition("'")[0]
    if error.message.startswith("No such command"):
        return f"没有“{name}”这个命令。"
    if error.message.startswith("Got unexpected extra argument"):
        return f"多写了“{error.message.partition('(')[2].rstrip(')')}”。"
    if error.message.startswith("Missing command"):
        return "还要写明做什么。"
    return _chinese(error.message)


def _alike(names: object) -> str:
    known = list(names) if isinstance(names, list | tuple) else []
    return f"，是不是 {known[0]}" if known else ""


def _name(error: click.BadParameter) -> str:
    """The parameter as it is written on the line."""
    if error.param is None:
        return "一项内容"
    hint = error.param.opts[0] if isinstance(error.param, click.Option) else error.param.make_metavar(error.ctx)  # type: ignore[arg-type]
    return f"“{hint}”"


def _chinese(message: str) -> str:
    """A message of ours as it is; of click's own, the few that can come."""
    if any("\u4e00" <= letter <= "\u9fff" for letter in message):
        return message
    if "does not exist" in message:
        return f"找不到“{message.partition(chr(39))[2].partition(chr(39))[0]}”，请检查位置。"
    if "is not one of" in message:
        return f"可以写：{message.partition('one of ')[2].rstrip('.').replace(chr(39), '').replace(', ', '、')}。"
    if "is not a valid integer" in message or "is not a valid float" in message or "not in the range" in message:
        return "要写数字，大小要合适。"
    if "is a directory" in message:
        return "这是文件夹，请写一个文件。"
    return "写法不对，请看用法。"
