"""When a figure in running text holds."""
