"""Who has which events: the messages, the engine and what is acknowledged."""
