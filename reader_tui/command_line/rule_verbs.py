"""The verb about the user's own repair rules: printed, or taken over from a file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from reader_tui.command_line.output import InputError, write_text
from reader_tui.config import home_folder
from reader_tui.user_rules import RuleError, keep_rules, load_rules, read_rules, with_rule, write_rules


def run(options: Namespace) -> int:
    """Print the rules, or keep those of a file too; the exit status. `InputError` for a file that is none."""
    home = home_folder(options.home)
    name: str | None = vars(options)["import"]
    try:
        rules = load_rules(home)
        if name is None:
            write_text(write_rules(rules))
            return 0
        for rule in read_rules(Path(name).read_text(encoding="utf-8")):
            rules = with_rule(rules, rule)
        keep_rules(home, rules)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{name}: {getattr(error, 'strerror', None) or error}") from None
    except RuleError as error:
        raise InputError(str(error)) from None
    return 0
