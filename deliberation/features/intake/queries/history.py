"""An opinion's line of time for the desk, told from the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliberation.domain import opinion as rules
from deliberation.domain.errors import Sentence, say
from deliberation.store import record

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.store.models import Entry, Opinion

VERBS: Final[dict[str, Sentence]] = {
    "submit": say("提交意见"),
    "enter": say("代录意见"),
    "screen": say("回答审核的一问"),
    "settle": say("现场办结"),
    "refer": say("转办"),
    "deliberate": say("列入协商"),
    "decline": say("不予受理"),
    "ask_back": say("退回补充"),
    "supplement": say("补充情况"),
    "add": say("补充说明"),
    "reply": say("答复"),
    "merge": say("并入议题"),
    "separate": say("移出议题"),
    "gather": say("归入议题"),
    "settle_with_topic": say("随议题办结"),
    "refer_with_topic": say("随议题转办"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of time."""

    at: datetime
    what: Sentence | str
    who: str = ""
    note: Sentence | str = ""


def history(opinion: Opinion) -> list[Happening]:
    """Return the opinion's line of time for the desk, from the record."""
    entries = record.about("opinion", opinion.id, opinion.community_id)
    return [_happening(entry) for entry in entries]


def _happening(entry: Entry) -> Happening:
    payload = entry.payload or {}
    note: Sentence | str = str(payload.get("text") or payload.get("reason") or "")
    if entry.verb == "screen":
        gate = next((gate for gate in rules.GATES if gate.code == payload.get("gate")), None)
        if gate:
            word = gate.answers[str(payload["answer"])].word
            note = say("%(question)s%(answer)s", question=gate.question, answer=word)
    if entry.erased_at:
        note = say("内容已按要求删除。")
    what = VERBS.get(entry.verb, entry.verb)
    return Happening(entry.at, what, str(payload.get("actor", "")), note)
