"""What the user keeps: library, annotations, choices. SQLite, one file."""
