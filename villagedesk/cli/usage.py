"""The help of a command line, and what is wrong with one, in Chinese."""

from __future__ import annotations

from collections.abc import Iterable

import click

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}
_WORDS = {
    "Show this message and exit.": "显示这个说明。",
    "Show the version and exit.": "显示版本。",
    "[required]": "［必填］",
    "[default: ": "［默认：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
}


class ChineseHelp(click.HelpFormatter):
    """click's help with its own few words in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is written."""
        super().write_usage(prog, _chinese_words(args), "用法：")

    def write_heading(self, heading: str) -> None:
        """The word over a list."""
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of options or commands with what they do."""
        super().write_dl([(name, _chinese_words(says)) for name, says in rows], col_max, col_spacing)


class ChineseContext(click.Context):
    """The context of a command whose help is Chinese."""

    formatter_class = ChineseHelp


def speak_chinese(command: click.Command) -> click.Command:
    """Let a command and all below it show their help in Chinese."""
    command.context_class = ChineseContext
    if isinstance(command, click.Group):
        for below in command.commands.values():
            speak_chinese(below)
    return command


def _chinese_words(text: str) -> str:
    for english, chinese in _WORDS.items():
        text = text.replace(english, chinese)
    return text


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
