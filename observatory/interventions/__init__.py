"""What was done for a person, a unit or a force, firearm measures and postvention included, and its follow-up."""
