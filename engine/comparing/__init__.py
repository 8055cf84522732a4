"""What differs between two versions of a bundle, in words: flow, properties, tables, forms."""
