"""What the slider board is given, and the board itself (滑块盘)."""
