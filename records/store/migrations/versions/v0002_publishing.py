"""Publications with note, acknowledgement and predecessor; events for the audit (发布与审计)."""

import sqlalchemy as sa
from alembic import op

from records.store.migrations.versions.v0001_records import keep

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and the table (加列建表).

    `previous` is the publication that was followed, 0 for none. No two follow the same one:
    of two people who publish at once the second is refused. Rows of before have none.
    """
    for name in ("note_zh", "note_en", "acknowledged"):
        column = sa.Column(name, sa.Text, nullable=False, server_default="")
        op.add_column("publications", column)
    op.add_column("publications", sa.Column("previous", sa.Integer, nullable=True))
    op.create_index("one_follows", "publications", ["previous"], unique=True)
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    keep("events")
