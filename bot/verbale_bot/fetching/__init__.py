"""Fetching: documents from the web, from public addresses alone unless an administrator allows others."""
