"""Start Osservatorio from a checkout: `python main.py` is the same as `observatory`."""

from ui.entry import main

if __name__ == "__main__":
    raise SystemExit(main())
