"""What a person may say to any question: long words and short ones, numbers, days, files, a place."""

from collections.abc import Iterator, Mapping

from markupsafe import escape

from bot.core.dialogs.steps import Heard
from bot.core.messages import Attachment, AttachmentKind, IncomingFile, InMessage, Location

SENTENCE = "Жогорку көчөдө эки күндөн бери суу жок, түтүк жарылган, балдар мектепке суу кечип барып жатат. "
# Longest first: what was written is shown again, and the longest that is taken must fit there too.
LENGTHS = (3900, 2900, 1900, 1150, 990, 590, 290, 190, 110, 75, 38)
LONG = tuple((SENTENCE * 50)[:length].rpartition(" ")[0] for length in LENGTHS)
WORDS = (
    "Айгүл Асанова",
    "Айгүл Асанова\nБакыт Токтогулов",
    "1 2 3 4 5 6 7 8 9 10 11 12 13 14",
    "12",
    "2",
    "1500",
    "25.12.2026",
    "12.11.2026",
    "15.01.2026",
    "14:30",
    "10:00-12:00",
    "0555 12 34 56",
    "2033-2036",
    "26-0005-8",
    "42.87, 74.59",
    "https://drive.google.com/file/d/1aBcDeFg/view",
    "рахмат",
    "ооба",
)
_FILES = (
    (AttachmentKind.PHOTO, None, "image/jpeg"),
    (AttachmentKind.DOCUMENT, "бекитилген бюджет.pdf", "application/pdf"),
    (
        AttachmentKind.DOCUMENT,
        "жоболор.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (AttachmentKind.VOICE, None, "audio/ogg"),
)
Files = Mapping[AttachmentKind, int]
"""The number of a kept file of each kind."""


def tapped(value: str) -> Heard:
    return Heard(value=value, message=_message())


def words(text: str) -> Heard:
    return Heard(message=_message(text))


def more(files: Files) -> Iterator[Heard]:
    """Than words."""
    yield Heard(message=_message(SENTENCE * 2, may_be_cut=True))
    for kind, name, mime_type in _FILES:
        incoming = IncomingFile(kind=kind, reference="r", name=name, mime_type=mime_type, size=20_000)
        yield Heard(message=_message(attachment=incoming), attachment=Attachment(kind, files[kind]))
        if kind is AttachmentKind.PHOTO:
            told = _message(SENTENCE, attachment=incoming)
            yield Heard(message=told, attachment=Attachment(kind, files[kind]))
    yield Heard(message=_message(location=Location(42.0731, 74.5188)))


def _message(text: str | None = None, **more: object) -> InMessage:
    values: dict[str, object] = {"text": text, "rich": escape(text) if text else None, **more}
    return InMessage(channel="telegram", address="1", external_id="1", **values)  # type: ignore[arg-type]  # each is what its field wants
