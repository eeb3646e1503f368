"""A private key is neither altered nor replaced by another under its name (私钥不可替换)."""

from alembic import op

from records.store.migrations.versions.v0001_records import trigger
from records.store.migrations.versions.v0003_seals import close

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Have the database refuse both; a key that leaked may be removed (触发器)."""
    op.execute(trigger("private_keys", "UPDATE"))
    close("private_keys", ("fingerprint = NEW.fingerprint", "rowid = NEW.rowid"))
