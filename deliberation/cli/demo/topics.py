"""The topics: formed from opinions, then ended, passed on, handed out, or made ready to meet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from deliberation.cli.demo import steps
from deliberation.cli.demo.data import beijing, moment
from deliberation.cli.demo.following import Following
from deliberation.cli.demo.opinions import replied
from deliberation.domain.topic import SCORES
from deliberation.features.followthrough.actions import handing
from deliberation.features.intake.actions import answer_sender
from deliberation.features.topics import actions
from deliberation.features.topics.actions import Draft
from deliberation.store import library
from deliberation.store.models import Publicity

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.cli.demo.data import Table
    from deliberation.cli.demo.opinions import Row
    from deliberation.cli.demo.timeline import Timeline
    from deliberation.cli.demo.world import World

FORMED, PROPOSED, CONSENTED, TOLD, POSTED = "16:55", "09:20", "10:30", "11:00", "08:40"
ENDED: Final = "17:10"
ORDERED: Final = ("text", "standard", "owner", "post", "co_owners", "working_days", "funding")
SOON: Final = timedelta(minutes=5)
PASSED_ON: Final = (
    "您的意见已归成议题“{title}”（{number}），和同类意见一起转办，办理结果会写在这个回执里。"
)


class Matter:
    """One topic on the line of time."""

    def __init__(self, line: Timeline, world: World, facts: Table, rows: list[Row]) -> None:
        self.line, self.world, self.facts = line, world, facts
        self.number: str = facts["number"]
        self.formed = moment(facts["created_on"], facts.get("created_time", FORMED))
        self.early = [row["number"] for row in rows if replied(row) < self.formed]
        self.late = {
            row["number"]: replied(row) + SOON for row in rows if row["number"] not in self.early
        }

    def tell(self) -> None:
        """Put everything up to the publicity on the line."""
        self.line.add(self.formed, self._form, counted="议题")
        for number, at in self.late.items():
            self.line.add(at, self._join, [number])
        if self.facts["handled"] == "deliberate":
            self._to_the_meeting()
        elif self.facts["handled"] == "hand_out":
            self.line.add(beijing(self.facts["order"]["at"]), self._hand_out, counted="交办")
        else:
            self._without_a_meeting()

    def _form(self, now: datetime) -> None:
        world, worker = self.world, self.world.actor("worker")
        topic = actions.form(world.community, draft(self.facts), (), actor=worker, now=now)
        world.topics[self.number] = topic
        for name in self.facts["stakeholders"]:
            actions.add_party(topic, name, actor=worker, now=now)
        if self.early:
            self._join(self.early, now)

    def _join(self, numbers: list[str], now: datetime) -> None:
        ended = self.facts["handled"] in {"settle", "refer"}
        verb = actions.gather if ended else actions.merge
        topic, worker = self.world.topics[self.number], self.world.actor("worker")
        verb(topic, [self.world.opinions[one].id for one in numbers], actor=worker, now=now)

    # ------------------------------------------------------------ without a meeting

    def _without_a_meeting(self) -> None:
        last = max([self.formed, *self.late.values()])
        done = max(last + SOON, moment(self.facts["result_on"], ENDED))
        if self.facts["handled"] == "settle":
            self.line.add(done, self._settle)
            return
        self.line.add(last + SOON, self._refer)
        self.line.add(done + SOON, self._answer_all, self.facts["result"])

    def _settle(self, now: datetime) -> None:
        topic, worker = self.world.topics[self.number], self.world.actor("worker")
        actions.settle(topic, self.facts["result"], actor=worker, now=now)

    def _refer(self, now: datetime) -> None:
        topic, worker = self.world.topics[self.number], self.world.actor("worker")
        text = PASSED_ON.format(title=topic.title, number=topic.number)
        actions.refer(topic, text, actor=worker, now=now)

    def _answer_all(self, text: str, now: datetime) -> None:
        for opinion in self.world.topics[self.number].opinions:
            answer_sender(opinion, text, actor=self.world.actor("worker"), now=now)

    def _hand_out(self, now: datetime) -> None:
        row, world = self.facts["order"], self.world
        given = handing.AtOnce(**{name: row[name] for name in ORDERED if name in row})
        actor, calendar = world.actor("host"), library.calendar()
        rules, topic = library.supervision_rules(), world.topics[self.number]
        commitment = handing.hand_out(topic, given, calendar, rules, actor=actor, now=now)
        world.commitments[commitment.number] = commitment
        case = Following(self.line, world, {**row, "number": commitment.number})
        steps.link(case, actor, now)

    # ------------------------------------------------------------ to the meeting

    def _to_the_meeting(self) -> None:
        on = self.facts["consent"]["on"]
        self.line.add(moment(on, PROPOSED), self._propose)
        self.line.add(moment(on, CONSENTED), self._approve)
        told = moment(on, TOLD)
        for number in (*self.early, *self.late):
            at = max(told, self.late.get(number, told) + SOON)
            self.line.add(at, self._tell_scheduled, number)
        self.line.add(moment(self.facts["publicity"]["starts_on"], POSTED), self._publicise)

    def _tell_scheduled(self, number: str, now: datetime) -> None:
        opinion, worker = self.world.opinions[number], self.world.actor("worker")
        answer_sender(opinion, self.facts["scheduled_reply"], actor=worker, now=now)

    def _propose(self, now: datetime) -> None:
        topic = self.world.topics[self.number]
        actions.propose(topic, actor=self.world.actor("worker"), now=now)

    def _approve(self, now: datetime) -> None:
        consent, topic = self.facts["consent"], self.world.topics[self.number]
        actions.approve(topic, consent["note"], actor=self.world.actor(consent["by"]), now=now)

    def _publicise(self, now: datetime) -> None:
        shown = self.facts["publicity"]
        notice = Publicity(
            starts_on=shown["starts_on"], ends_on=shown["ends_on"], text=shown["text"].strip()
        )
        topic, host = self.world.topics[self.number], self.world.actor("host")
        actions.publicise(topic, notice, library.calendar(), actor=host, now=now)


def draft(facts: Table) -> Draft:
    """Return what is written of a topic."""
    names = ("title", "summary", "proposal", "category", "size", "route", "route_basis")
    scores = {part.column: facts["scores"][code] for code, part in SCORES.items()}
    return Draft(**{name: facts[name] for name in names}, **scores)
