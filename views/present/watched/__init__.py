"""Indicators and directions as tables and charts (指标与小切口的表与图)."""
