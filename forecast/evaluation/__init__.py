"""Backtests, scores, and what moved a forecast (评估)."""
