"""Residents answer surveys; the office makes, sends and shows them."""

from functools import partial

from bot.areas.municipality import queries as municipality
from bot.areas.municipality.queries import ValuesOfYear
from bot.areas.people.rules import Permission
from bot.areas.residents.dialogs import MenuEntry
from bot.areas.surveys import publishing, queries
from bot.areas.surveys.dialogs import (
    forms,
    making,
    office,
    papers,
    residents,
    results,
    sending,
    survey_cards,
    telling,
    uploads,
)
from bot.areas.surveys.tags import AuditTag
from bot.areas.surveys.texts import invitation as resident_texts
from bot.areas.surveys.texts import office as texts
from bot.areas.surveys.texts import record
from bot.areas.surveys.texts.refusals import REFUSALS
from bot.core.i18n import Translator
from bot.core.routes import Routes

# The people who answered, for messages that go to them first.
ANSWERED = publishing.ANSWERED
who_answered = queries.who_answered
menu_entry = MenuEntry(command="surveys", label=resident_texts.menu_label, about=resident_texts.command)


def menu_commands(t: Translator) -> list[tuple[str, str]]:
    return [("surveys", str(resident_texts.command(t)))]


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    return [("polls", str(texts.staff_command(t)))] if Permission.READ_FIGURES in permissions else []


def make_routes(values_of_year: ValuesOfYear = municipality.values_of_any_year) -> Routes:
    """`values_of_year` tells which numbers the plan of a year asks for."""
    return Routes(
        commands={"surveys": residents.list_open, "polls": survey_cards.list_surveys},
        actions={
            "sv": residents.act,
            "surveys": survey_cards.list_surveys,
            "survey": office.act,
            "svplan": partial(survey_cards.show_plan, values_of_year),
            "forms": making.list_forms,
            "sf": forms.act,
            "sfnew": forms.begin_new,
            "sffile": uploads.begin_form,
            "sftemplates": making.choose_template,
            "sftake": making.take_template,
        },
        links={"s": residents.follow},
        forms=(
            residents.ANSWER,
            forms.TRIAL_FORM,
            making.TITLE,
            making.QUESTION,
            making.LABEL,
            making.OPTIONS,
            sending.SEND,
            sending.PART,
            sending.END,
            sending.BOX,
            results.TAG,
            telling.PUBLISH,
            telling.PRESENT,
            uploads.FILE,
            papers.PRINT,
            papers.PAPER,
            papers.TABLE,
        ),
        refusals=REFUSALS,
    )


routes = make_routes()

audit_words = {tag.value: record.audit_sentence for tag in AuditTag}

admin_entries = ((texts.staff_label, "surveys:", Permission.READ_FIGURES, None),)
