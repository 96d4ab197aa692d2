"""Typed settings from the environment and `instance/config.toml`; the environment wins."""

from __future__ import annotations

import os
import secrets
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_SECRET: Final = "development only, not a secret"  # noqa: S105 - refused outside development
DEFAULT_PORT: Final = 8000
ENVIRONMENTS: Final = ("production", "development", "test")
PORTS: Final = range(1, 65536)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the environment, its key in config.toml, its default, its use."""

    variable: str
    key: str
    default: str
    use: str


INSTANCE: Final = Setting(
    "DELIBERATION_INSTANCE", "", "instance", "放数据库、照片、纪要文件和密钥的文件夹。"
)
# `DELIBERATION_INSTANCE` has no key: config.toml lies in that folder.
SETTINGS: Final = (
    Setting(
        "DATABASE_URL",
        "database_url",
        "",
        "数据库地址；留空就用文件夹里的 SQLite，或者 postgresql+psycopg://用户:密码@主机/库名。",
    ),
    Setting("REDIS_URL", "redis_url", "", "Redis 地址；只有几台机器一起服务时才需要。"),
    Setting(
        "HOST",
        "host",
        "",
        "监听的地址；留空就是 0.0.0.0，会场里的手机也能打开（开发和测试时是 127.0.0.1）。",
    ),
    Setting("PORT", "port", str(DEFAULT_PORT), "网页的端口；HTTPS 的端口默认是下一个。"),
    Setting(
        "DELIBERATION_ENV",
        "environment",
        "production",
        "production、development 或 test；正式运行不用改。",
    ),
    Setting(
        "DELIBERATION_SECRET",
        "secret_key",
        "",
        "给登录和表单签名的密钥；留空时生成一个，放在文件夹里的 secret。",
    ),
    Setting("", "clock_offset_ms", "0", "把时钟拨快多少毫秒，只用于测试和示范。"),
    Setting(
        "",
        "clock_pinned_to",
        "",
        "启动时把日期拨到哪一天，钟点照常走；示范社区装好后是 2026-11-21。",
    ),
)


class SettingsError(Exception):
    """A setting cannot be used; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where this installation lives and how it is reached."""

    instance: Path
    database_url: str
    secret_key: str
    redis_url: str | None = None
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    environment: str = "production"
    clock_offset_ms: int = 0
    clock_pinned_to: date | None = None

    @property
    def testing(self) -> bool:
        """Tell whether edges that only tests need (moving the clock) are present."""
        return self.environment == "test"

    @property
    def uploads(self) -> Path:
        """Return the folder of pictures."""
        return self.instance / "uploads"

    @property
    def papers(self) -> Path:
        """Return the folder of frozen PDFs, each named by its SHA-256."""
        return self.instance / "papers"

    @property
    def fonts(self) -> Path:
        """Return the folder of print faces, filled by `deliberation fonts`."""
        return self.instance / "fonts"


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings, making the instance folder and its secret where they are missing.

    Raises:
        SettingsError: for a value that cannot be used.
    """
    environ = os.environ if environ is None else environ
    instance = Path(environ.get(INSTANCE.variable) or INSTANCE.default).expanduser().resolve()
    for folder in (instance, instance / "uploads", instance / "papers"):
        folder.mkdir(parents=True, exist_ok=True)
    given = {**_file(instance / "config.toml"), **_known(environ)}
    values = {setting.key: given.get(setting.key) or setting.default for setting in SETTINGS}
    environment = values["environment"]
    if environment not in ENVIRONMENTS:
        message = f"DELIBERATION_ENV 只能是 {'、'.join(ENVIRONMENTS)}，现在是“{environment}”。"
        raise SettingsError(message)
    return Settings(
        instance=instance,
        database_url=values["database_url"] or f"sqlite:///{instance / 'deliberation.sqlite'}",
        secret_key=_secret(instance, values["secret_key"], environment),
        redis_url=values["redis_url"] or None,
        host=values["host"] or _host(environment),
        port=_port(values["port"]),
        environment=environment,
        clock_offset_ms=_whole("clock_offset_ms", values["clock_offset_ms"]),
        clock_pinned_to=_day("clock_pinned_to", values["clock_pinned_to"]),
    )


def _host(environment: str) -> str:
    """Return where a hall is served by default: everywhere, but never a test or a workbench."""
    return "0.0.0.0" if environment == "production" else "127.0.0.1"  # noqa: S104 - its purpose


def _known(environ: Mapping[str, str]) -> dict[str, str]:
    return {item.key: environ[item.variable] for item in SETTINGS if environ.get(item.variable)}


def _file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        return {key: str(value) for key, value in tomllib.loads(path.read_text("utf-8")).items()}
    except tomllib.TOMLDecodeError as error:
        message = f"{path.name} 写法有误：{error}"
        raise SettingsError(message) from error


def _secret(instance: Path, given: str, environment: str) -> str:
    if given == DEFAULT_SECRET and environment == "production":
        message = "正式运行不能使用默认密钥：请设置 DELIBERATION_SECRET，或留空由程序生成。"
        raise SettingsError(message)
    if given:
        return given
    path = instance / "secret"
    with suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text("utf-8")


def _whole(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        message = f"{name} 应是整数，现在是“{text}”。"
        raise SettingsError(message) from error


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        message = f"{name} 应写成 2026-11-21 这样的日期，现在是“{text}”。"
        raise SettingsError(message) from error


def _port(text: str) -> int:
    port = _whole("PORT", text)
    if port not in PORTS:
        message = f"PORT 应在 1 到 65535 之间，现在是 {port}。"
        raise SettingsError(message)
    return port
