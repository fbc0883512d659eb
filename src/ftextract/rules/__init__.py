"""The rule families: constructions in Python, words in the TOML file of the same name."""
