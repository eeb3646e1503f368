"""What a person can say about the future (假设)."""
