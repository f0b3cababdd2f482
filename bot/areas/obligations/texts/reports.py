"""Reports on the screen: the list, a card, what is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from bot.areas.obligations.models import PaperPosting, PostingWay
from bot.areas.obligations.reporting.papers import Progress
from bot.areas.obligations.reporting.service import MONEY, OWN, PROPOSALS, WHY
from bot.areas.obligations.rules.span import Span
from bot.areas.obligations.texts import monitoring, spans
from bot.core.i18n import LANGUAGES, Translator

# 004 §5.4: boards, notices and media; meetings may be added.
MANDATORY = (PostingWay.BOARD, PostingWay.NOTICE, PostingWay.MEDIA)
_SIGNS = {
    None: "▫️",
    Progress.WRITTEN: "✍️",
    Progress.HANDED_IN: "⏳",
    Progress.APPROVED: "☑️",
    Progress.PUBLISHED: "✅",
}


def list_head(t: Translator) -> Markup:
    return t(
        "📑 <b>Monitoring reports</b>\n\nEach is filled in by itself. You look at it, add words, and hand it "
        "in once its time is over."
    )


def list_label(t: Translator, span: Span, state: Progress | None) -> str:
    name = spans.name(t, span)
    return f"{_SIGNS[state]} {name[0].upper()}{name[1:]}"


def card(
    t: Translator,
    span: Span,
    state: Progress,
    words: Mapping[str, Any],
    put: Sequence[PaperPosting],
    *,
    is_over: bool,
) -> Markup:
    lines = [
        t("<b>{title}: {span}</b>", title=monitoring.title(t), span=spans.name(t, span)),
        _state(t, state),
    ]
    if not is_over:
        lines.append(t("This time isn't over yet: what you see is a draft."))
    if state is Progress.WRITTEN:
        lines += [Markup(""), *(_item(t, item, words) for item in (WHY, PROPOSALS, MONEY))]
    if state in {Progress.APPROVED, Progress.PUBLISHED}:
        lines += [Markup(""), t("<b>Where it was put up</b> (section 5.4 of the plan)")]
        lines += [_put(t, way, put) for way in PostingWay]
    return Markup("\n").join(lines)


def _state(t: Translator, state: Progress) -> Markup:
    return {
        Progress.WRITTEN: t("Not published yet."),
        Progress.HANDED_IN: t("Its message is being prepared or waits for approval; the figures are kept."),
        Progress.APPROVED: t("Approved; it goes out soon."),
        Progress.PUBLISHED: t("Published."),
    }[state]


def _item(t: Translator, item: str, words: Mapping[str, Any]) -> Markup:
    return Markup("{} {}").format("☑️" if words.get(item) else "▫️", item_name(t, item))


def _put(t: Translator, way: PostingWay, put: Sequence[PaperPosting]) -> Markup:
    count = sum(one.way is way for one in put)
    sign = "☑️" if count else "❗️" if way in MANDATORY else "▫️"
    return Markup("{} {}: {}").format(sign, way_name(t, way), t.number(count))


def item_name(t: Translator, item: str) -> Markup:
    return {
        WHY: t("Why something is late or not done"),
        PROPOSALS: t("Proposals for improvement"),
        MONEY: t("Money by source"),
    }[item]


def way_name(t: Translator, way: PostingWay) -> Markup:
    return {
        PostingWay.BOARD: t("boards"),
        PostingWay.NOTICE: t("notices"),
        PostingWay.MEDIA: t("mass media"),
        PostingWay.MEETING: t("meetings, hearings, kurultai"),
    }[way]


# Buttons


def files_button(t: Translator, language: str) -> str:
    return f"📄 {LANGUAGES[language]}"


def item_button(t: Translator, item: str) -> Markup:
    return {WHY: t("✍️ Reasons"), PROPOSALS: t("✍️ Proposals"), MONEY: t("💰 Money")}[item]


def publish_button(t: Translator) -> Markup:
    return t("📣 Publish")


def message_button(t: Translator) -> Markup:
    return t("✉️ Its message")


def poster_button(t: Translator, language: str) -> str:
    return f"🖨 {LANGUAGES[language]}"


def note_button(t: Translator) -> Markup:
    return t("📌 Put up: write down")


def to_card(t: Translator) -> Markup:
    return t("⬅️ To the report")


# What is said


def files_now(t: Translator, span: Span) -> Markup:
    return t(
        "📄 The report on {span} as things stand now: PDF to read, Word to correct, PowerPoint to show.",
        span=spans.name(t, span),
    )


def files_frozen(t: Translator, span: Span) -> Markup:
    return t("📄 The report on {span} as it was handed in.", span=spans.name(t, span))


def handed_over(t: Translator) -> Markup:
    return t(
        "The report is made, in both languages, and its figures are kept as they are. Below is the message "
        "that residents will get: look at it and hand it in for approval."
    )


def poster_ready(t: Translator) -> Markup:
    return t("🖨 The poster for the board. When it hangs, write it down.")


def scan_words(t: Translator) -> str:
    return _plain(t("Scan to read the whole report"))


def scan_why(t: Translator) -> str:
    return _plain(t("And tell us what you think of it."))


def public(t: Translator, span: Span) -> Markup:
    return t("📑 <b>Monitoring report: {span}</b>", span=spans.name(t, span))


# What is asked


def ask_words(t: Translator, item: str) -> Markup:
    return {
        WHY: t(
            "✍️ Why is something late or not done? In Kyrgyz, in a few sentences. Several lines make a list."
        ),
        PROPOSALS: t(
            "✍️ What do you propose, so that it goes better? In Kyrgyz. Several lines make a list, one "
            "proposal in each."
        ),
        OWN: t("✍️ What else should the presentation tell? In Kyrgyz. Each line is one point of a slide."),
    }[item]


def ask_words_ru(t: Translator) -> Markup:
    return t("✍️ The same in Russian. If you skip this, the Kyrgyz words stand in both.")


def ask_money(t: Translator, source: str) -> Markup:
    return t(
        "💰 How many сом did initiatives and projects take from this source in this time?\n<b>{source}</b>",
        source=monitoring.money_source(t, source),
    )


def words_kept(t: Translator) -> Markup:
    return t("✅ Written down.")


def ask_way(t: Translator) -> Markup:
    return t("📌 In which way was the report put up or told of?")


def way(t: Translator, one: PostingWay) -> Markup:
    return {
        PostingWay.BOARD: t("On a board"),
        PostingWay.NOTICE: t("As a notice"),
        PostingWay.MEDIA: t("In mass media"),
        PostingWay.MEETING: t("At a meeting"),
    }[one]


def ask_village(t: Translator) -> Markup:
    return t("🏘 In which village? Skip it if everywhere.")


def ask_place(t: Translator) -> Markup:
    return t("📍 Where just? For example: the board at the school.")


def ask_photo(t: Translator) -> Markup:
    return t("📷 Send a photo of it, or skip this.")


def ask_people(t: Translator) -> Markup:
    return t("👥 About how many people does it reach? A number, or skip this.")


def posting_kept(t: Translator) -> Markup:
    return t("✅ Written down where the report was put up.")


def _plain(text: Markup) -> str:
    return str(text.unescape())
