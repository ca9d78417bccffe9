"""Time expressions, their values, and the events they date."""
