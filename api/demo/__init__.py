"""Sample people for a trial database."""
