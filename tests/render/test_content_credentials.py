"""A signed final says how it came about; what is changed afterwards is found, nobody is named."""

import datetime
from pathlib import Path

import pytest

pytest.importorskip("c2pa")

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from tiny_clip import write_story

from clipmaker.cli import cli
from clipmaker.errors import InputError
from clipmaker.make.clip import Clip, Goal, Request, make_clip
from clipmaker.make.gather import Sources
from clipmaker.publish.certificate import newsroom_certificate
from clipmaker.publish.credentials import read_credentials
from clipmaker.publish.sign_off import SignOff
from clipmaker.publish.verify import verify_folder
from clipmaker.publish.written import read_manifest


def named(name: str) -> x509.Name:
    parts = (NameOID.COUNTRY_NAME, "IE"), (NameOID.ORGANIZATION_NAME, "Test Newsroom")
    parts = (*parts, (NameOID.COMMON_NAME, name))
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])


def certificate(
    subject: str, own: ec.EllipticCurvePrivateKey, above: ec.EllipticCurvePrivateKey, **more: int
) -> bytes:
    """Make a certificate of a chain of two: the one above is its own."""
    now, top = datetime.datetime.now(datetime.UTC), own is above
    since, until = (datetime.timedelta(days=more.get(n, d)) for n, d in (("since", -9), ("to", 9)))
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key())
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named("Root"))
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + since)
        .not_valid_after(now + until)
        .add_extension(x509.BasicConstraints(ca=top, path_length=None), True)
        .add_extension(
            x509.KeyUsage(not top, False, False, False, False, top, top, False, False), True
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), False)
        .add_extension(authority, False)
    )
    if not top and not more.get("bare"):
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(usage, False)
    return builder.sign(above, hashes.SHA256()).public_bytes(Encoding.PEM)


def written(folder: Path, password: bytes = b"", **more: int) -> Path:
    """Write a newsroom's settings with a certificate of its own; returns the settings."""
    folder.mkdir(exist_ok=True)
    root, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    chain = certificate("Desk", own, root, **more) + certificate("Root", root, root)
    locked = BestAvailableEncryption(password) if password else NoEncryption()
    (folder / "chain.pem").write_bytes(chain)
    (folder / "key.pem").write_bytes(own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
    settings = folder / "clipmaker.toml"
    settings.write_text('[c2pa]\ncertificate = "chain.pem"\nkey = "key.pem"\n')
    return settings


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, tiny_footage: Path) -> tuple[Clip, Request]:
    """A final of the tiny story whose footage is protected, signed."""
    folder = tmp_path_factory.mktemp("signed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIPMAKER_CACHE", str(folder / "cache"))
        patch.setenv("CLIPMAKER_CONFIG", str(folder / "config"))
        written(folder / "config")
        story = write_story(folder / "story", tiny_footage)
        text = story.read_text(encoding="utf-8")
        voice = "kind: footage\n    protect: {voice: true}\n"
        story.write_text(text.replace("kind: footage\n", voice, 1), encoding="utf-8")
        request = Request(
            sources=Sources(story=story, profile="tiny", subtitles="tiny"),
            output=folder / "output",
            goal=Goal.FINAL,
            sign_off=SignOff(who="Anna Kim", when="2025-01-13T06:00"),
        )
        return make_clip(request), request


@pytest.mark.slow
def test_it_says_what_was_done_and_names_neither_people_nor_what_is_protected(
    signed: tuple[Clip, Request],
) -> None:
    clip, _ = signed
    found = read_credentials(clip.video)
    assert found is not None
    assert (found.signer, found.whole, found.trusted) == ("Test Newsroom, Desk", True, False)
    assert found.actions[:3] == ("c2pa.created", "c2pa.edited", "c2pa.edited")
    assert found.ingredients == ("protected recording: Synthetic",)
    content = clip.video.read_bytes()
    for name in (b"interview.mp4", b"Anna Kim", b"An editor"):
        assert name not in content
    facts = read_manifest(clip.folder)
    assert facts["signed"]["signed_by"] == "Test Newsroom, Desk"
    assert facts["signed"]["unsigned_sha256"] != facts["files"][clip.video.name]


@pytest.mark.slow
def test_a_signed_clip_is_as_it_was_published_and_a_changed_byte_is_found(
    signed: tuple[Clip, Request], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip, request = signed
    verified = verify_folder(clip.folder)
    assert verified.broken == ()
    assert verified.credentials is not None
    lone = tmp_path / "found-on-the-web.mp4"
    lone.write_bytes(clip.video.read_bytes())
    call = ["verify", str(lone), "-o", str(request.output)]
    cli(call, standalone_mode=False)
    assert "content credentials: signed by Test Newsroom, Desk" in capsys.readouterr().out
    for at in (-500, len(lone.read_bytes()) // 2):
        content = bytearray(clip.video.read_bytes())
        content[at] ^= 1
        lone.write_bytes(content)
        found = read_credentials(lone)
        assert found is not None
        assert (found.whole, bool(found.why)) == (False, True)


@pytest.mark.slow
def test_the_same_story_is_not_signed_again(
    signed: tuple[Clip, Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    clip, request = signed
    home = request.output.parent
    monkeypatch.setenv("CLIPMAKER_CACHE", str(home / "cache"))
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(home / "config"))
    before = clip.video.read_bytes()
    assert make_clip(request).unchanged
    assert clip.video.read_bytes() == before
    # A certificate that will not do is told before anything is made, and no unsigned clip is.
    written(home / "config", to=-1)
    text = request.sources.story.read_text(encoding="utf-8")
    request.sources.story.write_text(text.replace("One caption", "Another"), encoding="utf-8")
    with pytest.raises(InputError, match="the certificate of Test Newsroom, Desk expired on"):
        make_clip(request)
    assert [one.name for one in clip.folder.parent.glob("v*")] == ["v1"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"to": -1}, "expired on 2"),
        ({"since": 2}, "is valid from 2"),
        ({"bare": 1}, "is none for signing documents"),
        ({"password": b"secret"}, "locked by a password"),
    ],
)
def test_a_certificate_that_will_not_do_is_refused_in_a_line(
    tmp_path: Path, change: dict[str, int], says: str
) -> None:
    with pytest.raises(InputError, match=says) as caught:
        newsroom_certificate(written(tmp_path, **change))
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("chain.pem", None, "cannot be read"),
        ("key.pem", None, "cannot be read"),
        ("chain.pem", b"nonsense", "no certificate in PEM form"),
        ("key.pem", b"nonsense", "no private key in PEM form"),
        ("clipmaker.toml", b'[c2pa]\ncertificate = "chain.pem"\n', "no key is named"),
        ("clipmaker.toml", b"[c2pa]\nkeys = 1\n", "keys"),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, file: str, content: bytes | None, says: str
) -> None:
    settings = written(tmp_path)
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(InputError, match=says):
        newsroom_certificate(settings)


def test_a_key_of_another_certificate_is_refused_and_none_is_no_certificate(tmp_path: Path) -> None:
    settings = written(tmp_path / "one")
    other = written(tmp_path / "other").with_name("key.pem")
    (tmp_path / "one" / "key.pem").write_bytes(other.read_bytes())
    with pytest.raises(InputError, match="not the key of the certificate of Test Newsroom, Desk"):
        newsroom_certificate(settings)
    settings.write_text("[translation]\nfirst = []\n")
    assert newsroom_certificate(settings) is None
    assert newsroom_certificate(tmp_path / "nowhere.toml") is None
