"""One file per resource; a route translates and nothing else."""
