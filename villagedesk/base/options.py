"""The settings of an office, declared once: the settings page, the command line and the papers read this list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, check


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: a declared field and the group it is shown in."""

    field: Field
    group: str

    @property
    def name(self) -> str:
        """The name under which the setting is stored."""
        return self.field.name

    @property
    def default(self) -> Any:
        """What holds where nothing was set."""
        return self.field.default


OFFICE, POSTED, SIGNING, SAFETY = "办公室", "张贴的表", "签到台", "备份"
GROUPS = (OFFICE, POSTED, SIGNING, SAFETY)


def _option(name: str, label: str, group: str, kind: Kind = Kind.TEXT, **more: Any) -> Option:
    return Option(Field(name, label, kind, **more), group)


OPTIONS = (
    _option("village", "村（社区）名称", OFFICE, required=True, default="", help="印在所有表册的标题上。"),
    _option("street", "街道（乡镇）", OFFICE, default="", help="印在表册的标题和落款上。"),
    _option("committee", "落款单位", OFFICE, default="", help="不填时写“××村村民委员会”。"),
    _option("place", "值班地点", OFFICE, default="村民中心", help="班次没有写地点时印这个。"),
    _option("duty_phone", "值班电话", POSTED, default="", help="印在值班公示表上，群众打这个电话。"),
    _option("supervision_phone", "监督电话", POSTED, default="", help="印在公示表下方，一般是街道的电话。"),
    _option(
        "phones_public",
        "个人电话全号公开",
        POSTED,
        Kind.YES,
        default=False,
        help="不选时个人手机只印前三位和后四位；值班电话总是公开。",
    ),
    _option("show_lunar", "表上印农历", POSTED, Kind.YES, default=True),
    _option("show_duties", "表上印工作职责", POSTED, Kind.YES, default=True, help="按要求应公开工作时间和职责。"),
    _option(
        "posted_days_before",
        "提前几天张贴下月表",
        POSTED,
        Kind.COUNT,
        default=2,
        unit="天",
        min=0,
        max=31,
        help="到日子还没有公布时，今日页会提醒。",
    ),
    _option("desk_pin", "签到台要输密码", SIGNING, Kind.YES, default=True, help="不选时点姓名就签到，容易代签。"),
    _option(
        "proxy_days",
        "几天内可以代签",
        SIGNING,
        Kind.COUNT,
        default=3,
        unit="天",
        min=0,
        max=31,
        help="更早的缺卡走补签审批。",
    ),
    _option(
        "proxy_per_month",
        "每人每月最多代签",
        SIGNING,
        Kind.COUNT,
        default=3,
        unit="次",
        min=0,
        max=31,
        help="到了次数就走补签审批，免得代签成风。",
    ),
    _option(
        "backups_kept",
        "保留几份备份",
        SAFETY,
        Kind.COUNT,
        default=30,
        unit="份",
        min=3,
        max=365,
        help="每次关闭程序自动备份并核对，超出的从最旧的删起。",
    ),
    _option(
        "backup_folder", "另存一份备份到", SAFETY, Kind.FILE, default="", help="例如优盘上的文件夹；没有插上时跳过。"
    ),
)


def option(name: str) -> Option:
    """The declared setting of that name; LookupError for one nobody declared."""
    for item in OPTIONS:
        if item.name == name:
            return item
    raise LookupError(f"option {name}")


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Settings in their own types; `Mistake` at the first that cannot be, or that nobody declared."""
    known = {item.name: item for item in OPTIONS}
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise Mistake(f"没有“{name}”这项设置；请检查拼写。", name)
        read = check(known[name].field, value)
        found[name] = (
            ("" if known[name].field.kind in (Kind.TEXT, Kind.FILE) else known[name].default) if read is None else read
        )
    return found
