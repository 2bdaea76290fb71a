"""The periodic summary: one content, already protected and worded, that paper, window and files only render."""
