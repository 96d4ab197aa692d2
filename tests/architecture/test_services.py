"""The services that tests stand on are themselves what they claim to be."""

from __future__ import annotations

import psycopg
import redis

from tests import services
from tools import system


def test_postgres_database_is_this_process_s_own_and_utf8(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        row = connection.execute(
            "SELECT current_setting('server_encoding'), current_database()"
        ).fetchone()
    assert row is not None
    assert row[0] == "UTF8"
    assert row[1].startswith("deliberation_test_")


def test_redis_is_empty(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


def test_nothing_answers_where_nobody_listens() -> None:
    assert not services.answers(f"postgresql://postgres@127.0.0.1:{services.free_port()}/postgres")


def test_a_part_is_missing_when_its_command_is() -> None:
    assert not system.Part("nothing", commands=("no-such-command-anywhere",)).present()
    assert not system.Part("nothing", libraries=("no-such-library-anywhere",)).present()
    assert system.Part("a shell", commands=("sh",)).present()
