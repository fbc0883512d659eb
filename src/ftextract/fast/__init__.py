"""The fast path of the model: loading and entities, the same ones that spaCy finds."""

CLEAR = 12  # in units of a network's scores: a lead of so much leaves no doubt
