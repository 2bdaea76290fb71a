"""The window's language: Qt's own texts, ours, numbers and dates, switched while the window is open."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from observatory.terms import Language
from resources import resource

LOCALES = {
    Language.IT: QLocale(QLocale.Language.Italian, QLocale.Country.Italy),
    Language.EN: QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
OWN_NAMES = {Language.IT: "Italiano", Language.EN: "English"}
"""Each language in its own words: whoever looks for theirs must find it."""


class Translation:
    """Holds the translators; Qt sends `LanguageChange` to every widget when they change."""

    def __init__(self) -> None:
        self._installed: list[QTranslator] = []
        # QTranslator reads from these bytes for as long as it lives; it makes no copy of them.
        self._texts = {language: _own_texts(language) for language in Language}

    def speak(self, language: Language) -> None:
        """Make this language the window's; numbers and dates follow."""
        QLocale.setDefault(LOCALES[language])
        self.silence()
        for translator in (self._of_qt(language), self._of_ours(language)):
            if not translator.isEmpty():
                self._installed.append(translator)
                QCoreApplication.installTranslator(translator)

    def silence(self) -> None:
        """Take every translator away again."""
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed.clear()

    def _of_ours(self, language: Language) -> QTranslator:
        translator = QTranslator()
        translator.load(self._texts[language])
        return translator

    def _of_qt(self, language: Language) -> QTranslator:
        translator = QTranslator()
        if language is not Language.EN:
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            translator.load(f"qtbase_{language}", folder)
        return translator


def _own_texts(language: Language) -> bytes:
    return resource("translations", f"observatory_{language}.qm").read_bytes()
