"""The window's commands; the recipe for another one is to add it here."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from observatory.authorisation.rules import may_any
from observatory.security.members import Member
from observatory.security.roles import Permission
from observatory.terms import Language
from ui.desktop.about import about, support
from ui.desktop.codebook import Codebook
from ui.desktop.commands import Command
from ui.desktop.language import OWN_NAMES
from ui.desktop.screens import RECORD_PAGES, SCREENS, WORK_PAGES, Screen, offered, shortcut
from ui.desktop.settings import Theme
from ui.desktop.undo_texts import redo_text, undo_text

translate = QCoreApplication.translate

_WRITING = (Permission.WRITE_CASES, Permission.WRITE_OWN_CASES, Permission.WRITE_MEETINGS, Permission.WRITE_STRENGTHS)

_WORK_KEYS = ("Ctrl+0", "Ctrl+9")


class CommandedWindow(Protocol):
    """What the commands ask of the window."""

    @property
    def language(self) -> Language: ...
    @property
    def theme(self) -> Theme: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def is_discreet(self) -> bool: ...
    @property
    def member(self) -> Member | None: ...
    def ability(self, name: str) -> Callable[[], Any] | None: ...
    def shown_screen(self) -> str: ...
    def go_to(self, screen: str) -> None: ...
    def next_pane(self) -> None: ...
    def lock(self) -> None: ...
    def leave(self) -> None: ...
    def speak(self, language: Language) -> None: ...
    def wear(self, theme: Theme) -> None: ...
    def show_palette(self) -> None: ...
    def show_keys(self) -> None: ...
    def show_sheet(self, sheet: Callable[[QWidget, Language], QDialog]) -> None: ...
    def change_discretion(self) -> None: ...
    def choose_lock_time(self) -> None: ...
    def show_passphrase_change(self) -> None: ...
    def show_recovery_making(self) -> None: ...


def commands_of(window: CommandedWindow) -> tuple[Command, ...]:
    """All commands, in the order of the menus."""
    return (*_file(window), *_edit(window), *_screens(window), *_looks(window), *_help(window))


def _on_screen(window: CommandedWindow, name: str) -> tuple[Callable[[], None], Callable[[], bool]]:
    """Run what the screen in use offers under this name; whether it offers it."""

    def run() -> None:
        ability = window.ability(name)
        if ability is not None:
            ability()

    return run, lambda: window.ability(name) is not None


def _for_screen(window: CommandedWindow, name: str, menu: str, keys: str, text: Callable[[], str]) -> Command:
    run, is_available = _on_screen(window, name)
    return Command(name, menu, text, run, keys, is_available)


def _is_for(window: CommandedWindow, screen: str) -> bool:
    """Whether a screen is for whoever is working; all are while nobody is."""
    return window.member is None or offered(screen, window.member) is not None


def _may(window: CommandedWindow, *permissions: Permission) -> bool:
    """Whether whoever is working has one of the permissions; so it seems while nobody is."""
    return window.member is None or may_any(window.member, permissions)


def _recording(window: CommandedWindow, command: Command) -> Command:
    """The command, for whoever may record something."""
    return replace(command, is_offered=lambda: _may(window, *_WRITING))


def _page(window: CommandedWindow, name: str, text: Callable[[], str], keys: str = "") -> Command:
    """Go to a page from the menu «File», for whomever it is."""
    return Command(
        name,
        "file",
        text,
        lambda: window.go_to(name),
        keys,
        lambda: window.is_open,
        is_offered=lambda: _is_for(window, name),
    )


def _file(window: CommandedWindow) -> tuple[Command, ...]:
    return (
        _recording(
            window, _for_screen(window, "new_record", "file", "Ctrl+N", lambda: translate("Commands", "&New record"))
        ),
        _recording(
            window,
            _for_screen(
                window,
                "new_from_this",
                "file",
                "Ctrl+Shift+N",
                lambda: translate("Commands", "New record &from the one shown"),
            ),
        ),
        _recording(
            window,
            _for_screen(window, "save", "file", "Ctrl+S", lambda: translate("Commands", "&Record what was typed")),
        ),
        Command(
            "import_register",
            "file",
            lambda: translate("Commands", "&Import a register…"),
            lambda: window.go_to("imports"),
            "Ctrl+I",
            lambda: window.is_open,
            starts_group=True,
            is_offered=lambda: _is_for(window, "imports"),
        ),
        Command(
            "lock",
            "file",
            lambda: translate("Commands", "&Lock the store"),
            window.lock,
            "Ctrl+L",
            lambda: window.is_open,
            starts_group=True,
        ),
        Command("lock_time", "file", lambda: translate("Commands", "Lock by itself &after…"), window.choose_lock_time),
        _page(window, "security", lambda: translate("Commands", "Security and &backups"), "Ctrl+B"),
        _page(window, "members", lambda: translate("Commands", "&Members"), "Ctrl+M"),
        *_of_two(window),
        *_keys(window),
        _page(window, "audit", lambda: translate("Commands", "Si&gned log"), "Ctrl+G"),
        Command("leave", "file", lambda: translate("Commands", "&Quit"), window.leave, "Ctrl+Q", starts_group=True),
    )


def _of_two(window: CommandedWindow) -> tuple[Command, ...]:
    return (
        _page(window, "proposals", lambda: translate("Commands", "Proposals of &two members")),
        _page(window, "issues", lambda: translate("Commands", "S&ummaries and releases"), "Ctrl+Shift+I"),
        _page(window, "retention", lambda: translate("Commands", "R&etention")),
        _page(window, "records_export", lambda: translate("Commands", "E&xport of records")),
        _page(window, "tables", lambda: translate("Commands", "Tables fr&om a file")),
    )


def _keys(window: CommandedWindow) -> tuple[Command, ...]:
    return (
        Command(
            "change_passphrase",
            "file",
            lambda: translate("Commands", "Change the &passphrase…"),
            window.show_passphrase_change,
            is_available=lambda: window.is_open,
            starts_group=True,
        ),
        Command(
            "recovery_sheet",
            "file",
            lambda: translate("Commands", "Recovery s&heet…"),
            window.show_recovery_making,
            is_available=lambda: window.is_open,
            is_offered=lambda: _may(window, Permission.MEMBERS),
        ),
    )


def _edit(window: CommandedWindow) -> tuple[Command, ...]:
    return (
        _recording(
            window,
            _for_screen(window, "undo", "edit", "Ctrl+Z", lambda: undo_text(_words(window, "undo"))),
        ),
        _recording(
            window,
            _for_screen(window, "redo", "edit", "Ctrl+Shift+Z", lambda: redo_text(_words(window, "redo"))),
        ),
        _recording(
            window, _for_screen(window, "edit", "edit", "Ctrl+E", lambda: translate("Commands", "&Edit the record"))
        ),
        _for_screen(window, "find", "edit", "Ctrl+F", lambda: translate("Commands", "&Find")),
        _for_screen(
            window, "save_view", "edit", "Ctrl+Shift+F", lambda: translate("Commands", "Save the search as a &view…")
        ),
    )


def _words(window: CommandedWindow, name: str) -> Callable[[], str] | None:
    """What the screen in use says of a command that it offers."""
    return window.ability(f"{name}_words") if window.ability(name) is not None else None


def _screens(window: CommandedWindow) -> tuple[Command, ...]:
    def command(screen: Screen) -> Command:
        return Command(
            f"go_to_{screen.name}",
            "view",
            lambda: screen.text(window.language),
            lambda: window.go_to(screen.name),
            shortcut(screen),
            lambda: window.is_open,
            lambda: window.shown_screen() == screen.name,
            is_offered=lambda: _is_for(window, screen.name),
        )

    return (
        *map(command, SCREENS),
        *(replace(command(page), starts_group=page is RECORD_PAGES[0]) for page in RECORD_PAGES),
        *(replace(command(page), starts_group=not n, keys=_WORK_KEYS[n]) for n, page in enumerate(WORK_PAGES)),
        _for_screen(window, "go_along", "view", "Ctrl+J", lambda: translate("Commands", "&Go on with the one shown")),
        Command(
            "next_pane",
            "view",
            lambda: translate("Commands", "Next &pane"),
            window.next_pane,
            "F6",
            lambda: window.is_open,
        ),
        Command(
            "discretion",
            "view",
            lambda: translate("Commands", "&Hide what identifies"),
            window.change_discretion,
            "Ctrl+H",
            lambda: window.is_open,
            lambda: window.is_discreet,
        ),
    )


def _looks(window: CommandedWindow) -> tuple[Command, ...]:
    def theme(kind: Theme, text: Callable[[], str], *, first: bool = False) -> Command:
        return Command(
            f"theme_{kind}",
            "view",
            text,
            lambda: window.wear(kind),
            chosen=lambda: window.theme is kind,
            starts_group=first,
        )

    def language(kind: Language, *, first: bool) -> Command:
        return Command(
            f"language_{kind}",
            "view",
            lambda: OWN_NAMES[kind],
            lambda: window.speak(kind),
            chosen=lambda: window.language is kind,
            starts_group=first,
        )

    return (
        theme(Theme.SYSTEM, lambda: translate("Commands", "Colours of the &desktop"), first=True),
        theme(Theme.LIGHT, lambda: translate("Commands", "&Light colours")),
        theme(Theme.DARK, lambda: translate("Commands", "D&ark colours")),
        language(Language.IT, first=True),
        language(Language.EN, first=False),
    )


def _help(window: CommandedWindow) -> tuple[Command, ...]:
    return (
        Command("palette", "help", lambda: translate("Commands", "&Commands…"), window.show_palette, "Ctrl+K"),
        Command("keys", "help", lambda: translate("Commands", "&Keys"), window.show_keys, "Ctrl+/"),
        Command(
            "support",
            "help",
            lambda: translate("Commands", "&Support for whoever works here"),
            lambda: window.show_sheet(support),
            starts_group=True,
        ),
        Command("codebook", "help", lambda: translate("Commands", "Code&book"), lambda: window.show_sheet(Codebook)),
        Command(
            "about", "help", lambda: translate("Commands", "&About Osservatorio"), lambda: window.show_sheet(about)
        ),
    )
