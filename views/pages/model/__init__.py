"""The model page, a tab a file (模型页)."""
