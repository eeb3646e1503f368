"""A baseline plus stated assumptions (情景)."""
