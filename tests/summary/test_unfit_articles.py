"""What came in the place of an article is refused or told in one line; an article never is."""

from pathlib import Path

import pytest

from clipmaker.edit.begin import NewStory, read_new
from clipmaker.errors import InputError

SCHOOL = "The storm hit the town on Saturday and closed the only school there, police said."
STADT = (
    "Der Sturm traf die Stadt am Samstag und schloss die einzige Schule dort, sagte die Polizei."
)
CIUDAD = (
    "La tormenta golpeó la ciudad el sábado y cerró la única escuela, dijo la policía el lunes."
)
UPDATES = "".join(
    f"<h3>{hour}:40 GMT</h3><p>In town {hour} the power failed, the police said.</p>"
    for hour in range(9, 15)
)


def page(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def notes(text: str, name: str = "a.html") -> tuple[str, ...]:
    return read_new(text.encode(), NewStory(summary=Path(name))).notes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (page("We value your privacy", "<div><h1>We value your privacy</h1><p>We and our 842 "
              "partners use cookies.</p><p>Accept all cookies, or reject them.</p></div>"),
         "this page holds no article"),
        (page("Log in", "<h1>Log in</h1><form><p>E-mail</p><p>Forgot your password?</p></form>"),
         "this page holds no article"),
        (page("404 Not Found", "<h1>Not Found</h1><p>The requested URL was not found on this "
              "server.</p>"),
         "it says “Not Found”"),
        (page("x", "<h1>Fehler 404 – Seite nicht gefunden!</h1><p>Zur Startseite.</p>"),
         "Seite nicht gefunden"),
        ('<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + page("Storm", f"<p>&b; {SCHOOL}"),
         "it declares entities of its own"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        notes(text)
    assert message in refused.value.message
    assert "\n" not in refused.value.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (page("Storm", f"<article><h1>Storm: live updates</h1>{UPDATES}</article>"),
         "a live blog of 6 entries"),
        ("Apple pie\n\nIngredients\n\n3 apples\n\n200 g flour\n\nMethod\n\nPeel the apples.",
         "it looks like a recipe"),
        ("Apfelkuchen\n\nZutaten:\n3 Äpfel\n200 g Mehl\n\nDie Äpfel werden geschält.",
         "it looks like a recipe"),
        (page("Storm", "<article><h1>Storm closes school</h1><p>The storm hit the town and closed "
              "the…</p><p>Subscribe to continue reading.</p></article>"),
         "it breaks off (“town and closed the…”)"),
        (f"Storm closes school\n\n{SCHOOL}\n\n{STADT}\n\n{CIUDAD}",
         "text in German and Spanish, too"),
    ],
)  # fmt: skip
def test_what_may_be_none_is_told_and_read(text: str, said: str) -> None:
    name = "a.html" if text.startswith("<") else "a.txt"
    found = [note for note in notes(text, name) if said in note]
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"Storm closes school\n\n{SCHOOL}",
        "Storm closes school",
        f"Page not found: how a library lost its rarest book\n\n{SCHOOL}",
        f"Recipe for disaster\n\nThe mayor named the ingredients of the crisis.\n\n{SCHOOL}",
        f"At noon\n\nIt began at 12:10 and ended at 14:20, the police said.\n\n{SCHOOL}",
        page(
            "Cookies", f"<h1>Cookie factory burns down</h1><p>{SCHOOL}</p><p>It baked cookies.</p>"
        ),
    ],
)
def test_an_article_is_neither(text: str) -> None:
    assert notes(text, "a.html" if text.startswith("<") else "a.txt") == ()
