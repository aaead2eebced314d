"""Pictures of real conversations: the bot talks to a Bot API server of the tests, and what was said is drawn.

    PYTHONPATH=tests python -m scripts.transcripts docs/pictures

conversations.py plays them, recording.py takes them down, page.py draws a page, photograph.py makes a picture of it.
"""
