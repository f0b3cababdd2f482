"""The indicators in words: their names, what they are, what they are made of."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.areas.obligations.indicators import Figures, Key, Line
from bot.areas.obligations.indicators.paper import GROUP
from bot.areas.obligations.texts import documents, spans
from bot.core.i18n import Translator

_CHANNELS = {"telegram": "Telegram", "whatsapp": "WhatsApp"}


def label(t: Translator, key: Key) -> str:
    names = {
        Key.INFORMED: t("Residents to whom messages were sent"),
        Key.DIGEST: t("Residents to whom the monthly digest was sent"),
        Key.GROUPS: t("Members of WhatsApp groups that were written to"),
        Key.PAPER: t("Reached by boards, from house to house, by media"),
        Key.ATTENDED: t("Came to assemblies and hearings"),
        Key.SUBSCRIBERS: t("Subscribers"),
        Key.MEETINGS: t("Assemblies and hearings held"),
        Key.MATERIALS: t("Materials put on boards"),
        Key.QUESTIONNAIRES: t("Questionnaires filled in"),
        Key.INITIATIVES: t("Local initiatives carried out"),
        Key.ACTS: t("Acts approved"),
        Key.TPSG: t("TPSG projects carried out"),
        Key.APPEALS: t("Appeals received"),
    }
    return _plain(names[key])


def value(t: Translator, line: Line) -> str:
    """The number; where it is a part of the population, with the percent."""
    number = t.number(line.value)
    if line.share is None:
        return number
    if line.key is Key.SUBSCRIBERS:
        return f"{number} ({signed_percent(t, line.share)})"
    return f"{number} ({percent(t, line.share)})"


def target(t: Translator, line: Line) -> str:
    """Empty where nothing is aimed at."""
    if line.target is None:
        return ""
    if line.key is Key.SUBSCRIBERS:
        return _plain(t("at least +{percent} % a year", percent=line.target))
    if line.in_percent:
        return _plain(t("at least {percent} % of the population", percent=line.target))
    return _plain(t("at least {count}", count=t.number(line.target)))


def verdict(t: Translator, line: Line, *, over: bool) -> str:
    """`over`: the time it is counted for has ended. Empty where nothing can be said."""
    if line.met is None:
        return ""
    if line.met:
        return _plain(t("reached"))
    return _plain(t("not reached") if over else t("not reached yet"))


def percent(t: Translator, share: float) -> str:
    """With one decimal; what is less than the smallest that it can show isn't nothing."""
    if 0 < share < 0.0005:
        return f"< {t.number(0.1)} %"
    return f"{t.number(round(share * 100, 1))} %"


def signed_percent(t: Translator, share: float) -> str:
    sign = "+" if share > 0 else "−" if share < 0 else "±"
    return f"{sign}{percent(t, abs(share))}"


# What it is made of


def detail(t: Translator, found: Figures, key: Key) -> str:
    made = _DETAILS.get(key)
    return _plain(made(t, found)) if made else ""


def _informed(t: Translator, found: Figures) -> Markup:
    parts = [t("messages: {count}", count=t.number(found.informed.messages))]
    parts += [
        Markup("{}: {}").format(_CHANNELS.get(channel, channel), t.number(count))
        for channel, count in found.informed.channels.items()
    ]
    if found.informed.forgotten:
        parts.append(
            t("of them deleted their data since: at least {count}", count=t.number(found.informed.forgotten))
        )
    return Markup("; ").join(parts)


def _digest(t: Translator, found: Figures) -> Markup:
    return t("digests: {count}", count=t.number(found.digest.messages))


def _groups(t: Translator, found: Figures) -> Markup:
    return t("groups: {count}", count=t.number(found.paper.places.get(GROUP, 0)))


def _paper(t: Translator, found: Figures) -> Markup:
    ways = {way: count for way, count in found.paper.places.items() if way != GROUP}
    return t("places: {count}", count=t.number(sum(ways.values())))


def _attended(t: Translator, found: Figures) -> Markup:
    parts = [
        t("by name: {count}", count=t.number(found.meetings.by_name)),
        t("counted by head: {count}", count=t.number(found.meetings.by_head)),
    ]
    if found.meetings.by_protocol:
        parts.append(t("only in the protocol: {count}", count=t.number(found.meetings.by_protocol)))
    return Markup("; ").join(parts)


def _subscribers(t: Translator, found: Figures) -> Markup:
    if not found.subscribers.before:
        return t("nobody subscribed at the year's beginning, so growth can't be told")
    return t("at the year's beginning: {count}", count=t.number(found.subscribers.before))


def _meetings(t: Translator, found: Figures) -> Markup:
    return t("protocols: {count}", count=t.number(found.meetings.protocols))


def _materials(t: Translator, found: Figures) -> Markup:
    return t("copies put up: {count}", count=t.number(found.paper.copies))


def _questionnaires(t: Translator, found: Figures) -> Markup:
    made = found.questionnaires
    return t(
        "by phone: {by_phone}; on paper: {on_paper}; counted in the box: {in_box}",
        by_phone=t.number(made.by_phone),
        on_paper=t.number(made.on_paper),
        in_box=t.number(made.in_box),
    )


def _initiatives(t: Translator, found: Figures) -> Markup:
    made = found.initiatives
    return t(
        "registered: {registered}; supported: {supported}; spent: {spent} сом",
        registered=t.number(made.local_registered),
        supported=t.number(made.local_supported),
        spent=t.number(made.spent),
    )


