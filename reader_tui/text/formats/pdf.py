"""Text of PDF files, through pypdf where it is installed."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from itertools import pairwise

from reader_tui.text.formats.extracted import Extracted, FormatError

MOST_PAGES = 3000
LONGEST_TEXT = 16_000_000
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError, AssertionError,
           NotImplementedError, EOFError, OSError, MemoryError, zlib.error, struct.error)
"""What pypdf lets through on malformed files besides its own errors."""
_SENTENCE_END = re.compile(r"[。！？!?：:；;…」』”.]$")
_HAN_END = re.compile(r"[\u2e80-\u9fff\uff00-\uff60]$")
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def read_pdf(data: bytes) -> Extracted:
    """The pages' text with wrapped lines joined to paragraphs; title, author and date from its information.

    `FormatError` where pypdf is missing, the file is locked or broken, or holds only pictures.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise FormatError("is a PDF file; install reader-tui[pdf] to read it") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity on standard error
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FormatError("is locked with a password")
        text = _text_of([page.extract_text() for _, page in zip(range(MOST_PAGES), reader.pages, strict=False)])
        facts = {name.lstrip("/").lower(): str(value) for name, value in (reader.metadata or {}).items()}
    except PyPdfError as error:
        raise FormatError(f"is a broken PDF file ({error})") from None
    except FormatError:
        raise
    except _BROKEN as error:
        raise FormatError(f"is a broken PDF file ({type(error).__name__})") from None
    if not text.strip():
        raise FormatError("is a PDF file without text, perhaps of scanned pages")
    day = _DAY.match(facts.get("creationdate", ""))
    meta = {"author": facts["author"]} if facts.get("author") else {}
    return Extracted(text[:LONGEST_TEXT], (), facts.get("title", ""), "-".join(day.groups()) if day else None, meta)


def _text_of(pages: list[str]) -> str:
    lines = [line.strip() for page in pages for line in page.split("\n")]
    return "\n".join(_paragraphs([line for line in lines if line])).replace("\r", "")


def _paragraphs(lines: list[str]) -> list[str]:
    """Join lines that were wrapped: long ones that do not end a sentence go on in the next."""
    if not lines:
        return []
    longest = sorted(map(len, lines))[len(lines) * 9 // 10]
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if len(before) * 10 >= longest * 8 and not _SENTENCE_END.search(before):
            joined[-1] += line if _HAN_END.search(before) else " " + line
        else:
            joined.append(line)
    return joined
