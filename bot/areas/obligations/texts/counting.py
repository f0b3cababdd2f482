"""How each indicator is counted, in words for whoever asks."""

from markupsafe import Markup

from bot.areas.obligations.indicators import Key
from bot.core.i18n import Translator


def how(t: Translator, key: Key) -> Markup:
    return {**_people(t), **_deeds(t)}[key]


def _people(t: Translator) -> dict[Key, Markup]:
    return {
        Key.INFORMED: t(
            "Everybody to whom at least one message of the office was sent in this time: bulletins, notices "
            "of meetings, news, surveys. Each person counts once, however many messages they got and "
            "whichever messenger they use, and in the village they live in. Sent means that the messenger "
            "took it; nobody knows who read it. Of those who deleted their data since nothing is known: they "
            "count as in the one message that most of them got. The percent is of the population of all "
            "villages."
        ),
        Key.DIGEST: t(
            "The same, of the digests of a month's work alone, which are sent on the 25th. Each person "
            "counts once."
        ),
        Key.GROUPS: t(
            "Members of WhatsApp groups, not persons: of each registered group to which somebody forwarded a "
            "message and said so, and of others as staff wrote down. Of each group the largest number "
            "counts, once. Who is a member of two groups is counted in both, and nobody knows who read it."
        ),
        Key.PAPER: t(
            "Boards, rounds from house to house, newspapers and the like, as staff wrote down how many "
            "people they reach. Each place counts once. These are estimates of the staff."
        ),
        Key.ATTENDED: t(
            "Everybody registered at an assembly or a hearing by name, and those counted in the hall by "
            "head. Where nobody was counted, the number in the protocol. Who came to two meetings is counted "
            "twice."
        ),
        Key.SUBSCRIBERS: t(
            "Residents who agreed to get messages and haven't stopped them, by the end of this time. Growth "
            "is against the first of January. Those who deleted their data since count on that day by the "
            "dates of their consent, which stay without a name."
        ),
    }


def _deeds(t: Translator) -> dict[Key, Markup]:
    return {
        Key.MEETINGS: t(
            "Meetings that were held in this time, of all kinds, and the protocols registered for them."
        ),
        Key.MATERIALS: t(
            "Different materials (bulletins, notices of meetings, reports) of which staff wrote down that "
            "they hang on a board. A material on five boards is one material and five copies."
        ),
        Key.QUESTIONNAIRES: t(
            "Of the surveys that opened in this time: answers by phone, and filled paper forms. Of paper "
            "counts what lay in the box, or what was typed in where that is more, so that no form counts "
            "twice."
        ),
        Key.INITIATIVES: t(
            "Local initiatives that were finished in this time. Supported are those that the office "
            "accepted. The money is what all initiatives finished in this time took."
        ),
        Key.ACTS: t("Draft acts put before the council in this time, and those it approved."),
        Key.TPSG: t(
            "Projects of territorial public self-government (TPSG) that were finished in this time, and "
            "those registered."
        ),
        Key.APPEALS: t(
            "Proposals, applications and complaints received in this time, also mandates to deputies. In "
            "time means by the last day that the law allows."
        ),
    }
