"""What the keys do, one module for each kind of thing; `ReaderScreen` is all of them together."""
