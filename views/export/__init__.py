"""The last mile (报告): an outcome as workbook, brief, pictures, table and offline page."""
