"""The verbs of the command line, with their options and examples."""

from __future__ import annotations

from reader_tui.command_line.model import Argument, Example, Option, Verb
from reader_tui.command_line.shared_options import (
    ALLOW_PRIVATE,
    CONVERSIONS,
    DATE,
    ENCODING,
    FILE,
    HOME,
    JSON,
    JSON_LINES,
    SCRIPT_VIEWS,
    WIDTH,
    note_filters,
)

_FORM = "form"
_EXCHANGE = ("json", "w3c", "markdown", "readwise")

TEXT_VERBS = (
    Verb("restore", "Print the repaired text.", (FILE,), (
        ENCODING, Option(("--rules",), "a file (TOML) of rules of your own", "FILE", "file"), JSON, JSON_LINES), (
        Example("reader-tui restore article.txt", "print the repaired text"),
        Example("reader-tui restore article.txt --json", "list every edit with its rule"))),
    Verb("convert", "Print the text in the other script.", (FILE,), (
        Option(("--to",), "a script (simplified, traditional, tw, hk) or an OpenCC configuration, such as s2twp", "CONFIG",
               offers=(*SCRIPT_VIEWS, *CONVERSIONS), required=True),
        ENCODING, JSON), (
        Example("reader-tui convert article.txt --to simplified", "whatever script it is in"),
        Example("reader-tui convert article.txt --to s2twp", "from Simplified to the Traditional of Taiwan"),)),
    Verb("claims", "Print who says what.", (FILE,), (
        DATE, ENCODING, WIDTH, JSON, JSON_LINES, Option(("--csv",), "comma-separated values", excludes=_FORM)), (
        Example("reader-tui claims article.txt", "a paragraph a claim"),
        Example("reader-tui claims article.txt --csv > claims.csv", "for a spreadsheet"))),
    Verb("timeline", "Print what happened when.", (FILE,), (
        DATE, ENCODING, WIDTH, JSON, JSON_LINES, Option(("--csv",), "comma-separated values", excludes=_FORM),
        Option(("--ical",), "iCalendar", excludes=_FORM), Option(("--markdown",), "a Markdown list", excludes=_FORM)), (
        Example("reader-tui timeline article.txt --date 2025-05-20", "relative dates from that day on"),
        Example("reader-tui timeline article.txt --ical > dates.ics", "for a calendar"))),
)

LIBRARY_VERBS = (
    Verb("add", "Add articles to the library.", (
        Argument("paths", "PATH", "files, folders, addresses of web pages, or - for standard input", "+", "file"),),
        (HOME, ENCODING, ALLOW_PRIVATE), (
        Example("reader-tui add ~/articles", "every text in a folder; again later, only what is new"),
        Example("reader-tui add a.txt b.epub", "some files")),
        more="Adding can be stopped at any time (Ctrl-C) and takes up where it was when it is run again."),
    Verb("list", "List the articles of the library.", (
        Argument("words", "WORD", "words of the title, source or tags, in either script", "*"),), (
        HOME, JSON, Option(("--tag",), "articles with this tag", "TAG"),
        Option(("--source",), "articles of this site, feed or folder", "NAME"),
        Option(("--script",), "articles in this script", "SCRIPT", choices=("traditional", "simplified", "both", "none")),
        Option(("--date",), "articles of this day, month or year", "DATE", "date"),
        Option(("--unread",), "articles never opened", excludes="read"),
        Option(("--read",), "articles opened before", excludes="read"),
        Option(("--sort",), "the order (the last opened first)", "ORDER", default="opened",
               choices=("opened", "added", "title", "date", "source", "progress", "size")),
        Option(("--limit",), "so many at most", "N", "number")), (
        Example("reader-tui list --unread --sort date", "what is new"),
        Example("reader-tui list 芯片 --json", "for other programs"))),
    Verb("search", "Search the texts of the library, in either script.", (
        Argument("words", "WORD", "words that must all be there", "+"),), (
        HOME, JSON, Option(("--limit",), "so many articles at most", "N", "number", default="20")), (
        Example("reader-tui search 高溫 津貼", "articles with both words, in either script"),)),
    Verb("notes", "Print your highlights and notes.", (
        Argument("words", "WORD", "words of the quote, note, tags or title, in either script", "*"),), (
        HOME, *note_filters(),
        Option(("--format",), "the form", "FORM", choices=("text", *_EXCHANGE), default="text")), (
        Example("reader-tui notes --tag 芯片", "the notes with a tag"),
        Example("reader-tui notes --colour green --format markdown", "for a notebook"))),
    Verb("export", "Write out everything you made: notes, tags, marks, corrections.", (), (
        HOME, Option(("--format",), "the form; json loses nothing", "FORM", choices=_EXCHANGE, default="json"),
        Option(("-o", "--output"), "a file; for markdown a folder, or one file NAME.md", "FILE", "file"),
        Option(("--article",), "only this article: a number that list prints, or a file", "ARTICLE", "file",
               repeats=True)), (
        Example("reader-tui export -o notes.json", "a copy of everything, for import"),
        Example("reader-tui export --format markdown -o vault/", "a file an article, for Obsidian"))),
    Verb("import", "Take over what export, or another program, wrote.", (
        Argument("files", "FILE", "files in any of the forms, folders of them, or - for standard input", "+", "file"),),
        (HOME,), (
        Example("reader-tui import notes.json", "merge; nothing doubles, nothing is lost"),)),
    Verb("rules", "Print your own repair rules (TOML), or take over a file of them.", (), (
        HOME, Option(("--import",), "a file to take over: rules of the same name give way", "FILE", "file")), (
        Example("reader-tui rules > rules.toml", "a copy, for another machine"),
        Example("reader-tui restore article.txt --rules rules.toml --json", "see what they would do"),
        Example("reader-tui rules --import rules.toml", "keep them")),
        more="Rules are made in the reader too: & there shows what a rule would do before it is kept."),
    Verb("doctor", "Check the library and explain what is wrong.", (), (HOME, JSON), (
        Example("reader-tui doctor", "exit status 1 where there is something to do"),)),
)

