"""Forms with a bound on everything and sentences beside the field."""

from deliberation.shell.forms.base import Form
from deliberation.shell.forms.fields import (
    choice,
    choices,
    day,
    line,
    moment,
    passage,
    secret,
    whole,
    yes,
)

__all__ = [
    "Form",
    "choice",
    "choices",
    "day",
    "line",
    "moment",
    "passage",
    "secret",
    "whole",
    "yes",
]
