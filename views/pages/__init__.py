"""The pages, a file a page (页面); a link opens on `decided`."""
