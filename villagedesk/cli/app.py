"""The commands by name, each loaded only when it is asked for."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from villagedesk.base import faults
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.cli.usage import ChineseContext, sentence, speak_chinese

COMMANDS = {
    "init": "villagedesk.cli.office:init",
    "check": "villagedesk.cli.office:check",
    "backup": "villagedesk.cli.office:backup",
    "restore": "villagedesk.cli.office:restore",
    "demo": "villagedesk.cli.demo:demo",
    "demo-machine": "villagedesk.cli.demo:demo_machine",
    "window": "villagedesk.cli.window:window",
    "people": "villagedesk.cli.plan.people:people",
    "calendar": "villagedesk.cli.plan.calendar:calendar",
    "roster": "villagedesk.cli.plan.roster:roster",
    "punches": "villagedesk.cli.record.punches:punches",
    "attendance": "villagedesk.cli.record.attendance:attendance",
    "register": "villagedesk.cli.record.register.group:register",
    "mediation": "villagedesk.cli.record.mediation.group:mediation",
    "paper": "villagedesk.cli.plan.paper:paper",
    "report": "villagedesk.cli.street.report:report",
    "street": "villagedesk.cli.street.street:street",
}


class LazyCommands(click.Group):
    """A group whose commands are imported on first use, so that each starts quickly."""

    context_class = ChineseContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command name, in the order of the office's day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        found: Any = getattr(importlib.import_module(module), name)
        return speak_chinese(found)


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="villagedesk")
def commands() -> None:
    """村务坐班台：排班、考勤、台账、调解、月报。不带参数时打开窗口。"""


def run(arguments: list[str]) -> int:
    """Run one command: 0 done, 1 a mistake or trouble said in one sentence, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8")
    try:
        commands.main(arguments, prog_name="villagedesk", standalone_mode=False)
    except (Mistake, Trouble) as error:
        click.echo(error.says, err=True)
        return 1
    except OSError as error:
        click.echo(faults.of_the_world(error), err=True)
        return 1
    except click.UsageError as error:
        click.echo(sentence(error), err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("已取消，没有改动。", err=True)
        return 1
    return 0
