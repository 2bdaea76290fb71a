"""What each member may do, said once: the rules for what is offered, and the store that refuses the rest."""
