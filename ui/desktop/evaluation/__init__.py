"""The page «Evaluation»: whether recommendations worked, with the power line beside every verdict."""
