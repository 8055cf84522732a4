"""Try-out 试运行: the engine's own handlers and runtime on a state that touches no table."""
