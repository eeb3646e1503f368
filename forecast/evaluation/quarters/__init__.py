"""Quarters told before and after they are out, backtested (季度回测)."""
