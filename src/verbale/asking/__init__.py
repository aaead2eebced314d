"""What a question, or a sentence, holds: figures, days, places, names, the kind of its answer, small talk."""
