"""What can be said about the types in an expression before anybody evaluates it."""
