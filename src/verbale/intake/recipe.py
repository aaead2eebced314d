"""The version of the rules by which files are read."""

READING_VERSION = 1
"""Raised with every change of these rules that may change the text or the details of a file that was read before."""
