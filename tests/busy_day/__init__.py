"""A busy day: 40 rooms deliver to a real dossier in trouble, with the real board open."""
