"""Start the program: the window when nothing is asked, else commands, or the planning of a packed program."""

from __future__ import annotations

import sys

from villagedesk.base.errors import Mistake, Trouble


def main() -> int:
    """Run with the arguments of the process and return its exit code."""
    if sys.argv[1:] == ["planner"]:
        from villagedesk.planner.process import main as plan

        plan()
        return 0
    if len(sys.argv) > 1:
        from villagedesk.cli.app import run

        return run(sys.argv[1:])
    from villagedesk.ui.start import run_window

    try:
        return run_window()
    except (Mistake, Trouble) as error:
        print(error.says, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
