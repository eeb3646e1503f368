"""Releases taken in, and compared (发布)."""
