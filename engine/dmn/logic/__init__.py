"""Boxed expressions, one kind per file: each is compiled once and evaluated often."""
