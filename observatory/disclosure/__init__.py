"""Disclosure control: which counts may be shown, which must be hidden, and the proof that hiding is enough."""
