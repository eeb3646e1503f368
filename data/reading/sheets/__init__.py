"""A file becomes grids of cells (工作表)."""
