"""Translators of sentences: the contract, those that exist, what is kept, what is refused."""
