from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from deliberation.domain.data import DataError
from deliberation.domain.errors import Missing
from deliberation.domain.roles import KEY_ROLES
from deliberation.store import library

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


def put(own: Path, name: str, text: str) -> None:
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_red_tea_procedure_takes_90_minutes_in_ten_stages() -> None:
    tea = library.find_procedure("red_tea")
    assert tea.minutes == 90
    assert [stage.planned_minutes for stage in tea.stages] == [15, 5, 8, 7, 30, 5, 15, 8, 7, 5]
    assert tea.speaking.speech_ms == 120_000
    assert tea.speaking.turns == 2
    assert tea.notice_days == 3


def test_1768_says_its_four_words() -> None:
    talk = library.find_procedure("talk_1768")
    assert [phase.word for phase in talk.phases] == ["说", "议", "办", "评"]
    assert talk.minutes == 60


@pytest.mark.parametrize("code", library.procedures())
def test_the_lead_of_every_stage_has_words_to_say(code: str) -> None:
    one = library.find_procedure(code)
    assert set(KEY_ROLES) <= one.cards.keys()
    for stage in one.stages:
        assert one.cards[stage.lead].at(stage.key), stage.key


def test_every_rule_set_has_its_source_and_says_what_is_not_verified() -> None:
    assert {"jumin_2018", "jumin_2026", "cunmin", "cundb"} <= library.rulesets().keys()
    assert {"yezhu_half", "yezhu_34", "yewei"} <= library.rulesets().keys()
    assert {"yishi_present", "yishi_members", "nantang"} <= library.rulesets().keys()
    for rule in library.rulesets().values():
        assert rule.verified or rule.note


def test_a_file_of_the_community_replaces_ours(tmp_path: Path) -> None:
    ours = (library.SHIPPED / "rulesets" / "yishi_present.toml").read_text(encoding="utf-8")
    put(tmp_path, "rulesets/yishi_present.toml", ours.replace("num = 2", "num = 1"))
    found = library.rulesets(tmp_path)["yishi_present"].attendance
    assert found is not None
    assert found.num == 1
    assert library.rulesets(tmp_path).keys() == library.rulesets().keys()


@pytest.mark.parametrize(
    ("name", "text", "load"),
    [
        ("rulesets/mine.toml", "code = ", library.rulesets),
        ("rulesets/mine.toml", 'code = "mine"', library.rulesets),
        ("procedures/mine.toml", 'code = "mine"', library.procedures),
        ("calendars/2027.toml", "year = 2028", library.calendar),
    ],
)
def test_a_wrong_file_is_named(
    tmp_path: Path, name: str, text: str, load: Callable[[Path], object]
) -> None:
    put(tmp_path, name, text)
    with pytest.raises(DataError) as refused:
        load(tmp_path)
    assert refused.value.source == name


@pytest.mark.parametrize(
    ("folder", "ours", "name", "path"),
    [
        ("rulesets", "nantang", "mine", "code"),
        ("calendars", "2026", "2027", "year"),
    ],
)
def test_a_file_is_named_after_what_it_holds(
    tmp_path: Path, folder: str, ours: str, name: str, path: str
) -> None:
    text = (library.SHIPPED / folder / f"{ours}.toml").read_text(encoding="utf-8")
    put(tmp_path, f"{folder}/{name}.toml", text)
    load = library.calendar if folder == "calendars" else library.rulesets
    with pytest.raises(DataError) as refused:
        load(tmp_path)
    assert refused.value.path == path


def test_a_procedure_names_a_rule_set_that_exists(tmp_path: Path) -> None:
    ours = (library.SHIPPED / "procedures" / "red_tea.toml").read_text(encoding="utf-8")
    put(tmp_path, "procedures/red_tea.toml", ours.replace('"yishi_present"', '"none"'))
    with pytest.raises(DataError, match="ruleset"):
        library.procedures(tmp_path)


def test_an_application_reads_its_own_files_wherever_it_asks(app: Flask) -> None:
    ours = (library.SHIPPED / "procedures" / "red_tea.toml").read_text(encoding="utf-8")
    mine = ours.replace('code = "red_tea"', 'code = "own_tea"')
    put(Path(app.instance_path), "procedures/own_tea.toml", mine)
    assert library.find_procedure("own_tea").minutes == 90
    assert "own_tea" in library.procedures()


def test_what_there_is_not_is_missing() -> None:
    with pytest.raises(Missing):
        library.find_procedure("none")
    with pytest.raises(Missing):
        library.find_ruleset("none")
