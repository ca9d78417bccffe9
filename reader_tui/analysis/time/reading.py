"""A text while it is read for times: its folded form, what was told before, what stands around a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reader_tui.analysis.time.moments import Context, Moment
from reader_tui.analysis.time.resolution import is_future
from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span

_FULL_WIDTH = str.maketrans("０１２３４５６７８９／：．○", "0123456789/:.〇")
_CLAUSE_END = re.compile("[，,。；;：:！？!?\n]")
_SENTENCE_END = re.compile("[。！？!?\n]")
_REACH = 60
"""Code points to either side in which the end of a clause is looked for."""
_SAID = re.compile("表示|指出|宣布|透露|报道|报导|公布|说|称(?!为)|讯|电")
_FORECAST = re.compile("预测|预报|预料|预估|展望")
_PAST = re.compile("了|已|曾|过(?!后)|连续|第.{1,3}[次度例]|累计|创下|发生|出现|遭|当时")


@dataclass(frozen=True, slots=True)
class Found:
    """A recognised expression before neighbours are joined."""

    span: Span
    value: str
    precision: str
    modifier: str | None = None
    moment: Moment | None = None
    """What it resolves to; the last moment of a range. None where it lies on no calendar."""
    first: Moment | None = None
    """The first moment of a range."""
    extent: tuple[date, date] | None = None
    """First and last day that a length of time anchored at the reference date covers."""

    @staticmethod
    def at(start: int, end: int, moment: Moment, modifier: str | None = None) -> Found:
        """An expression for a moment that is known."""
        return Found(Span(start, end), moment.value(), moment.precision(), modifier or moment.modifier, moment)

    @staticmethod
    def between(start: int, end: int, first: Moment, last: Moment) -> Found:
        """An expression for the time from one moment to another."""
        return Found(Span(start, end), f"{_edge(first, 0)}/{_edge(last, -1)}", "interval", None, last, first)

    @staticmethod
    def years(start: int, end: int, first: int, last: int, precision: str, modifier: str | None) -> Found:
        """An expression for several years that has a name, such as a decade."""
        return Found(Span(start, end), f"{first:04d}/{last:04d}", precision, modifier, Moment(last), Moment(first))

    @staticmethod
    def vague(start: int, end: int, value: str) -> Found:
        """An expression of which only the direction is known: ``PAST_REF`` and its like."""
        return Found(Span(start, end), value, "vague")


def _edge(moment: Moment, side: int) -> str:
    """The first (0) or last (-1) day of a span, the value of any other moment."""
    return moment.span[side].isoformat() if moment.span is not None else moment.value()


class Reading:
    """One pass over a text."""

    def __init__(self, text: str, reference: date | None) -> None:
        self.folded = fold_script(text).translate(_FULL_WIDTH)
        self.context = Context(reference)

    def before(self, at: int, count: int) -> str:
        """Up to ``count`` code points before a place."""
        return self.folded[max(0, at - count) : at]

    def after(self, at: int, count: int) -> str:
        """Up to ``count`` code points from a place on."""
        return self.folded[at : at + count]

    def clause(self, at: int) -> str:
        """The clause around a place, as far as `_REACH` goes."""
        low = max(0, at - _REACH)
        start = max((found.end() for found in _CLAUSE_END.finditer(self.folded, low, at)), default=low)
        end = _CLAUSE_END.search(self.folded, at, at + _REACH)
        return self.folded[start : end.start() if end else at + _REACH]

    def before_in_clause(self, at: int) -> str:
        """The clause up to a place, at most 24 code points of it."""
        return _CLAUSE_END.split(self.before(at, 24))[-1].strip()

    def is_alone(self, start: int, end: int) -> bool:
        """Whether nothing but an expression stands on its line."""
        line_start = self.folded.rfind("\n", max(0, start - 3), start) + 1 or max(0, start - 3)
        return not self.folded[line_start:start].strip() and self.after(end, 2).strip("。.!！?？ ")[:1] in ("", "\n")

    def is_future(self, at: int) -> bool:
        """Whether the clause around a place speaks of what is to come, as far as it is not what someone then says."""
        before = _CLAUSE_END.split(self.before(at, _REACH))[-1]
        end = _CLAUSE_END.search(self.folded, at, at + _REACH)
        after = _SAID.split(self.folded[at : end.start() if end else at + _REACH])[0]
        told = _SENTENCE_END.split(self.before(at, _REACH))[-1]
        return is_future(before) or is_future(after) or _FORECAST.search(told) is not None

    def is_told_as_coming(self, at: int) -> bool:
        """Whether the rest of the sentence speaks of what is to come."""
        return is_future(_SENTENCE_END.split(self.after(at, _REACH))[0])

    def is_told_as_past(self, at: int) -> bool:
        """Whether the rest of the sentence tells what has happened and nothing that is to come."""
        rest = _SENTENCE_END.split(self.after(at, _REACH))[0]
        return _PAST.search(rest) is not None and not is_future(rest)

    def is_past(self, at: int) -> bool:
        """Whether the clause around a place tells what has happened."""
        return _PAST.search(self.clause(at)) is not None
