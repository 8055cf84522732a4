"""What the task page asks beside the form, put together as documents."""
