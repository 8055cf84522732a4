"""The token runtime: pure steps over a small state, every change an event.

`step.Step` decides, `apply.apply` changes the state; nothing here reads a clock, draws a random
number, opens a file or iterates without an order. One BPMN element per file.
"""
