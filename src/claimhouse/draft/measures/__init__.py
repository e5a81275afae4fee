"""What a figure in running text measures."""
