"""No cyclic garbage is collected while a thread works: it may hold widgets, which only the window may tear down."""

import gc

_holders: dict[int, object] = {}


def hold(holder: object) -> None:
    """No collecting by itself until the holder releases it; holding twice is holding once."""
    _holders[id(holder)] = holder
    gc.disable()


def release(holder: object) -> None:
    """Collecting goes on once nobody holds it."""
    _holders.pop(id(holder), None)
    if not _holders:
        gc.enable()
