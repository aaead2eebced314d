"""A strict Bot API server on 127.0.0.1 and a small scripted Telegram world, for the project's tests.

    with BotApiServer() as server:              # server.url, server.token go into the bot's settings
        aigerim = server.world.user(1001, "Aigerim", language_code="kk")
        question = aigerim.asks("How much?")    # or .starts(), .sends(group, ...), .presses(answer, "More quotes")
        answer = server.wait_for_message(aigerim, after=question)
        assert answer.quotations == ("...",)    # .text, .entities, .links, .buttons, .reply_to, .thread_id
        server.assert_valid()                   # no call was wrong, every pressed button was answered

Files: ``aigerim.sends_document("a.pdf", data)``; what the bot sent is in ``message.file.name`` and ``.content``.

Trouble: ``server.faults.add("sendMessage", faults.reset(accepted=True))``, for files ``faults.DOWNLOAD``,
``server.limits.enabled = True``, ``server.world.holds_updates()`` and ``releases_updates(reversed)``.

What is strict: object_shapes.py and methods.py (names, types, lengths), entities.py and formatted.py (UTF-16),
sending.py and editing.py (replies, quotes, changes, files), file_names.py.
"""
