"""Counts as people read them."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number and what is counted, one thing in the singular.

    >>> counted(1, "event"), counted(0, "event"), counted(1200, "statement")
    ('1 event', '0 events', '1,200 statements')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
