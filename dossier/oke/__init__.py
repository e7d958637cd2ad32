"""The edge where the OKE standard's own words are spoken, in and out."""
