"""Commands: one per file; a handler decides and gives events, or declines."""
