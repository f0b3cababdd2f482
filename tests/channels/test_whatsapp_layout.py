"""How a message is laid out in requests of the Cloud API; above all: nothing is cut off, nothing refused."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from bot.channels.files import FileFacts
from bot.channels.whatsapp import ids, marks, numbering, words
from bot.channels.whatsapp.layout import Draft, lay_out
from bot.core import richtext, standing_menu
from bot.core.channel import Permanent
from bot.core.messages import Attachment, AttachmentKind, Choice, Location, OutMessage

YES_NO = ((Choice("Ооба", "yes:1"), Choice("Жок", "no:1")),)
PDF = FileFacts("Бюджет.pdf", "application/pdf", 1000)
PHOTO = FileFacts("Жол.jpg", "image/jpeg", 1000)


def say(text: str, *labels: str, **more: Any) -> list[Draft]:
    choices = tuple((Choice(label, f"c:{number}"),) for number, label in enumerate(labels))
    return lay_out(OutMessage(text=Markup(text), choices=choices, **more), {})


def rows_of(draft: Draft) -> list[dict[str, str]]:
    sections = draft.content["action"].get("sections", ())
    return [row for section in sections for row in section["rows"]]


def body_of(draft: Draft) -> str:
    found: str = draft.content["body"] if draft.type == "text" else draft.content["body"]["text"]
    return found


# --- marks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>Салам</b>, <i>Асан</i>", "*Салам*, _Асан_"),
        ("<b>Бир \n\n эки</b> үч", "*Бир* \n\n *эки* үч"),
        ("<b>а <i>б</i> в</b>", "*а _б_ в*"),
        ("<i>а <b>б</b></i>", "_а_ *_б_*"),
        ("<b>5</b>чи", "5чи"),
        ("<b> </b>x", " x"),
        ('<a href="https://jarchy.kg/a_b">бетте</a>', "бетте (https://jarchy.kg/a_b)"),
        ('<a href="https://jarchy.kg/">jarchy.kg</a>', "https://jarchy.kg/"),
        ('<b><a href="https://jarchy.kg">бетте</a></b>!', "*бетте* (https://jarchy.kg)!"),
        ('<a href="tel:+996555">+996 555</a>', "+996555"),
        ("*111# дегенди териңиз", "*111# дегенди териңиз"),
        ("<b>*111#</b>", "*∗111#*"),
        ("*жалган* сөз", "∗жалган∗ сөз"),
        ("_а_ ~б~ `в`", "＿а＿ ∼б∼ 'в'"),
        ("5*3*2 first_last@mail.kg", "5*3*2 first_last@mail.kg"),
        ("https://a.kg/_x_ _y_", "https://a.kg/%5Fx%5F ＿y＿"),
        ("Күнү: ____, орду: ____", "Күнү: ____, орду: ____"),
        ("____ _а_ ____", "____ ＿а＿ ____"),
        ("__а__ а__б __", "＿＿а＿＿ а＿＿б __"),
        ("*** ~ * _ ` ~", "*** ~ * _ ` ~"),
        ("а* *б _а", "а* *б _а"),
        ("<i>Күнү:</i> ____ _а", "_Күнү:_ ____ ＿а"),
        ("<i>а ____ б</i> <b>____</b>", "_а ＿＿＿＿ б_ ____"),
        ("```\nа\n```", "'''\nа\n'''"),
        ("&gt; 100 сом", f"{marks.NO_QUOTATION}> 100 сом"),
    ],
)
def test_marks_are_whatsapps_and_only_ours_work(text: str, shown: str) -> None:
    assert marks.written(Markup(text)) == shown


# --- choices


def test_up_to_three_short_choices_are_buttons_without_numbers() -> None:
    [draft] = lay_out(OutMessage(text=Markup("Макулсузбу?"), choices=YES_NO), {})
    assert draft.content == {
        "type": "button",
        "body": {"text": "Макулсузбу?"},
        "action": {
            "buttons": [
                {"type": "reply", "reply": {"id": "yes:1", "title": "Ооба"}},
                {"type": "reply", "reply": {"id": "no:1", "title": "Жок"}},
            ]
        },
    }


@pytest.mark.parametrize(
    "labels",
    [("а", "б", "в", "г"), ("Бул жазуу баскычка батпайт",), ("Ооба", "Ооба")],
    ids=["four", "long", "alike"],
)
def test_what_fits_no_buttons_is_a_list_with_numbers(labels: tuple[str, ...]) -> None:
    [draft] = say("Тандаңыз", *labels)
    assert draft.content["type"] == "list"
    titles = [row["title"] for row in rows_of(draft)]
    assert [title.partition(" ")[0] for title in titles] == [f"{n}." for n in range(1, len(labels) + 1)]
    assert draft.content["action"]["button"] == words.OPEN_LIST


def test_a_shortened_row_says_itself_whole_below_or_above() -> None:
    below, above = "Ак-Суу айылындагы Ленин көчөсү", "Сөз " * 30
    [draft] = say("Кайсынысы?", below, above, "Башка")
    first, second, third = rows_of(draft)
    assert first == {
        "id": "c:0",
        "title": "1. Ак-Суу айылындагы…",
        "description": f"1. {below}",
    }
    assert second["description"].endswith("Сөз…")
    assert third == {"id": "c:2", "title": "3. Башка"}
    assert body_of(draft) == f"Кайсынысы?\n\n*2.* {above.strip()}"


def test_many_choices_take_several_lists() -> None:
    first, second = say("Айылыңыз?", *(f"Айыл {n}" for n in range(14)))
    assert [len(rows_of(draft)) for draft in (first, second)] == [10, 4]
    assert (body_of(first), body_of(second)) == ("Айылыңыз?", f"{words.CHOOSE} 11–14")
    assert rows_of(second)[3] == {"id": "c:13", "title": "14. Айыл 13"}


def test_the_few_that_are_left_of_many_are_buttons() -> None:
    choices, last = say("Айылыңыз?", *(f"Айыл {n}" for n in range(11)))
    assert (choices.content["type"], last.content["type"]) == ("list", "button")
    assert body_of(last) == f"{words.CHOOSE} 11"
    assert last.content["action"]["buttons"][0]["reply"] == {"id": "c:10", "title": "11. Айыл 10"}


def test_own_numbers_are_kept_and_others_counted_on() -> None:
    labels = ("9. Көчө", "10. Суу", "Дагы", "9. Кайра", "➕ 1. эмес")
    rows = tuple((Choice(label, label),) for label in labels)
    assert numbering.numbered_choices(rows) == {
        9: "9. Көчө",
        10: "10. Суу",
        11: "Дагы",
        12: "➕ 1. эмес",
    }
    [draft] = lay_out(OutMessage(text=Markup("?"), choices=rows), {})
    assert [row["title"] for row in rows_of(draft)] == [
        "9. Көчө",
        "10. Суу",
        "11. Дагы",
        "9. Кайра",
        "12. ➕ 1. эмес",
    ]


def test_times_and_other_figures_get_no_second_number_and_none_beside_them() -> None:
    """A typed «14» is an hour to the person; it must not be the fourteenth row to us."""
    for labels, typed in (
        (("09:00", "10:30", "✅ 14:00", "⬅️ Артка"), [9, 10, 14]),
        (("09:00", "09:30", "10:00", "⬅️ Артка"), [10]),
        (("25-ноябрь, 10:00", "26-ноябрь, 10:00", "Башка күнү", "⬅️ Артка"), [25, 26]),
        (("0", "-1", "Билбейм", "⬅️ Артка"), []),
    ):
        [draft] = say("Качан?", *labels)
        assert tuple(row["title"] for row in rows_of(draft)) == labels
        found = numbering.numbered_choices(tuple((Choice(label, label),) for label in labels))
        assert list(found) == typed
        assert all(str(number) in found[number] for number in typed)


def test_where_a_number_is_an_answer_the_choices_have_none() -> None:
    """«2» to «how many people?» is two people, and «2. Клуб» would say otherwise."""
    labels = ("Клуб", "Мектеп", "3. Китепкана", "⬅️ Артка")
    [draft] = say("Кайда?", *labels, counted=False)
    assert tuple(row["title"] for row in rows_of(draft)) == labels
    found = numbering.numbered_choices(tuple((Choice(label, label),) for label in labels), counted=False)
    assert found == {3: "3. Китепкана"}


def test_marks_on_a_scale_are_their_own_numbers() -> None:
    labels = ("1", "2", "✅ 3", "4", "5", "⬅️ Артка", "12 сом")
    [draft] = say("Кандай?", *labels)
    assert tuple(row["title"] for row in rows_of(draft)) == labels
    found = numbering.numbered_choices(tuple((Choice(label, label),) for label in labels))
    assert found == {1: "1", 2: "2", 3: "✅ 3", 4: "4", 5: "5", 12: "12 сом"}


def calendar(first: int, last: int, *, turns: bool = True) -> OutMessage:
    """December 2026 as `PickDay` draws it: the 1st is a Tuesday."""

    def day(number: int) -> Choice:
        if not first <= number <= last:
            return Choice("·", "@t/day/.")
        return Choice(f"•{number}" if number == 15 else str(number), f"@t/day/{number}")

    sides = [Choice("◀️", "@t/day/m1"), Choice("▶️", "@t/day/m2")] if turns else [Choice("·", "@t/day/.")] * 2
    names = tuple(Choice(name, "@t/day/.") for name in ("Дш", "Шш", "Шр", "Бш", "Жм", "Иш", "Жк"))
    weeks = tuple(tuple(day(number) for number in range(start, start + 7)) for start in range(0, 35, 7))
    ways = (Choice("⬅️ Артка", "@t/day/<"), Choice("✖️ Токтотуу", "@t/day/x"))
    head = (sides[0], Choice("Декабрь 2026", "@t/day/."), sides[1])
    rows = (head, names, *(week for week in weeks if any(c.payload != "@t/day/." for c in week)), ways)
    return OutMessage(text=Markup("Кайсы күнү?"), choices=rows)


def test_a_months_days_stand_in_the_text_and_are_typed() -> None:
    [draft] = lay_out(calendar(2, 31), {})
    assert body_of(draft) == (
        "Кайсы күнү?\n\n*Декабрь 2026*\n"
        "Шр–Жк: 2 3 4 5 6\n"
        "Дш–Жк: 7 8 9 10 11 12 13\n"
        "Дш–Жк: 14 •15 16 17 18 19 20\n"
        "Дш–Жк: 21 22 23 24 25 26 27\n"
        f"Дш–Бш: 28 29 30 31\n{words.WRITE_NUMBER}"
    )
    assert [row["title"] for row in rows_of(draft)] == ["◀️", "▶️", "⬅️ Артка", "✖️ Токтотуу"]
    assert rows_of(draft)[0]["description"] == "Мурунку / Предыдущий"
    found = numbering.numbered_choices(calendar(2, 31).choices)
    assert found == {number: f"@t/day/{number}" for number in range(2, 32)}


def test_in_the_only_month_the_ways_out_are_buttons_and_few_days_are_rows() -> None:
    [draft] = lay_out(calendar(1, 20, turns=False), {})
    assert [button["reply"]["title"] for button in draft.content["action"]["buttons"]] == [
        "⬅️ Артка",
        "✖️ Токтотуу",
    ]
    [draft] = lay_out(calendar(14, 16, turns=False), {})
    assert body_of(draft) == "Кайсы күнү?\n\n*Декабрь 2026*"
    assert [row["title"] for row in rows_of(draft)] == ["14", "•15", "16", "⬅️ Артка", "✖️ Токтотуу"]
    assert [row.get("description") for row in rows_of(draft)] == ["Дш", "Шш", "Шр", None, None]


def test_the_same_answer_twice_has_two_ids_that_mean_the_same() -> None:
    doubled = ((Choice("Ооба", "x:1"), Choice("Макул", "x:1")),)
    [draft] = lay_out(OutMessage(text=Markup("?"), choices=doubled), {})
    found = [button["reply"]["id"] for button in draft.content["action"]["buttons"]]
    assert len(set(found)) == 2
    assert [ids.read(one) for one in found] == [("x:1", None)] * 2


@pytest.mark.parametrize("payload", ["=x", "+1+x", "a\nb", "@t/s/v"])
def test_any_payload_comes_back(payload: str) -> None:
    assert ids.read(ids.of_payload(payload, set())) == (payload, None)


def test_a_button_that_does_nothing_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="bytes"):
        lay_out(OutMessage(text=Markup("a"), choices=((Choice("b"),),)), {})
    with pytest.raises(ValueError, match="letters"):
        lay_out(OutMessage(text=Markup("a"), keyboard=(("ы" * 200,),)), {})


# --- links


def test_one_link_alone_is_a_button_that_opens_it() -> None:
    message = OutMessage(text=Markup("Карта"), choices=((Choice("Ачуу", url="https://a.kg/x"),),))
    [draft] = lay_out(message, {})
    assert draft.content["type"] == "cta_url"
    assert draft.content["action"]["parameters"] == {"display_text": "Ачуу", "url": "https://a.kg/x"}


def test_other_links_are_lines_of_the_text() -> None:
    link = Choice("Ачуу", url="https://a.kg/x")
    [draft] = lay_out(OutMessage(text=Markup("Карта"), choices=((link,), *YES_NO)), {})
    assert body_of(draft) == "Карта\n\nАчуу: https://a.kg/x"
    assert len(draft.content["action"]["buttons"]) == 2
    telegrams = Choice("Топко", url="https://t.me/b?x=y")
    [draft] = lay_out(OutMessage(text=Markup("К"), choices=((telegrams,),)), {})
    assert (draft.type, body_of(draft)) == ("text", "К\n\nТопко: https://t.me/b?x=y")


# --- the standing menu


def test_the_menu_is_a_list_whose_taps_are_words() -> None:
    [draft] = say("Башкы бет", keyboard=(("🏛 Жыйындар", "Жардам"), ("Тил",)))
    assert draft.content["action"]["button"] == words.OPEN_MENU
    assert [row["title"] for row in rows_of(draft)] == ["🏛 Жыйындар", "Жардам", "Тил"]
    assert [ids.read(row["id"]) for row in rows_of(draft)] == [
        (None, "🏛 Жыйындар"),
        (None, "Жардам"),
        (None, "Тил"),
    ]


@pytest.mark.parametrize("keyboard", [(), None])
def test_no_menu_is_nothing(keyboard: tuple[()] | None) -> None:
    [draft] = say("Салам", keyboard=keyboard)
    assert (draft.type, draft.content) == ("text", {"body": "Салам", "preview_url": False})


def test_the_menu_stands_under_a_list_or_after_buttons() -> None:
    [shared] = say("?", "а", "б", "в", "г", keyboard=(("Меню",),))
    assert [section["title"] for section in shared.content["action"]["sections"]] == [
        words.CHOICES_SECTION,
        words.MENU_SECTION,
    ]
    buttons, menu = say("?", "а", keyboard=(("Меню",),))
    assert (buttons.content["type"], menu.content["type"]) == ("button", "list")
    assert (body_of(buttons), body_of(menu)) == ("?", words.MENU)


def test_a_long_menu_brings_what_its_list_does_not_hold() -> None:
    labels = tuple(f"Бөлүм {n}" for n in range(13))
    rows: tuple[tuple[str, ...], ...] = tuple((label,) for label in labels)
    shown: list[str] = []
    while rows:
        [menu] = say("Меню", keyboard=rows)
        assert len(rows_of(menu)) <= 10
        taps = [ids.read(row["id"]) for row in rows_of(menu)]
        shown += [label for _, label in taps if label]
        more = [payload for payload, _ in taps if payload]
        rows = standing_menu.after(rows, more[0].removeprefix("menu:")) if more else ()
    assert tuple(shown) == labels
    assert standing_menu.after((("Башка",),), "a1") == ()


# --- commands that a text names


def buttons_of(draft: Draft) -> dict[str, str]:
    found = draft.content["action"].get("buttons") or [{"reply": row} for row in rows_of(draft)]
    return {one["reply"]["title"]: one["reply"]["id"] for one in found}


def test_commands_that_a_text_names_can_be_tapped() -> None:
    [draft] = say("Кеңсеге жазуу: /appeal. Кабыл алуулар: /receptions")
    assert (draft.content["type"], buttons_of(draft)) == (
        "button",
        {"/appeal": "=/appeal", "/receptions": "=/receptions"},
    )
    assert ids.read("=/appeal") == (None, "/appeal")
    [draft] = say("Керек болсо: /appeal", "Ооба", "Жок")
    assert list(buttons_of(draft)) == ["Ооба", "Жок", "/appeal"]
    [draft] = say("Керек болсо: /appeal", "а", "б", "в", "г")
    assert list(buttons_of(draft)) == ["1. а", "2. б", "3. в", "4. г", "/appeal"]


@pytest.mark.parametrize(
    "text",
    [
        "/menu /village /topics /stop",
        "https://a.kg/appeal же a.kg/appeal",
        "группага жазыңыз: /groups@jarchy_bot",
        "5/7, км/саат, /ab, /work/data, жана/же",
    ],
)
def test_what_is_no_command_or_too_many_get_no_buttons(text: str) -> None:
    [draft] = say(text)
    assert draft.type == "text"


def test_commands_take_nobodys_place() -> None:
    [draft] = say("/appeal", "а", "б", "в")
    assert list(buttons_of(draft)) == ["а", "б", "в"], "three buttons stay buttons"
    [draft] = say("/appeal", *"абвгдеёжзи")
    assert len(rows_of(draft)) == 10
    assert "/appeal" not in buttons_of(draft)
    [draft] = lay_out(OutMessage(text=Markup("/menu"), choices=((Choice("⬅️ Меню", "menu:"),),)), {})
    assert list(buttons_of(draft)) == ["⬅️ Меню"], "it is there already"
    [draft] = say("/appeal", keyboard=(("📝 Кайрылуу",),))
    assert list(buttons_of(draft)) == ["📝 Кайрылуу"], "the menu is the way to it"


# --- long texts


def test_a_long_text_goes_first_and_its_ending_over_the_buttons() -> None:
    long, last = "Сөз " * 400, "Келесизби?"
    first, second = say(f"{long}\n\n{last}", "Ооба")
    assert (first.type, body_of(first).split()) == ("text", ["Сөз"] * 400)
    assert body_of(second) == last


def test_a_text_without_an_ending_has_the_buttons_alone_after_it() -> None:
    first, second = say("сөз " * 400, "Ооба")
    assert first.type == "text"
    assert body_of(second) == words.CHOOSE


def test_marks_are_whole_in_every_piece() -> None:
    pieces = [body_of(draft) for draft in say(f"<b>{'сөз ' * 3000}</b>")]
    assert len(pieces) == 3
    assert all(piece.startswith("*сөз") and piece.endswith("сөз*") for piece in pieces)


# --- files and places


def file(kind: AttachmentKind = AttachmentKind.DOCUMENT, number: int = 1) -> tuple[Attachment, ...]:
    return (Attachment(kind, number),)


def with_file(facts: FileFacts, text: str = "Мына", **more: Any) -> list[Draft]:
    return lay_out(OutMessage(text=Markup(text), attachments=file(), **more), {1: facts})


def test_a_file_carries_a_short_text_unless_something_is_to_be_tapped() -> None:
    [draft] = with_file(PDF, "<b>Мына</b>")
    assert (draft.type, draft.content) == ("document", {"filename": "Бюджет.pdf", "caption": "*Мына*"})
    first, second = with_file(PHOTO, choices=YES_NO)
    assert (first.type, first.content, second.type) == ("image", {}, "interactive")
    first, second = with_file(PHOTO, "ө" * 1025)
    assert (first.type, first.content, second.type) == ("image", {}, "text")


def test_a_place_comes_first_and_each_picture_by_itself() -> None:
    pictures = (Attachment(AttachmentKind.PHOTO, 1), Attachment(AttachmentKind.PHOTO, 2))
    message = OutMessage(text=Markup("Клубда"), location=Location(42.5, 72.25), attachments=pictures)
    drafts = lay_out(message, {1: PHOTO, 2: PHOTO})
    assert [draft.type for draft in drafts] == ["location", "image", "image", "text"]
    assert drafts[0].content == {"latitude": 42.5, "longitude": 72.25}


@pytest.mark.parametrize(
    ("name", "mime_type", "kind", "type_", "uploaded"),
    [
        ("a.ics", "text/calendar", "document", "document", "text/plain"),
        ("a.json", "application/json", "document", "document", "text/plain"),
        ("a.csv", "text/csv; charset=utf-8", "document", "document", "text/plain"),
        ("a.docx", "application/octet-stream", "document", "document", None),
        ("a.png", "image/png", "document", "image", "image/png"),
        ("a.mp4", "video/mp4", "document", "video", "video/mp4"),
        ("voice.ogg", "audio/ogg; codecs=opus", "voice", "audio", "audio/ogg"),
        ("photo.jpg", "application/octet-stream", "photo", "image", "image/jpeg"),
    ],
)
def test_types_that_whatsapp_takes(
    name: str, mime_type: str, kind: str, type_: str, uploaded: str | None
) -> None:
    message = OutMessage(text=Markup(""), attachments=file(AttachmentKind(kind)))
    [draft] = lay_out(message, {1: FileFacts(name, mime_type, 10)})
    assert draft.type == type_
    assert draft.file
    assert draft.file.mime_type == uploaded or (uploaded is None and "word" in draft.file.mime_type)
    extra = {"document": {"filename": name}, "audio": {"voice": True}}
    assert draft.content == extra.get(type_, {})


@pytest.mark.parametrize(
    "facts",
    [
        FileFacts("Фото_2026.zip", "application/zip", 10),
        FileFacts("Фото_2026.webp", "image/webp", 10),
        FileFacts("Фото_2026.png", "image/png", 6_000_000),
        FileFacts("Фото_2026.mp4", "video/mp4", 17_000_000),
    ],
)
def test_what_whatsapp_does_not_take_is_told(facts: FileFacts) -> None:
    [draft] = with_file(facts)
    assert draft.type == "text"
    assert body_of(draft).startswith(f"Мына\n\n📎 {facts.name}: ")
    assert "Telegram аркылуу" in body_of(draft)
    assert "через Telegram" in body_of(draft)


def test_a_file_that_is_gone_and_nothing_to_say() -> None:
    with pytest.raises(Permanent, match="file_missing"):
        lay_out(OutMessage(text=Markup("a"), attachments=file()), {})
    with pytest.raises(Permanent, match="empty"):
        lay_out(OutMessage(text=Markup(" <b> </b>\n")), {})


# --- whatever is said

_LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"])
_MARKY = st.sampled_from("*_~`>#1a. ө\n😀")
_TYPED = st.text(_LETTERS | _MARKY, max_size=60)
_BITS = _TYPED | _TYPED.map(lambda bit: bit * 25)


@st.composite
def texts(draw: st.DrawFn) -> Markup:
    parts = draw(st.lists(st.tuples(st.sampled_from(["{}", "<b>{}</b>", "<i>{}</i>"]), _BITS), max_size=8))
    joiner = draw(st.sampled_from(["", " ", "\n", "\n\n"]))
    return Markup(joiner).join(Markup(mark).format(bit) for mark, bit in parts)


Tapped = tuple[str | None, str | None]
_PAYLOADS = st.text(st.sampled_from("abc:=+@/1"), min_size=1, max_size=8)
_LONG = st.builds(lambda start, end: f"{start} {'узун ' * 14}{end}", _TYPED, _TYPED)
_FIGURES = st.integers(0, 40).map(str) | st.sampled_from(["•7", "09:00", "3. а", "✅ 12", "-2"])
_CHOICES = st.builds(Choice, _TYPED | _LONG | _FIGURES, _PAYLOADS | st.just("@t/s/."))
_LINKS = st.builds(
    lambda label, url: Choice(label, url=url), _TYPED, st.sampled_from(["https://a.kg/x_y", "https://t.me/b"])
)
_LABELS = st.text(_LETTERS, min_size=1, max_size=20).filter(str.strip).map(lambda end: f"{'Меню ' * 8}{end}")


@st.composite
def out_messages(draw: st.DrawFn) -> OutMessage:
    kinds = draw(
        st.sampled_from([_CHOICES, _LINKS, _CHOICES | _LINKS, st.builds(Choice, _FIGURES, _PAYLOADS)])
    )
    choices = draw(st.lists(st.lists(kinds, max_size=4), max_size=8))
    return OutMessage(
        text=draw(texts()),
        choices=tuple(tuple(row) for row in choices),
        keyboard=draw(st.none() | st.lists(st.lists(_LABELS, max_size=3).map(tuple), max_size=6).map(tuple)),
        location=draw(st.none() | st.just(Location(42.5, 72.25))),
        attachments=draw(st.sampled_from([(), file()])),
        counted=draw(st.booleans()),
    )


@settings(max_examples=120)
@given(out_messages(), st.sampled_from([PDF, PHOTO, FileFacts("а.zip", "application/zip", 1)]))
@example(OutMessage(text=Markup("а") + "*" * 5000, choices=YES_NO), PDF)
@example(OutMessage(text=Markup("<b>{}</b>").format("а* \n" * 900), choices=YES_NO), PDF)
def test_whatever_is_said_keeps_to_the_limits_and_loses_nothing(
    message: OutMessage, facts: FileFacts
) -> None:
    seen = [one for row in message.choices for one in row if one.url or not numbering.does_nothing(one)]
    named = [one for row in message.choices for one in row if any(map(str.isalnum, one.label))]
    said_at_all = message.location or message.attachments or seen or named or any(message.keyboard or ())
    if not said_at_all and not richtext.plain(message.text).strip():
        with pytest.raises(Permanent, match="empty"):
            lay_out(message, {})
        return
    drafts = lay_out(message, {1: facts})
    for draft in drafts:
        _keeps_to_limits(draft)
    said = "".join(_said(draft) for draft in drafts)
    assert _bare(richtext.plain(message.text)) in _bare("".join(_texts(drafts)))
    told = [_bare(part) for draft in drafts for part in _parts(draft)]
    for choice in (choice for row in message.choices for choice in row):
        shown = any(_bare(choice.label) in part for part in told)
        assert shown or numbering.does_nothing(choice)
        assert choice.url is None or choice.url in said
    labels, more = standing_menu.first_rows(message.keyboard or ())
    for label in labels:
        assert any(_bare(label) in part for part in told)
    tapped: Counter[Tapped] = Counter(
        found
        for found in (ids.read(one) for draft in drafts for one in _ids(draft))
        if not (found[1] or "").startswith("/")
    )
    wanted: Counter[Tapped] = Counter((one.payload, None) for one in numbering.answers(message.choices))
    menu: Counter[Tapped] = Counter((None, label) for label in labels)
    menu.update([(more, None)] if more else [])
    assert not tapped - wanted - menu
    by_number = set(numbering.numbered_choices(message.choices, counted=message.counted).values())
    assert all(payload in by_number for payload, _ in wanted + menu - tapped)


def _keeps_to_limits(draft: Draft) -> None:
    if draft.type == "text":
        assert 0 < richtext.units(draft.content["body"].strip()) <= 4096
    if draft.type != "interactive":
        assert richtext.units(draft.content.get("caption", "")) <= 1024
        return
    action = draft.content["action"]
    assert 0 < richtext.units(body_of(draft).strip()) <= 1024
    titles = [button["reply"]["title"] for button in action.get("buttons", ())]
    assert len(titles) <= 3
    assert all(0 < richtext.units(title.strip()) <= 20 for title in titles)
    if draft.content["type"] == "list":
        rows = rows_of(draft)
        titles = [row["title"] for row in rows]
        assert 0 < len(rows) <= 10
        assert richtext.units(action["button"]) <= 20
        assert all(0 < richtext.units(title.strip()) <= 24 for title in titles)
        assert all(0 < richtext.units(row.get("description", "-")) <= 72 for row in rows)
        assert len(action["sections"]) == 1 or all(section["title"] for section in action["sections"])
    assert len(set(titles)) == len(titles)
    found = list(_ids(draft))
    assert len(set(found)) == len(found)
    assert all(len(one.encode()) <= 256 for one in found)


def _ids(draft: Draft) -> Iterator[str]:
    if draft.type == "interactive":
        yield from (button["reply"]["id"] for button in draft.content["action"].get("buttons", ()))
        yield from (row["id"] for row in rows_of(draft))


def _texts(drafts: list[Draft]) -> Iterator[str]:
    for draft in drafts:
        if draft.type in ("text", "interactive"):
            yield body_of(draft)
        else:
            yield draft.content.get("caption", "")


def _parts(draft: Draft) -> Iterator[str]:
    """Each place where a label may stand whole."""
    yield from _texts([draft])
    if draft.type == "interactive":
        action = draft.content["action"]
        yield from (button["reply"]["title"] for button in action.get("buttons", ()))
        yield action.get("parameters", {}).get("display_text", "")
        for row in rows_of(draft):
            yield row["title"]
            yield row.get("description", "")


def _said(draft: Draft) -> str:
    url = draft.content.get("action", {}).get("parameters", {}).get("url", "")
    return f"{''.join(_parts(draft))}{url}"


def _bare(text: str) -> str:
    """Without spaces and everything that works as a mark or stands for one."""
    for mark, twin in marks.TWINS.items():
        text = text.replace(mark, "").replace(twin, "")
    return re.sub(rf"[\s{marks.NO_QUOTATION}]+", "", text)


def test_the_check_itself_sees_what_is_missing() -> None:
    assert _bare("*Салам*  _дос_") == "Саламдос"
    assert _bare("Салам досум") not in _bare("Салам дос")
