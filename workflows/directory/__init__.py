"""Directory lists 目录清单 (B1–B4, B7): checks and versions."""
