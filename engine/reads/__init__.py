"""Questions asked by screens; who sees what is part of each query."""
