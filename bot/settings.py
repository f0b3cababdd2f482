"""What the environment or `.env` says, read once and frozen."""

import difflib
import hashlib
import json
import os
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.exc import ArgumentError

from bot.core.db import async_url

PREFIX = "JARCHY_"
PAID_RATE = 1000
FREE_RATE = 30
# Meta's rate card puts Kyrgyzstan among «Rest of Asia Pacific»; the office writes what its own bill says.
WHATSAPP_PRICES: Mapping[str, Decimal] = {
    "marketing": Decimal("0.0732"),
    "utility": Decimal("0.0113"),
    "authentication": Decimal("0.0113"),
}
# What one can't do without once one of them is set.
WHATSAPP_NEEDS = ("whatsapp_token", "whatsapp_phone_id", "whatsapp_app_secret", "whatsapp_verify_token")
# Windows' Notepad begins a file with a mark that would spoil the first name.
ENCODING = "utf-8-sig"
# Variables for tests alone, not settings.
NOT_SETTINGS = frozenset({"JARCHY_TEST_POSTGRES_URL"})

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_ONE_WORD = re.compile(r"[!-~]{8,}")
_APP_SECRET = re.compile(r"[0-9a-fA-F]{32}")
_DIGITS = re.compile(r"\d{5,20}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# A self-hosted or emulated Bot API server on this machine takes plain addresses.
_LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_SECONDS = "a number of seconds greater than 0"


class SettingsMistakes(Exception):  # noqa: N818 - shown to a person: one sentence for each mistake
    """Each line names a variable and what to do; never a value, which may be a secret."""


class Settings(BaseSettings):
    """Each field is the variable `JARCHY_` + its name in capitals; its description is what it must be."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding=ENCODING,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: SecretStr = Field(
        SecretStr("sqlite:///jarchy.db"),
        description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE",
    )
    telegram_token: SecretStr | None = Field(
        None, description="the token @BotFather gave, digits, a colon and letters"
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="the address of a Bot API server, with https:// or http://"
    )
    whatsapp_token: SecretStr | None = Field(
        None, description="the permanent access token of a system user at Meta, one word without blanks"
    )
    whatsapp_phone_id: str | None = Field(
        None, description="the phone number ID that Meta shows beside the number, digits alone"
    )
    whatsapp_app_secret: SecretStr | None = Field(
        None, description="the app secret from Meta's page of the app, 32 of the characters 0-9 and a-f"
    )
    whatsapp_verify_token: SecretStr | None = Field(
        None, description="a word of your own, 8 letters or more without blanks; give Meta the same"
    )
    whatsapp_account_id: str | None = Field(
        None, description="the WhatsApp Business account ID at Meta, digits alone"
    )
    whatsapp_api_url: str = Field(
        "https://graph.facebook.com/v23.0", description="the address of the Cloud API with its version"
    )
    whatsapp_prices: Annotated[dict[str, Decimal], NoDecode] = Field(
        default_factory=lambda: dict(WHATSAPP_PRICES),
        description='the price of one message by category, such as {"utility": 0.02, "marketing": 0.08}',
    )
    whatsapp_currency: str = Field("USD", description="the three letters of the currency that Meta bills in")
    whatsapp_monthly_limit: Decimal = Field(
        Decimal(20), ge=0, description="how much may be spent in a month, a number in that currency"
    )
    whatsapp_send_rate: float = Field(
        40.0, gt=0, le=1000, description="messages a second to all people together, up to 1000"
    )
    public_url: str | None = Field(
        None, description="an address that begins with https://, as the platforms demand, or stay unset"
    )
    webhook_secret: SecretStr | None = Field(
        None, description="1 to 256 of the characters A-Z, a-z, 0-9, _ and -"
    )
    web_host: str = Field("127.0.0.1", description="the address to listen on, such as 127.0.0.1")
    web_port: int = Field(8080, ge=0, le=65535, description="a whole number from 0 to 65535")
    timezone: str = Field("Asia/Bishkek", description="the name of a time zone, such as Asia/Bishkek")
    connect_timeout: float = Field(5.0, gt=0, allow_inf_nan=False, description=_SECONDS)
    read_timeout: float = Field(15.0, gt=0, allow_inf_nan=False, description=_SECONDS)
    write_timeout: float = Field(10.0, gt=0, allow_inf_nan=False, description=_SECONDS)
    media_timeout: float = Field(60.0, gt=0, allow_inf_nan=False, description=_SECONDS)
    pool_timeout: float = Field(5.0, gt=0, allow_inf_nan=False, description=_SECONDS)
    long_poll_seconds: float = Field(30.0, ge=0, le=50, description="a number of seconds from 0 to 50")
    send_rate: float = Field(
        float(FREE_RATE), gt=0, le=PAID_RATE, description=f"messages a second, up to {PAID_RATE}"
    )
    chat_send_rate: float = Field(
        1.0, gt=0, le=FREE_RATE, description=f"messages a second to one chat, up to {FREE_RATE}"
    )
    paid_broadcasts: bool = Field(default=False, description="true or false")
    backup_folder: Path = Field(Path("backups"), description="a folder")
    log_format: Literal["console", "json"] = Field("console", description="console or json")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="debug, info, warning or error"
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: SecretStr) -> SecretStr:
        try:
            async_url(url.get_secret_value())
        except (ArgumentError, ValueError):
            raise ValueError("no such database") from None
        return url

    @field_validator("telegram_token")
    @classmethod
    def _like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        return _matching(_TOKEN, token)

    @field_validator("webhook_secret")
    @classmethod
    def _as_telegram_allows(cls, secret: SecretStr | None) -> SecretStr | None:
        return _matching(_WEBHOOK_SECRET, secret)

    @field_validator("whatsapp_token", "whatsapp_verify_token")
    @classmethod
    def _one_word(cls, secret: SecretStr | None) -> SecretStr | None:
        return _matching(_ONE_WORD, secret)

    @field_validator("whatsapp_app_secret")
    @classmethod
    def _like_an_app_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        return _matching(_APP_SECRET, secret)

    @field_validator("whatsapp_phone_id", "whatsapp_account_id")
    @classmethod
    def _digits(cls, number: str | None) -> str | None:
        if number and not _DIGITS.fullmatch(number):
            raise ValueError("not digits")
        return number

    @field_validator("whatsapp_prices", mode="before")
    @classmethod
    def _written_as_json(cls, prices: object) -> object:
        return json.loads(prices) if isinstance(prices, str) else prices

    @field_validator("whatsapp_prices")
    @classmethod
    def _sensible_prices(cls, prices: dict[str, Decimal]) -> dict[str, Decimal]:
        """A category that is left out keeps the usual price: nothing is thought to be free by mistake."""
        if prices.keys() - WHATSAPP_PRICES.keys() or not all(0 <= price < 10 for price in prices.values()):
            raise ValueError("no such prices")
        return {**WHATSAPP_PRICES, **prices}

    @field_validator("whatsapp_currency")
    @classmethod
    def _like_a_currency(cls, letters: str) -> str:
        if not _CURRENCY.fullmatch(letters.upper()):
            raise ValueError("not a currency")
        return letters.upper()

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("no such time zone") from None
        return name

    @field_validator("telegram_api_url", "whatsapp_api_url")
    @classmethod
    def _api_address(cls, url: str) -> str:
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise ValueError("no such address")
        return url.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _https(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        secure = parts.scheme == "https" and parts.hostname
        local = parts.scheme == "http" and parts.hostname in _LOCAL_HOSTS
        if not (secure or local) or parts.query or parts.fragment:
            raise ValueError("not https")
        return url.rstrip("/")

    @field_validator("log_format", "log_level", mode="before")
    @classmethod
    def _any_case(cls, word: object) -> object:
        return word.lower() if isinstance(word, str) else word

    @model_validator(mode="after")
    def _rate_is_paid_for(self) -> "Settings":
        if self.send_rate > FREE_RATE and not self.paid_broadcasts:
            raise ValueError(
                f"{PREFIX}SEND_RATE above {FREE_RATE} needs {PREFIX}PAID_BROADCASTS=true: "
                "Telegram takes Stars for each message beyond that"
            )
        return self

    @model_validator(mode="after")
    def _whatsapp_is_whole(self) -> "Settings":
        """Half a WhatsApp would take messages and lose them."""
        missing = [name for name in WHATSAPP_NEEDS if getattr(self, name) is None]
        if missing and len(missing) < len(WHATSAPP_NEEDS):
            names = ", ".join(PREFIX + name.upper() for name in missing)
            raise ValueError(f"WhatsApp needs {names} too, or none of its settings")
        return self

    @property
    def has_whatsapp(self) -> bool:
        return self.whatsapp_token is not None

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
        """Messages a second."""
        return self.send_rate

    def secrets(self) -> list[str]:
        """What no log may show."""
        password = async_url(self.database_url.get_secret_value()).password
        own = (
            self.telegram_token,
            self.whatsapp_token,
            self.whatsapp_app_secret,
            self.whatsapp_verify_token,
        )
        given = [secret.get_secret_value() for secret in own if secret]
        return [secret for secret in (*given, self.secret, password) if secret]


def read_settings(env_file: Path = Path(".env")) -> Settings:
    """Raises `SettingsMistakes` with everything that is wrong."""
    mistakes = _unknown(set(os.environ) | _names_in(env_file))
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        mistakes += [_sentence(problem["loc"], problem["msg"]) for problem in error.errors()]
    if mistakes:
        # The first failure's text is out of reach here: it may hold what was typed.
        raise SettingsMistakes("\n".join(mistakes))
    return settings


def _names_in(env_file: Path) -> set[str]:
    if not env_file.is_file():
        return set()
    try:
        return set(dotenv_values(env_file, encoding=ENCODING))
    except OSError as problem:
        raise SettingsMistakes(f"{env_file} can't be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise SettingsMistakes(f"{env_file} can't be read: save it as UTF-8.") from None


def _matching(pattern: re.Pattern[str], secret: SecretStr | None) -> SecretStr | None:
    if secret and not pattern.fullmatch(secret.get_secret_value()):
        raise ValueError("not as it must be")
    return secret


def _unknown(names: set[str]) -> list[str]:
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    ours = {name for name in names if name.upper().startswith(PREFIX)} - NOT_SETTINGS
    return [_suggestion(name, known) for name in sorted(ours) if name.upper() not in known]


def _suggestion(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name.upper(), known, n=1)
    return f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else ".")


def _sentence(place: tuple[int | str, ...], problem: str) -> str:
    """Our own words: pydantic's would do for programmers, and may repeat the value."""
    if not place:
        return problem.removeprefix("Value error, ") + "."
    field = str(place[0])
    return f"{PREFIX}{field.upper()} must be {Settings.model_fields[field].description}."
