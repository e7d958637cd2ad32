"""What the screens of a room say, one file per screen."""
