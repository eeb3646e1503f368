"""Figures, verdicts and charts as the reader sees them, page or no page (呈现)."""
