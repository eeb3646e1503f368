"""The workbook with live formulas (工作簿).

`workbook` lays out its sheets, `live_sheets` writes the formulas from cell to share,
`workbook_words` what is said, `excel_sheets` knows how a cell looks. The arithmetic that the
formulas repeat is scenarios/outcome/deterministic_path.py.
"""
