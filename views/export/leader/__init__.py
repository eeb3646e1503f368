"""What a leader reads of a link, without the app (领导阅读页): words, a page, a picture, files."""
