"""What talks to the engine from outside: HTTP, command line, scenarios."""
