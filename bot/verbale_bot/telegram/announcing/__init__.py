"""Announcements to those who subscribed: previewed, sent once to each, reported, recalled."""
