"""Who says what, and where it says so."""
