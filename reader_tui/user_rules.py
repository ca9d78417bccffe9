"""The user's own repair rules: find and replace, kept in order, limited in time, exchanged as TOML.

Rules see the source text, like every other repair, so their edits join `reader_tui.text.repair.repair`'s as further
edits over it. A regular expression comes from outside, so it runs under a time limit: one that takes longer, or
is not valid, is reported and left out, and the others go on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from reader_tui.text.model import Document, Edit, Span
from reader_tui.text.repair import Repairs, merge_edits, repair

FILE_NAME = "rules.toml"
USER = "user:"
"""What the names of user rules begin with in a ledger."""

Scope = Literal["everything", "site", "article"]
SCOPES: tuple[Scope, ...] = ("everything", "site", "article")
TIMEOUT = 0.5
"""Seconds that one rule may take on one article."""
LONGEST_PATTERN = 2_000
"""Code points of a pattern or a replacement."""
MOST_EDITS = 20_000
"""Edits that one rule may make in one article."""
_FIELDS = {"name": str, "find": str, "replace": str, "regex": bool, "scope": str, "where": str, "enabled": bool}


class RuleError(ValueError):
    """A rule, or a file of rules, that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class UserRule:
    """One rule: what to find, what to put in its place, and where."""

    name: str
    find: str
    replace: str = ""
    """For a regular expression, ``\\1`` and ``\\g<name>`` stand for its groups."""
    is_regex: bool = False
    scope: Scope = "everything"
    where: str = ""
    """The site (a host name, ``*`` allowed) or the article (its `Document.id` or address) that it is for."""
    is_enabled: bool = True

    def applies_to(self, uri: str, identity: str = "") -> bool:
        """Whether the rule is for the document of that address and content identity.

        >>> rule = UserRule("ads", "廣告", scope="site", where="*.example.org")
        >>> rule.applies_to("https://news.example.org/1"), rule.applies_to("https://example.com/1")
        (True, False)
        """
        if self.scope == "site":
            host = urlsplit(uri).hostname or ""
            return fnmatchcase(host, self.where.lower()) or host == self.where.lower().removeprefix("*.")
        return self.scope == "everything" or (bool(self.where) and self.where in (uri, identity))


@dataclass(frozen=True, slots=True)
class Preview:
    """What rules would do to a text: edits in order that do not overlap, and why a rule was left out."""

    edits: tuple[Edit, ...] = ()
    problems: tuple[str, ...] = ()


def check(rule: UserRule) -> None:
    """Raise `RuleError` where a rule cannot work: it is empty, too long, not valid, or lacks its place.

    >>> check(UserRule("broken", "(", is_regex=True))
    Traceback (most recent call last):
    reader_tui.user_rules.RuleError: broken: missing ) at position 1
    """
    if not rule.name.strip() or not rule.find:
        raise RuleError(f"{rule.name or 'a rule'}: it needs a name and something to find")
    if max(len(rule.find), len(rule.replace)) > LONGEST_PATTERN:
        raise RuleError(f"{rule.name}: longer than {LONGEST_PATTERN} characters")
    if rule.scope != "everything" and not rule.where:
        raise RuleError(f"{rule.name}: which {rule.scope} is it for?")
    _matches(rule, "")


def apply(rules: Iterable[UserRule], text: str, *, uri: str = "", identity: str = "",
          taken: Sequence[Edit] = ()) -> Preview:
    """The edits of all enabled rules that apply to a document, over its source text.

    An earlier rule has what a later one wants too; places that the edits ``taken`` (in order) cover are left to
    them. A rule that is not valid, takes longer than `TIMEOUT` or matches everywhere is named in ``problems``.

    >>> preview = apply([UserRule("signature", r"\\(編輯:.*?\\)", is_regex=True)], "他說完了。(編輯:小林)")
    >>> [(edit.old, edit.new, edit.rule) for edit in preview.edits]
    [('(編輯:小林)', '', 'user:signature')]
    """
    edits: list[Edit] = []
    problems = []
    for rule in rules:
        if not rule.is_enabled or not rule.applies_to(uri, identity):
            continue
        try:
            check(rule)
            found = _matches(rule, text)
        except RuleError as error:
            problems.append(str(error))
            continue
        edits = _free(edits, found, taken)
    return Preview(tuple(edits), tuple(problems))


def preview(rule: UserRule, text: str, *, taken: Sequence[Edit] = ()) -> Preview:
    """What one rule would do to a text wherever it is for, even while it is switched off."""
    try:
        check(rule)
        return Preview(tuple(_free([], _matches(rule, text), taken)))
    except RuleError as error:
        return Preview(problems=(str(error),))


def _matches(rule: UserRule, text: str) -> list[Edit]:
    import regex  # half a tenth of a second that only users with rules need

    pattern = rule.find if rule.is_regex else regex.escape(rule.find)
    edits: list[Edit] = []
    try:
        compiled = regex.compile(pattern, regex.MULTILINE)
        for found in compiled.finditer(text, timeout=TIMEOUT):
            new = found.expand(rule.replace) if rule.is_regex else rule.replace
            if new != found[0]:
                edits.append(Edit(Span(found.start(), found.end()), found[0], new, USER + rule.name, 1.0,
                                  f"your rule “{rule.name}” says so"))
            if len(edits) > MOST_EDITS:
                raise RuleError(f"{rule.name}: it matches more than {MOST_EDITS:,} places")
    except TimeoutError as error:
        raise RuleError(f"{rule.name}: it took longer than {TIMEOUT} seconds") from error
    except (regex.error, IndexError) as error:
        raise RuleError(f"{rule.name}: {error}") from error
    return edits


