"""Whether a text is in another language of the same letters, by its commonest words; pure.

Scripts tell Korean from English. English and German are told apart by words that no sentence of a
certain length is without, and a text is called another language's only where it has several of
those, and none of its own.
"""

from __future__ import annotations

import re
from functools import cache

_FEW = 3
"""So many common words of one language, and none of the other, are no accident."""
_COMMON = {
    "en": "the and of to that is was with for are this have from they you not we it be on what",
    "de": "der die und das ist nicht ein eine ich den mit auf für sich von es wir sie er dass was",
    "es": "el la los las que de y en un una por con para es no se lo su pero como está",
    "pt": "o a os as que de e em um uma por com para é não se do da mas como está eu",
    "fr": "le la les que de et en un une pour avec est ne pas se du des dans ce il je nous",
    "it": "il la che di e in un una per con è non si del della ma come sono gli ho",
    "nl": "de het een en van is niet dat op te zijn met voor ik maar aan hij we ze er",
    "pl": "i w nie na się że to z do jest jak ale co tak o po dla przez był już",
    "sv": "och att det som en på är av för med den till inte om ett har jag vi de så",
    "da": "og at det som en på er af for med den til ikke om et har jeg vi de så",
    "tr": "ve bir bu da de için çok ne ile ama daha var gibi o mi değil ben sen kadar",
    "ru": "и в не на что я с он как это по но они мы из за у так же от",
    "uk": "і в не на що я з він як це по але вони ми із за у так та від",
    "bg": "и в не на че аз с той как това по но те ние от за са да се е",
}
_WORD = re.compile(r"[^\W\d_]+")


def spoken_otherwise(text: str, wanted: str) -> str:
    """Return the other language that a text is in, "" when it may be in the one that is wanted.

    Args:
        text: a sentence.
        wanted: code of the language that it should be in; nothing is told of those unknown here.
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    own = _common(wanted)
    for other in _COMMON if own else ():
        alien = _common(other) - own
        several = other != wanted and sum(word in alien for word in words) >= _FEW
        if several and not any(word in own - _common(other) for word in words):
            return other
    return ""


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(_COMMON.get(language, "").split())
