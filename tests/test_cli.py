"""The commands as a person starts them: sentences on success, sentences and 1 on failure."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sqlite3
import tarfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy

from deliberation import cli
from deliberation.app import create_app
from deliberation.migrations import rows
from deliberation.store.db import db
from deliberation.store.models import Minutes
from tests import fixtures_app, services
from tests.factories import Factory
from tests.faults import server
from tests.fixtures_app import START

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    folder = tmp_path / "instance"
    folder.mkdir()
    return server.installation(folder)


@dataclass
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


class Command:
    """Runs one command in this process: the same as a process of its own, and much faster."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, instance: Path, *arguments: str, **more: str) -> Said:
        """Run it on `instance`."""
        mask = os.umask(0o022)
        with self.monkeypatch.context() as patch:
            for name, value in {"DELIBERATION_INSTANCE": str(instance), **more}.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                cli.main(list(arguments))
        os.umask(mask)
        shown = self.capsys.readouterr()
        return Said(int(str(ended.value.code)), shown.out, shown.err)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(monkeypatch, capsys)


def refused(said: Said, words: str) -> None:
    assert said.code == 1
    assert words in said.err
    assert "Traceback" not in said.err


@contextmanager
def opened(folder: Path, url: str = "") -> Iterator[None]:
    """An application context on an installation, closed behind us."""
    settings = fixtures_app.settings_for(folder, url or sqlite_url(folder))
    with create_app(settings).app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def minutes(number: str, sha256: str, place: int) -> None:
    """Minutes of a meeting of a community of their own, approved in the order of `place`."""
    community = Factory().community(f"第{place}社区")
    row = Minutes(
        community_id=community.id,
        number=number,
        meeting_id=Factory().meeting(community).id,
        stage="approved" if sha256 else "draft",
        created_at=START,
        approved_at=START + timedelta(days=place) if sha256 else None,
        sha256=sha256,
    )
    db.session.add(row)
    db.session.commit()


def contents(folder: Path, url: str, to: Path) -> dict[str, str]:
    """A hash of each table's rows."""
    to.mkdir()
    with opened(folder, url):
        rows.write(to)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in to.iterdir()}


def sqlite_url(instance: Path) -> str:
    return f"sqlite:///{instance / 'deliberation.sqlite'}"


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


def test_verify_names_the_first_broken_entry(instance: Path, command: Command) -> None:
    with server.running(instance) as running:
        phone = running.phone()
        phone.get("/opinions/new")
        for text in ("电动车乱停，占了消防通道", "路灯不亮，老人晚上看不见"):
            assert phone.post("/opinions", server.opinion(text)).status == 303
        assert running.stop() == 0
    assert "核对了 2 条" in command(instance, "verify").out
    with sqlite3.connect(instance / "deliberation.sqlite") as connection:
        connection.execute("UPDATE entry SET verb = 'decline' WHERE sequence = 2")
    connection.close()
    refused(command(instance, "verify"), "新都花园社区的第 2 条")


class TestMinutes:
    @pytest.fixture
    def frozen(self, instance: Path) -> Path:
        """Two approved minutes and a draft; returns the newer one's file."""
        names = []
        for number, content in (("JY-2026-001", b"%PDF-1 older"), ("JY-2026-002", b"%PDF-2 newer")):
            name = hashlib.sha256(content).hexdigest()
            (instance / "papers" / f"{name}.pdf").write_bytes(content)
            names.append((number, name))
        with opened(instance):
            for place, (number, name) in enumerate([*names, ("JY-2026-003", "")]):
                minutes(number, name, place)
        return instance / "papers" / f"{names[1][1]}.pdf"

    @pytest.mark.usefixtures("frozen")
    def test_the_frozen_file_is_copied(
        self, instance: Path, tmp_path: Path, command: Command
    ) -> None:
        target = tmp_path / "minutes.pdf"
        result = command(instance, "minutes", "latest", "-o", str(target))
        assert result.code == 0, result.err
        assert target.read_bytes() == b"%PDF-2 newer"
        result = command(instance, "minutes", "JY-2026-001", "-o", str(target))
        assert target.read_bytes() == b"%PDF-1 older"

    def test_what_is_not_approved_or_not_whole_is_refused(
        self, instance: Path, frozen: Path, tmp_path: Path, command: Command
    ) -> None:
        target = tmp_path / "minutes.pdf"
        out = ("-o", str(target))
        refused(command(instance, "minutes", "JY-2026-009", *out), "没有编号为 JY-2026-009")
        refused(command(instance, "minutes", "JY-2026-003", *out), "还没有审定")
        frozen.write_bytes(b"%PDF-2 forged")
        refused(command(instance, "minutes", "latest", *out), "被改动过")
        frozen.unlink()
        refused(command(instance, "minutes", "latest", *out), "不见了")
        assert not target.exists()


class TestBackup:
    def test_a_backup_made_while_opinions_arrive_restores_the_same_rows(
        self, instance: Path, tmp_path: Path, command: Command
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
        self, instance: Path, tmp_path: Path, postgres_url: str, command: Command
    ) -> None:
        file, other = tmp_path / "backup.tar.gz", tmp_path / "other"
        with opened(instance):
            Factory().meeting(Factory().community("㛃园社区"))
        before = contents(instance, sqlite_url(instance), tmp_path / "before")
        assert command(instance, "backup", str(file)).code == 0
        clear(postgres_url)
        restored = command(other, "restore", str(file), DATABASE_URL=postgres_url)
        assert restored.code == 0, restored.err
        assert contents(other, postgres_url, tmp_path / "after") == before
        with opened(other, postgres_url):
            Factory().community("恢复之后的编号接着往下")
        clear(postgres_url)

    def test_restore_refuses_an_occupied_installation(
        self, instance: Path, tmp_path: Path, command: Command
    ) -> None:
        file = tmp_path / "backup.tar.gz"
        command(instance, "backup", str(file))
        refused(command(instance, "restore", str(file)), "只能恢复到空的安装")
        refused(command(instance, "backup", str(file)), "已经存在")

    def test_a_damaged_backup_restores_nothing(
        self, instance: Path, tmp_path: Path, command: Command
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


def clear(url: str) -> None:
    """Leave nothing in the database that tests share."""
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    engine.dispose()
