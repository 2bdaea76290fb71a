"""One record, one event: suicides, attempts and distress, without identity."""
