"""The page on minutes and actions: the next meeting, the steps of its minutes, what became of what was decided."""
