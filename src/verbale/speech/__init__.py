"""Who speaks in a stretch of text: direct and reported speech, and whom the text itself names for it."""
