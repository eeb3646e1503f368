"""What is put in force: fits, the gate, publication (发布)."""
