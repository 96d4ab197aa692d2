"""Verbs of a topic: form, edit, merge, separate, parties, consent, publicity, reopen."""

from deliberation.features.topics.actions.drafting import (
    COLUMNS,
    Draft,
    add_party,
    differing,
    edit,
    form,
    remove_party,
)
from deliberation.features.topics.actions.handling import refer, settle
from deliberation.features.topics.actions.merging import gather, merge, separate
from deliberation.features.topics.actions.publicity import hits, publicise, withdraw
from deliberation.features.topics.actions.review import approve, propose, reopen, send_back

__all__ = [
    "COLUMNS",
    "Draft",
    "add_party",
    "approve",
    "differing",
    "edit",
    "form",
    "gather",
    "hits",
    "merge",
    "propose",
    "publicise",
    "refer",
    "remove_party",
    "reopen",
    "send_back",
    "separate",
    "settle",
    "withdraw",
]
