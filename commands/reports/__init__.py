"""What commands print at length (回显), a subject a file."""
