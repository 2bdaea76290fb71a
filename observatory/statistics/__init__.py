"""Small-number statistics as pure functions: counts and person-years in, estimates with exact limits out.

This package alone may import scipy; whoever needs no figures must not import it (start-up would pay for it).
"""
