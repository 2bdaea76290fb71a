"""Charts: what is shown (`chart`) and where the marks go (`layout`), without any drawing surface."""
