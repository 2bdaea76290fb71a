"""The population that rates are compared with, in the window."""
