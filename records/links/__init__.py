"""What is sent (链接): pins, links that carry them, and why one is refused."""
