"""What can be said about a decision table before anybody runs it."""
