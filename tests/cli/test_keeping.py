"""Verify, backup, restore."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
import threading
from typing import TYPE_CHECKING, Any

from deliberation.store import library
from tests.cli.commands import Command, contents, opened, refused, sqlite_url
from tests.factories import Factory
from tests.faults import server

if TYPE_CHECKING:
    from pathlib import Path


def test_verify_names_the_first_broken_entry(instance: Path, command: Command) -> None:
    with server.running(instance) as running:
        phone = running.phone()
        phone.get("/opinions/new")
        for text in ("电动车乱停，占了消防通道", "路灯不亮，老人晚上看不见"):
            assert phone.post("/opinions", server.opinion(text)).status == 303
        assert running.stop() == 0
    assert "核对了 3 条" in command(instance, "verify").out  # the set-up link is recorded too
    with sqlite3.connect(instance / "deliberation.sqlite") as connection:
        connection.execute("UPDATE entry SET verb = 'decline' WHERE sequence = 2")
    connection.close()
    refused(command(instance, "verify"), "新都花园社区的第 2 条")


def test_a_backup_made_while_opinions_arrive_restores_the_same_rows(
    instance: Path, tmp_path: Path, command: Command
) -> None:
    file = tmp_path / "backup.tar.gz"
    with server.running(instance) as running:
        stopped, posted = threading.Event(), threading.Event()
        writer = threading.Thread(target=keep_posting, args=(running, posted, stopped))
        writer.start()
        posted.wait()
        made = command(instance, "backup", str(file))
        stopped.set()
        writer.join()
    assert made.code == 0, made.err
    assert file.stat().st_mode & 0o077 == 0

    other = tmp_path / "other"
    restored = command(other, "restore", str(file))
    assert restored.code == 0, restored.err
    assert "核对" in command(other, "verify").out
    in_file = {
        name.removeprefix("rows/"): digest
        for name, digest in manifest(file)["sha256"].items()
        if name.startswith("rows/")
    }
    assert manifest(file)["rows"]["opinion"] > 0
    assert contents(other, sqlite_url(other), tmp_path / "rows") == in_file
    assert (other / "secret").read_text() == (instance / "secret").read_text()


def test_a_backup_of_sqlite_restores_onto_postgresql(
    instance: Path, tmp_path: Path, cleared_postgres: str, command: Command
) -> None:
    file, other = tmp_path / "backup.tar.gz", tmp_path / "other"
    with opened(instance):
        Factory().meeting(Factory().community("㛃园社区"))
    before = contents(instance, sqlite_url(instance), tmp_path / "before")
    assert command(instance, "backup", str(file)).code == 0
    restored = command(other, "restore", str(file), DATABASE_URL=cleared_postgres)
    assert restored.code == 0, restored.err
    assert contents(other, cleared_postgres, tmp_path / "after") == before
    with opened(other, cleared_postgres):
        Factory().community("恢复之后的编号接着往下")


def test_a_community_s_own_procedures_and_calendars_are_kept(
    instance: Path, tmp_path: Path, command: Command
) -> None:
    for folder in library.FOLDERS:
        (instance / folder).mkdir()
        (instance / folder / "own.toml").write_text(f"# {folder}", "utf-8")
    file, other = tmp_path / "backup.tar.gz", tmp_path / "other"
    assert command(instance, "backup", str(file)).code == 0
    assert command(other, "restore", str(file)).code == 0
    for folder in library.FOLDERS:
        assert (other / folder / "own.toml").read_text("utf-8") == f"# {folder}"


def test_restore_refuses_an_occupied_installation(
    instance: Path, tmp_path: Path, command: Command
) -> None:
    file = tmp_path / "backup.tar.gz"
    command(instance, "backup", str(file))
    refused(command(instance, "restore", str(file)), "只能恢复到空的安装")
    refused(command(instance, "backup", str(file)), "已经存在")


def test_a_damaged_backup_restores_nothing(
    instance: Path, tmp_path: Path, command: Command
) -> None:
    file, forged = tmp_path / "backup.tar.gz", tmp_path / "forged.tar.gz"
    command(instance, "backup", str(file))
    with tarfile.open(file) as source, tarfile.open(forged, "w:gz") as target:
        for member in source.getmembers():
            content = source.extractfile(member)
            assert content is not None
            text = content.read().replace("新都花园".encode(), "新都果园".encode())
            target.addfile(member, io.BytesIO(text))
    other = tmp_path / "other"
    refused(command(other, "restore", str(forged)), "rows/community.jsonl 与清单不符")
    forged.write_bytes(file.read_bytes()[:-200])
    refused(command(other, "restore", str(forged)), "不是完整的备份文件")
    assert command(other, "restore", str(file)).code == 0


def keep_posting(running: server.Server, posted: threading.Event, stopped: threading.Event) -> None:
    phone = running.phone()
    phone.get("/opinions/new")
    while not stopped.is_set():
        assert phone.post("/opinions", server.opinion("备份的时候也能提意见")).status in {303, 429}
        posted.set()


def manifest(file: Path) -> dict[str, dict[str, Any]]:
    with tarfile.open(file) as archive:
        content = archive.extractfile("manifest.json")
        assert content is not None
        found: dict[str, dict[str, Any]] = json.load(content)
        return found
