"""The ways in: the window and the command line."""
