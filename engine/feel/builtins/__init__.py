"""Built-in functions (DMN 1.5, clause 10.3.4): one file per group, joined in `table`."""
