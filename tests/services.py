"""PostgreSQL and Redis for tests: those that are running, or temporary ones of our own.

`postgres_url` gives a fresh database for this test process and drops it at the end; `redis_url` an
empty Redis. Where neither can be had the tests that ask for them are skipped with a sentence.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
import redis

from tools import system

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNNING_POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
RUNNING_REDIS = "redis://127.0.0.1:6379/9"


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(address: str) -> bool:
    """Whether a PostgreSQL server lets us in."""
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def unprivileged(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; then the system's own account for it is used."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@contextmanager
def own_postgres(initdb: str) -> Iterator[str]:
    """A server in a temporary folder, without the care for a power cut that tests need not."""
    folder = Path(tempfile.mkdtemp(prefix="deliberation-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, port, quiet = folder / "data", free_port(), subprocess.DEVNULL
    pg_ctl = unprivileged([str(Path(initdb).resolve().parent / "pg_ctl"), "-D", str(data), "-w"])
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    make = unprivileged([initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"])
    try:
        # Both say on stderr why they fail, if they do.
        subprocess.run(make, check=True, stdout=quiet, cwd=folder)
        start = [*pg_ctl, "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(start, check=True, stdout=quiet, cwd=folder)
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*pg_ctl, "-m", "immediate", "stop"], check=False, stdout=quiet, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a server where databases may be made; skips when there is none."""
    if answers(RUNNING_POSTGRES):
        yield RUNNING_POSTGRES
        return
    initdb = system.find("initdb")
    if initdb is None:
        pytest.skip("no PostgreSQL: none answers on port 5432, and initdb is not installed")
    with own_postgres(initdb) as address:
        yield address


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The SQLAlchemy address of an empty database, one for each test process."""
    name = f"deliberation_test_{uuid.uuid4().hex}"
    with postgres_server() as server:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING UTF8')
        yield (
            server.replace("postgresql://", "postgresql+psycopg://").rpartition("/")[0] + f"/{name}"
        )
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def own_redis(command: str) -> Iterator[str]:
    """A server that keeps nothing; ready when it says so."""
    with tempfile.TemporaryDirectory(prefix="deliberation-redis-") as folder:
        port = free_port()
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        with subprocess.Popen([command, *options], stdout=subprocess.PIPE, text=True) as server:
            lines = iter(server.stdout or ())
            if not any("Ready to accept connections" in line for line in lines):
                pytest.skip("no Redis: redis-server did not start")
            yield f"redis://127.0.0.1:{port}/0"
            server.terminate()


@contextmanager
def running_redis() -> Iterator[str]:
    """The machine's Redis, in a numbered database that must be empty before and is after."""
    with redis.Redis.from_url(RUNNING_REDIS) as client:
        try:
            size = client.dbsize()
        except redis.ConnectionError:
            pytest.skip("no Redis: none answers on port 6379, and redis-server is not installed")
        if size:
            pytest.skip("no Redis: database 9 of the one on port 6379 is in use")
        yield RUNNING_REDIS
        client.flushdb()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of an empty Redis, one for each test process."""
    command = system.find("redis-server")
    with own_redis(command) if command else running_redis() as address:
        yield address
