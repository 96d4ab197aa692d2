from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from deliberation.store import papers
from deliberation.store.papers import PaperDamagedError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_paper_is_kept_under_its_digest_once(tmp_path: Path) -> None:
    digest = papers.keep(tmp_path, b"paper")
    assert digest == papers.keep(tmp_path, b"paper") == hashlib.sha256(b"paper").hexdigest()
    assert [path.name for path in tmp_path.iterdir()] == [f"{digest}.pdf"]
    assert papers.read(tmp_path, digest) == b"paper"


def test_a_damaged_paper_is_not_read_and_is_mended_by_the_true_one(tmp_path: Path) -> None:
    digest = papers.keep(tmp_path, b"paper")
    (tmp_path / f"{digest}.pdf").write_bytes(b"forged")
    with pytest.raises(PaperDamagedError):
        papers.read(tmp_path, digest)
    papers.keep(tmp_path, b"paper")
    assert papers.read(tmp_path, digest) == b"paper"


@pytest.mark.parametrize("digest", ["", "../secret", "0" * 64, "A" * 64])
def test_nothing_is_read_outside(tmp_path: Path, digest: str) -> None:
    (tmp_path.parent / "secret.pdf").write_bytes(b"no")
    with pytest.raises(PaperDamagedError):
        papers.read(tmp_path, digest)
