"""Verbs of resolutions: adopt, promise, dissent, and taking each of them back."""

from deliberation.features.resolutions.actions.adopting import Result, adopt, amend, withdraw
from deliberation.features.resolutions.actions.dissenting import View, dissent, strike_dissent
from deliberation.features.resolutions.actions.promising import (
    Promise,
    amend_commitment,
    behind,
    drop_commitment,
    promise,
)
from deliberation.features.resolutions.actions.session import must_be_open

__all__ = [
    "Promise",
    "Result",
    "View",
    "adopt",
    "amend",
    "amend_commitment",
    "behind",
    "dissent",
    "drop_commitment",
    "must_be_open",
    "promise",
    "strike_dissent",
    "withdraw",
]
