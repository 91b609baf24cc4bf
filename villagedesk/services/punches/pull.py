"""Pull a terminal on the network into the office: the same accounts as for a file."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.devices.reading import Batch, Found, Wishes
from villagedesk.devices.terminal import client, records
from villagedesk.devices.terminal.client import Address, Pulled
from villagedesk.services.office import Office
from villagedesk.services.punches import imports
from villagedesk.services.punches.imports import Imported, Source
from villagedesk.services.punches.machines import span_words
from villagedesk.store import punches as shelf

_DRIFT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Pull:
    """The account of a pull, with what the terminal said of itself; `drift` is machine clock minus ours, in seconds."""

    account: Imported
    serial: str
    drift: int | None


def read_address(text: str, password: int = 0, *, udp: bool | None = None, timeout: float = 10.0) -> Address:
    """`192.168.1.201` or `192.168.1.201:4370` as an address; `Mistake` when it is none."""
    # a Chinese keyboard gives ： and ． and full-width digits
    host, _, port = "".join(unicodedata.normalize("NFKC", text).replace("。", ".").split()).partition(":")
    if not host or (port and not (port.isdigit() and 0 < int(port) < 65536)):
        raise Mistake(f"“{text}”不是考勤机地址；请写成 192.168.1.201 或 192.168.1.201:4370。", "address")
    return Address(host, int(port) if port else client.PORT, password, udp, timeout)


def pull(
    office: Office, address: Address, device: str = "", progress: Callable[[str], None] | None = None
) -> Result[Pull]:
    """Read a terminal and store what is new; nothing on the terminal is changed.

    `Trouble` in one sentence when it cannot be reached, refuses the password, is no terminal, or goes away.
    """
    tell = progress or _silent
    got = client.pull(address, tell)
    where = f"{address.host}:{address.port}"
    source = _source(office, got, device, where)
    tell("正在存入")
    with office.change("联网读取考勤机") as change:
        account = imports.import_source(office, change, source, _silent_rows)
        machine = next(m for m in shelf.machines(office.store) if m.name == account.device)
        if machine.address != where:
            shelf.update_machine(change, machine.id, {"address": where})
    drift = _drift(office, got.clock)
    says = (
        f"从考勤机读到 {account.read} 条：新增 {account.new}，重复 {account.duplicate}，拒收 {len(account.rejected)}。"
    )
    if drift is not None and abs(drift) > _DRIFT_SECONDS:
        says += f"注意：机器时钟比电脑{'快' if drift > 0 else '慢'} {span_words(abs(drift))}，可登记时钟校正。"
    return Result(Pull(account, got.serial, drift), Changes(Area.PUNCHES, says))


def _source(office: Office, got: Pulled, device: str, where: str) -> Source:
    known = shelf.machines(office.store)
    named = next((m for m in known if m.name == device.strip() or (not device and m.address == where)), None)
    machine = named or imports.machine_for(known, device.strip(), "attlog")
    people = records.users(got.users, got.people)
    today = office.clock().date()

    def read(_: Wishes) -> Iterator[Batch]:
        return records.batches(got.attendance, got.records, people, today)

    digest = hashlib.sha256(got.attendance).hexdigest()
    return Source(
        f"联网读取 {where}",
        Found("terminal", "binary", read),
        Wishes(office.clock()),
        machine,
        (digest, len(got.attendance), moment_text(office.clock())),
        may_be_empty=True,
    )


def _drift(office: Office, clock: datetime | None) -> int | None:
    return None if clock is None else round((clock - office.clock()).total_seconds())


def _silent(step: str) -> None:
    """No progress asked for."""


def _silent_rows(name: str, rows: int) -> None:
    """Storing is quick beside the network."""
