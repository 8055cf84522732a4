"""Sign-in over HTTP: cookie or bearer token, who may call what, where changes may come from."""
