"""Intake: from the bytes of a file to a document that is understood, or to a refusal that says why not."""
