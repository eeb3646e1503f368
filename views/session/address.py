"""Where the app's own address begins (网址前缀)."""

import streamlit as st


def root() -> str:
    """Give the path before every page (根路径): "" or "/yuce", without a slash at its end."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}" if base else ""
