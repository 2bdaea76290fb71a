"""How the summary's content is laid out for people; each medium paints it in its own package."""
