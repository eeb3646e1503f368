"""The store's schema, one step a file (库表迁移), run by Alembic when a store is opened."""
