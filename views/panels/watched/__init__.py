"""Panels of 监测 and of the year at hand (监测面板)."""
