"""Seals, and the keys that make and judge them; no row is replaced or truncated (签章与密钥)."""

import sqlalchemy as sa
from alembic import op

from records.store.migrations.versions.v0001_records import keep

revision = "0003"
down_revision = "0002"

UNIQUE = {
    "records": ("id = NEW.id", "rowid = NEW.rowid"),
    "entries": ("seq = NEW.seq", "title = NEW.title AND number = NEW.number"),
    "publications": ("seq = NEW.seq", "previous = NEW.previous"),
    "events": ("seq = NEW.seq",),
    "seals": ("seq = NEW.seq", "title = NEW.title AND number = NEW.number"),
    "keys": ("seq = NEW.seq",),
}
"""What an inserted row may not share with one that is there, for each table that only grows;
`seq` is SQLite's rowid under another name."""


def upgrade() -> None:
    """Make the tables, and have every table that only grows refuse the two ways around (建表)."""
    op.create_table(
        "seals",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("record", sa.String(16), sa.ForeignKey("records.id"), nullable=False, index=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("moment", sa.BigInteger, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.UniqueConstraint("title", "number", name="one_seal_a_version"),
    )
    op.create_table(
        "keys",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("fingerprint", sa.String(39), nullable=False),
        sa.Column("public", sa.String(64), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_table(
        "private_keys",
        sa.Column("fingerprint", sa.String(39), primary_key=True),
        sa.Column("private", sa.String(64), nullable=False),
    )
    for table in ("seals", "keys"):
        keep(table)
    for table, clashes in UNIQUE.items():
        close(table, clashes)


def close(table: str, clashes: tuple[str, ...]) -> None:
    """Have the database refuse to replace a table's rows, or to empty it (不许替换或清空).

    SQLite's REPLACE removes the old row without its triggers for removal, so the row is looked
    for before; PostgreSQL's TRUNCATE fires no trigger of a row.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION yuce_append_only()"
        )
        return
    there = " OR ".join(f"({clash})" for clash in clashes)
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {there}) "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    )
