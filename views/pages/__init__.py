"""The pages, a file a page (页面)."""
