"""Who opens the store and with what: passphrases and the recovery sheet, changed while it is open."""
