"""The demo community's files agree with each other, with the rules and with the calendar."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from deliberation.domain import opinion, privacy, topic, venue
from deliberation.domain.calendar import SHANGHAI
from deliberation.domain.roles import ROLES
from deliberation.store import library

DEMO: Final = Path(library.__file__).parents[1] / "demo"
CALENDAR: Final = library.calendar()


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


def rows() -> list[dict[str, str]]:
    with (DEMO / "opinions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


OPINIONS: Final = rows()
BY_NUMBER: Final = {row["number"]: row for row in OPINIONS}
TOPICS: Final[list[dict[str, Any]]] = toml("topics.toml")["topics"]
TOPIC: Final = {one["number"]: one for one in TOPICS}
COMMUNITY: Final = toml("community.toml")
PARKING: Final = "YT-2026-021"


def merged(number: str) -> list[dict[str, str]]:
    return [row for row in OPINIONS if row["topic"] == number]


def submitted(row: dict[str, str]) -> datetime:
    at = time.fromisoformat(row["submitted_time"])
    return datetime.combine(date.fromisoformat(row["submitted_on"]), at, SHANGHAI)


def replied(row: dict[str, str]) -> datetime:
    at = time.fromisoformat(row["replied_time"])
    return datetime.combine(date.fromisoformat(row["replied_on"]), at, SHANGHAI)


# ---------------------------------------------------------------- opinions


def test_opinions_are_numbered_in_the_order_they_came() -> None:
    assert [row["number"] for row in OPINIONS] == [f"YJ-2026-{n:04d}" for n in range(1, 231)]
    times = [submitted(row) for row in OPINIONS]
    assert times == sorted(times)
    assert {at.month for at in times} == set(range(3, 10))


def test_channels_are_the_funnel_of_the_demo() -> None:
    assert Counter(row["channel"] for row in OPINIONS) == {
        "scan": 86, "box": 31, "visit": 58, "hotline": 24, "group": 19, "patrol": 12,
    }  # fmt: skip


def test_codes_are_those_of_the_domain() -> None:
    for row in OPINIONS:
        assert row["channel"] in opinion.CHANNELS
        assert row["category"] in opinion.CATEGORIES
        assert row["standing"] in opinion.STANDINGS
        assert row["attends"] in {"yes", "no"}
        assert row["outcome"] in {"", "settled", "referred", "declined"}
        assert bool(row["slip_number"]) == (row["channel"] == "box")
        assert row["entered_by"] == ("" if row["channel"] == "scan" else "worker")
        assert (
            row["households"] == ""
            or 0 < int(row["households"]) <= COMMUNITY["community"]["households"]
        )


def test_every_text_is_its_own_and_clean() -> None:
    texts = [row["text"] for row in OPINIONS]
    assert len(set(texts)) == 230
    assert all(15 <= len(text) <= 160 for text in texts)
    assert sum(len(text) > 100 for text in texts) >= 4
    assert all(privacy.clean(text, 160) == text for text in texts)
    assert not [hit for text in texts for hit in privacy.scan(text)]


def test_every_opinion_has_an_answer_in_working_hours() -> None:
    for row in OPINIONS:
        assert row["topic"] or (row["outcome"] and row["reply"]), row["number"]
        assert row["reply"] == "" or not row["topic"]
        at = replied(row)
        assert at > submitted(row)
        assert CALENDAR.is_working_day(at.date())
        assert time(8, 30) <= at.time() <= time(17, 30)


def test_staff_enter_opinions_on_working_days() -> None:
    by_staff = {"box", "visit", "hotline", "patrol"}
    days = [submitted(row).date() for row in OPINIONS if row["channel"] in by_staff]
    assert all(CALENDAR.is_working_day(day) for day in days)


def test_the_example_of_the_form_is_as_printed() -> None:
    row = BY_NUMBER["YJ-2026-0187"]
    assert row["text"] == "小区西侧夜间车辆占用消防通道，约60户受影响，建议划线并收费公开。"
    assert (row["channel"], row["building"], row["households"]) == ("box", "7号楼", "60")
    assert row["slip_number"].startswith("3号点")
    assert (row["submitted_on"], row["replied_time"]) == ("2026-09-03", "16:20")
    assert (row["attends"], row["topic"]) == ("yes", PARKING)


def test_names_and_texts_hold_rare_characters() -> None:
    assert any("㛃" in row["contact_name"] and "𠮷" in row["contact_name"] for row in OPINIONS)
    assert any("🚗" in row["text"] for row in OPINIONS)


# ---------------------------------------------------------------- personal data


def test_phones_are_fictional() -> None:
    phones = [row["contact_phone"] for row in OPINIONS if row["contact_phone"]]
    assert len(set(phones)) == len(phones)
    assert all(re.fullmatch(r"1380000\d{4}", phone) for phone in phones)
    for path in (*DEMO.rglob("*.toml"), *DEMO.rglob("*.csv")):
        for found in re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", path.read_text(encoding="utf-8")):
            assert found.startswith("1380000"), path.name


def test_what_is_published_holds_no_personal_data() -> None:
    texts = [one["publicity"]["text"] for one in TOPICS if "publicity" in one]
    texts += [toml(f"meetings/{name}.toml")["result"]["text"] for name in ("parking", "gate")]
    texts += [one[key] for one in TOPICS for key in ("title", "summary", "proposal")]
    assert not [hit for text in texts for hit in privacy.blocking(text)]


@pytest.mark.parametrize("path", sorted(DEMO.rglob("*.toml")), ids=lambda path: path.name)
def test_every_file_says_what_is_invented(path: Path) -> None:
    head = path.read_text(encoding="utf-8")[:600]
    assert head.startswith("#")
    assert "虚构" in head


# ---------------------------------------------------------------- community


def test_six_venues_of_known_kinds() -> None:
    names = [one["name"] for one in COMMUNITY["venues"]]
    assert names == [
        "主议事厅", "物业办公室A", "物业办公室B", "休闲长廊", "经邻驿站A", "经邻驿站B",
    ]  # fmt: skip
    assert all(one["kind"] in venue.KINDS for one in COMMUNITY["venues"])


def test_one_account_for_each_role() -> None:
    accounts = COMMUNITY["accounts"]
    assert len({one["login"] for one in accounts}) == len(accounts)
    assert len({one["name"] for one in accounts}) == len(accounts)
    assert {one["login"] for one in accounts} == set(ROLES) - {"seat", "task"}
    assert all(one["roles"] in ([], [one["login"]]) for one in accounts)


# ---------------------------------------------------------------- topics


def test_the_funnel_ends_in_21_topics() -> None:
    assert list(TOPIC) == [f"YT-2026-{n:03d}" for n in range(1, 22)]
    assert Counter(one["handled"] for one in TOPICS) == {
        "settle": 6, "refer": 4, "deliberate": 11,
    }  # fmt: skip
    sizes = {number: len(merged(number)) for number in TOPIC}
    assert sizes == {one["number"]: one["opinions"] for one in TOPICS}
    assert [sizes[f"YT-2026-{n:03d}"] for n in (21, 18, 19, 20)] == [52, 41, 18, 23]
    assert {row["topic"] for row in OPINIONS} == {"", *TOPIC}


@pytest.mark.parametrize("one", TOPICS, ids=lambda one: one["number"])
def test_a_topic_is_complete(one: dict[str, Any]) -> None:
    assert one["category"] in opinion.CATEGORIES
    assert one["size"] in topic.SIZES
    assert one["route"] in topic.ROUTES
    assert one["route_basis"]
    assert set(one["scores"]) == set(topic.SCORES)
    topic.check_scores(one["scores"])
    assert len(set(one["stakeholders"])) >= topic.LEAST_PARTIES
    assert CALENDAR.is_working_day(one["created_on"])
    assert any(submitted(row).date() <= one["created_on"] for row in merged(one["number"]))
    want = {"settle": "settled", "refer": "referred", "deliberate": ""}[one["handled"]]
    assert {row["outcome"] for row in merged(one["number"])} == {want}
    if one["handled"] == "refer":
        assert one["route"] == "government"


@pytest.mark.parametrize(
    "one", [one for one in TOPICS if one["handled"] == "deliberate"], ids=lambda one: one["number"]
)
def test_consent_and_publicity_come_in_order(one: dict[str, Any]) -> None:
    consent, shown = one["consent"], one["publicity"]
    assert one["stage"] in topic.LIFECYCLE.stages
    assert one["created_on"] <= consent["on"] <= shown["starts_on"] < shown["ends_on"]
    assert all(
        CALENDAR.is_working_day(day)
        for day in (consent["on"], shown["starts_on"], shown["ends_on"])
    )
    assert consent["by"] == "reviewer"
    meets_on = shown["ends_on"] + timedelta(days=1)
    assert topic.publicity_in_time(shown["starts_on"], meets_on, one["size"], CALENDAR) is None


def test_each_issue_had_one_topic() -> None:
    issues = [issue for one in TOPICS for issue in one.get("issues", [])]
    assert sorted(issues) == list(range(4, 16))


def test_the_parking_topic_scores_17_of_23_and_misses_three_contacts() -> None:
    assert sum(TOPIC[PARKING]["scores"].values()) == 17
    assert sum(not row["contact_phone"] for row in merged(PARKING)) == 3
    assert all(submitted(row).date() <= date(2026, 9, 8) for row in merged(PARKING))
