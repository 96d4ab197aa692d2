"""The blueprint of all meeting screens, and what several of them need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request
from flask_babel import gettext as _

from deliberation.domain.ruleset import BASES
from deliberation.shell import clock
from deliberation.shell.words import translate
from deliberation.store import library

if TYPE_CHECKING:
    from deliberation.domain.procedure import Procedure
    from deliberation.domain.ruleset import Rule
    from deliberation.store.models import Meeting

blueprint = Blueprint("meetings", __name__)


def procedure_of(row: Meeting) -> Procedure:
    """Return the procedure of a meeting."""
    return library.find_procedure(row.procedure)


def rule_of(row: Meeting) -> Rule:
    """Return the rule set of a meeting."""
    return library.find_ruleset(row.ruleset)


def rules() -> dict[str, Rule]:
    """Return the rule sets that a meeting can be counted under today.

    Those of an owners' assembly are counted by area, in writing, and not in a room.
    """
    day = clock.local(clock.now()).date()
    return {
        code: rule
        for code, rule in library.rulesets().items()
        if rule.base != "owners" and (rule.superseded_on is None or day < rule.superseded_on)
    }


def rule_words(rule: Rule) -> str:
    """Say what a rule set asks for, in one sentence."""
    attend = translate(rule.attendance.words()) if rule.attendance else _("不设下限")
    base = translate(BASES[rule.base])
    if rule.threshold is None:
        return _("到会：%(attend)s。通过：%(base)s。", attend=attend, base=base)
    return _(
        "到会：%(attend)s。通过：%(base)s的%(share)s赞成。",
        attend=attend,
        base=base,
        share=translate(rule.threshold.words()),
    )


# Where a form says it was pressed; everything else goes back to the usual page.
PRESSED_AT = {"attendance": "meetings.attendance", "room": "room.bench"}


def back(usual: str) -> str:
    """Return the page to go back to: the door's list or the room when the form came from there."""
    return PRESSED_AT.get(request.form.get("from", ""), usual)
