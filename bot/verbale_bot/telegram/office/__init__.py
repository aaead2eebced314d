"""What administrators do from the chat."""
