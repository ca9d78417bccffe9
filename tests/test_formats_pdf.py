"""PDF files give their text where the extra is installed, and one clear sentence where there is none."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from reader_tui.text.load import LoadError, load


def pdf(content: bytes, info: bytes = b"", kids: bytes = b"3 0 R") -> bytes:
    """A file of one page."""
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[" + kids + b"]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", b"<<" + info + b">>")
    made = b"%PDF-1.4\n"
    places = []
    for number, written in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj%bendobj\n" % (number, written)
    table = b"xref\n0 7\n0000000000 65535 f \n" + b"".join(places)
    return made + table + b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)


LINES = b"BT /F 12 Tf 10 200 Td (The river had been rising for three) Tj 0 -14 Td (days. Nobody slept.) Tj ET"


def test_wrapped_lines_become_paragraphs() -> None:
    pytest.importorskip("pypdf")
    document = load(pdf(LINES, b"/Title(The river)/Author(A. Lin)/CreationDate(D:20200304120000)"), name="river.pdf")
    assert document.text == "The river had been rising for three days. Nobody slept."
    assert (document.title, document.date, document.meta) == ("The river", "2020-03-04", {"author": "A. Lin"})


@pytest.mark.parametrize(("data", "why"), [
    (pdf(b""), "is a PDF file without text"),
    (b"%PDF-1.7\n" + b"garbage " * 50, "is a broken PDF file"),
    (pdf(LINES, kids=b"2 0 R"), "is a broken PDF file|without text"),
])
def test_files_without_text_are_refused(data: bytes, why: str) -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(LoadError, match=why):
        load(data, name="a.pdf")


def test_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_pypdf(name: str, *rest: Any) -> Any:
        if name.startswith("pypdf"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_pypdf)
    with pytest.raises(LoadError, match=r"install reader-tui\[pdf\]"):
        load(pdf(LINES), name="a.pdf")
