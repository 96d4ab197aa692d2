"""The blueprint of all meeting screens, and what several of them need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext as _

from deliberation.domain.errors import Missing, say
from deliberation.domain.ruleset import BASES
from deliberation.shell import access, clock
from deliberation.shell.words import translate
from deliberation.store import library

if TYPE_CHECKING:
    from pathlib import Path

    from deliberation.config import Settings
    from deliberation.domain.calendar import Calendar
    from deliberation.domain.procedure import Procedure
    from deliberation.domain.ruleset import Rule
    from deliberation.store.models import Community, Meeting

blueprint = Blueprint("meetings", __name__)


def own() -> Path:
    """Return the folder in which this installation may have data files of its own."""
    settings: Settings = current_app.extensions["settings"]
    return settings.instance


def calendar() -> Calendar:
    """Return the calendar of this installation."""
    return library.calendar(own())


def procedures() -> dict[str, Procedure]:
    """Return the procedures of this installation."""
    return library.procedures(own())


def procedure_of(row: Meeting) -> Procedure:
    """Return the procedure of a meeting."""
    return library.find_procedure(row.procedure, own())


def rule_of(row: Meeting) -> Rule:
    """Return the rule set of a meeting."""
    return library.find_ruleset(row.ruleset, own())


def rules() -> dict[str, Rule]:
    """Return the rule sets that a meeting can be counted under today.

    Those of an owners' assembly are counted by area, in writing, and not in a room.
    """
    day = clock.local(clock.now()).date()
    return {
        code: rule
        for code, rule in library.rulesets(own()).items()
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


def community(permission: str) -> Community:
    """Return the community in view.

    Raises:
        Missing: there is none for this actor.
    """
    found = access.current_community(permission)
    if found is None:
        raise Missing(say("这里还没有社区。"))
    return found


def link(endpoint: str, **arguments: int) -> str:
    """Return the address of another feature's page, or nothing where it is not installed."""
    if endpoint not in current_app.view_functions:
        return ""
    parts: dict[str, Any] = {**arguments}
    return url_for(endpoint, **parts)


def back(usual: str) -> str:
    """Return the page to go back to: the door's list when the form came from there."""
    return "meetings.attendance" if request.form.get("from") == "attendance" else usual
