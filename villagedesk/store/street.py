"""Keys, sent packs, street templates, and on the street's side villages and received packs."""

from __future__ import annotations

from dataclasses import dataclass

from villagedesk.store.file.audit import Change, Row
from villagedesk.store.file.store import Store


def secret_key(store: Store) -> str:
    """The office's secret key as hex; empty when none was made yet."""
    return str(store.value("select secret from seal_keys order by id desc limit 1") or "")


def keep_key(change: Change, secret: str, public: str, at: str) -> int:
    """Keep the office's key."""
    return change.insert("seal_keys", {"secret": secret, "public": public, "made_at": at})


def sent(store: Store, month: str = "") -> list[Row]:
    """Packs made by this office, newest first."""
    where = " where month = ?" if month else ""
    return store.rows(f"select * from packs{where} order by month desc, revision desc", [month] if month else [])


def last_revision(store: Store, month: str) -> int:
    """The highest revision made for a month, 0 when none."""
    return int(store.value("select max(revision) from packs where month = ?", [month]) or 0)


def templates(store: Store) -> list[Row]:
    """The street's own templates that are in use, by name, without their content."""
    return store.rows("select id, name, file, marks, made_at from street_templates where removed is null order by name")


def template(store: Store, name: str) -> Row | None:
    """One template with its content (base64)."""
    return store.one("select * from street_templates where removed is null and name = ? order by id desc", [name])


@dataclass(frozen=True, slots=True)
class Village:
    """One village of the street: its public key (empty: not handed over), by which day it is to report."""

    name: str
    public: str = ""
    contact: str = ""
    due_day: int = 5
    id: int = 0


def villages(store: Store) -> list[Village]:
    """Every village of the street, in the order of entry."""
    rows = store.rows("select id, name, public, contact, due_day from villages where removed is null order by id")
    return [Village(row["name"], row["public"], row["contact"], row["due_day"], row["id"]) for row in rows]


def schemes(store: Store) -> list[Row]:
    """The versions of the point scheme in use, oldest month first."""
    return store.rows(
        "select id, profile, from_month, points from street_schemes where removed is null order by from_month, id"
    )


def received(store: Store, month: str = "") -> list[Row]:
    """Packs that the street received; all revisions are kept."""
    where = " where month = ?" if month else ""
    order = " order by month, village, revision, id"
    return store.rows(f"select * from received_packs{where}{order}", [month] if month else [])


def received_since(store: Store, day: str) -> list[Row]:
    """Packs that came on a day or later, of whatever month."""
    return store.rows("select village, month, file from received_packs where received_at >= ? order by id", [day])


def last_received(store: Store) -> int:
    """The id of the pack that came last, 0 when none came."""
    return int(store.value("select max(id) from received_packs") or 0)


def digest_of(store: Store, key: int) -> str:
    """The digest of the received file of an id; empty without one."""
    return str(store.value("select sha256 from received_packs where id = ?", [key]) or "")


def received_months(store: Store, after: int) -> list[str]:
    """The months that packs later than the one of that id are about."""
    rows = store.rows("select distinct month from received_packs where id > ? order by month", [after])
    return [str(row["month"]) for row in rows]


def received_by_digest(store: Store, digest: str) -> Row | None:
    """A pack of exactly these bytes that came before."""
    return store.one("select * from received_packs where sha256 = ?", [digest])
