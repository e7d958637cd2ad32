"""The command line of the dossier: one file per command."""
