"""Calling the command, rightly and wrongly, and starting the server."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests import services
from tests.cli.commands import Command, Said, refused
from tests.faults import server

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_help_is_chinese(tmp_path: Path, command: Command) -> None:
    for arguments in ([], ["run"], ["minutes"]):
        shown = command(tmp_path, *arguments, "--help").out
        assert "用法：" in shown
        lines = [line for line in shown.splitlines() if re.match(r"  \S", line)]
        assert [line for line in lines if not CHINESE.search(line)] == []
    assert "jobs" not in command(tmp_path, "--help").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "--nowhere"], "没有 --nowhere 这个选项"),
        (["run", "--port", "x"], "--port 的值不能使用"),
        (["minutes"], "缺少 NUMBER"),
        (["nothing"], "命令的写法有误"),
        (["verify"], "这里还没有数据"),
        (["minutes", "latest", "-o", "x.pdf"], "这里还没有数据"),
        (["restore", "nowhere.tar.gz"], "没有找到备份文件"),
    ],
)
def test_a_wrong_call_is_answered_with_a_sentence(
    tmp_path: Path, arguments: list[str], words: str, command: Command
) -> None:
    refused(command(tmp_path, *arguments), words)


def test_a_wrong_setting_is_named(tmp_path: Path, command: Command) -> None:
    refused(command(tmp_path, "verify", PORT="many"), "PORT")
    refused(command(tmp_path, "verify", DELIBERATION_ENV="home"), "DELIBERATION_ENV")


def test_run_tells_where_it_is_and_begins_the_installation_once(tmp_path: Path) -> None:
    with server.running(tmp_path) as running:
        text = "\n".join(running.printed)
        assert running.address in text
        assert "--host 0.0.0.0" in text
        token = re.search(r"/setup\?token=([\w-]+)", text)
        assert token is not None
        assert running.stop() == 0
    with sqlite3.connect(tmp_path / "deliberation.sqlite") as connection:
        digests = connection.execute("SELECT digest FROM invitation").fetchall()
    connection.close()
    assert (tmp_path / "deliberation.sqlite").stat().st_mode & 0o077 == 0
    assert digests == [(hashlib.sha256(token[1].encode()).hexdigest(),)]


def test_a_data_file_that_is_wrong_is_named_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "2027.toml").write_text("year = 2028\n", "utf-8")
    with server.running(tmp_path) as running:
        assert "calendars/2027.toml" in "\n".join(running.printed)
        assert running.stop() == 0


def test_run_in_a_hall_shows_its_address_as_a_code_and_opens_the_second_door(
    tmp_path: Path,
) -> None:
    everywhere = ("--host", "0.0.0.0")  # noqa: S104 - what a hall needs
    second = ("--tls-port", str(services.free_port()))
    with server.running(tmp_path, services.free_port(), *everywhere, *second) as running:
        text = "\n".join(running.printed)
        assert "https://" in text
        assert "█" in text
        assert oct((tmp_path / "tls" / "server.key").stat().st_mode & 0o777) == "0o600"
        assert running.stop() == 0


def test_a_second_start_on_a_taken_port_is_refused_and_changes_nothing(
    instance: Path, tmp_path: Path, command: Command
) -> None:
    with server.running(instance) as running:
        port = running.address.rpartition(":")[2]
        second = server.command(tmp_path / "second", "run", "--port", port)
        refused(Said(second.returncode, second.stdout, second.stderr), f"端口 {port} 已被占用")
        assert not (tmp_path / "second" / "deliberation.sqlite").exists()
        assert running.phone().get("/").status == 200
