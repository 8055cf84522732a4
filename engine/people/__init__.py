"""Who people are: organisations, roles, sign-in, calendars, separation of duties."""
