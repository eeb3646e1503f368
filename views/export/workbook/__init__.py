"""The workbook with live formulas (工作簿)."""
