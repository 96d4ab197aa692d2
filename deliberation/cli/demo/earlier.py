"""The shorter meetings, written out in the shape of the long ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from deliberation.cli.demo.data import moment
from deliberation.domain.meeting import KINDS
from deliberation.store import library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliberation.cli.demo.data import Table
    from deliberation.domain.procedure import Procedure

PROCEDURE: Final = "red_tea"
ROLES: Final = ("facilitator", "timekeeper", "recorder", "reporter", "observer")
MINUTES: Final = 90
BETWEEN: Final = 150  # seconds from one speech to the next
POSTED: Final = "09:30"
APPROVED: Final = "10:20"


def written_out(short: Table, topic: Table) -> Table:
    """Return a meeting with all that its notes leave to the program."""
    procedure = library.find_procedure(short.get("procedure", PROCEDURE))
    stages = dict(_stages(procedure))
    talk = next(spec.key for spec in procedure.stages if spec.kind == "speeches")
    return {
        **_usual(short, topic),
        "agenda": [
            {"key": key, "started": at, "spent": spent} for key, (at, spent) in stages.items()
        ],
        "motions": [_motion(short, stages["motion"][0])] if "motion" in short else [],
        **short,
        "seats": [_seat(n, *row) for n, row in enumerate(short["seats"], start=1)],
        "speeches": [
            _speech(n, talk, stages[talk][0], *row) for n, row in enumerate(short["speeches"])
        ],
        "resolution": _resolution(short, stages["motion"][0]),
        "dissents": [
            dict(zip(("seat", "stance", "reason"), row, strict=True))
            for row in short.get("dissents", [])
        ],
        "commitments": [
            _commitment(n, stages["assignments"][0], row)
            for n, row in enumerate(short["commitments"])
        ],
        **_papers(short),
    }


def _usual(short: Table, topic: Table) -> Table:
    """Return what the notes of a meeting may say otherwise."""
    starts: datetime = short["starts_at"]
    notice: date = short.get("reopened_on") or topic["publicity"]["starts_on"]
    return {
        "number": f"HY-{starts.date()}-01",
        "title": f"第{short['issue']}期红茶议事会",
        "stage": "closed",
        "procedure": PROCEDURE,
        "ruleset": "yishi_present",
        "ends_at": starts + timedelta(minutes=MINUTES),
        "announced_at": moment(notice, POSTED),
        "announced_by": "host",
        "members": 0,
        "notice_days": 3,
        "arrangements": "现场有大字材料，行动不便的请提前告诉网格员。",
        "roles": {role: role for role in ROLES},
        "points": [],
        "not_adopted": [],
    }


def _papers(short: Table) -> Table:
    """Return the minutes and the publicity of the result, both on the next working day."""
    day = library.calendar().add_working_days(short["starts_at"].date(), 1)
    minutes = {"stage": "approved", "approved_at": moment(day, APPROVED)}
    return {"minutes": {**minutes, **short.get("minutes", {})}, "result": {"starts_on": day}}


def _stages(procedure: Procedure) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each stage with its start and length in seconds, one after the other."""
    specs = procedure.stages
    lengths = [spec.planned_minutes * 60 for spec in specs]
    starts = accumulate(lengths, initial=-lengths[0])
    yield from (
        (spec.key, (at, length)) for spec, at, length in zip(specs, starts, lengths, strict=False)
    )


def _seat(number: int, name: str, party: str, kind: str, building: str) -> Table:
    vote = KINDS[kind].vote
    return {
        "number": number,
        "name": name,
        "party": party,
        "kind": kind,
        "building": building,
        "voice": True,
        "vote": vote,
        "elder": False,
        "attendance": "present" if vote else "attending",
        "arrived": number * 40,
    }


def _speech(place: int, stage: str, begun: int, seat: int, stance: str, point: str) -> Table:
    granted = begun + 20 + place * BETWEEN
    return {
        "seat": seat,
        "stage": stage,
        "stance": stance,
        "raised": begun + 5 + place,
        "granted": granted,
        "spent": 45 + len(point) % 60,
        "point": point,
    }


def _motion(short: Table, begun: int) -> Table:
    return {
        "topic": short["topic"],
        "frozen": begun + 120,
        "frozen_by": "recorder",
        "versions": [{"version": 1, "at": begun + 20, "by": "recorder", "text": short["motion"]}],
        "ballots": [
            {
                **short.get("hands", {"method": "consensus"}),
                "counted": begun + 200,
                "counted_by": "recorder",
                "confirmed": begun + 230,
                "confirmed_by": "timekeeper",
            }
        ],
    }


def _resolution(short: Table, begun: int) -> Table:
    return {
        "outcome": short["outcome"],
        "body": short.get("body", ""),
        "adopted": begun + 300,
        "adopted_by": "recorder",
        "text": short["text"],
    }


def _commitment(place: int, begun: int, row: Table) -> Table:
    dated = "working_days" if "working_days" in row else "fixed"
    return {"dated": dated, "at": begun + 30 + place * 90, **row}
