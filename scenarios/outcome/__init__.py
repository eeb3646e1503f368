"""What follows from it (推演结果)."""
