"""This process as the system sees it: how long it has run and how much memory it holds."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from pathlib import Path

_IMPORTED = time.time()
_ARENA_MAX = -8


def seconds_since_start() -> float:
    """Seconds since the process began (since this module was imported where the system does not tell)."""
    stat = Path("/proc/self/stat")
    if not stat.exists():
        return time.time() - _IMPORTED
    ticks = int(stat.read_text().rsplit(")", 1)[1].split()[19])
    with Path("/proc/uptime").open() as uptime:
        return float(uptime.read().split()[0]) - ticks / os.sysconf("SC_CLK_TCK")


def resident_mb() -> float:
    """Resident memory in megabytes; 0.0 where the system does not tell."""
    status = Path("/proc/self/status")
    if sys.platform != "linux" or not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return round(int(line.split()[1]) / 1024, 1)


def use_one_arena() -> None:
    """Let the C library keep one heap for all threads: the worker's own would hold some megabytes for nothing."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_ARENA_MAX, 1)


def take_turns_quickly() -> None:
    """Let the window's thread wait for the worker a tenth of a millisecond at most, not five whole ones."""
    sys.setswitchinterval(0.0001)
