"""History in, distribution out (预测)."""