FEED = Verb("feed", "Subscribe to feeds (RSS, Atom, OPML); they are asked only when you say fetch.", verbs=(
    Verb("add", "Subscribe to a feed, to the feeds of a page, or to those of an OPML file.", (
        Argument("sources", "URL", "addresses, or OPML files", "+", "file"),), (HOME, ALLOW_PRIVATE), (
        Example("reader-tui feed add https://example.org/rss", "subscribe"),
        Example("reader-tui feed add subscriptions.opml", "take over a list"))),
    Verb("list", "List the feeds, or what is unread in them.", (), (
        HOME, JSON, Option(("--unread",), "the articles not opened yet", excludes=_FORM),
        Option(("--opml",), "an OPML list for other programs", excludes=_FORM))),
    Verb("fetch", "Get what is new, into the library.", (
        Argument("names", "FEED", "addresses or titles; all where none is given", "*"),), (
        HOME, ALLOW_PRIVATE, Option(("--full",), "get the whole page of each new article too")), (
        Example("reader-tui feed fetch", "all feeds"),
        Example("reader-tui feed fetch --full", "with the full texts, to read offline"))),
    Verb("remove", "Unsubscribe; the articles stay in the library.", (
        Argument("names", "FEED", "addresses or titles", "+"),), (HOME,)),
), examples=(Example("reader-tui feed add https://example.org/rss", "subscribe"),
             Example("reader-tui feed fetch", "get what is new"),
             Example("reader-tui feed list --unread", "see what came")))

OTHER_VERBS = (
    FEED,
    Verb("serve", "Show the reader in a browser on this machine.", (
        Argument("paths", "PATH", "files and folders", "*", "file"),), (
        HOME, Option(("--port",), "the port (any that is free)", "N", "number", default="0")), (
        Example("reader-tui serve texts/", "prints the address to open, with its token"),)),
    Verb("completion", "Print completions for a shell.", (
        Argument("shell", "SHELL", "the shell", choices=("bash", "zsh", "fish")),), (), (
        Example("reader-tui completion bash > ~/.local/share/bash-completion/completions/reader-tui", "bash"),
        Example("reader-tui completion fish > ~/.config/fish/completions/reader-tui.fish", "fish"))),
    Verb("man", "Print the manual page.", (), (), (
        Example("reader-tui man | man -l -", "read it"),)),
)

PROGRAM = Verb("reader-tui", "Read articles in the terminal: repaired, with who says what, and when.", (
    Argument("paths", "PATH", "files, folders, addresses of web pages, or - for standard input", "*", "file"),), (
    HOME, ENCODING, DATE,
    Option(("--plain",), "print the article, its claims and its timeline as plain text, without a screen"), WIDTH,
    ALLOW_PRIVATE, Option(("--version",), "print the version")), (
    Example("reader-tui article.txt", "read an article"),
    Example("reader-tui texts/", "choose one from a folder"),
    Example("reader-tui a.txt b.txt", "two articles side by side"),
    Example("curl -s URL | reader-tui -", "read what another program writes"),
    Example("reader-tui https://example.org/a", "read a page, and keep it"),
    Example("reader-tui --plain article.txt", "for screen readers and pipes"),
    Example("reader-tui restore article.txt", "print the repaired text"),
    Example("reader-tui claims article.txt --json", "who says what, for other programs"),
    Example("reader-tui search 高溫 津貼", "search the library")),
    verbs=(*TEXT_VERBS, *LIBRARY_VERBS, *OTHER_VERBS))
