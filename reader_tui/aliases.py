"""The user's own spellings of speakers: ``aliases.toml`` in the home folder, on top of the built-in ones.

Each speaker is a table::

    [[speaker]]
    name = "王小明"
    also = ["小明", "Wang Xiaoming"]
    kind = "person"    # or body, country
"""

from __future__ import annotations

from pathlib import Path

from reader_tui.analysis.speakers import AliasTable, check_aliases

FILE_NAME = "aliases.toml"


def load_aliases(home: Path) -> tuple[AliasTable, list[str]]:
    """(all spellings, what is wrong with the user's file); what can be read of it counts all the same."""
    built_in = AliasTable.built_in()
    path = home / FILE_NAME
    try:
        toml = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return built_in, []
    except (OSError, UnicodeDecodeError) as error:
        return built_in, [f"{path}: cannot be read: {error}"]
    aliases, faults = check_aliases(toml)
    return built_in.with_aliases(aliases), [f"{path}: {fault}" for fault in faults]
