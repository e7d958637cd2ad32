"""The load bench: many laptops deliver to a real dossier, beside PouchDB in the same run."""
