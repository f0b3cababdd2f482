"""What the environment or `.env` says, read once and frozen."""

import difflib
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "JARCHY_"
PAID_RATE = 1000
FREE_RATE = 30


class SettingsMistakes(Exception):  # noqa: N818 - shown to a person: one sentence for each mistake
    """Each line names a variable and what to do; never a value, which may be a secret."""


class Settings(BaseSettings):
    """Each field is the variable `JARCHY_` + its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: SecretStr = SecretStr("sqlite:///jarchy.db")
    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    public_url: str | None = None
    webhook_secret: SecretStr | None = None
    web_host: str = "127.0.0.1"
    web_port: int = Field(8080, ge=0, le=65535)
    timezone: str = "Asia/Bishkek"
    connect_timeout: float = Field(5.0, gt=0)
    read_timeout: float = Field(15.0, gt=0)
    write_timeout: float = Field(10.0, gt=0)
    media_timeout: float = Field(60.0, gt=0)
    pool_timeout: float = Field(5.0, gt=0)
    long_poll_seconds: float = Field(30.0, ge=0, le=50)
    send_rate: float = Field(float(FREE_RATE), gt=0, le=PAID_RATE)
    chat_send_rate: float = Field(1.0, gt=0)
    paid_broadcasts: bool = False
    log_format: str = Field("console", pattern="^(console|json)$")
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("must be a time zone such as Asia/Bishkek") from None
        return name

    @field_validator("public_url")
    @classmethod
    def _https(cls, url: str | None) -> str | None:
        if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("must begin with https://, as Telegram demands")
        return url.rstrip("/") if url else None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def secret(self) -> str:
        """The webhook's: the given one, else one that follows from the token and stays the same."""
        if self.webhook_secret:
            return self.webhook_secret.get_secret_value()
        token = self.telegram_token.get_secret_value() if self.telegram_token else ""
        return hashlib.sha256(f"webhook:{token}".encode()).hexdigest()

    @property
    def rate(self) -> float:
        """Messages a second; more than 30 are only allowed to those who pay for them."""
        return self.send_rate if self.paid_broadcasts else min(self.send_rate, FREE_RATE)


def read_settings(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """Raises `SettingsMistakes` with everything that is wrong."""
    names = set(os.environ if environment is None else environment)
    if env_file.is_file():
        names |= set(dotenv_values(env_file))
    mistakes = _unknown(names)
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        mistakes += [_sentence(str(e["loc"][0]), e["msg"]) for e in error.errors(include_input=False)]
    if mistakes:
        raise SettingsMistakes("\n".join(mistakes))
    return settings


def _unknown(names: set[str]) -> list[str]:
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    mistakes = []
    for name in sorted(n for n in names if n.startswith(PREFIX) and n not in known):
        # A variable for tests alone, not a setting.
        if name == "JARCHY_TEST_POSTGRES_URL":
            continue
        near = difflib.get_close_matches(name, known, n=1)
        mistakes.append(f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else "."))
    return mistakes


def _sentence(field: str, problem: str) -> str:
    return f"{PREFIX}{field.upper()}: {problem.removeprefix('Value error, ')}."
