"""Finds the article in a web page and tells what around and inside it does not belong to it.

What counts is good text: paragraphs with the punctuation of sentences and few links. The article is the innermost
element that still holds most of it. Chosen over general extractors after trying those on Chinese news pages: they cut
articles whose paragraphs are line breaks or tables, or keep the comment form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader_tui.text.formats.render import SKIPPED
from reader_tui.text.formats.tree import Element, names

_MOST = 0.8
"""The share of its parent's good text that an element must hold to be the article instead of it."""
_TOO_MUCH_TO_DROP = 0.3
"""An element with this share of the good text is kept, whatever it is called."""
_SHORTEST_PARAGRAPH = 12
_LINK_HEAVY = 0.5
_INLINE = names("a abbr b big br cite code em font i img ins kbd mark q s small span strong sub sup tt u wbr")
_SENTENCE_MARK = re.compile("[，。！？；：、,;!?…」』”]|\\. ")
_SPACE = re.compile(r"\s+")
_ASIDE_TAGS = names("nav footer aside header")
_ARTICLE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:art(?:icle)?|post|entry|news|story)[\s_-]*(?:body|content|text|detail|main)?(?:$|[\s_-])|"
    r"(?:^|\s)(?:the-)?(?:content|artibody|js_content|endtext|textbody)(?:$|\s)", re.IGNORECASE)
_ARTICLE_SHARE = 0.2
"""The share of good text from which an element that is called an article is taken for it."""
_ASIDE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:comments?|cmt|share|sharing|social|relat\w*|recommend\w*|side(?:bar)?|footer|foot|nav|navigation|"
    r"menu|bread\w*|crumbs?|ads?|advert\w*|banner|sponsor\w*|promo\w*|qr-?code|tool-?bars?|tools?|login|sign-?(?:in|up)|"
    r"pop-?up|dialog|modal|download|hot\w*|rank\w*|more|pag(?:er|ination)|copyright|subscribe|newsletter|reply|"
    r"feedback|vote|like|tags?|keywords?|author-?(?:info|box|card)|tuijian|xiangguan|pinglun|fenxiang|guanggao)"
    r"(?:$|[\s_-])", re.IGNORECASE)
_WORD_BORDER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass(slots=True)
class Weight:
    """What an element and all below it hold, in code points without white space."""

    text: int = 0
    linked: int = 0
    good: float = 0.0
    """Text of paragraphs that read as sentences."""


class Page:
    """The weights of a page's elements, and the article that follows from them."""

    def __init__(self, root: Element) -> None:
        self._weights: dict[Element, Weight] = {}
        self._asides: set[Element] = set()
        self._weigh(root)
        self.article = self._find(root)
        while (inner := self._called_article(self.article)) is not self.article:
            self.article = self._find(inner)

    def is_aside(self, element: Element) -> bool:
        """Whether an element inside the article does not belong to it: a share bar, related articles, an advert."""
        weight = self._weights.get(element)
        if weight is None or weight.good > _TOO_MUCH_TO_DROP * self._weights[self.article].good:
            return False
        if element in self._asides or _is_hidden(element):
            return True
        is_list = element.tag in ("ul", "ol", "div", "section", "table", "dl", "p")
        return is_list and weight.text > 0 and weight.linked > _LINK_HEAVY * weight.text and weight.good < 20

    def _weigh(self, root: Element) -> None:
        """Weights from the leaves up: parents come before their children in document order."""
        order = [element for element in root.walk() if element.tag not in SKIPPED]
        for element in reversed(order):
            weight = self._weights.setdefault(element, Weight())
            own = sum(len(_SPACE.sub("", child)) for child in element.children if isinstance(child, str))
            weight.text += own
            if element.tag == "a":
                weight.linked = weight.text
            if _is_aside(element):
                self._asides.add(element)
                weight.good *= 0.1
            else:
                weight.good += self._good_text(element, weight)
            if element.parent is not None and element.parent.tag not in SKIPPED:
                above = self._weights.setdefault(element.parent, Weight())
                above.text += weight.text
                above.linked += weight.linked
                above.good += weight.good

    def _good_text(self, element: Element, weight: Weight) -> float:
        """The good text that an element adds to that of the blocks below it: its own paragraph."""
        if element.tag in _INLINE:
            return 0.0
        inline = [child for child in element.children if isinstance(child, str) or child.tag in _INLINE]
        if not inline:
            return 0.0
        text = "".join(child if isinstance(child, str) else child.text() for child in inline)
        text = _SPACE.sub("", text)
        linked = sum(self._weights[child].linked for child in inline if isinstance(child, Element)
                     and child in self._weights)
        if len(text) < _SHORTEST_PARAGRAPH or linked > 0.4 * len(text):
            return 0.0
        marks = len(_SENTENCE_MARK.findall(text))
        return min(len(text), 40.0 * marks) * (1 - linked / len(text))

    def _called_article(self, element: Element) -> Element:
        """The one element below that calls itself an article and holds enough, else the element itself."""
        least = _ARTICLE_SHARE * self._good_of(element)
        found: list[Element] = []
        for inner in element.walk():
            if (inner is not element and self._good_of(inner) > least and _is_called_article(inner)
                    and not any(outer in found for outer in inner.ancestors())):
                found.append(inner)
        return found[0] if len(found) == 1 else element

    def _find(self, root: Element) -> Element:
        here = root
        while True:
            good = self._weights[here].good
            inner = [child for child in here.children if isinstance(child, Element) and child.tag not in _INLINE]
            best = max(inner, key=self._good_of, default=None)
            if best is None or good <= 0 or self._good_of(best) < _MOST * good or best.tag in ("p", "tr", "td", "li"):
                return here if good > 0 and best is None and here.parent is not None else self._widened(here)
            here = best

    def _good_of(self, element: Element) -> float:
        weight = self._weights.get(element)
        return weight.good if weight is not None else 0.0

    def _widened(self, element: Element) -> Element:
        """From a lone paragraph to the block that holds it."""
        while element.tag in ("p", "tr", "tbody") and element.parent is not None:
            element = element.parent
        return element


def _is_aside(element: Element) -> bool:
    if element.tag in _ASIDE_TAGS:
        return True
    words = element.words
    return bool(words.strip()) and _ASIDE_WORDS.search(_WORD_BORDER.sub("-", words)) is not None


def _is_called_article(element: Element) -> bool:
    return (element.tag == "article" or element.get("itemprop") == "articleBody"
            or _ARTICLE_WORDS.search(_WORD_BORDER.sub("-", element.words)) is not None)


def _is_hidden(element: Element) -> bool:
    return bool(element.source) and ("hidden" in element.source.lower().split() or
                                     _HIDDEN.search(element.get("style")) is not None)
