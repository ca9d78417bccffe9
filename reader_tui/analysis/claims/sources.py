"""Who said it: the noun phrase before a cue, its name and office, pronouns and carried subjects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader_tui.analysis.claims.lexicon import lexicon
from reader_tui.analysis.claims.model import Source
from reader_tui.text.model import Span

_PRONOUN = re.compile("他们|她们|它们|他|她|它|其|对方|该公司|该机构|该校|该院|该人士|公司方面|前者|后者")
_CARRIED = re.compile(
    "(?:并且|并|也|亦|还|又|同时|而且|此外|另外|其后|随后|最后|进一步|再次|再|则|且|更|曾|多次|一再|公开)*"
)
# words behind which a subject has ended: when it was said, and behind something else also where, how, to whom
_AFTER_SUBJECT = re.compile(
    r"今天|今日|昨天|昨日|昨|前天|周[一二三四五六日天]|星期[一二三四五六日天]|礼拜|当天|当日|近日|日前|近期|最近|"
    r"此前|之前|之后|稍早|稍后|早前|目前|现在|当时|事后|会后|会前|赛后|赛前|随后|上午|中午|下午|晚间|晚上|凌晨|清晨|"
    r"\d{1,2}[日号月]|[（(]|"
    r"(?<=.)(?:在|于|对|向|就|从|受访|接受|出席|发布|发文|通过|透过|也|亦|还|则|都|曾|已|再|又|并|多次|公开|明确|当然|"
    r"主持|参加|访问|率先|表态|原本|一直|仍|同时|进一步|亲口|不得不|这样|那样|真的|坦率|直接|首先|更|和|与|所|才|便|却|"
    r"只|没有|未)"
)
_LEADING = re.compile(
    r"(?:不过|但是|但|而|然而|其中|此外|另外|同时|因此|所以|对此|于是|例如|比如|其实|至于|并且|当然|尤其是|正如|另据|据|"
    r"如同|如|就连|即便是|即使|还记得|或许是|也许是|或许|也许|让|令|使得|"
    r"今天|昨天|近日|日前|当天|今年|去年|随后|之后|[,，:：、\s])+"
)
_TRAILING = re.compile(r"(?:时|后|前|中|上|里|期间|之际|方面)$")
_NOT_A_NAME = re.compile(
    r"[0-9%％]|的$|^自己|"
    r"^(?:这|那|此|可|不|没|要|让|使|是|有|为|人们|大家|我们|你们|咱们|谁|什么|总|一|两|几)"
)
_NAME_PARTS = re.compile(r"[^\s,，。:：;；、()（）“”「」『』]+(?:[·・‧•][^\s,，。:：;；、()（）“”「」『』]+)*")
_LONGEST_NAME = 16


@dataclass(slots=True)
class Speakers:
    """The speakers of an article so far, in the order they spoke."""

    said: list[Source] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def last(self) -> Source | None:
        """Who spoke last, None where nobody did yet."""
        return self.said[-1] if self.said else None

    def note(self, source: Source) -> None:
        """Remember a speaker."""
        self.said.append(source)
        self.counts[source.resolved] += 1


def find_source(
    text: str, folded: str, start: int, cue: int, speakers: Speakers, carried: Source | None
) -> Source | None:
    """The source of a cue at offset ``cue``, looked for from ``start`` (the beginning of its sentence).

    Clauses are tried from the nearest back: ``X在…時,再次肯定`` has its subject one clause before the cue.
    ``carried`` is the source of the claim before it in the same sentence.
    """
    clauses = _clauses(folded, start, cue)
    for number, (left, right) in enumerate(reversed(clauses)):
        phrase = folded[left:right]
        carried_words = _CARRIED.match(phrase)
        if carried_words and carried_words.end() == len(phrase):
            if number == 0 and carried is not None:
                return _again(carried, "carried subject")
            continue
        found = _subject(text, folded, left, right, is_own_clause=number == 0)
        if found is not None:
            return _resolve(found, folded, speakers)
        if number >= 2:
            break
    if carried is not None:
        return _again(carried, "carried subject")
    return None


def _clauses(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between commas before a cue; quotations and parentheses stay out."""
    cuts = [start]
    depth = 0
    for at in range(start, end):
        character = folded[at]
        if character in "“「『":
            depth += 1
        elif character in "”」』":
            depth = max(0, depth - 1)
            cuts.append(at + 1)
        elif character in ",，;；:：。！？!?—\n" and not depth:
            cuts.append(at + 1)
    return [(left, right) for left, right in zip(cuts, [*(cut for cut in cuts[1:]), end], strict=True) if left < right]


