"""Jobs: timers, service calls, messages and signals, done after the transaction."""
