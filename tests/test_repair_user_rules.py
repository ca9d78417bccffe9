"""The user's own rules: order, scope, limits, and the way through TOML and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui import user_rules
from reader_tui.text.model import Edit, Span
from reader_tui.text.views import TextView
from reader_tui.user_rules import RuleError, UserRule, apply, preview, read_rules, write_rules

TEXT = "記者小林報道:河水漲了。(編輯:阿明)\n訂閱本刊,每天一篇。"


def shown(rules: list[UserRule], text: str = TEXT, **place: str) -> str:
    return TextView.edited(text, apply(rules, text, **place).edits).text


def test_a_literal_is_not_a_pattern() -> None:
    assert shown([UserRule("dot", ".", "。")], "一.二") == "一。二"


def test_groups_stand_in_the_replacement() -> None:
    rule = UserRule("byline", r"記者(\w+?)報道:", r"\1:", is_regex=True)
    assert shown([rule]).startswith("小林:河水")


def test_the_earlier_rule_has_the_place() -> None:
    first, second = UserRule("a", "河水", "江水"), UserRule("b", "河水漲了", "雨停了")
    assert "江水漲了" in shown([first, second])
    assert "雨停了" in shown([second, first])


def test_repairs_that_were_taken_keep_their_place() -> None:
    taken = [Edit(Span(7, 9), "河水", "湖水", "byte-shift")]
    assert apply([UserRule("a", "河水漲了", "")], TEXT, taken=taken).edits == ()


@pytest.mark.parametrize(
    ("scope", "where", "uri", "identity", "applies"),
    [
        ("everything", "", "", "", True),
        ("site", "example.org", "https://example.org/a", "", True),
        ("site", "*.example.org", "https://m.example.org/a", "", True),
        ("site", "*.example.org", "https://badexample.org/a", "", False),
        ("site", "example.org", "/home/example.org", "", False),
        ("article", "abc", "x", "abc", True),
        ("article", "abc", "x", "abd", False),
    ],
)
def test_scope(scope: user_rules.Scope, where: str, uri: str, identity: str, applies: bool) -> None:
    assert UserRule("r", "x", scope=scope, where=where).applies_to(uri, identity) is applies


def test_a_rule_that_is_off_does_nothing_but_can_be_previewed() -> None:
    rule = UserRule("off", "訂閱本刊,", is_enabled=False)
    assert shown([rule]) == TEXT
    assert [edit.old for edit in preview(rule, TEXT).edits] == ["訂閱本刊,"]


def test_a_broken_rule_is_reported_and_the_others_go_on() -> None:
    found = apply([UserRule("bad", "(", is_regex=True), UserRule("group", "河", r"\7", is_regex=True),
                   UserRule("good", "河水", "湖水")], TEXT)
    assert [edit.new for edit in found.edits] == ["湖水"]
    assert [problem.split(":")[0] for problem in found.problems] == ["bad", "group"]


def test_a_rule_that_takes_too_long_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_rules, "TIMEOUT", 0.05)
    found = apply([UserRule("slow", r"(a|aa|aaa)+$", is_regex=True)], "a" * 60 + "b")
    assert found.edits == ()
    assert found.problems == ("slow: it took longer than 0.05 seconds",)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[rule]]\nname = 'a'\nfind = '('\nregex = true", "missing )"),
        ("[[rule]]\nname = 'a'\nfind = 'x'\ncolour = 'red'", "unknown key 'colour'"),
        ("[[rule]]\nname = 'a'\nfind = 3", "find must be text"),
        ("[[rule]]\nname = 'a'\nfind = 'x'\nscope = 'site'", "which site"),
        ("[[rule]]\nname = 'a'\nfind = 'x'\n[[rule]]\nname = 'a'\nfind = 'y'", "same name"),
        ("[[rule", "not TOML"),
        ("rule = 3", "expected [[rule]]"),
    ],
)
def test_a_file_of_rules_says_what_is_wrong_with_it(toml: str, message: str) -> None:
    with pytest.raises(RuleError) as raised:
        read_rules(toml)
    assert message in str(raised.value)


@settings(max_examples=60)
@given(st.lists(st.builds(UserRule, st.text("名稱\"\\a\n\x07 ", min_size=1).filter(str.strip), st.text(min_size=1, max_size=9),
                          st.text(max_size=9).map(lambda text: text.replace("\ud800", ""))),
                max_size=4, unique_by=lambda rule: rule.name))
def test_rules_come_back_from_toml(rules: list[UserRule]) -> None:
    assert read_rules(write_rules(rules)) == tuple(rules)
