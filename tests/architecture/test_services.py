"""The services that tests stand on are themselves what they claim to be."""

from __future__ import annotations

import psycopg
import redis

from tests import services
from tools import system


def test_postgres_database_is_fresh_and_utf8(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        row = connection.execute(
            "SELECT current_setting('server_encoding'),"
            " (SELECT count(*) FROM pg_tables WHERE schemaname = 'public')"
        ).fetchone()
    assert row == ("UTF8", 0)


def test_redis_is_empty(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


def test_nothing_answers_where_nobody_listens() -> None:
    assert not services.answers(f"postgresql://postgres@127.0.0.1:{services.free_port()}/postgres")


def test_a_part_is_missing_when_its_command_is() -> None:
    assert not system.Part("nothing", commands=("no-such-command-anywhere",)).present()
    assert not system.Part("nothing", libraries=("no-such-library-anywhere",)).present()
    assert system.Part("a shell", commands=("sh",)).present()
