"""ZIP archives of untrusted files, read entry by entry in memory: nothing is ever unpacked to disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

from reader_tui.text.formats.extracted import FormatError

LARGEST_ENTRY = 64 << 20
LARGEST_TOTAL = 256 << 20
"""Bytes of all entries together, as the archive states them and as they are read."""
MOST_ENTRIES = 10_000
HIGHEST_RATIO = 200
"""Unpacked to packed size; deflate reaches 1032, prose 3 to 5."""
_ALWAYS_ALLOWED = 1 << 20
"""Bytes that an entry may unpack to whatever its ratio."""
_PIECE = 64 << 10
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)
"""What zipfile raises for damaged archives (NotImplementedError is a RuntimeError)."""


class Archive:
    """The entries of an archive by name, each read once and only when asked for."""

    def __init__(self, data: bytes) -> None:
        """`FormatError` where the archive is broken or any entry is one that no honest archive holds."""
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise FormatError(f"is a broken ZIP archive ({error})") from None
        self._entries = _checked(self._file.infolist())
        self._left = LARGEST_TOTAL

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """An entry's content; `FormatError` where it is missing, damaged or larger than it may be."""
        entry = self._entries.get(name)
        if entry is None:
            raise FormatError(f"lacks its part {name}")
        limit = min(LARGEST_ENTRY, self._left, max(_ALWAYS_ALLOWED, HIGHEST_RATIO * entry.compress_size))
        pieces = []
        size = 0
        try:
            with self._file.open(entry) as stream:
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    if size > limit:
                        raise FormatError(f"unpacks to more than it may: its part {name} is a decompression bomb")
                    pieces.append(piece)
        except FormatError:
            raise
        except _BROKEN as error:
            raise FormatError(f"is damaged: its part {name} cannot be unpacked ({error})") from None
        self._left -= size
        return b"".join(pieces)


def _checked(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if len(entries) > MOST_ENTRIES:
        raise FormatError(f"has {len(entries):,} parts, more than any book")
    found: dict[str, zipfile.ZipInfo] = {}
    total = 0
    for entry in entries:
        _check_name(entry)
        if entry.filename in found:
            raise FormatError(f"holds two parts of one name, {entry.filename}")
        if entry.flag_bits & 1:
            raise FormatError("is encrypted")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise FormatError(f"holds a symbolic link, {entry.filename}")
        size, packed = entry.file_size, entry.compress_size
        if size > LARGEST_ENTRY or (size > _ALWAYS_ALLOWED and size > HIGHEST_RATIO * packed):
            raise FormatError(f"unpacks to more than it may: its part {entry.filename} is a decompression bomb")
        total += size
        found[entry.filename] = entry
    if total > LARGEST_TOTAL:
        raise FormatError(f"unpacks to {total / 2**20:,.0f} MB, more than any book")
    return found


def _check_name(entry: zipfile.ZipInfo) -> None:
    # orig_filename: zipfile turns backslashes into slashes on some systems and cuts names at NUL
    for name in (entry.filename, entry.orig_filename):
        if name.startswith("/") or "\\" in name or "\0" in name or name[1:2] == ":" or ".." in name.split("/"):
            raise FormatError("holds a part whose name leads out of the archive")
