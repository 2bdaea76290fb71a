"""SQLCipher's pages without SQLCipher: what is closed opens, and nothing else does."""

import pytest

from observatory.security.page_cipher import PAGE_BYTES, RESERVED_BYTES, SQLITE_HEADER, PageCipher

KEY, SALT = bytes(range(32)), bytes(range(16))
PLAIN = SQLITE_HEADER + bytes(range(240)) * 16 + bytes(PAGE_BYTES - RESERVED_BYTES - 16 - 240 * 16)
PAGE = PLAIN[: PAGE_BYTES - RESERVED_BYTES].ljust(PAGE_BYTES, b"\x00")


@pytest.mark.parametrize("number", [1, 2, 70000])
def test_a_closed_page_opens_to_what_it_was(number: int) -> None:
    cipher = PageCipher(KEY, SALT)
    closed = cipher.closed(number, PAGE)
    assert len(closed) == PAGE_BYTES
    assert (closed[:16] == SALT) is (number == 1)
    assert cipher.opened(number, closed) == PAGE


def test_no_page_opens_with_a_byte_changed_or_in_another_place_or_under_another_key() -> None:
    cipher = PageCipher(KEY, SALT)
    closed = cipher.closed(3, PAGE)
    for at in range(0, PAGE_BYTES, 101):
        assert cipher.opened(3, closed[:at] + bytes([closed[at] ^ 1]) + closed[at + 1 :]) is None
    assert cipher.opened(4, closed) is None
    assert cipher.opened(3, closed[:-1]) is None
    assert PageCipher(KEY[::-1], SALT).opened(3, closed) is None
    assert PageCipher(KEY, SALT[::-1]).opened(3, closed) is None


def test_the_same_page_never_looks_the_same_twice() -> None:
    cipher = PageCipher(KEY, SALT)
    assert cipher.closed(2, PAGE) != cipher.closed(2, PAGE)
