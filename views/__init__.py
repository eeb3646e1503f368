"""What the reader sees; the only importer of Streamlit besides app.py (页面)."""
