"""The issues that were made: listed, read again, compared, withdrawn."""
