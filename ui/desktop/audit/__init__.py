"""The signed log in the window: the check that runs after unlocking, and the page that shows the entries."""
