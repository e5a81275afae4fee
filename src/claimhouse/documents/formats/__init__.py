"""One reader per format. Each gives `read(file, form, data) -> Document`."""
