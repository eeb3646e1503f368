"""From targets back to assumptions (反推)."""
