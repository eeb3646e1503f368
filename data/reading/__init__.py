"""A bureau's file becomes figures with their six facts (读取)."""
