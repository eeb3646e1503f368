"""Identities that figures obey, and doubts about them (核对)."""
