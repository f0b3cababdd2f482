"""How each form of the bot begins: who taps which button, or what it is begun with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.areas.groups.dialogs.listing import PARTS as GROUP_PARTS
from bot.areas.hearings.dialogs.compose import PARTS as MEETING_PARTS
from tests.every_step.world import BLOCKED, NEWCOMER, RESIDENT, VOTER

OFFICER, HEAD, CHAIR, SECRETARY = "officer", "head", "council_chair", "council_secretary"
FINANCE, DEPUTY, ADMINISTRATOR = "finance_head", "deputy", "administrator"


@dataclass(frozen=True, slots=True)
class Beginning:
    """`way`: a button's payload or a `/command`; `{name}` stands there for the number of what it is about.

    Without one the form begins with `answers`: where nobody in the sample could tap just now.
    """

    form: str
    who: str
    way: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)


def tap(form: str, who: str, *ways: str) -> tuple[Beginning, ...]:
    return tuple(Beginning(form, who, way) for way in ways)


def given(form: str, who: str, **answers: Any) -> tuple[Beginning, ...]:
    """A text in braces stands for the number of what it names."""
    return (Beginning(form, who, None, answers),)


def _each(form: str, who: str, way: str, *parts: str) -> tuple[Beginning, ...]:
    return tap(form, who, *(f"{way}{part}" for part in parts))


BEGINNINGS: tuple[Beginning, ...] = (
    # residents
    *given("welcome", NEWCOMER),
    *given("home", NEWCOMER),
    *given("home", NEWCOMER, preset="{village}"),
    *tap("delete_data", RESIDENT, "data:delete"),
    *tap("my_appeal", RESIDENT, "/appeal"),
    *given("my_appeal", RESIDENT, poster="{village}"),
    *given("my_reply", VOTER, id="{closed}"),
    *given("my_dispute", HEAD, id="{closed}"),
    *tap("ap_objection", BLOCKED, "apobject:"),
    *tap("my_district", RESIDENT, "/deputy"),
    *given("my_district", VOTER, then="give", carried=None),
    *tap("mandate", VOTER, "md:give.anew"),
    *tap("library_find", RESIDENT, "info:find."),
    *tap("meeting_question", RESIDENT, "mt:ask.{called}"),
    *tap("meeting_floor", RESIDENT, "mt:floor.{called}"),
    *given("door_name", RESIDENT, id="{participant}"),
    *tap("survey", RESIDENT, "sv:start.{survey}"),
    *tap("survey", VOTER, "sv:start.{anonymous}"),
    *given("survey", RESIDENT, survey="{survey_closed}", origin="telegram", anonymous=True),
    *tap("reception_book", VOTER, "rc:book.{reception}"),
    *given("reception_again", RESIDENT, id="{reception}", name="Айгүл", matter="Жер"),
    *tap("link", RESIDENT, "link:have"),
    *given("link_sure", NEWCOMER, code="{code}"),
    # the office's messages
    *tap("compose", OFFICER, "/send"),
    *_each("part", OFFICER, "bcpart:", *(f"{part}.{{draft}}" for part in ("ky", "ru", "files", "audience"))),
    *_each("part", OFFICER, "bcpart:", "languages.{draft}", "topic.{draft}"),
    *tap("timing", OFFICER, "bc:time.{draft}"),
    *tap("remark", HEAD, "bc:return.{waiting}"),
    *tap("emergency", HEAD, "bc:emergency.{waiting}"),
    *_each("distribution", OFFICER, "bulletin:", "board.{bulletin}", "other.{bulletin}"),
    *given("close_bulletin", HEAD, id="{bulletin}"),
    # appeals
    *tap("ap_find", OFFICER, "apfind:"),
    *tap("ap_enter", OFFICER, "apenter:"),
    *tap("ap_day", OFFICER, "apday:set"),
    *tap("ap_ask", OFFICER, "ap:ask.{in_hand}"),
    *tap("ap_answer", OFFICER, "ap:answer.{in_hand}"),
    *tap("ap_note", OFFICER, "ap:note.{in_hand}"),
    *tap("ap_forward", OFFICER, "ap:forward.{in_hand}"),
    *tap("ap_same", OFFICER, "ap:same.{new}.number"),
    *tap("ap_block", OFFICER, "ap:block.{new}"),
    *tap("ap_uphold", HEAD, "ap:uphold.{disputed}"),
    *tap("ap_reopen", HEAD, "ap:reopen.{disputed}"),
    *tap("mandate_plan", DEPUTY, "dm:plan.{mandate}"),
    *tap("mandate_answer", DEPUTY, "dm:answer.{mandate}"),
    *tap("mandate_answer", CHAIR, "mc:answer.{in_council}"),
    *tap("mandate_question", DEPUTY, "dm:ask.{mandate}"),
    *tap("mandate_proposal", DEPUTY, "dm:council.{mandate}"),
    *tap("mandate_decline", DEPUTY, "dm:decline.{mandate}"),
    *given("report_day", DEPUTY, first="2026-11-26", last="2026-12-31"),
    # receptions, initiatives, library
    *tap("reception_publish", DEPUTY, "rh:new.0"),
    *tap("reception_cancel", DEPUTY, "rh:cancel.{reception}"),
    *tap("reception_cancel", HEAD, "rh:cancel.{reception_of_head}"),
    *tap("initiative_new", SECRETARY, "ini:new.0", "ininew:{in_council}"),
    *_each("initiative_stage", SECRETARY, "ini:stage.{initiative}.", "refused", "withdrawn"),
    *given("initiative_stage", SECRETARY, id="{initiative}", stage="accepted"),
    *given("initiative_stage", SECRETARY, id="{local_initiative}", stage="done"),
    *tap("initiative_signatures", SECRETARY, "ini:count.{initiative}"),
    *_each("initiative_part", SECRETARY, "ini:change.{initiative}.", "title_ky", "title_ru", "about"),
    *_each("initiative_part", SECRETARY, "ini:change.{initiative}.", "initiator", "amount", "files"),
    *tap("library_new", SECRETARY, "lib:new."),
    *tap("library_name", SECRETARY, "lib:name.own{section}"),
    *tap("library_hide", SECRETARY, "lib:hide.own{section}"),
    *_each(
        "library_put", SECRETARY, "lib:put.", "pub1.ky", "pub1.ru", "pub2a.ky", "pub2b.ky", "own{section}.ru"
    ),
    *given("library_put", SECRETARY, key="pub1", language="ky", seen=1, text="Жол. " * 2300, known=True),
    *tap("library_withdraw", SECRETARY, "lib:back.{version}"),
    # meetings
    *tap("call_meeting", OFFICER, "mtnew:"),
    *tap("call_meeting", HEAD, "mtnew:kind.village_assembly"),
    *_each("meeting_part", HEAD, "meeting:part.{meeting_draft}.", *MEETING_PARTS),
    *tap("meeting_urgent", HEAD, "meeting:urgent.{meeting_draft}"),
    *tap("meeting_move", HEAD, "meeting:move.{called}"),
    *tap("meeting_cancel", OFFICER, "meeting:cancel.{called}"),
    *tap("meeting_papers", OFFICER, "meeting:addpapers.{called}"),
    *tap("meeting_posting", OFFICER, "meeting:post.{called}"),
    *tap("meeting_task", OFFICER, "meeting:done.{called}.{task}"),
    *tap("meeting_request", OFFICER, "meeting:request.{called}"),
    *tap("door_names", OFFICER, "meeting:names.{held}"),
    *tap("door_heads", OFFICER, "meeting:heads.{held}"),
    *tap("day_opening", OFFICER, "meeting:opening.{held}"),
    *_each("statement", OFFICER, "meeting:", "question.{held}", "speech.{held}"),
    *tap("protocol", OFFICER, "meeting:minutes.{held}"),
    *tap("protocol_scan", OFFICER, "meeting:scan.{held}"),
    *tap("decision", OFFICER, "meeting:decide.{held}"),
    *tap("decision_done", OFFICER, "mtdone:{decision}"),
    *given("question_reply", OFFICER, question="{statement}", id="{held}"),
    *tap("report_demand", OFFICER, "mtdemand:"),
    *_each("report_part", HEAD, "mtreport:{called}.", "walk", "d2", "d3"),
    # groups
    *tap("village_group", OFFICER, "vg:new"),
    *given("village_group", OFFICER, place=1, title="Айылдын тобу " * 10),
    *_each("village_group_part", OFFICER, "vg:edit.{group}.", *GROUP_PARTS),
    *tap("village_group_members", OFFICER, "vg:members.{group}"),
    *tap("forwarder_ask", OFFICER, "fw:staff.{group}"),
    *tap("forwarder_invite", OFFICER, "fw:link.{group}"),
    *tap("pack_pass_on", OFFICER, "pk:to.{pack}"),
    *tap("pack_photo", OFFICER, "pk:photo.{pack}"),
    # surveys
    *tap("survey_title", OFFICER, "sfnew:", "sf:title.{questionnaire_free}"),
    *tap("survey_question", OFFICER, "sf:add.{questionnaire_free}"),
    *_each("survey_label", OFFICER, "sf:label.{questionnaire_free}.", "0", "15"),
    *_each("survey_options", OFFICER, "sf:options.{questionnaire_free}.", "0", "14"),
    *tap("survey_trial", OFFICER, "sf:try.{tried}"),
    *tap("survey_send", OFFICER, "sf:send.{questionnaire}"),
    *_each("survey_part", OFFICER, "survey:part.{survey_draft}.", "whom", "names", "end"),
    *tap("survey_end", OFFICER, "survey:end.{survey}"),
    *tap("survey_box", OFFICER, "survey:box.{survey}"),
    *tap("survey_print", OFFICER, "survey:print.{survey}"),
    *tap("survey_paper", OFFICER, "survey:type.{survey}", "survey:type.{anonymous}"),
    *given("survey_paper", OFFICER, id="{anonymous}", village="0", again=True),
    *tap("survey_table", OFFICER, "survey:sendsheet.{survey_closed}"),
    *tap("survey_file", OFFICER, "sffile:"),
    *tap("survey_tag", OFFICER, "survey:tag.{anonymous}.2.0"),
    *tap("survey_publish", OFFICER, "survey:publish.{survey_closed}"),
    *tap("survey_present", OFFICER, "survey:present.{survey_closed}"),
    # the plan
    *_each("obligation_proof", OFFICER, "ob:tick.", "{period}", "{period_of_deputies}"),
    *tap("plan_number", OFFICER, "obp:walk.2026"),
    *tap("plan_person", OFFICER, "obp:name.{nameless_row}"),
    *tap("plan_day", OFFICER, "obp:on.{row}.4"),
    *tap("plan_amount", OFFICER, "obp:sum.{row}"),
    *tap("plan_note", OFFICER, "obp:note.{row}"),
    *tap("plan_waiver", HEAD, "obp:waive.{row}"),
    *tap("plan_table", OFFICER, "obp:send.2026"),
    *given("plan_own", OFFICER, year=2026),
    *given("plan_remove", OFFICER, id="{own_event}"),
    *tap("plan_begun", OFFICER, "oba:begin.2026"),
    *tap("plan_member", OFFICER, "oba:join.{plan_draft}"),
    *tap("plan_described", OFFICER, "oba:describe.{plan_draft}.{member}"),
    *tap("plan_member_out", OFFICER, "oba:out.{plan_draft}.{member}"),
    *tap("plan_group_order", OFFICER, "oba:ordered.{plan_draft}"),
    *tap("plan_discussed", OFFICER, "oba:earlier.{plan_draft}"),
    *given("plan_approval", HEAD, plan="{plan_draft}"),
    *given("plan_approval", HEAD, plan="{plan}"),
    *tap("plan_revision", OFFICER, "oba:revise.{plan}"),
    *tap("plan_dropped", OFFICER, "oba:drop.{plan_draft}"),
    *_each("report_words", OFFICER, "obr:w.2026q3.", "why", "proposals"),
    *tap("report_words", OFFICER, "obr:pw.2026.2"),
    *tap("report_money", OFFICER, "obr:w.2026q3.money"),
    *given("report_posting", OFFICER, id="{paper}"),
    # people
    *tap("invite", HEAD, "/invite"),
    *tap("uninvite", ADMINISTRATOR, "uninvite:"),
    *tap("takeback", ADMINISTRATOR, "takeback:"),
)
