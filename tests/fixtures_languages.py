"""The catalogues as the application reads them; made before any application of a test is."""

from __future__ import annotations

import pytest

from tools import translations


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """Compile what is older than its text."""
    for locale in translations.languages():
        translations.compiled(locale)
