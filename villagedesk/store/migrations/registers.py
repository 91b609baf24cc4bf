"""The books of the office: definitions as they were, entries, steps, links, villagers, grids, attachments, search."""

from __future__ import annotations

from sqlite_utils import Database

_BOOKS = """
create table books (id integer primary key, book text not null, title text not null, text text not null,
    own integer not null default 0, removed text) strict;
create index books_book on books (book, id);
create table choice_lists (id integer primary key, name text not null unique, words text not null) strict;
create table grids (id integer primary key, number text not null unique, name text not null, parent integer
    references grids (id), households integer not null default 0, removed text) strict;
create table grid_roles (id integer primary key, grid integer not null references grids (id), role text not null,
    name text not null, phone text not null default '', removed text) strict;
create table households (id integer primary key, number text not null default '', head text not null,
    address text not null default '', grid integer references grids (id), members integer not null default 0,
    tags text not null default '', removed text) strict;
create index households_grid on households (grid);
create table villagers (id integer primary key, name text not null, initials text not null default '',
    phone text not null default '', id_number text not null default '', sex text not null default '',
    born_year integer, address text not null default '', household integer references households (id),
    grid integer references grids (id), tags text not null default '', note text not null default '',
    removed text) strict;
create index villagers_name on villagers (name);
create index villagers_phone on villagers (phone) where phone <> '';
create index villagers_household on villagers (household);
"""

_ENTRIES = """
create table entries (id integer primary key, book text not null, year integer not null, n integer not null,
    number text not null, version integer not null references books (id), state text not null, day text not null,
    category text not null default '', amount real not null default 1, villager integer references villagers (id),
    household integer references households (id), grid integer references grids (id), person integer,
    due_on text, due_name text not null default '', facts text not null, created_at text not null,
    removed text, unique (book, year, n)) strict;
create index entries_list on entries (book, day, id) where removed is null;
create index entries_figures on entries (book, day, state, category, grid, person, amount) where removed is null;
create index entries_due on entries (due_on) where due_on is not null and removed is null;
create index entries_villager on entries (villager, day) where villager is not null;
create index entries_household on entries (household, day) where household is not null;
create index entries_number on entries (number);
create table entry_steps (id integer primary key, entry integer not null references entries (id), at text not null,
    who text not null, from_state text not null, to_state text not null, facts text not null,
    note text not null default '') strict;
create index entry_steps_entry on entry_steps (entry, id);
create table entry_days (id integer primary key, book text not null, day text not null, entries integer not null,
    amount real not null, unique (book, day)) strict;
create table entry_totals (id integer primary key, book text not null, month text not null, split text not null,
    word text not null, state text not null, entries integer not null, amount real not null,
    unique (book, split, month, word, state)) strict;
create table links (id integer primary key, from_kind text not null, from_key integer not null,
    to_kind text not null, to_key integer not null, created_at text not null, removed text) strict;
create index links_from on links (from_kind, from_key);
create index links_to on links (to_kind, to_key);
create table attachments (id integer primary key, kind text not null, key integer not null, name text not null,
    digest text not null, size integer not null, created_at text not null, removed text) strict;
create index attachments_key on attachments (kind, key);
create table drafts (id integer primary key, book text not null, entry integer not null default 0,
    facts text not null, saved_at text not null, unique (book, entry)) strict;
"""

_DAYS = """
create trigger entry_days_insert after insert on entries when new.removed is null begin
    insert into entry_days (book, day, entries, amount) values (new.book, new.day, 1, new.amount)
    on conflict (book, day) do update set entries = entries + 1, amount = amount + excluded.amount;
end;
create trigger entry_days_update after update of book, day, amount, removed on entries begin
    update entry_days set entries = entries - 1, amount = amount - old.amount
    where old.removed is null and book = old.book and day = old.day;
    insert into entry_days (book, day, entries, amount) select new.book, new.day, 1, new.amount
    where new.removed is null
    on conflict (book, day) do update set entries = entries + 1, amount = amount + excluded.amount;
end;
create trigger entry_days_delete after delete on entries when old.removed is null begin
    update entry_days set entries = entries - 1, amount = amount - old.amount where book = old.book and day = old.day;
end;
"""

_SPLITS = (
    "select '' as split, '' as word union all select 'category', {row}.category"
    " union all select 'grid', coalesce(cast({row}.grid as text), '')"
    " union all select 'person', coalesce(cast({row}.person as text), '')"
)
_TOTAL = (
    "insert into entry_totals (book, month, split, word, state, entries, amount) select {row}.book,"
    " substr({row}.day, 1, 7), s.split, s.word, {row}.state, {sign}1, {sign}abs({row}.amount) from (" + _SPLITS + ") s"
    " where {row}.removed is null on conflict (book, split, month, word, state)"
    " do update set entries = entries + excluded.entries, amount = amount + excluded.amount;"
)

_SEARCH = """
create table finds (id integer primary key, kind text not null, key integer not null, number text not null,
    title text not null, words text not null, keys text not null, unique (kind, key)) strict;
create virtual table search using fts5 (words, keys, content = 'finds', content_rowid = 'id', tokenize = 'unicode61');
create trigger finds_insert after insert on finds begin
    insert into search (rowid, words, keys) values (new.id, new.words, new.keys);
end;
create trigger finds_delete after delete on finds begin
    insert into search (search, rowid, words, keys) values ('delete', old.id, old.words, old.keys);
end;
"""


def m050_registers(db: Database) -> None:
    """Books, entries with typed columns beside their JSON facts, and everything that hangs on them."""
    for script in (_BOOKS, _ENTRIES):
        for statement in script.split(";"):
            if statement.strip():
                db.conn.execute(statement)
    for trigger in _DAYS.split("end;"):
        if trigger.strip():
            db.conn.execute(trigger + "end;")


def m052_totals(db: Database) -> None:
    """Figures by month, category, grid and person, kept in step by triggers so that a year is counted at once."""
    plus, minus = _TOTAL.format(row="new", sign=""), _TOTAL.format(row="old", sign="-")
    columns = "book, day, category, grid, person, state, amount, removed"
    for when, body in (("insert", plus), (f"update of {columns}", minus + plus), ("delete", minus)):
        name = f"entry_totals_{when.split()[0]}"
        db.conn.execute(f"create trigger {name} after {when} on entries begin {body} end")


def m051_search(db: Database) -> None:
    """One search index over all books, cases and people, kept in step by triggers."""
    tables, triggers = _SEARCH.split("create trigger", 1)
    for statement in tables.split(";"):
        if statement.strip():
            db.conn.execute(statement)
    for trigger in ("create trigger" + triggers).split("end;"):
        if trigger.strip():
            db.conn.execute(trigger + "end;")


def m053_slots(db: Database) -> None:
    """Which field of its book an attachment belongs to, and the moment of a deadline that counts hours."""
    db.conn.execute("alter table attachments add column field text not null default ''")
    db.conn.execute("alter table entries add column due_at text")
