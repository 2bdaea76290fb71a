"""The main points as they are being edited: order, what is left out, typed words, and what is wrong with them."""

from observatory.summary.content import Edit, Summary
from observatory.summary.point_numbers import numbers_of
from observatory.summary.points import Problem, edited_in, problems, tidied
from observatory.terms import Language


class PointsDraft:
    """Starts from the main points of a summary as they stand; a sentence is known by its number among the generated."""

    def __init__(self, summary: Summary) -> None:
        self._summary = summary
        self._numbers = {language: numbers_of(summary, language) for language in Language}
        self._typed: dict[tuple[int, Language], str] = {}
        self.order = list(range(1, len(summary.sentences) + 1))
        if summary.edits:
            self.order = [edit.sentence for edit in summary.edits]
            self._typed = {(e.sentence, each): e.in_(each) for e in summary.edits for each in Language if e.in_(each)}

    @property
    def left_out(self) -> list[int]:
        return [n for n in range(1, len(self._summary.sentences) + 1) if n not in self.order]

    @property
    def all(self) -> list[int]:
        """First what is printed, in its order."""
        return [*self.order, *self.left_out]

    def generated(self, sentence: int, language: Language) -> str:
        return self._summary.sentences[sentence - 1].in_(language)

    def words(self, sentence: int, language: Language) -> str:
        """As typed, or as the program words it."""
        return self._typed.get((sentence, language), "") or self.generated(sentence, language)

    def type_in(self, sentence: int, language: Language, words: str) -> None:
        self._typed[sentence, language] = words

    def is_typed(self, sentence: int) -> bool:
        return any(self.words(sentence, each) != self.generated(sentence, each) for each in Language)

    def restore(self, sentence: int) -> None:
        """Both languages as the program words them."""
        for language in Language:
            self._typed.pop((sentence, language), None)

    def restore_all(self) -> None:
        self._typed.clear()
        self.order = list(range(1, len(self._summary.sentences) + 1))

    def move(self, sentence: int, by: int) -> None:
        """Up or down among what is printed; nothing at the ends."""
        at = self.order.index(sentence)
        if 0 <= at + by < len(self.order):
            self.order.insert(at + by, self.order.pop(at))

    def toggle(self, sentence: int) -> None:
        """Leave a sentence out, or print it again at the end; one always stays."""
        if sentence not in self.order:
            self.order.append(sentence)
        elif len(self.order) > 1:
            self.order.remove(sentence)

    def problems(self, sentence: int, language: Language) -> tuple[Problem, ...]:
        """Of what is typed; the program's own words have none."""
        words = self.words(sentence, language)
        if words == self.generated(sentence, language):
            return ()
        return tuple(problems(words, language, self._numbers[language][sentence - 1]))

    @property
    def is_sound(self) -> bool:
        return not any(self.problems(sentence, language) for sentence in self.order for language in Language)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What is wanted; empty for the generated sentences in their order."""
        typed = {n: {each: self._typed.get((n, each), "") for each in Language} for n in self.order}
        return tidied(self._summary, [Edit(n, words[Language.IT], words[Language.EN]) for n, words in typed.items()])

    @property
    def languages(self) -> tuple[Language, ...]:
        """Those in which something is worded anew."""
        return edited_in(self.edits)

    @property
    def is_changed(self) -> bool:
        return self.edits != self._summary.edits
