"""What is carried over from earlier months, by the bucket names that clerks and files use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from villagedesk.base.errors import Mistake

SORTS = ("工作日", "周末", "法定节假日", "夜间")
_SORT_NAMES = {
    "工作日": ("工作日", "平日", "weekday", "workday"),
    "周末": ("周末", "双休", "休息日", "weekend", "holiday_rest"),
    "法定节假日": ("法定节假日", "节假日", "节日", "statutory", "holiday"),
    "夜间": ("夜间", "夜班", "夜", "night"),
}
_POST_NAMES = {"带班": ("带班", "leader")}


def canonical(history: Mapping[str, float], buckets: Mapping[str, int], where: str) -> dict[str, float]:
    """The history under this program's bucket names (`周末·值班`).

    `buckets` are the buckets in use with the number of their duties. A name that says only the sort of day or only
    the post goes to the bucket of that sort or post with the most duties. `Mistake` for a name that says neither.
    """
    found: dict[str, float] = {}
    for name, count in history.items():
        bucket = _bucket(name, buckets)
        if bucket is None:
            known = "、".join(buckets) or "工作日·坐班"
            raise Mistake(f"“{where}.{name}”不是公平性的分类；可以写 {known}。", f"{where}.{name}")
        found[bucket] = found.get(bucket, 0) + count
    return found


def _bucket(name: str, buckets: Mapping[str, int]) -> str | None:
    if name in buckets or ("·" in name and name.partition("·")[0] in SORTS):
        return name
    posts = dict.fromkeys(bucket.partition("·")[2] for bucket in buckets)
    sort = next((s for s, words in _SORT_NAMES.items() if any(w in name.lower() for w in words)), "")
    post = next((p for p in posts if any(w in name.lower() for w in _POST_NAMES.get(p, (p,)))), "")
    if not sort and not post:
        return next((f"工作日·{p}" for p, words in _POST_NAMES.items() if name.lower() in words), None)
    fitting = [b for b in buckets if sort in ("", b.partition("·")[0]) and post in ("", b.partition("·")[2])]
    plain = [b for b in fitting if post or not b.endswith("·带班")] or fitting
    return max(plain, key=lambda b: buckets[b]) if plain else f"{sort or '工作日'}·{post or '值班'}"


def opening(
    histories: Sequence[Mapping[str, float] | None], buckets: Mapping[str, int], eligible: Mapping[str, Sequence[int]]
) -> list[dict[str, int]]:
    """The count at which everybody opens in each bucket, rounded.

    Somebody without a history while more than half of the others in the bucket have one is a joiner and opens at the
    mean of those; otherwise the missing count is 0.
    """
    opened: list[dict[str, int]] = [{} for _ in histories]
    for bucket in buckets:
        who = eligible.get(bucket, ())
        known = {i: history.get(bucket, 0.0) for i in who if (history := histories[i]) is not None}
        mean = sum(known.values()) / len(known) if len(known) * 2 > len(who) else 0.0
        for i in who:
            opened[i][bucket] = _rounded(known.get(i, mean))
    return opened


def _rounded(count: float) -> int:
    return int(count + 0.5) if count >= 0 else -int(-count + 0.5)
