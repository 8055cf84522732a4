"""The workflow engine: commands in, events out."""
