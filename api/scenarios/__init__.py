"""Scenarios 场景: a case told in YAML, played through HTTP by the acting people themselves."""
