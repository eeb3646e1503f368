"""The year under way from its quarters, published or bridged from indicators (季度核算)."""
