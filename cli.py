"""`yuce`: the same core from a terminal."""
