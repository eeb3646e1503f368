"""Parts of pages without a subject: charts, tables, pieces (控件)."""
