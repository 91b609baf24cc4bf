"""Villages that are to report, as rows to paste."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from villagedesk.base.changes import Changes
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field
from villagedesk.services.office import Office
from villagedesk.services.pasting.kinds import RowKind
from villagedesk.services.street import villages as street

VILLAGE_COLUMNS = (
    Field("name", "村（社区）", required=True, aliases=("村", "社区", "村名", "村社区", "名称", "单位")),
)


def _add_village(office: Office, values: Mapping[str, Any]) -> Changes:
    name = str(values["name"])
    if any(village.name == name for village in street.villages(office)):
        raise Mistake(f"“{name}”已经在应报送的名单里，不再登记。", "name")
    return street.add_villages(office, [name])


VILLAGES = RowKind("登记应报送的村", "个", VILLAGE_COLUMNS, _add_village)
