"""What follows from a scenario (推演结果): growth, shares, targets judged, a verdict's name."""
