"""Every doubt is raised where it should be, and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cue_values import SURE, cue, machine_cue, seen

from clipmaker.cues.cutting.sentences import SpokenSentence, said_digest
from clipmaker.cues.judging.flags import DOUBTS, flagged, in_order, rank, serious
from clipmaker.cues.judging.glossary import Term
from clipmaker.cues.judging.numbers import english_numbers, figures
from clipmaker.cues.model import Cue, Flag, Severity, Span, Status, Word

SERIOUS, WARNING, NOTICE = Severity.SERIOUS, Severity.WARNING, Severity.NOTICE

KURSK = Term(spelling="Kursk", sources=("쿠르스크",))


def severity(code: str, one: Cue, **facts: object) -> Severity | None:
    flag = DOUBTS[code](one, seen(**facts))
    assert flag is None or (flag.code == code and not flag.message.endswith("."))
    return flag.severity if flag else None


def words(*probabilities: float) -> tuple[Word, ...]:
    return tuple(Word(text="말", start_ms=0, end_ms=1, probability=p) for p in probabilities)


def _two(text: str, other: str) -> dict[str, object]:
    """A sentence of one cue with two readings of what was said in it."""
    one = SpokenSentence(cues=(machine_cue(text=text, other=other),), language="ko")
    read = replace(one.cues[0], reading_of=said_digest(one))
    return {"sentence": replace(one, cues=(read,))}


CASES = [
    ("sent-back", SERIOUS, cue(status=Status.EDITED, comment="Who is “he”?"), {}),
    ("sent-back", None, cue(status=Status.APPROVED, comment="Who is “he”?"), {}),
    ("sent-back", None, cue(status=Status.EDITED), {}),
    ("under-bleep", SERIOUS, machine_cue(), {"bleeps": (Span(start_ms=1500, end_ms=1700),)}),
    ("under-bleep", None, machine_cue(), {"bleeps": (Span(start_ms=4500, end_ms=4700),)}),
    ("machine-translation", SERIOUS, machine_cue(), {}),
    ("machine-translation", SERIOUS, machine_cue(), {"language": "es"}),
    ("machine-translation", WARNING, machine_cue(), {"language": "es", "model": "small x"}),
    ("machine-translation", SERIOUS, machine_cue(), {"language": "es", "model": "tiny x"}),
    ("machine-translation", WARNING, machine_cue(), {"model": "large-v3 x"}),
    ("machine-translation", SERIOUS, machine_cue(), {"model": "my-own x"}),
    ("machine-translation", None, machine_cue(), {"language": "en"}),
    ("machine-translation", None, machine_cue(status=Status.EDITED), {}),
    ("machine-translation", None, machine_cue(status=Status.APPROVED), {}),
    ("untranslated", SERIOUS, machine_cue(text=""), {}),
    ("untranslated", SERIOUS, machine_cue(text=""), {"audience": "de"}),
    ("untranslated", SERIOUS, machine_cue(source="a b c, d", text="A b c d."), {}),
    ("untranslated", None, machine_cue(source="Madrid", text="Madrid."), {"language": "es"}),
    ("untranslated", None, machine_cue(), {}),
    ("untranslated", None, cue(status=Status.EDITED, text=""), {}),
    ("untranslated", None, machine_cue(source="a b c", text="a b c"), {"language": "en"}),
    ("empty", SERIOUS, machine_cue(source=""), {}),
    ("empty", SERIOUS, machine_cue(source="", text=""), {}),
    ("empty", None, machine_cue(), {}),
    ("empty", None, cue(status=Status.EDITED, source=""), {}),
    ("language-unsure", SERIOUS, machine_cue(), {"language_probability": 0.59}),
    ("language-unsure", None, machine_cue(), {"language_probability": 0.6}),
    ("heard-badly", SERIOUS, machine_cue(heard=replace(SURE, avg_logprob=-0.9)), {}),
    ("heard-badly", WARNING, machine_cue(heard=replace(SURE, avg_logprob=-0.5)), {}),
    ("heard-badly", WARNING, machine_cue(heard=replace(SURE, avg_logprob=-0.27)), {}),
    ("heard-badly", None, machine_cue(heard=replace(SURE, avg_logprob=-0.24)), {}),
    ("translated-badly", SERIOUS, machine_cue(translated=replace(SURE, avg_logprob=-0.8)), {}),
    ("translated-badly", WARNING, machine_cue(translated=replace(SURE, avg_logprob=-0.6)), {}),
    ("translated-badly", None, machine_cue(), {}),
    ("translated-badly", None, cue(status=Status.EDITED), {}),
    ("perhaps-no-speech", SERIOUS, machine_cue(heard=replace(SURE, no_speech_prob=0.7)), {}),
    ("perhaps-no-speech", WARNING, machine_cue(heard=replace(SURE, no_speech_prob=0.4)), {}),
    ("perhaps-no-speech", None, machine_cue(), {}),
    ("repetition", SERIOUS, machine_cue(translated=replace(SURE, compression_ratio=2.5)), {}),
    ("repetition", SERIOUS, machine_cue(text="I went to the house and I went to the house"), {}),
    ("repetition", SERIOUS, machine_cue(text="No no no, no!"), {}),
    ("repetition", SERIOUS, machine_cue(source="가 나 다. 가 나 다. 가 나 다."), {}),
    ("repetition", None, machine_cue(text="I came, I saw, I conquered."), {}),
    ("repetition", None, machine_cue(text="Ask what it can do for you, and you for it."), {}),
    ("repetition", SERIOUS, machine_cue(text="I was lonely."),
     {"before": machine_cue(text="I was lonely.", source="다른 말")}),
    ("repetition", None, machine_cue(text="I was lonely."),
     {"before": machine_cue(text="I was lonely.")}),
    ("source-script", SERIOUS, machine_cue(text="He said 훈련 to us."), {}),
    ("source-script", None, machine_cue(text="A café, naïve: ½ €5"), {}),
    ("source-script", None, machine_cue(text="Привет"), {"language": "en"}),
    ("garbled", SERIOUS, machine_cue(text="Iâ€™m the captain"), {}),
    ("garbled", SERIOUS, machine_cue(text="Nobody said CafÃ©"), {}),
    ("garbled", SERIOUS, machine_cue(text="Tom &amp; I"), {}),
    ("garbled", SERIOUS, machine_cue(text="It said caf\ufffd"), {}),
    ("garbled", SERIOUS, machine_cue(source="¾È³çÇÏ¼¼¿ä"), {}),
    ("garbled", SERIOUS, machine_cue(source="Ïðèâåò"), {}),
    ("garbled", None, machine_cue(text="AT&T’s naïve café – “Ærø”, L’été"), {}),
    ("garbled", None, machine_cue(source="Ещё ёлка, Ísland þjóð; Ç, Ã"), {}),
    ("stock-phrase", SERIOUS, machine_cue(text="Thanks for watching this video!"), {}),
    ("stock-phrase", SERIOUS, machine_cue(text="So, don't forget to subscribe."), {}),
    ("stock-phrase", SERIOUS, machine_cue(source="시청해주셔서 감사합니다."), {}),
    ("stock-phrase", SERIOUS, machine_cue(source="ご視聴ありがとうございました。"), {}),
    ("stock-phrase", None, machine_cue(text="Thank you for coming."), {}),
    ("stock-phrase", None, machine_cue(text="He subscribed to it."), {}),
    ("too-fast", SERIOUS, cue(end=2000, text="x" * 21), {}),
    ("too-fast", NOTICE, cue(end=2000, text="x" * 19), {}),
    ("too-fast", None, cue(end=2000, text="x" * 17), {}),
    ("too-long", SERIOUS, cue(), {"fits": lambda text: False}),
    ("too-long", None, cue(), {"fits": lambda text: True}),
    ("too-long", None, cue(), {}),
    ("numbers-differ", SERIOUS, machine_cue(source="6자리", text="Some digits"), {}),
    ("numbers-differ", WARNING, machine_cue(source="여섯", text="The 6 digits"), {}),
    ("numbers-differ", None, machine_cue(source="6자리", text="Six digits"), {}),
    ("numbers-differ", None, machine_cue(source="25일", text="The twenty-five days"), {}),
    ("numbers-differ", None, machine_cue(source="6자리", text="The digits"),
     {"after": machine_cue(text="were 6.")}),
    ("numbers-differ", None, cue(source="6자리", text="x", status=Status.APPROVED), {}),
    ("lengths-differ", WARNING, machine_cue(source="가" * 10, text="x" * 47), {}),
    ("lengths-differ", WARNING, machine_cue(source="가" * 10, text="x" * 11), {}),
    ("lengths-differ", None, machine_cue(source="가" * 10, text="x" * 45), {}),
    ("lengths-differ", None, machine_cue(source="가" * 10, text="x" * 12), {}),
    ("lengths-differ", WARNING, machine_cue(source="а" * 10, text="x" * 21),
     {"language": "ru"}),
    ("lengths-differ", None, machine_cue(source="네", text="Yes, of course."), {}),
    ("lengths-differ", None, machine_cue(source="가" * 10, text="x" * 47), {"language": "en"}),
    ("lengths-differ", None, cue(status=Status.EDITED, source="가" * 10, text="x" * 47), {}),
    ("too-much-said", WARNING, machine_cue(text="x" * 50), {}),
    ("too-much-said", None, machine_cue(text="x" * 49), {}),
    ("too-much-said", None, machine_cue(words=(), text="x" * 99), {}),
    ("too-much-said", None, machine_cue(text="x" * 99), {"language": "en"}),
    ("names-differ", SERIOUS, machine_cue(source="쿠르스크에서"), {"glossary": (KURSK,)}),
    ("names-differ", WARNING, machine_cue(source="쿠르스크에서", text="At Cursk."),
     {"glossary": (KURSK,)}),
    ("names-differ", None, machine_cue(source="쿠르스크에서", text="At Kursk."),
     {"glossary": (KURSK,)}),
    ("name-added", SERIOUS, machine_cue(text="At Kursk."), {"glossary": (KURSK,)}),
    ("name-added", None, machine_cue(), {"glossary": (KURSK,)}),
    ("readings-differ", SERIOUS, machine_cue(), _two("He saw the list.", "He got a visa.")),
    ("readings-differ", SERIOUS, machine_cue(), _two("It can work out.", "It can’t work out.")),
    ("readings-differ", WARNING, machine_cue(), _two("He waited for a list in Seoul.",
                                                     "He waited for a visa in Seoul.")),
    ("readings-differ", NOTICE, machine_cue(), _two(
        "The soldier waited three weeks for his visa in Seoul.",
        "The soldier waited three weeks for his visa alone in Seoul.")),
    ("readings-differ", None, machine_cue(), _two("He said so.", "He told so.")),
    ("readings-differ", None, machine_cue(), _two("He said so.", "")),
    ("readings-differ", None, cue(status=Status.EDITED), _two("He said.", "She shot him.")),
    ("readings-differ", None, machine_cue(), {**_two("He said.", "She shot."), "language": "en"}),
    ("machine-translation", WARNING, machine_cue(), _two("The soldier waited three weeks.",
                                                         "Three weeks the soldiers waited.")),
    ("machine-translation", SERIOUS, machine_cue(), _two("The soldier waited three weeks.",
                                                         "The soldier waited three months.")),
    ("machine-translation", SERIOUS, machine_cue(), _two("He said yes.", "Yes, he said.")),
    ("machine-translation", WARNING, machine_cue(), _two("We are very happy.", "We’re very glad!")),
    ("machine-translation", WARNING, machine_cue(),
     _two("I don’t see him.", "I do not see him.")),
    ("machine-translation", SERIOUS, machine_cue(),
     _two("We are very happy.", "We were very happy.")),
    ("machine-translation", SERIOUS, machine_cue(),
     _two("We are very happy.", "They are very happy.")),
    ("machine-translation", SERIOUS, machine_cue(), _two("I can do it.", "I can do it.")),
    ("machine-translation", SERIOUS, machine_cue(), _two("Thank you.", "Thank you.")),
    ("machine-translation", SERIOUS, machine_cue(), _two(
        "I shot the man in the house.", "You shot the man in the house.")),
    ("readings-differ", WARNING, machine_cue(), _two("We are very happy.", "They are very happy.")),
    ("readings-differ", WARNING, machine_cue(), _two(
        "I shot the man in the house.", "You shot the man in the house.")),
    ("reading-outdated", WARNING, machine_cue(reading_of="0" * 10),
     {"sentence": SpokenSentence(cues=(machine_cue(),), language="ko")}),
    ("reading-outdated", None, machine_cue(), {}),
    ("reading-outdated", None, cue(status=Status.APPROVED, reading_of="0" * 10),
     {"sentence": SpokenSentence(cues=(machine_cue(),), language="ko")}),
    ("unsure-words", WARNING, machine_cue(words=words(0.2, 0.9, 0.9)), {}),
    ("unsure-words", None, machine_cue(words=words(0.2, 0.9, 0.9, 0.9, 0.9)), {}),
    ("unsure-words", None, machine_cue(words=()), {}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "expected", "one", "facts"), CASES)
def test_doubts(code: str, expected: Severity | None, one: Cue, facts: dict[str, object]) -> None:
    assert severity(code, one, **facts) is expected


def test_every_doubt_has_cases_for_and_against() -> None:
    for code in DOUBTS:
        outcomes = {expected for case, expected, *_ in CASES if case == code}
        assert None in outcomes
        assert outcomes - {None}


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("The soldier waited three weeks for his visa in Seoul.", "machines that say the same,"),
        (
            "The soldier waited three weeks for his visa alone in Seoul.",
            "that say nearly the same,",
        ),
    ],
)
def test_two_machines_say_the_same_only_where_they_do(other: str, told: str) -> None:
    facts = _two("The soldier waited three weeks for his visa in Seoul.", other)
    flag = DOUBTS["machine-translation"](machine_cue(), seen(**facts))
    assert flag is not None
    assert told in flag.message


@pytest.mark.parametrize("line", ["We are very happy.", "The water is deep.", "He is coming home."])
def test_a_line_that_both_read_alike_is_judged_alike_by_itself_and_beside_another(
    line: str,
) -> None:
    beside = f"{line} The soldier waited three weeks for his visa."
    for text in (line, beside):
        assert severity("machine-translation", machine_cue(), **_two(text, text)) is WARNING


def test_flags_come_most_serious_first() -> None:
    fast = machine_cue(end=2000, text="x" * 18, heard=replace(SURE, avg_logprob=-0.5))
    (one,) = flagged([fast], seen())
    found = [flag.severity for flag in one.flags]
    assert found == sorted(found, key=[SERIOUS, WARNING, NOTICE].index)
    assert len(set(found)) == 3
    assert serious(one)


def test_flags_of_an_event_stay_until_the_cue_is_approved() -> None:
    event = Flag(code="heard-differently", severity=SERIOUS, message="Listen again")
    edited = cue(status=Status.EDITED, flags=(event,))
    approved = replace(edited, status=Status.APPROVED)
    assert flagged([edited], seen())[0].flags == (event,)
    assert flagged([approved], seen())[0].flags == ()


def test_flags_of_the_registry_do_not_outlive_their_reason() -> None:
    (one,) = flagged([machine_cue()], seen())
    assert one.flags
    assert flagged([replace(one, status=Status.APPROVED)], seen())[0].flags == ()


def test_order_keeps_what_is_equally_serious() -> None:
    pairs = [("a", NOTICE), ("b", SERIOUS), ("c", SERIOUS)]
    flags = [Flag(code=code, severity=severity, message=code) for code, severity in pairs]
    assert [flag.code for flag in in_order(flags)] == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,200 and 3.5", {1200, 3, 5}),
        ("٢٥ يوما", {25}),
        ("12:30", {12, 30}),
        ("no figures", set()),
    ],
)
def test_figures(text: str, numbers: set[int]) -> None:
    assert figures(text) == numbers


def test_english_number_words() -> None:
    assert {21, 300, 1} <= english_numbers("Twenty-one people, three hundred, the first one")


def test_more_serious_flags_rank_higher() -> None:
    loop = machine_cue(text="No no no, no!")
    ranks = [rank(one) for one in flagged([machine_cue(), loop, cue(status=Status.EDITED)], seen())]
    assert ranks == [1, 2, 0]
