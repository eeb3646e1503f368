"""What a leader reads of a link, without the app (领导阅读页): in words, as a page, as a picture."""
