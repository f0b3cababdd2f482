"""The Bot API's methods by name: each takes a `Call` and gives its result."""

from collections.abc import Callable
from typing import Any

from bot.demo.telegram_emulator.methods import (
    albums,
    answering,
    commands,
    copying,
    editing,
    lookup,
    pages,
    receiving,
    sending,
)
from bot.demo.telegram_emulator.methods.call import Call

Method = Callable[[Call], Any]

_EMULATED: dict[str, Method] = {
    "getMe": receiving.get_me,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "close": receiving.close,
    "logOut": receiving.close,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVoice": sending.send_voice,
    "sendAudio": sending.send_audio,
    "sendVideo": sending.send_video,
    "sendLocation": sending.send_location,
    "sendContact": sending.send_contact,
    "sendMediaGroup": albums.send_media_group,
    "copyMessage": copying.copy_message,
    "forwardMessage": copying.forward_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "sendChatAction": answering.send_chat_action,
    "setMessageReaction": answering.set_message_reaction,
    "getFile": lookup.get_file,
    "getChat": lookup.get_chat,
    "getChatMember": lookup.get_chat_member,
    "getChatMemberCount": lookup.get_chat_member_count,
    "getChatAdministrators": lookup.get_chat_administrators,
    "leaveChat": lookup.leave_chat,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
    "setMyName": pages.set_name,
    "getMyName": pages.get_name,
    "setMyDescription": pages.set_description,
    "getMyDescription": pages.get_description,
    "setMyShortDescription": pages.set_short_description,
    "getMyShortDescription": pages.get_short_description,
    "setChatMenuButton": pages.set_chat_menu_button,
    "getChatMenuButton": pages.get_chat_menu_button,
}
METHODS = {name.lower(): method for name, method in _EMULATED.items()}
