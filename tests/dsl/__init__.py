"""Words for tests: small processes, people who act, cases that are checked after every step."""
