"""What was published, and the arithmetic it obeys (已公布数据)."""