def _subject(text: str, folded: str, left: int, right: int, *, is_own_clause: bool) -> tuple[Span, Span | None] | None:
    """(name, office) in a clause, None where it has no subject."""
    leading = _LEADING.match(folded, left, right)
    begin = leading.end() if leading else left
    while begin < right and folded[begin] in " \u3000,，”」』":
        begin += 1
    cut = _AFTER_SUBJECT.search(folded[begin:right])
    end = begin + cut.start() if cut else right
    while end > begin and folded[end - 1] in " \u3000,，:：":
        end -= 1
    if not is_own_clause and cut is None:
        return None  # a clause that is all one phrase is not the subject of the next
    phrase = folded[begin:end]
    if not phrase or len(phrase) > 40:
        return None
    return _name_in(folded, begin, end)


def _name_in(folded: str, begin: int, end: int) -> tuple[Span, Span | None] | None:
    """Split a noun phrase into name and office: 國發會主委|葉俊顯, 賴清德|總統."""
    phrase = folded[begin:end]
    name_start = begin
    office: Span | None = None
    titles = list(lexicon().titles.finditer(phrase))
    if titles:
        last = titles[-1]
        rest = phrase[last.end() :].strip()
        if rest:
            name_start = begin + last.end() + (len(phrase[last.end() :]) - len(phrase[last.end() :].lstrip()))
            office = Span(begin, begin + last.end())
        elif last.start() >= 2:
            before = phrase[: last.start()]
            if 2 <= len(before) <= 3 or "·" in before:
                return _checked(folded, Span(begin, begin + last.start()), Span(begin + last.start(), end))
    elif " " in phrase.strip():
        name_start = begin + phrase.rstrip().rfind(" ") + 1
    return _checked(folded, Span(name_start, end), office)


def _checked(folded: str, name: Span, office: Span | None) -> tuple[Span, Span | None] | None:
    shown = name.of(folded)
    if not 1 <= len(shown) <= _LONGEST_NAME or _NOT_A_NAME.search(shown) or _TRAILING.search(shown):
        return None
    if not _NAME_PARTS.fullmatch(shown) or (len(shown) == 1 and not _PRONOUN.fullmatch(shown)):
        return None
    return name, office


def _resolve(found: tuple[Span, Span | None], folded: str, speakers: Speakers) -> Source:
    name, office = found
    shown = name.of(folded)
    shown_office = office.of(folded) if office is not None else None
    if _PRONOUN.fullmatch(shown) and speakers.last is not None:
        return Source(name, shown, speakers.last.resolved, "pronoun", speakers.last.office)
    resolved = shown
    if len(shown) <= 3:  # a surname with a title, or half a name, that was whole before
        whole = [other.resolved for other in speakers.said
                 if other.resolved.endswith(shown) or other.resolved.startswith(shown)]
        resolved = whole[-1] if whole else shown
    return Source(name, shown, resolved, "same clause" if resolved == shown else "alias", shown_office)


def _again(source: Source, how: str) -> Source:
    return Source(source.span, source.text, source.resolved, how, source.office, source.via)


def with_text(source: Source, text: str, folded: str, names: Sequence[Source]) -> Source:
    """The source with its texts as the article writes them, not as they were folded."""
    written = source.span.of(text)
    resolved = next((name.span.of(text) for name in names if name.text == source.resolved), None)
    office = source.office
    if office is not None:
        at = folded.find(office)
        office = text[at : at + len(office)] if at >= 0 else office
    return Source(source.span, written, resolved or (written if source.resolved == source.text else source.resolved),
                  source.how, office, source.via)
