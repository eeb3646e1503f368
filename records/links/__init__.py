"""What is sent: pins, and links that carry them (链接)."""
