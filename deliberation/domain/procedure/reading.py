"""Reading a procedure from its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from deliberation.domain import agenda, clock
from deliberation.domain.data import Table
from deliberation.domain.errors import say
from deliberation.domain.procedure.shape import Phase, Procedure, RoleCard, Speaking, StageSpec
from deliberation.domain.roles import KEY_ROLES, MEETING_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KEYS: Final = (
    "code",
    "title",
    "summary",
    "source",
    "ruleset",
    "notice_days",
    "speech",
    "phases",
    "stages",
    "cards",
)


_SPEECH: Final = (
    "seconds",
    "elder_seconds",
    "reply_seconds",
    "yellow_seconds",
    "grace_seconds",
    "turns",
)


_STAGE: Final = ("key", "title", "minutes", "lead", "phase", "kind", "round", "output")
_LONGEST: Final = 240
_MOST_SECONDS: Final = 1_800
_MOST_ROUNDS: Final = 9
_MOST_DAYS: Final = 60


def parse(mapping: Mapping[str, object], source: str) -> Procedure:
    """Read a procedure from the file named `source`.

    Raises:
        DataError: naming the file and the key path.
    """
    table = Table(mapping, source).only(*_KEYS)
    phases = tuple(_phase(one) for one in table.tables("phases"))
    _unique(table, "phases", (phase.key for phase in phases))
    stages = tuple(_stage(one, {phase.key for phase in phases}) for one in table.tables("stages"))
    _unique(table, "stages", (stage.key for stage in stages))
    _checkin_first(table, stages)
    return Procedure(
        code=table.text("code"),
        title=table.text("title"),
        summary=table.text("summary"),
        source=table.text("source"),
        ruleset=table.text("ruleset"),
        notice_days=table.whole("notice_days", 0, _MOST_DAYS),
        speaking=_speaking(table.table("speech").only(*_SPEECH)),
        phases=phases,
        stages=stages,
        cards=_cards(table.table("cards").only(*MEETING_ROLES), {stage.key for stage in stages}),
    )


def _phase(table: Table) -> Phase:
    table.only("key", "word", "note")
    return Phase(table.text("key"), table.text("word"), table.text("note", ""))


def _stage(table: Table, phases: set[str]) -> StageSpec:
    table.only(*_STAGE)
    kind = table.choice("kind", agenda.KINDS)
    spec = StageSpec(
        key=table.text("key"),
        title=table.text("title"),
        planned_minutes=table.whole("minutes", 1, _LONGEST),
        lead=table.choice("lead", MEETING_ROLES),
        phase=table.choice("phase", sorted(phases)),
        kind=kind,
        round=table.whole("round", 0, _MOST_ROUNDS, 0),
        output=table.text("output", ""),
    )
    if (kind == "speeches") != (spec.round > 0):
        raise table.wrong("round", say("发言环节要写明第几轮，其他环节不写"))
    return spec


def _unique(table: Table, key: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for n, code in enumerate(codes):
        if code in seen:
            raise table.wrong(f"{key}[{n}].key", say("“%(code)s”重复了", code=code))
        seen.add(code)


def _checkin_first(table: Table, stages: tuple[StageSpec, ...]) -> None:
    for n, stage in enumerate(stages):
        if stage.kind == agenda.BEFORE and n:
            raise table.wrong(f"stages[{n}].kind", say("签到只能是第一个环节"))
    if all(stage.kind == agenda.BEFORE for stage in stages):
        raise table.wrong("stages", say("除了签到还要有别的环节"))


def _speaking(table: Table) -> Speaking:
    def ms(key: str, least: int, default: int) -> int:
        return table.whole(key, least, _MOST_SECONDS, default) * clock.SECOND

    return Speaking(
        speech_ms=ms("seconds", 10, 120),
        elder_ms=ms("elder_seconds", 0, 60),
        reply_ms=ms("reply_seconds", 10, 60),
        yellow_ms=ms("yellow_seconds", 0, 30),
        grace_ms=ms("grace_seconds", 0, 15),
        turns=table.whole("turns", 1, _MOST_ROUNDS, 2),
    )


def _cards(table: Table, stages: set[str]) -> dict[str, RoleCard]:
    for role in KEY_ROLES:
        if not table.has(role):
            raise table.wrong(role, say("缺少这个角色的提示卡"))
    return {role: _card(role, table.table(role), stages) for role in table.values}


def _card(role: str, table: Table, stages: set[str]) -> RoleCard:
    table.only("duty", "say")
    said = table.table("say").only(*sorted(stages))
    return RoleCard(role, table.text("duty"), {key: said.texts(key) for key in said.values})
