"""What a document says as a whole, before its tables and paragraphs are read."""
