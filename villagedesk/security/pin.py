"""PINs of the sign-in desk: short, so hashed slowly and locked after a few wrong ones."""

from __future__ import annotations

import itertools
import re
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from villagedesk.base.errors import Mistake

MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=5)


def check_pin(pin: str) -> str:
    """The PIN without blanks; `Mistake` when it is no PIN or one that everybody tries first."""
    bare = "".join(pin.split())
    if not re.fullmatch(r"\d{4,8}", bare):
        raise Mistake("密码要 4 到 8 位数字。", "pin")
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(bare)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise Mistake("密码太好猜（如 1111、1234），请换一个。", "pin")
    return bare


def hash_pin(pin: str) -> str:
    """The Argon2id hash of a PIN, with its own salt and settings fit for a small office computer."""
    return _hasher().hash(pin)


def fits(pin: str, stored: str) -> bool:
    """Whether this PIN has that hash; False as well for a damaged hash."""
    try:
        return _hasher().verify(stored, pin)
    except (VerificationError, InvalidHashError):
        return False


def locked_until(failures: int, last: datetime | None, now: datetime) -> datetime | None:
    """Until when a PIN is locked after too many wrong ones; None when it may be tried."""
    if failures < MOST_FAILURES or last is None or now >= last + LOCKED_FOR:
        return None
    return last + LOCKED_FOR


def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
