"""From the syntax tree to closures: one file per group of constructs, joined in `table`."""
