"""The journal: one hash-chained entry per command; verify, replay, decide again."""
