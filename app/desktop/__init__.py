"""The window's loop: intents go down to the services, screens come up to the views."""
