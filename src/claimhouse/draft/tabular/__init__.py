"""Tables of a document: each figure with what its row, column and title say of it."""
