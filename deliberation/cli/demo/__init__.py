"""The demo communities, replayed through the verbs with the data's own people and times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import current_app
from sqlalchemy import select

from deliberation.cli.demo import data, people, pinned
from deliberation.cli.demo.story import at_home, elsewhere_told
from deliberation.cli.demo.timeline import unhurried
from deliberation.cli.demo.twelve import check as check_twelve
from deliberation.cli.frame import Refused
from deliberation.domain.calendar import zh_date
from deliberation.domain.roles import ROLES, SYSTEM
from deliberation.shell import clock, photos
from deliberation.store import record
from deliberation.store.db import db, writing
from deliberation.store.models import Account, Community

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.world import World

BEGUN: Final = ("2026-02-24", "09:00")
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
    with writing(), unhurried():
        home = people.settle_in(facts, keys, data.moment(*BEGUN))
        for world in _replay(home, facts):
            world.community.demo_at = now
            scope = world.community.id
            record.append(world.community, "load_demo", actor=SYSTEM, now=now, scope=scope)
    photos.sweep(now)
    pinned.pin(current_app.extensions["settings"])
    return [_account(row, keys) for row in facts["accounts"]]


def _refuse_unless_empty() -> None:
    for model in (Account, Community):
        if db.session.scalar(select(model.id).limit(1)) is not None:
            raise Refused(FULL)


def _replay(home: World, facts: Table) -> list[World]:
    """Tell every community's story, and compare it with the data."""
    begun = data.moment(*BEGUN)
    stories = [at_home(home, begun), *elsewhere_told(home, facts["accounts"], begun)]
    for story in stories:
        story.replay()
        story.check()
    check_twelve({story.world.community.name: story.world for story in stories})
    return [story.world for story in stories]


def _account(row: Table, keys: Mapping[str, tuple[str, str]]) -> tuple[str, str, str]:
    password, _key = keys[row["login"]]
    return row["login"], password, f"{ROLES[row['login']]}　{row['name']}　{row['post']}"
