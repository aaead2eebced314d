"""What Verbale is about: briefings, editions, quotes, answers, and where they are kept."""