def _free(edits: list[Edit], more: Iterable[Edit], taken: Sequence[Edit]) -> list[Edit]:
    """Both lists in order; what overlaps an edit there already, or one ``taken``, is left out."""
    kept = {edit.span for edit in taken}
    everything = merge_edits(merge_edits(list(taken), edits), more)
    return [edit for edit in everything if edit.span not in kept]


def repair_as_wanted(document: Document, rules: Sequence[UserRule] = (), *, disabled: Collection[str] = (),
                     optional: Collection[str] = (), rejected: Collection[Span] = ()) -> Repairs:
    """The repairs of a document with the user's own rules among them; the rest as in `reader_tui.text.repair.repair`.

    What is wrong with a rule is said in the notes.
    """
    repairs = repair(document.text, disabled=disabled, optional=optional, rejected=rejected)
    wanted = [rule for rule in rules if USER + rule.name not in disabled]
    if not wanted:
        return repairs
    found = apply(wanted, document.text, uri=document.uri, identity=document.id, taken=repairs.edits)
    more = [edit for edit in found.edits if edit.span not in rejected]
    return Repairs(tuple(merge_edits(list(repairs.edits), more)), repairs.suspected, (*repairs.notes, *found.problems))


def load_rules(home: Path) -> tuple[UserRule, ...]:
    """The rules kept in a home folder, none where there are none; `RuleError` where the file cannot be read."""
    path = home / FILE_NAME
    try:
        return read_rules(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{FILE_NAME}: {error}") from None
    except RuleError as error:
        raise RuleError(f"{FILE_NAME}: {error}") from None


def keep_rules(home: Path, rules: Iterable[UserRule]) -> None:
    """Write the rules into a home folder, all or nothing; `RuleError` where that is not possible."""
    path = home / FILE_NAME
    beside = path.with_suffix(".new")
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.write_text(write_rules(rules), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise RuleError(f"{FILE_NAME}: {error.strerror or error}") from None


def with_rule(rules: Sequence[UserRule], rule: UserRule) -> tuple[UserRule, ...]:
    """The rules with one more; one of the same name gives way in its place."""
    if any(one.name == rule.name for one in rules):
        return tuple(rule if one.name == rule.name else one for one in rules)
    return (*rules, rule)


def write_rules(rules: Iterable[UserRule]) -> str:
    """The rules as TOML, in order; `read_rules` reads it back.

    >>> print(write_rules([UserRule("ads", "廣告", scope="site", where="example.org")]), end="")
    [[rule]]
    name = "ads"
    find = "廣告"
    replace = ""
    regex = false
    scope = "site"
    where = "example.org"
    enabled = true
    """
    return "\n".join(
        f"[[rule]]\nname = {_quoted(rule.name)}\nfind = {_quoted(rule.find)}\nreplace = {_quoted(rule.replace)}\n"
        f"regex = {str(rule.is_regex).lower()}\nscope = {_quoted(rule.scope)}\nwhere = {_quoted(rule.where)}\n"
        f"enabled = {str(rule.is_enabled).lower()}\n" for rule in rules)


def _quoted(text: str) -> str:
    """A TOML basic string: quotes, backslashes and everything that does not print are escaped."""
    return '"' + "".join(
        f"\\{c}" if c in '"\\' else c if c.isprintable() else f"\\U{ord(c):08X}" for c in text) + '"'


def read_rules(toml: str) -> tuple[UserRule, ...]:
    """The rules of a TOML text, in order; `RuleError` says what is wrong with it, rule by its number."""
    try:
        held = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"not TOML: {error}") from error
    rows = held.get("rule", [])
    if not isinstance(rows, list) or set(held) - {"rule"}:
        raise RuleError("expected [[rule]] tables and nothing else")
    rules = tuple(_read_rule(number, row) for number, row in enumerate(rows, 1))
    names = [rule.name for rule in rules]
    if len(set(names)) < len(names):
        raise RuleError("two rules have the same name")
    return rules


def _read_rule(number: int, row: Any) -> UserRule:
    if not isinstance(row, dict):
        raise RuleError(f"rule {number}: not a table")
    for key, value in row.items():
        if key not in _FIELDS:
            raise RuleError(f"rule {number}: unknown key {key!r}")
        if not isinstance(value, _FIELDS[key]):
            raise RuleError(f"rule {number}: {key} must be {'true or false' if _FIELDS[key] is bool else 'text'}")
    scope = row.get("scope", "everything")
    if scope not in SCOPES:
        raise RuleError(f"rule {number}: scope must be one of {', '.join(SCOPES)}")
    rule = UserRule(row.get("name", f"rule {number}"), row.get("find", ""), row.get("replace", ""),
                    row.get("regex", False), scope, row.get("where", ""), row.get("enabled", True))
    check(rule)
    return rule
