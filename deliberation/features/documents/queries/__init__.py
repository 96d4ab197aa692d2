"""Reads of documents: facts for a draft, sheets for paper, lists for the desk, findings."""

from __future__ import annotations

from deliberation.features.documents.queries.editions import Edition, editions, find_paper
from deliberation.features.documents.queries.facts import draft_of, facts_of, title_of
from deliberation.features.documents.queries.findings import Finding, blocked, findings
from deliberation.features.documents.queries.lists import (
    Desk,
    Written,
    changed_since,
    desk,
    revisions,
)
from deliberation.features.documents.queries.notices import notice_sheet
from deliberation.features.documents.queries.outcomes import copies
from deliberation.features.documents.queries.people import full_names
from deliberation.features.documents.queries.sheets import (
    Words,
    heading,
    minutes_sheet,
    words_of,
)

__all__ = [
    "Desk",
    "Edition",
    "Finding",
    "Words",
    "Written",
    "blocked",
    "changed_since",
    "copies",
    "desk",
    "draft_of",
    "editions",
    "facts_of",
    "find_paper",
    "findings",
    "full_names",
    "heading",
    "minutes_sheet",
    "notice_sheet",
    "revisions",
    "title_of",
    "words_of",
]
