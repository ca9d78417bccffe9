"""What the user decided against the program: repairs switched off, claims corrected, dates given, views chosen.

A decision about a passage keeps its quote and follows it through the article's versions, as annotations do.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from reader_tui.store.bodies import snapshot_text
from reader_tui.store.db import Store
from reader_tui.store.records import AnchoredChoice
from reader_tui.text.anchor import make_quote
from reader_tui.text.model import Edit, Quote, Span

FOR_GOOD = 0
"""In place of an article's id: the decision holds in every article."""

Kind = Literal["rule", "edit", "correction", "date", "view"]


class Choices:
    """The decisions of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def disabled_rules(self, article: int) -> frozenset[str]:
        """The repair rules that are off in an article; what was said for the article outweighs what holds for good."""
        return frozenset(rule for rule, is_on in self._rule_states(article).items() if not is_on)

    def enabled_rules(self, article: int) -> frozenset[str]:
        """The repair rules that were switched on in an article, as `disabled_rules` are off."""
        return frozenset(rule for rule, is_on in self._rule_states(article).items() if is_on)

    def _rule_states(self, article: int) -> dict[str, bool]:
        rows = self._store.rows("SELECT key, value FROM choice WHERE kind = 'rule' AND article IN (?, ?) "
                                "AND NOT deleted ORDER BY article", (FOR_GOOD, article))
        return {row["key"]: bool(json.loads(row["value"])) for row in rows}

    def switch_rule(self, rule: str, is_on: bool, article: int = FOR_GOOD) -> None:
        """Switch a repair rule on or off, in one article or for good."""
        self._put(article, "rule", rule, is_on)

    def refused_edits(self, article: int) -> list[AnchoredChoice]:
        """The single repairs that were refused; ``value`` holds ``rule``, ``old`` and ``new``."""
        return self._anchored(article, "edit")

    def refuse_edit(self, article: int, edit: Edit) -> None:
        """Leave this passage of the current version as the source has it."""
        self._put_anchored(article, "edit", _edit_key(edit), edit.span,
                           {"rule": edit.rule, "old": edit.old, "new": edit.new})

    def allow_edit(self, article: int, key: str) -> None:
        """Take a refusal back; ``key`` is the choice's."""
        self._drop(article, "edit", key)

    def corrections(self, article: int) -> list[AnchoredChoice]:
        """The user's corrections of claims, each with the passage it is about."""
        return self._anchored(article, "correction")

    def correct(self, article: int, key: str, span: Span, value: Mapping[str, Any]) -> None:
        """Keep a correction of the claim at ``span`` of the current version; the same key replaces it."""
        self._put_anchored(article, "correction", key, span, value)

    def withdraw_correction(self, article: int, key: str) -> None:
        """Forget a correction."""
        self._drop(article, "correction", key)

    def reference_date(self, article: int) -> date | None:
        """The date that the user gave for the article; None where none was given."""
        found = self._value(article, "date", "reference")
        return None if found is None else date.fromisoformat(found)

    def set_reference_date(self, article: int, day: date | None) -> None:
        """Give the article's date, or take it back."""
        if day is None:
            self._drop(article, "date", "reference")
        else:
            self._put(article, "date", "reference", day.isoformat())

    def view(self, article: int) -> dict[str, Any]:
        """How the article was shown last: JSON of the screen's own; empty where nothing was chosen."""
        return dict(self._value(article, "view", "settings") or {})

    def save_view(self, article: int, settings: Mapping[str, Any]) -> None:
        """Remember how the article is shown."""
        self._put(article, "view", "settings", dict(settings))

    def _value(self, article: int, kind: Kind, key: str) -> Any:
        row = self._store.row("SELECT value FROM choice WHERE article = ? AND kind = ? AND key = ? AND NOT deleted",
                              (article, kind, key))
        return None if row is None else json.loads(row["value"])

    def _put(self, article: int, kind: Kind, key: str, value: Any) -> None:
        with self._store.writing() as connection:
            connection.execute(
                "INSERT INTO choice (article, kind, key, value, modified) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (article, kind, key) DO UPDATE SET value = excluded.value, "
                "modified = excluded.modified, deleted = 0", (article, kind, key, dumped(value), self._store.now()))

    def _put_anchored(self, article: int, kind: Kind, key: str, span: Span, value: Mapping[str, Any]) -> None:
        row = self._store.rows("SELECT snapshot FROM article WHERE id = ?", (article,))[0]
        quote = make_quote(snapshot_text(self._store, row["snapshot"]), span)
        with self._store.writing() as connection:
            connection.execute(
                'INSERT OR REPLACE INTO choice (article, kind, key, value, snapshot, start, "end", exact, prefix, '
                "suffix, place_start, place_end, state, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (article, kind, key, dumped(value), row["snapshot"], span.start, span.end, quote.exact,
                 quote.prefix, quote.suffix, span.start, span.end, "exact", self._store.now()))

    def _drop(self, article: int, kind: Kind, key: str) -> None:
        with self._store.writing() as connection:
            connection.execute("UPDATE choice SET deleted = 1, modified = ? WHERE article = ? AND kind = ? AND key = ?",
                               (self._store.now(), article, kind, key))

    def _anchored(self, article: int, kind: Kind) -> list[AnchoredChoice]:
        return [_from_row(row) for row in self._store.rows(
            "SELECT choice.*, sha256 FROM choice JOIN snapshot ON snapshot.id = choice.snapshot "
            "WHERE choice.article = ? AND kind = ? AND NOT deleted ORDER BY start, key", (article, kind))]


def dumped(value: Any) -> str:
    """JSON in one form, so that equal values are equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _from_row(row: sqlite3.Row) -> AnchoredChoice:
    span = None if row["place_start"] is None else Span(row["place_start"], row["place_end"])
    return AnchoredChoice(row["key"], json.loads(row["value"]), row["sha256"], Span(row["start"], row["end"]),
                          Quote(row["exact"], row["prefix"], row["suffix"]), span, row["state"], row["modified"])


def _edit_key(edit: Edit) -> str:
    return f"{edit.rule}:{edit.span.start}:{edit.old}"
