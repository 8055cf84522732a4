"""From a checked XML tree to decisions that can be made."""
