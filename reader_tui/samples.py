"""The sample articles that come with the program."""

from __future__ import annotations

from pathlib import Path


def sample_folder() -> Path:
    """Where they are: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent
    installed = package / "texts"
    return installed if installed.is_dir() else package.parent / "texts"
