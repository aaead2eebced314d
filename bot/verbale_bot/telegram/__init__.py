"""Telegram: receiving, answering and sending. Only this package knows python-telegram-bot."""
