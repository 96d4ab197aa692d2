"""The demo community, replayed through the verbs with the data's own people and times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import current_app
from sqlalchemy import select

from deliberation.cli.demo import checks, data, earlier, opinions, people, pinned
from deliberation.cli.demo.meetings import Preparation
from deliberation.cli.demo.minutes import Writing
from deliberation.cli.demo.outcomes import Outcome
from deliberation.cli.demo.room import Session
from deliberation.cli.demo.timeline import Timeline
from deliberation.cli.demo.topics import Matter
from deliberation.cli.frame import Refused
from deliberation.domain.calendar import zh_date
from deliberation.domain.roles import ROLES, SYSTEM
from deliberation.shell import clock
from deliberation.store import record
from deliberation.store.db import db, writing
from deliberation.store.models import Account, Community, Counter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.world import World

BEGUN: Final = ("2026-03-02", "09:00")
PINNED: Final = f"日期停在{zh_date(pinned.DAY)}，钟点照常走。"
FULL: Final = "这里已经有账号和数据了，示范社区只能装入空的安装。请换一个 DELIBERATION_INSTANCE。"


def load(now: datetime) -> list[tuple[str, str, str]]:
    """Load the demo; return login, one-time password and a word on each account.

    `now` is when it is loaded: what is replayed ends before. All of it is one transaction.

    Raises:
        Refused: the installation is not empty, or the result is not what the data says.
    """
    _refuse_unless_empty()
    facts = data.table("community")
    keys = people.hashed(facts["accounts"])
    clock.pin(pinned.DAY)
    now = max(now, clock.now()) if now.date() == pinned.DAY else clock.now()
    with writing():
        world = people.settle_in(facts, keys, data.moment(*BEGUN))
        _replay(world)
        world.community.demo_at = now
        record.append(world.community, "load_demo", actor=SYSTEM, now=now, scope=world.community.id)
    pinned.pin(current_app.extensions["settings"])
    return [_account(row, keys) for row in facts["accounts"]]


def _refuse_unless_empty() -> None:
    for model in (Account, Community):
        if db.session.scalar(select(model.id).limit(1)) is not None:
            raise Refused(FULL)


def _replay(world: World) -> None:
    topics = data.table("topics")["topics"]
    by_number = {one["number"]: one for one in topics}
    rows = data.opinions()
    short = data.table("meetings/earlier")
    meetings = [earlier.written_out(one, by_number[one["topic"]]) for one in short["meetings"]]
    meetings += [data.table(f"meetings/{name}") for name in data.MEETINGS]
    _take_over(world, short["counters"])
    line = Timeline()
    opinions.tell(line, world, rows, by_number)
    for facts in topics:
        Matter(line, world, facts, [row for row in rows if row["topic"] == facts["number"]]).tell()
    for facts in meetings:
        _tell_meeting(line, world, facts)
    line.replay()
    checks.check(world, topics, meetings)


def _tell_meeting(line: Timeline, world: World, facts: Table) -> None:
    session = Session(line, world, facts)
    Preparation(line, world, facts).tell()
    session.tell()
    Outcome(line, session).tell()
    Writing(line, session).tell()


def _take_over(world: World, counters: Mapping[str, int]) -> None:
    """Go on with the numbers of the paper files that the community kept before."""
    community = world.community
    for series, last in counters.items():
        db.session.add(Counter(community_id=community.id, series=series, last=last))
    actor, now = world.actor("host"), data.moment(*BEGUN)
    details = {"series": dict(counters)}
    record.append(community, "take_over", actor=actor, now=now, scope=community.id, **details)


def _account(row: Table, keys: Mapping[str, tuple[str, str]]) -> tuple[str, str, str]:
    password, _key = keys[row["login"]]
    return row["login"], password, f"{ROLES[row['login']]}　{row['name']}　{row['post']}"
