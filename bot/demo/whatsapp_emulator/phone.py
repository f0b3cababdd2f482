"""Phones: what a person sees in WhatsApp, taps there, and waits for."""

from typing import Any

from bot.demo.emulation.deeds import PATIENCE, QUIET, Answer, NoSuchButton
from bot.demo.emulation.waiting import until
from bot.demo.whatsapp_emulator.chats import Button, Shown
from bot.demo.whatsapp_emulator.meta import new_wamid
from bot.demo.whatsapp_emulator.people import words_of
from bot.demo.whatsapp_emulator.saying import Speaker
from bot.demo.whatsapp_emulator.sought import Label, Wanted, find_button, found, holds
from bot.demo.whatsapp_emulator.views import view_phone


class WhatsAppPhone(Speaker):
    """One person's chat with one business. What a person does happens at once; only taps are awaited."""

    # what is seen

    @property
    def person(self) -> dict[str, Any]:
        owner = self.chat.owner
        return {"id": self.chat.id, "first_name": owner.name, "language_code": owner.language_code}

    @property
    def messages(self) -> list[Shown]:
        """Both directions, oldest first."""
        return self.chat.messages

    @property
    def received(self) -> list[Shown]:
        """What the bot said, oldest first."""
        return [shown for shown in self.chat.messages if shown.from_bot]

    @property
    def last(self) -> Shown:
        """The bot's latest message."""
        return self.received[-1]

    @property
    def keyboard(self) -> list[list[str]] | None:
        """What stands for Telegram's standing keyboard: the rows of the latest list."""
        listed = next((shown for shown in reversed(self.received) if shown.list_label), None)
        return [[button["words"] for button in row] for row in listed.buttons] if listed else None

    @property
    def commands(self) -> list[dict[str, str]]:
        """WhatsApp has no menu of commands."""
        return []

    @property
    def commands_shown(self) -> list[str]:
        return []

    def snapshot(self) -> dict[str, Any]:
        """The whole phone as JSON, for a page."""
        return view_phone(self.chat)

    # what is pressed

    def press(self, label: str) -> Shown:
        """A row or button of the menu that came; where there is none the words are not typed instead."""
        place = find_button(self.received, label)
        if place is None:
            raise NoSuchButton(f"{label!r} is not among {[shown.labels for shown in self.received[-3:]]}")
        shown, button = place
        if "callback_data" not in button:
            raise NoSuchButton(f"{label!r} opens a page")
        return self._reply(shown, button)

    async def tap(self, label: Label, message: Shown | None = None) -> Answer:
        """A button or a row of a list, on the latest message that has it once it came.

        Found by a part of its title or description, or of the whole words that the text gives for a shortened
        title. A link gives `{"url": ...}`; one to this business is followed.
        """
        await until(lambda: self._button(label, message) is not None, self.chat.changed, PATIENCE)
        place = self._button(label, message)
        if place is None:
            seen = [shown.labels for shown in self.received[-3:]]
            raise NoSuchButton(f"{label!r} is not among {seen}")
        return self._tapped(*place)

    def _button(self, label: Label, message: Shown | None) -> tuple[Shown, Button] | None:
        return find_button([message] if message else self.received, label)

    async def tap_data(self, shown: Shown, data: str) -> Answer:
        """A tap with any data, also forged, as a modified app could send it."""
        button = shown.find_button(data) or {"text": data[:20], "callback_data": data, "kind": "button"}
        return self._tapped(shown, button)

    def tap_at(self, message_id: str, row: int, column: int) -> Answer:
        """By its place on the page. LookupError where there is no such button."""
        shown = self.chat.find(message_id)
        if shown is None:
            raise LookupError("no such message")
        return self._tapped(shown, shown.buttons[row][column])

    def _tapped(self, shown: Shown, button: Button) -> Answer:
        if "callback_data" in button:
            self._reply(shown, button)
            return Answer()
        if "url" in button and words_of(button["url"], self.chat.business.number) is not None:
            self.open_link(button["url"])
        return Answer({name: button[name] for name in ("url", "request_location") if name in button})

    def _reply(self, shown: Shown, button: Button) -> Shown:
        """What the app sends in the person's name: the title stands in the chat."""
        title, data = button["text"], button["callback_data"]
        if button["kind"] == "template":
            fields: dict[str, Any] = {"type": "button", "button": {"payload": data, "text": title}}
        else:
            kind = "list_reply" if button["kind"] == "row" else "button_reply"
            reply = {"id": data, "title": title}
            if button.get("description"):
                reply["description"] = button["description"]
            fields = {"type": "interactive", "interactive": {"type": kind, kind: reply}}
        return self._say(fields, written=title, reply_to=shown)

    # whether and how they are reached

    def block(self) -> None:
        """The business is told nothing; what it sends from now on never arrives."""
        self.chat.blocked = True
        self._meta.tell("blocked", self.chat)

    def deactivate(self) -> None:
        """The person left WhatsApp."""
        self.owner.gone = True
        self._meta.tell("deactivated", self.chat)

    def switch_off(self) -> None:
        """What is sent stays with one tick until `switch_on`."""
        self.owner.online = False

    def switch_on(self) -> None:
        self.owner.online = True
        waiting, self.chat.waiting = self.chat.waiting, []
        for shown in waiting:
            self._meta.arrive(self.chat, shown)

    def read(self) -> None:
        """All that came and was not read yet, for one who does not read at once."""
        for shown in self.received:
            self._meta.read(self.chat, shown)

    def open_window(self) -> None:
        """As if they had just written, without the bot being told."""
        self.chat.started = True
        self.chat.last_heard = self._meta.now()

    def hide_number(self, username: str) -> None:
        """They take a user name: the number is told no more."""
        self.owner.number_hidden, self.owner.username = True, username

    def change_number(self, number: str) -> None:
        """Told by a system message; with the number the business-scoped id changes."""
        owner, business = self.owner, self.chat.business
        before, old_id = owner.number, owner.user_id(business)
        head = {"id": new_wamid(number), "timestamp": str(self._meta.timestamp()), "type": "system"}
        owner.number = number
        owner.generation += 1
        new_id = owner.user_id(business)
        system: dict[str, Any] = {
            "type": "user_changed_user_id" if owner.number_hidden else "user_changed_number"
        }
        if not owner.number_hidden:
            head["from"] = before
            system |= {"body": f"User {owner.name} changed from {before} to {number}", "wa_id": number}
        else:
            system["body"] = f"User {owner.name} changed their user id"
        if new_id:
            head["from_user_id"] = old_id or ""
            system |= {"user_id": new_id, "previous_user_id": old_id}
        self._meta.bring(self.chat, head | {"system": system})

    def clear_history(self) -> None:
        """For this person only."""
        self.chat.messages.clear()
        self._meta.tell("cleared", self.chat)

    # waiting

    async def wait_for(self, wanted: Wanted, *, seconds: float = PATIENCE) -> Shown:
        """Until words stand in the bot's messages or on buttons, or so many came, or a condition holds."""
        if not await until(lambda: holds(self, wanted), self.chat.changed, seconds):
            seen = [shown.text[:300] for shown in self.received[-4:]]
            refused = self.chat.business.refusals[-3:]
            raise AssertionError(f"{wanted!r} did not come; the last were {seen}; WhatsApp refused {refused}")
        return found(self, wanted)

    async def wait_quiet(self, *, quiet: float = QUIET, seconds: float = PATIENCE) -> None:
        """Until the bot took all that was brought, and asked nothing for `quiet` seconds."""
        business = self.chat.business
        if not await business.quiet(quiet, seconds):
            raise AssertionError(f"the bot is still busy: {business.requests[-5:]}")
