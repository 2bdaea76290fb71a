"""Tables of counts from files, protected or rounded without the store; certificates checked."""
