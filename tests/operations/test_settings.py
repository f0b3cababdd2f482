"""Settings: the environment over `.env`, mistakes in plain words, secrets never shown."""

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import PREFIX, Settings, SettingsMistakes, read_settings

ROOT = Path(__file__).parent.parent.parent
TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def mistakes_of(text: str) -> list[str]:
    Path(".env").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsMistakes) as raised:
        read_settings()
    assert raised.value.__cause__ is None
    return str(raised.value).splitlines()


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings()
    assert settings.database_url.get_secret_value() == "sqlite:///jarchy.db"
    assert settings.zone.key == "Asia/Bishkek"
    assert settings.rate == 30


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    # As Windows' Notepad saves it, and with a value left empty.
    Path(".env").write_text("JARCHY_WEB_PORT=1\nJARCHY_LOG_LEVEL=DEBUG\nJARCHY_PUBLIC_URL=\n", "utf-8-sig")
    monkeypatch.setenv("JARCHY_WEB_PORT", "2")
    settings = read_settings()
    assert (settings.web_port, settings.log_level, settings.public_url) == (2, "debug", None)


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        read_settings().web_port = 1  # type: ignore[misc]  # that is what is tested


def test_a_misspelt_name_is_told_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JARCHY_QQQ", "1")
    assert mistakes_of("JARCHY_TELEGRAM_TOKN=x") == [
        "JARCHY_QQQ is not a setting.",
        "JARCHY_TELEGRAM_TOKN is not a setting; did you mean JARCHY_TELEGRAM_TOKEN?",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("WEB_PORT=eighty", "must be a whole number from 0 to 65535."),
        ("WEB_PORT=70000", "must be a whole number from 0 to 65535."),
        ("READ_TIMEOUT=-5", "must be a number of seconds greater than 0."),
        ("READ_TIMEOUT=nan", "must be a number of seconds greater than 0."),
        ("TIMEZONE=Asia/Nowhere", "must be the name of a time zone, such as Asia/Bishkek."),
        ("TIMEZONE=../etc", "must be the name of a time zone, such as Asia/Bishkek."),
        ("LOG_FORMAT=xml", "must be console or json."),
        ("PAID_BROADCASTS=perhaps", "must be true or false."),
        ("PUBLIC_URL=http://bot.example.kg", "https://"),
        ("PUBLIC_URL=bot.example.kg", "https://"),
        ("TELEGRAM_API_URL=api.telegram.org", "https:// or http://"),
        ("DATABASE_URL=mysql://root:hush-hush@db/x", "sqlite:///FILE or postgresql://"),
        ("DATABASE_URL=hush-hush", "sqlite:///FILE or postgresql://"),
        ("TELEGRAM_TOKEN=hush-hush", "must be the token @BotFather gave"),
        ("WEBHOOK_SECRET='hush hush'", "must be 1 to 256 of the characters"),
        ("WHATSAPP_TOKEN='hush hush hush'", "one word without blanks"),
        ("WHATSAPP_PHONE_ID=+996700", "digits alone"),
        ("WHATSAPP_APP_SECRET=hush-hush", "32 of the characters"),
        ("WHATSAPP_PRICES=0,05", "the price of one message by category"),
        ('WHATSAPP_PRICES={"utilty": 0.02}', "the price of one message by category"),
        ("WHATSAPP_MONTHLY_LIMIT=-1", "how much may be spent in a month"),
        ("WHATSAPP_CURRENCY=сом", "three letters of the currency"),
    ],
)
def test_a_mistake_is_one_sentence_without_the_value(line: str, words: str) -> None:
    (mistake,) = mistakes_of(f"JARCHY_{line}")
    name, _, value = line.partition("=")
    assert mistake.startswith(f"JARCHY_{name} ")
    assert words in mistake
    assert value.strip("'") not in mistake


def test_all_mistakes_are_told_at_once() -> None:
    assert len(mistakes_of("JARCHY_WEB_PORT=x\nJARCHY_TIMEZONE=x\nJARCHY_WEB_PROT=1")) == 3


def test_more_than_the_free_rate_must_be_paid_for(monkeypatch: pytest.MonkeyPatch) -> None:
    (mistake,) = mistakes_of("JARCHY_SEND_RATE=1000")
    assert mistake.startswith("JARCHY_SEND_RATE above 30 needs JARCHY_PAID_BROADCASTS=true")
    monkeypatch.setenv("JARCHY_PAID_BROADCASTS", "true")
    assert read_settings().rate == 1000


WHATSAPP = {
    "WHATSAPP_TOKEN": "EAAG-hush",
    "WHATSAPP_PHONE_ID": "106540352242922",
    "WHATSAPP_APP_SECRET": "0123456789abcdef0123456789abcdef",
    "WHATSAPP_VERIFY_TOKEN": "hush-verify",
}


def test_half_a_whatsapp_is_told_with_what_is_missing() -> None:
    given = "\n".join(f"JARCHY_{name}={value}" for name, value in list(WHATSAPP.items())[:2])
    (mistake,) = mistakes_of(given)
    missing = "JARCHY_WHATSAPP_APP_SECRET, JARCHY_WHATSAPP_VERIFY_TOKEN"
    assert mistake == f"WhatsApp needs {missing} too, or none of its settings."


def test_whatsapps_secrets_never_show_and_a_price_left_out_keeps_the_usual_one() -> None:
    given = "\n".join(f"JARCHY_{name}={value}" for name, value in WHATSAPP.items())
    Path(".env").write_text(given + '\nJARCHY_WHATSAPP_PRICES={"utility": 0.02}', encoding="utf-8")
    settings = read_settings()
    assert settings.has_whatsapp
    assert settings.whatsapp_prices["utility"] == Decimal("0.02")
    assert settings.whatsapp_prices["marketing"] > 0
    for shown in (repr(settings), settings.model_dump_json()):
        assert "hush" not in shown
    assert {WHATSAPP["WHATSAPP_TOKEN"], WHATSAPP["WHATSAPP_APP_SECRET"], "hush-verify"} <= set(
        settings.secrets()
    )


def test_secrets_never_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JARCHY_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("JARCHY_WEBHOOK_SECRET", "hush-hush")
    monkeypatch.setenv("JARCHY_DATABASE_URL", "postgresql://jarchy:hush-hush@db/jarchy")
    settings = read_settings()
    for shown in (repr(settings), str(settings), str(settings.model_dump()), settings.model_dump_json()):
        assert TOKEN not in shown
        assert "hush" not in shown
    assert settings.secrets() == [TOKEN, "hush-hush", "hush-hush"]
    with pytest.raises(ValidationError) as raised:
        Settings(_env_file=None, telegram_token="hush-hush")
    assert "hush" not in str(raised.value)


def test_the_webhooks_secret_follows_from_the_token() -> None:
    one, same, other = (
        Settings(_env_file=None, telegram_token=token).secret for token in (TOKEN, TOKEN, "1:other")
    )
    assert one == same != other
    assert TOKEN not in one


def test_a_file_in_another_encoding_is_named() -> None:
    Path(".env").write_bytes("JARCHY_WEB_HOST=жер".encode("cp1251"))
    with pytest.raises(SettingsMistakes, match="UTF-8"):
        read_settings()


def test_the_example_names_every_setting_with_its_default(tmp_path: Path) -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    values = dict(line[2:].split("=", 1) for line in lines if line.startswith(f"# {PREFIX}"))
    assert set(values) == {PREFIX + name.upper() for name in Settings.model_fields}
    (tmp_path / ".env").write_text("\n".join(f"{name}={value}" for name, value in values.items()))
    assert read_settings() == Settings(_env_file=None)
