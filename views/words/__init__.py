"""Every word, unit and number format we show, 中文 and English (词表)."""