def _acts(t: Translator, found: Figures) -> Markup:
    return t("put forward: {count}", count=t.number(found.initiatives.acts_initiated))


def _tpsg(t: Translator, found: Figures) -> Markup:
    return t("registered: {count}", count=t.number(found.initiatives.tpsg_registered))


def _appeals(t: Translator, found: Figures) -> Markup:
    made = found.appeals
    return t(
        "answered in time: {in_time}; late: {late}; open: {open}",
        in_time=t.number(made.in_time),
        late=t.number(made.late),
        open=t.number(made.open),
    )


_DETAILS: Mapping[Key, Callable[[Translator, Figures], Markup]] = {
    Key.INFORMED: _informed,
    Key.DIGEST: _digest,
    Key.GROUPS: _groups,
    Key.PAPER: _paper,
    Key.ATTENDED: _attended,
    Key.SUBSCRIBERS: _subscribers,
    Key.MEETINGS: _meetings,
    Key.MATERIALS: _materials,
    Key.QUESTIONNAIRES: _questionnaires,
    Key.INITIATIVES: _initiatives,
    Key.ACTS: _acts,
    Key.TPSG: _tpsg,
    Key.APPEALS: _appeals,
}


def counted_apart(t: Translator) -> Markup:
    return t(
        "Each way is counted apart and may not be added up: the same person may have got a message, read the "
        "board and come to a meeting. Sent doesn't mean read."
    )


# Screens


def screen(t: Translator, found: Figures, shown: list[Line], *, over: bool) -> Markup:
    head = t("📈 <b>Indicators: {span}</b>", span=spans.name(t, found.span))
    people = t("Population: {count}", count=t.number(found.people))
    blocks = [_block(t, found, number, line, over=over) for number, line in enumerate(shown, 1)]
    return Markup("\n\n").join(
        [Markup("{}\n{}").format(head, people), *blocks, Markup("<i>{}</i>").format(counted_apart(t))]
    )


def _block(t: Translator, found: Figures, number: int, line: Line, *, over: bool) -> Markup:
    lines = [Markup("{}. {}: <b>{}</b>").format(number, label(t, line.key), value(t, line))]
    if detail(t, found, line.key):
        lines.append(Markup("{}").format(detail(t, found, line.key)))
    if target(t, line):
        aim = t("Goal of {year}: {goal}", year=found.span.year, goal=target(t, line))
        # A part of the year is no measure for the goal of the whole.
        said = "" if found.span.quarter else verdict(t, line, over=over)
        lines.append(aim + (Markup(" – {}").format(said) if said else Markup("")))
    return Markup("\n").join(lines)


def how_head(t: Translator, key: Key, source: str) -> Markup:
    return t(
        "ℹ️ <b>{label}</b>\n<i>Source: {source}</i>", label=label(t, key), source=documents.source(t, source)
    )


def by_village(t: Translator, names: Mapping[int, str], villages: Mapping[int, int]) -> Markup:
    """What can be told village by village; the rest in a line of its own."""
    known = [(name, villages[number]) for number, name in names.items() if villages.get(number)]
    rest = sum(villages.values()) - sum(count for _, count in known)
    if rest:
        known.append((unknown_village(t), rest))
    if not known:
        return Markup("")
    lines = [Markup("• {}: {}").format(name, t.number(count)) for name, count in known]
    return Markup("\n").join([Markup("\n\n<b>{}</b>").format(t("By village")), *lines])


def unknown_village(t: Translator) -> str:
    return _plain(t("village unknown"))


def villages_screen(t: Translator, found: Figures, names: Mapping[int, str]) -> Markup:
    head = t("🏘 <b>Village by village: {span}</b>", span=spans.name(t, found.span))
    return Markup("\n\n").join(
        [head, *(_village(t, found, number, name) for number, name in names.items()), counted_apart(t)]
    )


def _village(t: Translator, found: Figures, number: int, name: str) -> Markup:
    people = found.population.get(number, 0)
    sent = found.informed.villages.get(number, 0)
    share = f" ({percent(t, sent / people)})" if people else ""
    return t(
        "<b>{name}</b>, population {people}\nmessages sent to: {sent}\nsubscribers: {subscribers}\n"
        "came to meetings: {came}\ncopies on boards: {copies}\nquestionnaires: {filled}\nappeals: {appeals}",
        name=name,
        people=t.number(people),
        sent=f"{t.number(sent)}{share}",
        subscribers=t.number(found.subscribers.villages.get(number, 0)),
        came=t.number(found.meetings.villages.get(number, 0)),
        copies=t.number(found.paper.villages.get(number, 0)),
        filled=t.number(found.questionnaires.villages.get(number, 0)),
        appeals=t.number(found.appeals.received_by_village.get(number, 0)),
    )


# Buttons


def indicators_button(t: Translator) -> Markup:
    return t("📈 Indicators")


def villages_button(t: Translator) -> Markup:
    return t("🏘 By village")


def how_button(number: int) -> str:
    return f"ℹ️ {number}"


def how_hint(t: Translator) -> Markup:
    return t("ℹ️ and a number: how it is counted.")


def back(t: Translator) -> Markup:
    return t("⬅️ To the indicators")


def _plain(text: Markup) -> str:
    return str(text.unescape())
