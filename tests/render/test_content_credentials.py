"""A signed final says how it came about; what is changed afterwards is found, nobody is named."""

import datetime
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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
from clipmaker.publish.certificate import newsroom_certificate, trust_anchors
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


EXTENSIONS = """\
extendedKeyUsage=critical,timeStamping
keyUsage=critical,digitalSignature
basicConstraints=critical,CA:FALSE
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
"""
AUTHORITY = """\
[tsa]
default_tsa=ours
[ours]
serial=./serial
signer_cert=own.pem
signer_key=own-key.pem
certs=root.pem
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256,sha384,sha512
ess_cert_id_alg=sha256
"""


@pytest.fixture
def time_stamps(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """An authority on this machine that stamps times: its address, and its root's certificate."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("OpenSSL, which stamps the time, is not installed")
    folder = tmp_path / "authority"
    folder.mkdir()
    for name, content in (("ext", EXTENSIONS), ("conf", AUTHORITY), ("serial", "01\n")):
        (folder / name).write_text(content)

    def openssl(line: str) -> None:
        subprocess.run([program, *line.split()], check=True, capture_output=True, cwd=folder)

    key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    openssl(f"req -x509 {key} -keyout root-key.pem -out root.pem -days 30 -subj /O=T/CN=Root")
    openssl(f"req {key} -keyout own-key.pem -out own.csr -subj /O=T/CN=Time")
    above = "-CA root.pem -CAkey root-key.pem -CAcreateserial"
    openssl(f"x509 -req -in own.csr {above} -out own.pem -days 20 -extfile ext")

    class Stamp(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["content-length"]))
            (folder / "asked").write_bytes(asked)
            openssl("ts -reply -config conf -section ours -queryfile asked -out reply")
            reply = (folder / "reply").read_bytes()
            self.send_response(200)
            self.send_header("content-type", "application/timestamp-reply")
            self.send_header("content-length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Stamp) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", (folder / "root.pem").read_text()
        server.shutdown()
        thread.join()


@pytest.mark.slow
def test_a_stamp_of_the_time_and_whom_to_trust_are_settings(
    time_stamps: tuple[str, str],
    tmp_path: Path,
    tiny_footage: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, root = time_stamps
    settings = written(tmp_path / "config")
    chain = (settings.parent / "chain.pem").read_text()
    anchors = root + "-----BEGIN" + chain.rsplit("-----BEGIN", 1)[1]
    (settings.parent / "anchors.pem").write_text(anchors)
    alone = settings.read_text()
    settings.write_text(f'{alone}time_stamps = "{address}"\ntrust = "anchors.pem"\n')
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(settings.parent))
    sources = Sources(
        story=write_story(tmp_path / "story", tiny_footage), profile="tiny", subtitles="tiny"
    )
    clip = make_clip(Request(sources=sources, output=tmp_path / "output", goal=Goal.FINAL))
    found = verify_folder(clip.folder).credentials
    assert found is not None
    assert (found.whole, found.trusted) == (True, True)
    assert found.signed_at.startswith(f"{datetime.datetime.now(datetime.UTC).year}-")
    # Of somebody who vouches for nobody here neither the signer nor the time is believed.
    (settings.parent / "anchors.pem").write_text(root)
    found = verify_folder(clip.folder).credentials
    assert found is not None
    assert (found.whole, found.trusted, bool(found.signed_at)) == (True, False, True)
    settings.write_text(alone)
    found = verify_folder(clip.folder).credentials
    assert found is not None
    assert (found.whole, found.trusted, found.signed_at) == (True, False, "")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('time_stamps = "time.example"', "expected the address of a time-stamp authority"),
        ('time_stamps = "file:///etc/passwd"', "expected the address of a time-stamp authority"),
    ],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, line: str, says: str) -> None:
    settings = written(tmp_path)
    settings.write_text(f"{settings.read_text()}{line}\n")
    with pytest.raises(InputError, match=says):
        newsroom_certificate(settings)


def test_whom_to_trust_may_stand_alone_and_is_a_certificate(tmp_path: Path) -> None:
    settings = written(tmp_path)
    settings.write_text('[c2pa]\ntrust = "chain.pem"\n')
    assert newsroom_certificate(settings) is None
    assert trust_anchors(settings).count("BEGIN CERTIFICATE") == 2
    assert trust_anchors(tmp_path / "nowhere.toml") == ""
    for content, says in ((b"nonsense", "no certificate in PEM form"), (None, "cannot be read")):
        if content is None:
            (tmp_path / "chain.pem").unlink()
        else:
            (tmp_path / "chain.pem").write_bytes(content)
        with pytest.raises(InputError, match=says):
            trust_anchors(settings)
