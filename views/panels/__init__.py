"""Parts of pages with a subject of their own (面板)."""
