"""Charts and codes as pictures (图片)."""
