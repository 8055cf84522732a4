"""From tokens to the syntax tree: one mixin per part of the grammar, joined in `parser`."""
