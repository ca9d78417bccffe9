"""A terminal reader for articles, above all Chinese ones that came off the web damaged."""

__version__ = "0.1.0"
