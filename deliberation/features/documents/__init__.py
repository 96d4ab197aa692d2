"""Minutes: drafted from the record, edited, approved, frozen, printed."""
