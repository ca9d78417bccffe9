"""Tables of the Unicode Character Database, generated; see NOTICE for their licence."""
