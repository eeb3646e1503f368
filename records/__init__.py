"""What is sent, kept and put in force (记录)."""
