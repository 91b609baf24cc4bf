"""Start the program: the window when nothing is asked, the command line otherwise."""

from __future__ import annotations

import sys


def main() -> int:
    """Run with the arguments of the process and return its exit code."""
    if len(sys.argv) > 1:
        from villagedesk.cli.app import run

        return run(sys.argv[1:])
    from villagedesk.ui.start import run_window

    return run_window()


if __name__ == "__main__":
    sys.exit(main())
