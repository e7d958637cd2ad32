"""How the screens of a room look, one file per screen."""
