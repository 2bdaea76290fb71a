"""No looking for cyclic garbage while very many records are made: there is none, and looking takes longer."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No collecting within; afterwards as before, so that it may be nested in whatever else holds it."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()
