"""What happened is on record: what a record says, where it is kept, and what never stands in it."""
