"""The feeds that the user follows: an OPML list in the home folder, which other programs read too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from reader_tui.command_line.files import make_private_folder, write_private
from reader_tui.command_line.output import InputError
from reader_tui.feeds import Subscription, parse_opml, write_opml
from reader_tui.text.formats.extracted import FormatError

FILE_NAME = "feeds.opml"


def load_subscriptions(home: Path) -> list[Subscription]:
    """The feeds, in the order they were added; none where there is no list. `InputError` where it is no OPML."""
    path = home / FILE_NAME
    try:
        return parse_opml(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except FormatError as error:
        raise InputError(f"{path}: {error}") from None


def save_subscriptions(home: Path, subscriptions: Iterable[Subscription]) -> None:
    """Write the list, whole or not at all."""
    make_private_folder(home)
    write_private(home / FILE_NAME, write_opml(subscriptions).encode("utf-8", "replace"))


def chosen(subscriptions: Sequence[Subscription], names: Iterable[str]) -> list[Subscription]:
    """The feeds of those addresses or titles; `InputError` for a name that is neither."""
    found: dict[str, Subscription] = {}
    for name in names:
        meant = [one for one in subscriptions if name in (one.url, one.title)]
        if not meant:
            raise InputError(f"{name}: no such feed (reader-tui feed list shows them)")
        found.update((one.url, one) for one in meant)
    return list(found.values())
