"""Many regions at once: the panel (地区)."""
