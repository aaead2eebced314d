"""What is stored about a person, and how they get rid of it."""

from verbale.store.personal_data import delete_person, forget_conversation
from verbale_bot.telegram.exchange import Exchange


async def privacy_command(exchange: Exchange) -> None:
    """/privacy: what is stored, and for how long."""
    await exchange.say(exchange.words("privacy", days=exchange.desk.keep_days))


async def forget_command(exchange: Exchange) -> None:
    """/forget: the person's questions in this chat are emptied, and no follow-up refers to them any more."""
    user_id = exchange.user_id
    if user_id is None:
        await exchange.tell("forgotten", questions=0)
        return
    count = await exchange.desk.state.write(
        lambda connection: forget_conversation(connection, exchange.chat_id, user_id)
    )
    await exchange.say(exchange.words("forgotten", questions=count))


async def delete_command(exchange: Exchange) -> None:
    """/deletemydata: everything about the person, in all chats."""
    user_id = exchange.user_id
    if user_id is None:
        await exchange.tell("deleted", questions=0, verdicts=0)
        return
    deleted = await exchange.desk.state.write(lambda connection: delete_person(connection, user_id))
    await exchange.say(
        exchange.words("deleted", questions=deleted.questions, verdicts=deleted.verdicts), is_recorded=False
    )
