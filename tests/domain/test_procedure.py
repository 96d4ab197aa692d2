from __future__ import annotations

import copy
from typing import Any

import pytest

from deliberation.domain import procedure
from deliberation.domain.data import DataError

GOOD: dict[str, Any] = {
    "code": "x",
    "title": "小议",
    "summary": "坐下来说",
    "source": "街道试点",
    "ruleset": "yishi_present",
    "notice_days": 1,
    "speech": {"seconds": 90},
    "phases": [{"key": "talk", "word": "说"}],
    "stages": [
        {
            "key": "in",
            "title": "签到",
            "minutes": 10,
            "lead": "recorder",
            "phase": "talk",
            "kind": "checkin",
        },
        {
            "key": "one",
            "title": "发言",
            "minutes": 20,
            "lead": "timekeeper",
            "phase": "talk",
            "kind": "speeches",
            "round": 1,
        },
    ],
    "cards": {
        role: {"duty": "做事", "say": {"one": ["请说。"]}}
        for role in ("facilitator", "timekeeper", "recorder", "reporter")
    },
}


def test_a_procedure_is_read_with_its_defaults() -> None:
    found = procedure.parse(GOOD, "x.toml")
    assert found.minutes == 20
    assert found.speaking.speech_ms == 90_000
    assert found.speaking.elder_ms == 60_000
    assert found.speaking.turns == 2
    assert found.cards["recorder"].at("one") == ("请说。",)
    assert found.cards["recorder"].at("in") == ()
    stage = found.stage("one")
    assert stage is not None
    assert stage.round == 1
    assert found.stage("two") is None


@pytest.mark.parametrize(
    ("way", "value", "path"),
    [
        (("title",), None, "title"),
        (("titel",), "小议", "titel"),
        (("speech", "seconds"), "90", "speech.seconds"),
        (("speech", "turns"), 0, "speech.turns"),
        (("stages", 1, "minutes"), 0, "stages[1].minutes"),
        (("stages", 1, "minutes"), True, "stages[1].minutes"),
        (("stages", 1, "lead"), "chair", "stages[1].lead"),
        (("stages", 1, "phase"), "nap", "stages[1].phase"),
        (("stages", 1, "kind"), "nap", "stages[1].kind"),
        (("stages", 1, "round"), 0, "stages[1].round"),
        (("stages", 1, "key"), "in", "stages[1].key"),
        (("stages", 1, "kind"), "checkin", "stages[1].round"),
        (("stages",), [], "stages"),
        (("stages",), "none", "stages"),
        (("cards", "recorder"), None, "cards.recorder"),
        (("cards", "chair"), {}, "cards.chair"),
        (("cards", "recorder", "say", "two"), ["?"], "cards.recorder.say.two"),
        (("cards", "recorder", "say", "one"), [7], "cards.recorder.say.one[0]"),
        (("phases", 0), "说", "phases[0]"),
    ],
)
def test_a_mistake_names_the_file_and_the_key_path(
    way: tuple[str | int, ...], value: object, path: str
) -> None:
    wrong = copy.deepcopy(GOOD)
    place: Any = wrong
    for step in way[:-1]:
        place = place[step]
    if value is None:
        del place[way[-1]]
    else:
        place[way[-1]] = value
    with pytest.raises(DataError) as refused:
        procedure.parse(wrong, "procedures/x.toml")
    assert refused.value.path == path
    assert str(refused.value).startswith(f"数据文件procedures/x.toml的“{path}”有误：")


def test_signing_in_comes_first() -> None:
    wrong = copy.deepcopy(GOOD)
    wrong["stages"].reverse()
    with pytest.raises(DataError, match="签到只能是第一个环节"):
        procedure.parse(wrong, "x.toml")
