"""What is kept: models, the record, the one way a stage changes, search and data loading."""
