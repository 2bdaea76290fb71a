"""How long each kind of record is kept, and which are past their term."""
