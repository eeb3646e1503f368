"""Export (导出): an outcome as workbook, brief, pictures, table and offline page."""
