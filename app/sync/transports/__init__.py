"""How bytes travel to the dossier."""
