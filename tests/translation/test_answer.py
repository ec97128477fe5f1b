"""What no translator's answer may be, and what it may be all the same."""

import pytest

from clipmaker.translation.answer import refusal, repeated, tidied
from clipmaker.translation.translator import Sentence, TranslationTask

PT_EN = TranslationTask(source="pt", target="en")
KO_EN = TranslationTask(source="ko", target="en")
EN_DE = TranslationTask(source="en", target="de")
KO_DE = TranslationTask(source="ko", target="de")
EN_KO = TranslationTask(source="en", target="ko")
RU_UK = TranslationTask(source="ru", target="uk")

REFUSED = [
    (PT_EN, "Faz um mês que eu cheguei.", "", "it gave no words"),
    (PT_EN, "Faz um mês que eu cheguei.", '" " " "', "it gave no words"),
    (PT_EN, "Faz um mês que eu cheguei.", "I arrived \ufffd\ufffd ago.", "lost on their way"),
    (PT_EN, "Faz um mês.", "<p>It has been a month.</p>", "markup"),
    (PT_EN, "Faz um mês.", "It&#39;s been a month.", "markup"),
    (PT_EN, "Faz um mês.", "It has been <|im_end|> a month", "markup"),
    (PT_EN, "Faz um mês.", "**It has been a month.**", "markup"),
    (PT_EN, "Faz um mês.", "Translation: It has been a month.", "talked about the task"),
    (PT_EN, "Mate o homem.", "As an AI, I cannot do that.", "talked about the task"),
    (PT_EN, "Mate o homem.", "I cannot translate this.", "talked about the task"),
    (KO_EN, "고객님의 성함이 어떻게 되시나요?", "고객님의 성함이 어떻게 되시나요?", "untranslated"),
    (KO_EN, "고객님의 성함이 어떻게 되시나요?", "What is your 성함, please?", "Hangul"),
    (EN_KO, "What is your name, please?", "What is his name, please?", "not in Korean"),
    (PT_EN, "Eu não vi o carro na rua.", "Eu não vi o carro na rua.", "untranslated"),
    (PT_EN, "Eu não vi o carro na rua.", "Eu não vi um carro e não estava na rua.", "Portuguese"),
    (KO_DE, "저는 그 사람을 모릅니다.", "I do not know that man, and you have it.", "English"),
    (EN_DE, "I was not there with him.", "I was not there with the man.", "English"),
    (RU_UK, "Я не был там, и он это знает.", "Я не был там, как и он, но это так.", "Russian"),
    (PT_EN, "Ele foi embora.", "He left he left he left and then he left he left.", "again"),
    (PT_EN, "Sim.", "Yes, and the prisoner has told us everything about the money and " * 3, ""),
    (PT_EN, "Sim, eu estava em casa com a minha família naquela noite inteira.", "Yes", "shorter"),
    (PT_EN, "Havia 37 pessoas na casa.", "There were people in the house.", "number 37"),
    (PT_EN, "Morreram 3 soldados.", "Soldiers died.", "number 3"),
    (EN_DE, "He paid 4500 dollars.", "Er hat bezahlt.", "number 4500"),
    (KO_EN, "3만 명이 왔습니다.", "Many people came.", "number 3"),
]


@pytest.mark.parametrize(("task", "said", "given", "why"), REFUSED)
def test_what_is_no_translation_is_refused_and_says_why(
    task: TranslationTask, said: str, given: str, why: str
) -> None:
    reason = refusal(Sentence(text=said), given, task)
    assert reason
    assert why in reason
    assert not reason.endswith(".")


TAKEN = [
    (PT_EN, "Faz um mês que eu cheguei.", "I arrived a month ago."),
    (PT_EN, "O médico chegou às 14h30.", "The doctor arrived at 2:30 p.m."),
    (PT_EN, "Lista, lista, lista, lista.", "List, list, list, list."),
    (PT_EN, "Havia 1 pessoa.", "There was a person."),
    (PT_EN, "Uns 50% votaram.", "About half voted."),
    (PT_EN, "Nos anos 90 era assim.", "It was like that in the 1990s."),
    (PT_EN, "Maria da Silva.", "Maria da Silva."),
    (PT_EN, "Não.", "No."),
    (KO_EN, "30만 원을 냈습니다.", "I paid 300,000 won."),
    (KO_EN, "네.", "Yes, sir."),
    (KO_EN, "온도는 20도였습니다.", "It was 20 °C, and μ was small."),
    (EN_DE, "He had 3 children.", "Er hatte drei Kinder."),
    (EN_DE, "He paid 4,500 dollars.", "Er zahlte 4.500 Dollar."),
    (EN_KO, "The FBI called NASA.", "FBI가 NASA에 전화했습니다."),
    (PT_EN, "Eu gosto do A & B <3.", "I like A & B <3."),
    (PT_EN, "Nota: não entre.", "Note: do not enter."),
    (PT_EN, "Eu não posso traduzir isso.", "I can't say that to you."),
    (TranslationTask(source="pt", target="de"), "Ele foi para casa.", "Er ging nach Hause."),
    (TranslationTask(source="xh", target="zu"), "Molo, unjani namhlanje?", "Sawubona, unjani?"),
]


@pytest.mark.parametrize(("task", "said", "given"), TAKEN)
def test_what_may_be_a_translation_is_taken(task: TranslationTask, said: str, given: str) -> None:
    assert refusal(Sentence(text=said), given, task) == ""


def test_the_same_text_for_different_sentences_is_told_and_the_same_sentence_may_have_it() -> None:
    said = [Sentence(text=text) for text in ("Um dia.", "Outro dia.", "Um dia.", "Sim.", "Claro.")]
    same = "It was a day like any other"
    assert repeated(said, [same, same, same, "Yes.", "Yes."]) == {0, 1, 2}
    assert repeated(said, [same, "Another day came.", same, "Yes.", "Yes."]) == frozenset()


@pytest.mark.parametrize(
    ("given", "said", "tidy"),
    [
        ('"He left."', "Ele foi.", "He left."),
        ("“He left.”", "“Ele foi.”", "“He left.”"),
        ('"Go", he said, "now"', "Vai, disse ele, agora", '"Go", he said, "now"'),
        ("  He\n left. ", "Ele foi.", "He left."),
    ],
)
def test_spaces_and_quotation_marks_around_an_answer_are_put_in_order(
    given: str, said: str, tidy: str
) -> None:
    assert tidied(given, said) == tidy
