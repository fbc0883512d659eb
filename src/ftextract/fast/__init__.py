"""The fast path of the model: loading and entities, the same ones that spaCy finds."""
