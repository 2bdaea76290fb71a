"""Personal names in a text, from how they are written, from the title before them and from common first names."""

from collections.abc import Iterator, Sequence

from observatory.privacy.words import Word, word_list

_PARTICLES = frozenset(
    {
        *("d", "da", "dal", "dall", "dalla", "de", "degli", "dei", "del", "dell", "della", "dello", "di"),
        *("la", "li", "lo", "san", "santa", "van", "von"),
    }
)
_LONGEST_ABBREVIATION = 4


def name_spans(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Start and end of every run of words that reads as a person's name.

    A run is made of neighbouring capitalised words that are no ordinary words of official prose, with particles («De»,
    «Di», «D’») between them. It counts when it has two such words, follows a title, or holds a common first name.
    """
    position = 0
    while position < len(words):
        end = _end_of_run(words, position)
        run = words[position:end]
        if run and _is_name(words, position, run):
            yield run[0].start, run[-1].end
        position = max(end, position + 1)


def _end_of_run(words: Sequence[Word], position: int) -> int:
    """The position after the last name-like word reachable from `position`; `position` itself when there is none."""
    end = position
    for current in range(position, len(words)):
        word = words[current]
        if current > position and word.gap.strip(" \u00a0'’-"):
            break
        if _is_name_like(word):
            end = current + 1
        elif current == position or word.plain not in _PARTICLES:
            break
    return end


def _is_name(words: Sequence[Word], position: int, run: Sequence[Word]) -> bool:
    named = [word for word in run if _is_name_like(word)]
    return len(named) > 1 or _follows_title(words, position) or any(map(_is_first_name, run))


def _is_name_like(word: Word) -> bool:
    if _is_first_name(word):
        return True
    written_like_one = word.is_capitalised and len(word.text) > 1
    return written_like_one and not any(word.plain in known for known in _not_names())


def _is_first_name(word: Word) -> bool:
    # With its accents: «sarà» is no name.
    return word.text.lower() in word_list("first_names")


def _not_names() -> tuple[frozenset[str], ...]:
    return word_list("ordinary_words"), word_list("titles"), _PARTICLES


def _follows_title(words: Sequence[Word], position: int) -> bool:
    """Whether a title stands before the run, perhaps with its full stop and a particle («Sig. De Luca»)."""
    before = position - 1
    if before >= 0 and words[before].plain in _PARTICLES and words[before].is_capitalised:
        before -= 1
    if before < 0 or words[before].plain not in word_list("titles"):
        return False
    gap = words[before + 1].gap.strip()
    # After a title in full a stop ends the sentence: «sentito il comandante. Successivamente …».
    is_abbreviation = len(words[before].text) <= _LONGEST_ABBREVIATION and words[before].plain != "capo"
    return not gap or (gap == "." and is_abbreviation)
