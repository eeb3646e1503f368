"""What the words of a bureau's table mean (词义): lists of words, and how they are understood."""
