"""The commands of `yuce`, a file a topic; cli.py puts them together (命令)."""
