"""Accounts, chats and messages as the Bot API writes them."""

from typing import Any

from botapi.entities import Entity
from botapi.model import ADMINISTRATOR_RIGHTS, GENERAL_TOPIC, Account, Chat, Member, Message, StoredFile
from botapi.state import State

Json = dict[str, Any]


def _without_nothing(data: Json) -> Json:
    return {name: value for name, value in data.items() if value is not None}


def user_json(account: Account) -> Json:
    """A User."""
    return _without_nothing(
        {
            "id": account.id,
            "is_bot": account.is_bot,
            "first_name": account.first_name,
            "last_name": account.last_name,
            "username": account.username,
            "language_code": account.language_code,
        }
    )


def chat_json(state: State, chat: Chat) -> Json:
    """A Chat."""
    person = state.accounts.get(chat.id) if chat.type == "private" else None
    return _without_nothing(
        {
            "id": chat.id,
            "type": chat.type,
            "title": chat.title,
            "username": person.username if person else chat.username,
            "first_name": person.first_name if person else None,
            "last_name": person.last_name if person else None,
            "is_forum": True if chat.is_forum else None,
        }
    )


def entity_json(state: State, entity: Entity) -> Json:
    """A MessageEntity."""
    user = state.accounts.get(entity.user_id) if entity.user_id else None
    return _without_nothing(
        {
            "type": entity.type,
            "offset": entity.offset,
            "length": entity.length,
            "url": entity.url,
            "user": user_json(user) if user else None,
            "language": entity.language,
        }
    )


def file_json(file: StoredFile) -> Json:
    """A Document, or one PhotoSize."""
    data: Json = {"file_id": file.file_id, "file_unique_id": f"AgAD{file.file_id[-5:]}", "file_size": file.size_bytes}
    if file.kind == "photo":
        # The size is not looked for in the picture: nothing depends on it.
        return {**data, "width": 800, "height": 600}
    return {**data, "file_name": file.name, "mime_type": file.mime_type}


def contact_json(account: Account, *, on_telegram: bool) -> Json:
    """A Contact; one whose number Telegram does not know has no user id."""
    return _without_nothing(
        {
            # Nobody's number.
            "phone_number": f"+7000{account.id:07d}",
            "first_name": account.first_name,
            "last_name": account.last_name,
            "user_id": account.id if on_telegram else None,
        }
    )


def member_json(state: State, member: Member) -> Json:
    """A ChatMember of its status."""
    data: Json = {"user": user_json(state.accounts[member.user_id]), "status": member.status}
    if member.status == "creator":
        data["is_anonymous"] = member.is_anonymous
    elif member.status == "administrator":
        data |= {right: right in member.rights for right in ADMINISTRATOR_RIGHTS}
        data |= {"can_be_edited": False, "is_anonymous": member.is_anonymous, "can_manage_chat": True}
    elif member.status == "restricted":
        data |= {"is_member": True, "until_date": 0, **permissions_json(can_send=member.can_send)}
    elif member.status == "kicked":
        data["until_date"] = 0
    return data


def permissions_json(*, can_send: bool) -> Json:
    """ChatPermissions, all of sending alike."""
    sending = ("messages", "audios", "documents", "photos", "videos", "video_notes", "voice_notes", "polls")
    permissions = {f"can_send_{kind}": can_send for kind in (*sending, "other_messages")}
    others = ("change_info", "invite_users", "pin_messages", "manage_topics", "edit_tag", "react_to_messages")
    permissions |= {f"can_{right}": False for right in others}
    return {**permissions, "can_add_web_page_previews": can_send}


def full_chat_json(state: State, chat: Chat) -> Json:
    """A ChatFullInfo."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    data = chat_json(state, chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.description:
        data["description"] = chat.description
    if chat.is_group:
        data["permissions"] = permissions_json(can_send=True)
    return data


def origin_json(state: State, message: Message, *, hidden: bool) -> Json:
    """The MessageOrigin of a forwarded message; ``hidden``: its author shows only a name."""
    date = int(message.date)
    if message.sender_chat_id is not None:
        chat = state.chats[message.sender_chat_id]
        data = chat_json(state, chat)
        if chat.type == "channel":
            return {"type": "channel", "date": date, "chat": data, "message_id": message.message_id}
        return {"type": "chat", "date": date, "sender_chat": data}
    author = state.accounts[message.sender_id or 0]
    if hidden:
        return {"type": "hidden_user", "date": date, "sender_user_name": author.first_name}
    return {"type": "user", "date": date, "sender_user": user_json(author)}


def message_json(state: State, message: Message, *, with_reply: bool = True) -> Json:
    """A Message; the message that it replies to is written without the one before that."""
    chat = state.chats[message.chat_id]
    data: Json = {
        "message_id": message.message_id,
        "date": int(message.date),
        "chat": chat_json(state, chat),
        **_sender_json(state, message),
        **_thread_json(chat, message),
        **_content_json(state, message),
        **message.service,
    }
    if with_reply and message.reply_to is not None and message.reply_to in chat.messages:
        replied = chat.messages[message.reply_to]
        if not replied.deleted:
            data["reply_to_message"] = message_json(state, replied, with_reply=False)
    if message.quote is not None:
        data["quote"] = {"text": message.quote, "position": message.quote_position or 0, "is_manual": True}
    if message.edit_date is not None:
        data["edit_date"] = int(message.edit_date)
    if message.forward_origin is not None:
        data["forward_origin"] = message.forward_origin
    if message.via_bot:
        data["via_bot"] = user_json(state.bot)
    if message.buttons:
        data["reply_markup"] = message.markup
    return data


def _sender_json(state: State, message: Message) -> Json:
    data: Json = {}
    if message.sender_id is not None:
        data["from"] = user_json(state.accounts[message.sender_id])
    if message.sender_chat_id is not None:
        data["sender_chat"] = chat_json(state, state.chats[message.sender_chat_id])
    return data


def _thread_json(chat: Chat, message: Message) -> Json:
    if message.thread_id is None or message.thread_id == GENERAL_TOPIC:
        return {}
    # A plain supergroup numbers the threads of replies too, without their being topics.
    return {"message_thread_id": message.thread_id, **({"is_topic_message": True} if chat.is_forum else {})}


def _content_json(state: State, message: Message) -> Json:
    data: Json = {}
    entities = sorted((*message.entities, *message.detected), key=lambda entity: (entity.offset, -entity.length))
    if message.file is not None:
        file = file_json(message.file)
        data[message.file.kind] = [file] if message.file.kind == "photo" else file
    if message.contact is not None:
        data["contact"] = message.contact
    text_field, entities_field = ("caption", "caption_entities") if message.file else ("text", "entities")
    if message.text:
        data[text_field] = message.text
    if entities:
        data[entities_field] = [entity_json(state, entity) for entity in entities]
    if message.link_preview_options is not None:
        data["link_preview_options"] = message.link_preview_options
    return data
