"""What people touch: Telegram, the command line, and the one place that wires everything."""
