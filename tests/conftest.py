"""Shared fixtures: where the sample texts are, and a home of its own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
TEXTS = PROJECT / "texts"
SHARED = PROJECT.parent / "shared"
"""Development data that is not part of the project; tests that need it skip where it is absent."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the developer's own library and settings out of every test."""
    path = tmp_path / "home"
    monkeypatch.setenv("READER_TUI_HOME", str(path))
    return path


@pytest.fixture
def samples() -> list[Path]:
    """The two sample articles."""
    return sorted(TEXTS.glob("*.txt"))


@pytest.fixture
def shared() -> Path:
    """The folder of development data, or a skip with the reason."""
    if not SHARED.is_dir():
        pytest.skip("the development data beside the project is absent")
    return SHARED
