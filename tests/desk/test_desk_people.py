"""People who sign in, what each may do, and guests with a link to one clip."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from desk_help import CLIP, HOST, Browser, publish, settings

from clipmaker.cli.desk import command as start
from clipmaker.cli.staff import command
from clipmaker.desk import admission, staff

PASSWORDS = {"Mara Lind": "lantern orchard nine", "Tom Ray": "harbour basket two"}
WRITES = {"do": "edit", "id": "c1", "text": "They said that it was training."}


def add(file: Path, name: str, *may: str) -> None:
    roles = [part for role in may for part in ("--may", role)]
    done = CliRunner().invoke(
        command, ["add", str(file), name, *roles, "--password-stdin"], input=PASSWORDS[name] + "\n"
    )
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="session")
def staff_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("staff") / "staff.yaml"
    add(file, "Mara Lind", "write", "approve", "publish")
    add(file, "Tom Ray", "write")
    return file


@pytest.fixture
def door(story: Path, tmp_path: Path, staff_file: Path) -> Browser:
    """Return a browser at a desk where people sign in, before anybody has."""
    return Browser(replace(settings(tmp_path), staff=staff_file))


def sign_in(browser: Browser, name: str, password: str = "") -> Any:
    body = {"name": name, "password": password or PASSWORDS.get(name, "")}
    return browser.post("/api/sign-in", body)


def as_guest(
    browser: Browser, *, approves: bool, name: str = "Ana Reporter"
) -> tuple[Browser, str]:
    asked = {"do": "make", "name": name, "approves": approves, "days": 2, "who": "Mara Lind"}
    made = browser.post(f"/api{CLIP}/links", asked)
    assert made.status_code == 200, made.text
    guest = Browser(browser.app.state.desk.settings)
    address = made.json()["address"]
    assert guest.get(address).headers["location"] == CLIP
    return guest, address


def test_nobody_is_let_in_before_they_signed_in(door: Browser, tmp_path: Path) -> None:
    publish(tmp_path / "output", "2025-01-13", "captured-soldier")
    assert door.get("/").headers["location"] == "/sign-in?to=%2F"
    film = "/files/2025-01-13/captured-soldier/draft/captured-soldier.mp4"
    for path in ("/api/clips", f"/api{CLIP}", "/api/events", film):
        assert door.get(path).status_code == 401
    assert door.post(f"/api{CLIP}/render", {"who": "Mara Lind"}).status_code == 401
    assert "Sign in" in door.get("/sign-in").text
    assert door.get("/static/signin.js").status_code == 200


def test_a_person_who_signed_in_is_who_decides_whatever_the_page_says(door: Browser) -> None:
    assert sign_in(door, "mara  lind", PASSWORDS["Mara Lind"]).status_code == 200
    assert 'data-who="Mara Lind"' in door.get("/").text
    assert door.change("approve", ids=["c1"], who="Somebody else").status_code == 200
    cue = next(one for one in door.clip()["sheets"][0]["cues"] if one["id"] == "c1")
    assert cue["approved_by"] == "Mara Lind"
    assert door.post("/api/sign-out", {}).status_code == 200
    assert door.get("/api/clips").status_code == 401


def test_who_may_write_may_not_approve_nor_publish(door: Browser) -> None:
    assert sign_in(door, "Tom Ray").status_code == 200
    assert door.change(**WRITES).status_code == 200
    for refused in (
        door.change("approve", ids=["c1"]),
        door.change("approve-wholesale", footage="interview.mp4"),
        door.change("waive", id="c1", reason="because"),
        door.post(f"/api{CLIP}/sign-off", {"watched": ""}),
        door.post(f"/api{CLIP}/review", {"do": "facts"}),
        door.post("/api/bulletins", {"do": "hold"}),
        door.post(f"/api{CLIP}/links", {"do": "make", "name": "A", "approves": True, "days": 1}),
    ):
        assert refused.status_code in (403, 422)
        assert "Tom Ray may not do this here" in refused.json()["error"]
        assert refused.json()["remedy"] == "Ask Mara Lind."


def test_a_wrong_password_is_refused_and_guessing_is_slowed(
    door: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Mara Lind", "Nobody Known"):
        refused = sign_in(door, name, "a wrong password")
        assert refused.status_code == 422
        assert "do not belong together" in refused.json()["error"]
    for _ in range(4):
        sign_in(door, "Mara Lind", "a wrong password")
    assert "tried 5 times" in sign_in(door, "Mara Lind").json()["error"]
    monkeypatch.setattr(admission, "_WAIT_S", 0.0)
    assert sign_in(door, "Mara Lind").status_code == 200


def test_another_password_and_leaving_end_what_a_browser_keeps(story: Path, tmp_path: Path) -> None:
    file = tmp_path / "staff.yaml"
    add(file, "Mara Lind", "publish")
    add(file, "Tom Ray")
    one, other = (Browser(replace(settings(tmp_path), staff=file)) for _ in range(2))
    assert sign_in(one, "Mara Lind").status_code == 200
    assert sign_in(other, "Tom Ray").status_code == 200
    # The desk started anew, from the same folder, knows them.
    again = Browser(replace(settings(tmp_path), staff=file))
    again.client.cookies = one.client.cookies
    assert again.get("/api/clips").status_code == 200
    changed = staff.StaffMember(
        name="Mara Lind", roles=frozenset(), password=staff.digest_of("quite another one")
    )
    staff.change_staff(file, "Mara Lind", changed)
    assert again.get("/api/clips").status_code == 401
    done = CliRunner().invoke(command, ["remove", str(file), "tom ray"])
    assert done.exit_code == 0
    assert other.get("/api/clips").status_code == 401


@pytest.mark.parametrize(
    "changed", ["", "x", "e30.x", "eyJuYW1lIjogIk1hcmEgTGluZCJ9.0", "é.é", "." * 9]
)
def test_what_a_browser_makes_up_lets_nobody_in(door: Browser, changed: str) -> None:
    for name in ("clipmaker_signed_in", "clipmaker_guest"):
        cookie = f"{name}={changed}".encode()
        answer = door.client.get("/api/clips", headers={"cookie": cookie})
        assert answer.status_code == 401
    assert door.get("/guest/e30.x").status_code == 410


def test_a_guest_sees_one_clip_and_nothing_else(
    browser: Browser, tmp_path: Path, story: Path
) -> None:
    publish(tmp_path / "output", "2025-01-13", "captured-soldier")
    publish(tmp_path / "output", "2025-01-14", "secret-clip")
    guest, _ = as_guest(browser, approves=False)
    film = "/files/2025-01-13/captured-soldier/draft/captured-soldier.mp4"
    for path in (CLIP, f"/api{CLIP}", film, "/static/clip.js", f"/api{CLIP}/comments"):
        assert guest.get(path).status_code == 200, path
    for path in (
        "/",
        "/new",
        "/api/clips",
        "/api/bulletins",
        "/clips/2025-01-14/secret-clip",
        "/files/2025-01-14/secret-clip/draft/secret-clip.mp4",
        "/files/2025-01-13/captured-soldier-x/draft/captured-soldier.mp4",
        f"/api{CLIP}/links",
        # In the footage itself faces are uncovered.
        f"/files{CLIP}/media/interview.mp4",
    ):
        assert guest.get(path).status_code == 403, path
    assert browser.get(f"/files{CLIP}/media/interview.mp4").status_code == 200
    said = {"do": "add", "text": "This is not what he said.", "who": "Mara Lind"}
    told = guest.post(f"/api{CLIP}/comments", said)
    assert told.json()[0]["said"]["who"] == "Ana Reporter"
    for refused in (
        guest.change("approve", ids=["c1"]),
        guest.change(**WRITES),
        guest.post(f"/api{CLIP}/render", {}),
        guest.post(f"/api{CLIP}/sign-off", {}),
        guest.post("/api/bulletins", {}),
    ):
        assert refused.status_code in (403, 422)


def test_a_guest_who_may_approve_approves_under_the_name_of_the_link(browser: Browser) -> None:
    guest, _ = as_guest(browser, approves=True)
    assert guest.change("approve", ids=["c1"]).status_code == 200
    cue = next(one for one in browser.clip()["sheets"][0]["cues"] if one["id"] == "c1")
    assert cue["approved_by"] == "Ana Reporter"
    assert guest.change(**WRITES).status_code == 422
    for do in ("draw", "rub-out"):
        asked = {"do": do, "footage": "interview.mp4", "id": "f1", "who": "Ana"}
        refused = guest.post(f"/api{CLIP}/review", asked)
        assert "takes somebody who may write" in refused.json()["error"]


def test_a_link_ends_by_its_time_and_when_it_is_withdrawn(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_guest(browser, approves=False)
    (link,) = browser.get(f"/api{CLIP}/links").json()
    assert (link["name"], link["by"], link["approves"]) == ("Ana Reporter", "Mara Lind", False)
    _, address = as_guest(browser, approves=False, name="Ben Road")
    ended = browser.post(f"/api{CLIP}/links", {"do": "end", "number": link["number"]})
    assert ended.status_code == 200
    fresh = Browser(browser.app.state.desk.settings)
    assert "This link has ended" not in fresh.get(address).text
    assert Browser(browser.app.state.desk.settings).client.cookies.get("clipmaker_guest") is None
    later = admission.time.time() + 3 * admission.DAY_S
    monkeypatch.setattr(admission.time, "time", lambda: later)
    assert fresh.get(address).status_code == 410
    assert browser.get(f"/api{CLIP}/links").json() == []


def test_a_link_goes_past_the_token_of_a_desk_and_only_to_its_clip(
    story: Path, tmp_path: Path
) -> None:
    desk = Browser(replace(settings(tmp_path), token="secret"))
    entered = desk.client.get("/?token=secret", headers={"origin": HOST}, follow_redirects=False)
    assert entered.status_code == 303
    guest, _ = as_guest(desk, approves=False)
    assert guest.get(CLIP).status_code == 200
    assert guest.get("/").status_code == 403


def test_a_staff_file_with_mistakes_names_them_all(tmp_path: Path) -> None:
    file = tmp_path / "staff.yaml"
    file.write_text(
        "staff:\n- name: Mara\n  may: [publsh]\n  password: secret\n- name: mara\n"
        "  password: scrypt$AAAAAAAAAAAAAAAAAAAAAA==$" + "A" * 43 + "=\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(command, ["list", str(file)])
    assert "expected one of write, approve, publish" in str(done.exception)
    assert "this is no digest" in str(done.exception)


def test_a_short_password_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "staff.yaml"
    args = ["add", str(file), "Mara", "--password-stdin"]
    done = CliRunner().invoke(command, args, input="short\n")
    assert "8 to 200 characters" in str(done.exception)
    assert not file.exists()


def test_a_staff_file_of_nobody_starts_no_desk(tmp_path: Path) -> None:
    file = tmp_path / "staff.yaml"
    file.write_text("staff: []\n", encoding="utf-8")
    done = CliRunner().invoke(start, ["--staff", str(file), "--port", "0"])
    assert done.exit_code == 2
    assert "nobody stands in it" in done.output


def test_a_proxy_says_who_signed_in_and_the_staff_file_what_they_may(
    story: Path, tmp_path: Path, staff_file: Path
) -> None:
    given = replace(settings(tmp_path), staff=staff_file, signed_on_by="X-Remote-User")
    desk = Browser(given)
    assert desk.get("/api/clips").status_code == 401
    assert desk.get("/api/clips", **{"x-remote-user": "Nobody Known"}).status_code == 401
    assert 'data-who="Tom Ray"' in desk.get("/", **{"X-Remote-User": "tom ray"}).text
    refused = desk.post(f"/api{CLIP}/sign-off", {"watched": ""}, **{"X-Remote-User": "Tom Ray"})
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "args", [["--signed-on-by", "X-U"], ["--signed-on-by", "X-U", "--host", "0.0.0.0"]]
)
def test_a_header_is_believed_from_this_machine_only(args: list[str], staff_file: Path) -> None:
    more = ["--staff", str(staff_file)] if "--host" in args else []
    done = CliRunner().invoke(start, [*args, *more])
    assert done.exit_code == 2
    assert "needs --staff" in done.output


def test_a_newsrooms_own_program_is_told_what_is_said_and_sent_back(
    story: Path, tmp_path: Path
) -> None:
    told = tmp_path / "told.txt"
    script = tmp_path / "tell.py"
    script.write_text(
        f"import sys; open({str(told)!r}, 'ab').write(sys.stdin.buffer.read() + b'|')"
    )
    desk = Browser(replace(settings(tmp_path), notify=f"{sys.executable} {script} {told}"))
    messenger = desk.app.state.desk.messenger
    messenger.start()
    said = {"do": "add", "text": "Who says so?", "who": "Tom Ray"}
    assert desk.post(f"/api{CLIP}/comments", said).status_code == 200
    assert desk.change("send-back", id="c1", comment="This is “list”.").status_code == 200
    messenger.tell("over")
    messenger.stop()
    messenger._thread.join(60)
    first, second, _ = told.read_text(encoding="utf-8").split("|", 2)
    assert first.startswith("Tom Ray says, about 2025-01-13/captured-soldier:\nWho says so?")
    assert second.startswith("Mara Lind sends c1 of 2025-01-13/captured-soldier back:\nThis is")
