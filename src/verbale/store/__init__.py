"""Where briefings, editions and vectors are kept: SQL that runs on SQLite and on PostgreSQL."""
