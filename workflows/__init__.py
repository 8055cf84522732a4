"""What the processes do to the world: registers, and the handlers of their service tasks."""
