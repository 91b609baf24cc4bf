"""`python -m villagedesk.planner`: the planning process."""

from __future__ import annotations

from villagedesk.planner.process import main

if __name__ == "__main__":
    main()
