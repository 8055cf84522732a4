"""What the `huiqian` command does, one chore per file."""
