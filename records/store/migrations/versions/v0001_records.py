"""Records, the versions of their titles, publications and artefacts; all append-only (初始库表)."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEPT = ("records", "entries", "publications")
"""Tables whose rows are neither altered nor removed; the database itself sees to it."""


def upgrade() -> None:
    """Make the tables, and the triggers that keep their rows (建表)."""
    op.create_table(
        "records",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("baseline", sa.String(16), nullable=False, index=True),
        sa.Column("pin", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("record", sa.String(16), sa.ForeignKey("records.id"), nullable=False, index=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.UniqueConstraint("title", "number", name="one_number_a_version"),
    )
    op.create_table(
        "publications",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("baseline", sa.String(16), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_table(
        "artefacts",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("file", sa.String(80), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION yuce_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'append-only'; END $$"
        )
    for table in KEPT:
        keep(table)


def keep(table: str) -> None:
    """Have the database refuse to alter or remove a table's rows (只增不改)."""
    for event in ("UPDATE", "DELETE"):
        op.execute(trigger(table, event))


def trigger(table: str, event: str) -> str:
    """Spell out the trigger that refuses one kind of change (触发器)."""
    name = f"{table}_no_{event.lower()}"
    if op.get_bind().dialect.name == "postgresql":
        return (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION yuce_append_only()"
        )
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    )
