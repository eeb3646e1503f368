"""What it would take (反推)."""
