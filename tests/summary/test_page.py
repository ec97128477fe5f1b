"""Articles that were pasted with the page around them."""

from pathlib import Path

import pytest

from clipmaker.summary.read import Summary
from tests.summary.written import read_summary

FILE = Path("summary.txt")

ENGLISH = """\
Advertisement

Home | World | Harbour

Support us today

Readers like you pay for this newspaper. Nobody else does, so please give what you can.

Ferry hits quay in Portside, injuring eleven passengers

By Jane Example, Portside correspondent

Published 12:03

Listen to article

The ferry Aurora on the quay on Tuesday. Photo: A. Example/Agency

A ferry with 140 passengers hit the quay in Portside on Tuesday morning, and eleven were injured.

Advertisement

The Aurora’s engines had not answered when captain Mary Stone tried to slow down, the port said.

He agreed.

What happens next

Two of the injured passengers are still in hospital in Portside, and the ferry stays tied up.

We use cookies to measure how this page is read. You may change that whenever you like.

“We heard a bang, and everybody fell,” said Peter Reed, a passenger from Portside.

Share this

An inquiry by the Maritime Agency into the Aurora’s engines is to end before the summer.

With reporting by AFP

Never miss a story again, and have the best of the week sent to your inbox every Friday.

Close
"""
GERMAN = """\
Anzeige

Zum Inhalt springen

Fähre rammt Kai in Hafenstadt: elf Verletzte

Von Erika Beispiel

Stand: 12.03.2025, 12:03 Uhr

Eine Fähre mit 140 Passagieren hat in Hafenstadt den Kai gerammt; elf Menschen wurden verletzt.

Artikel anhören

Die Maschinen der Aurora hätten nicht reagiert, als Kapitänin Stein bremsen wollte, so der Hafen.

Bildunterschrift

Zwei der Verletzten liegen noch im Krankenhaus von Hafenstadt, und die Fähre bleibt vorerst am Kai.

Eine Untersuchung der Maschinen durch das Seeamt soll nach Angaben des Hafens vor dem Sommer enden.

Unterstützen Sie unabhängigen Journalismus mit einem Abo und lesen Sie jeden Tag ohne Werbung.

Mehr zum Thema
"""
KOREAN = """\
광고

본문 바로가기

여객선 항구 부두와 충돌해 승객 열한 명 부상

홍길동 기자

입력 12:03

화요일 아침 승객 백사십 명을 태운 여객선이 항구 부두와 충돌해 열한 명이 다쳤다고 경찰이 오늘 밝혔다.

기사 듣기

여객선 선장이 속도를 줄이려 했을 때 엔진이 전혀 반응하지 않았다고 항구 관계자가 기자들에게 설명했다.

부상 승객 두 명은 아직 병원에 있으며 여객선은 당분간 부두에 묶여 있을 것이라고 관계자가 말했다.

해양 당국은 여객선 엔진에 대한 조사를 여름이 오기 전에 모두 끝낼 예정이라고 이날 오후 발표했다.

공유하기
"""
ARABIC = """\
إعلان

استمع إلى المقال

عبارة تصطدم برصيف الميناء وإصابة أحد عشر راكبا

كتبت ليلى مثال

اصطدمت عبارة تقل مئة وأربعين راكبا برصيف الميناء صباح الثلاثاء وأصيب أحد عشر راكبا بحسب الشرطة.

شارك

لم تستجب محركات العبارة عندما حاولت القبطانة أن تخفف السرعة قرب الرصيف كما قالت إدارة الميناء.

لا يزال اثنان من الركاب في المستشفى وتبقى العبارة مربوطة إلى الرصيف حتى إشعار آخر من الميناء.

من المقرر أن ينتهي التحقيق في محركات العبارة قبل الصيف كما أعلنت السلطات البحرية مساء الثلاثاء.

اقرأ أيضا
"""


def read(text: str, language: str = "en", **more: bool) -> Summary:
    return read_summary(text, FILE, language=language, **more)


def test_an_english_page_keeps_its_story_and_nothing_else() -> None:
    found = read(ENGLISH)
    assert found.headline == "Ferry hits quay in Portside, injuring eleven passengers"
    assert [paragraph.text.split()[0] for paragraph in found.paragraphs] == [
        *("A", "The", "He", "Two", "“We", "An")
    ]
    assert found.paragraphs[4].quotation is not None
    assert found.sources == ("AFP",)
    told = {one.text for one in (*found.paragraphs, *found.furniture)} | {found.headline}
    written = {line for line in ENGLISH.split("\n") if line and not line.startswith("With")}
    assert told == written, "every line is either the story's or named as left out"


@pytest.mark.parametrize(
    ("page", "language", "headline", "paragraphs"),
    [
        (GERMAN, "de", "Fähre rammt Kai", 4),
        (KOREAN, "ko", "여객선 항구 부두와", 4),
        (ARABIC, "ar", "عبارة تصطدم", 4),
    ],
)
def test_other_languages_need_no_words_of_their_own(
    page: str, language: str, headline: str, paragraphs: int
) -> None:
    found = read(page, language)
    assert found.headline.startswith(headline)
    assert len(found.paragraphs) == paragraphs
    assert all(len(one.text) > 40 for one in found.paragraphs)


def test_a_page_whose_paragraphs_stand_line_below_line_is_read_alike() -> None:
    dense = GERMAN.replace("\n\n", "\n")
    long = dense.replace("verletzt.", "verletzt, einige von ihnen nach Angaben der Polizei schwer.")
    assert len(long.split("\n\n")) == 1
    found = read(long, "de")
    assert found.headline == "Fähre rammt Kai in Hafenstadt: elf Verletzte"
    assert len(found.paragraphs) == 4


def test_all_is_taken_as_it_is_written_when_that_is_asked_for() -> None:
    found = read(ENGLISH, as_written=True)
    assert found.headline == "Advertisement"
    assert found.furniture == ()


def test_labelled_lines_of_a_page_stay_facts_and_state_its_headline() -> None:
    page = f"Headline: Another one\nDate: 2025-01-13\n\n{ENGLISH}"
    found = read(page)
    assert found.headline == "Another one"
    assert found.date is not None
    assert found.date.isoformat() == "2025-01-13"


@pytest.mark.parametrize(
    "summary",
    [
        "Headline\n\nOne sentence.\n\nAnother one.\n\nNo full stop here\n",
        "Headline\n\n" + "\n\n".join(f"A sentence of the summary, number {n}." for n in range(9)),
        "Headline\n\n" + "\n\n".join(f"- a point without a stop, number {n}" for n in range(9)),
    ],
)
def test_a_summary_is_no_page(summary: str) -> None:
    found = read(summary)
    assert found.furniture == ()
    assert found == read(summary, as_written=True)
