"""What takes long: speed, accuracy, load; each prints a table (基准测试)."""
