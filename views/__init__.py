"""What the reader sees (呈现): words, charts and files for all; pages for Streamlit."""
