"""What the server answers and bears beside the pages (服务器): its health, its limits, links."""
