"""What became of everything that was tried, in words."""

_NO_MORE = "not kept: tells no more than the log probability, which costs nothing"

VERDICTS = {
    "neighbours: words that the translation with neighbours lacks": "not kept: few cues have "
    "neighbours near enough, all of those caught were serious already, and it decodes again",
    "greedy: words that the translation without a beam lacks": "not kept: near chance",
    "samples: words that five samples at temperature 0.3 lack": _NO_MORE,
    "samples: words that five samples at temperature 0.6 lack": _NO_MORE,
    "samples: words that five samples at temperature 0.9 lack": _NO_MORE,
    "samples: how unlike five samples are (chrF, temperature 0.6)": _NO_MORE,
    "length ratio of both texts": "flag `lengths-differ` for twice or half of what is usual, "
    "a warning: few cues have it, so that none of the good ones did proves nothing",
    "compression ratio of the English": "flag `repetition` over 2.4, the reference's own limit",
    "doubt about the English (mean log probability)": "flag `translated-badly`: the best of all",
    "doubt about the words heard (mean log probability)": "flag `heard-badly`, for the transcript",
    "probability that nobody speaks": "flag `perhaps-no-speech` from 0.3; no help on speech",
    "language: probability of another one": "no help within one language; flags "
    "`language-unsure`, `language-mismatch` and `language-changes` for what they say",
    "anomalous words (faster-whisper's score)": "not kept: below chance",
    "least probable word": "flag `unsure-words`, a warning that names the words to listen for",
    "letters heard a second": "not kept: below chance",
    "letters of English for each second of speech": "flag `too-much-said` over 17, a warning; "
    "on recordings kept aside 28 % of bad and 22 % of good cues had it: near chance",
    "names (capitals) in one text only": "not kept: chance; names of the glossary are compared "
    "(`names-differ`, `name-added`)",
    "voices: second pitch": "not kept: chance",
    "voices: doubt about the words": "flag `heard-badly`: two voices show as badly heard words",
    "voices: anomalous words": "not kept",
}
