"""The whole set of servers (部署)."""
