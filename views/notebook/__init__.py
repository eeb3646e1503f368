"""What Python shows of an outcome (笔记本): labelled tables, a fan, answers."""
