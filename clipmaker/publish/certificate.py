"""The newsroom's certificate, with which finals are signed: where it is, and whether it will do.

Beside it stands who vouches for certificates here, and who stamps the time of a signature.

It is named in ``clipmaker.toml``, under ``[c2pa]``. Imports pydantic: import this module only where
a final is signed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field

from clipmaker.door.checked import Written, check
from clipmaker.door.toml import read_toml
from clipmaker.errors import InputError, MissingToolError
from clipmaker.extras import install_line

if TYPE_CHECKING:
    from clipmaker.door.document import Document

_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}


class _Signing(Written):
    called: ClassVar[str] = "the certificate"
    certificate: str = ""
    key: str = ""
    trust: str = ""
    time_stamps: str = ""


class _File(Written):
    called: ClassVar[str] = "the file of settings"
    translation: dict[str, Any] = Field(default_factory=dict)
    c2pa: _Signing | None = None


@dataclass(frozen=True, kw_only=True)
class NewsroomCertificate:
    """A certificate that finals are signed with.

    Attributes:
        chain: the certificate and those above it, PEM, its own first.
        key: its private key, PEM.
        algorithm: how C2PA calls the way of signing, such as ``es256``.
        subject: whose it is, as people read it.
        time_stamps: address of who stamps the time of a signature, "" for nobody.
    """

    chain: bytes = field(repr=False)
    key: bytes = field(repr=False)
    algorithm: str
    subject: str
    time_stamps: str = ""


def newsroom_certificate(settings: Path) -> NewsroomCertificate | None:
    """Return the certificate that a newsroom has named, None where it has named none.

    Args:
        settings: the file of settings; it need not be there.

    Raises:
        InputError: it is not there, has expired, lacks its key, or will not do.
        MissingToolError: what signs is not installed.
    """
    if (found := _signing(settings)) is None:
        return None
    document, signing = found
    if not (signing.certificate or signing.key or signing.time_stamps):
        # Such a newsroom reads what others signed.
        return None
    certificate = _read(document, "certificate", signing.certificate)
    key = _read(document, "key", signing.key)
    address = urlsplit(signing.time_stamps)
    if signing.time_stamps and not (address.scheme in ("http", "https") and address.hostname):
        message = "expected the address of a time-stamp authority, as in http://time.example/tsa"
        raise _wrong(document, "time_stamps", message)
    refuse_without_signer()
    return replace(_checked(document, certificate, key), time_stamps=signing.time_stamps)


def trust_anchors(settings: Path) -> str:
    """Return the certificates of those who vouch for others here, PEM; "" where none are named.

    Args:
        settings: the file of settings; it need not be there.

    Raises:
        InputError: they are not there, or are none.
    """
    if (found := _signing(settings)) is None or not found[1].trust:
        return ""
    document, signing = found
    anchors = _read(document, "trust", signing.trust)
    refuse_without_signer()
    _own(document, anchors, "trust")
    return anchors.decode("ascii", "replace")


def _signing(settings: Path) -> tuple[Document, _Signing] | None:
    if not settings.is_file():
        return None
    document = read_toml(settings)
    written, problems = check(document, _File)
    if written is None:
        raise InputError(problems)
    return None if written.c2pa is None else (document, written.c2pa)


def refuse_without_signer() -> None:
    """Refuse where the packages that sign and read Content Credentials are missing.

    Raises:
        MissingToolError: saying how to install them.
    """
    if find_spec("c2pa") is None or find_spec("cryptography") is None:
        raise MissingToolError(
            "what signs and reads Content Credentials (C2PA) is not installed",
            remedy=f"Install it: {install_line(['c2pa'])}",
        )


def _read(document: Document, name: str, written: str) -> bytes:
    if not written:
        raise _wrong(document, name, f"no {name} is named: write its file in PEM form")
    file = document.file.parent / Path(written).expanduser()
    try:
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise _wrong(document, name, f"{file} cannot be read: {reason}") from error


def _wrong(document: Document, name: str, message: str) -> InputError:
    problem = document.problem(("c2pa", name), message)
    remedy = "Nothing was made: a final is signed, or not at all."
    if name == "trust":
        remedy = "Name a file with the certificates of those who vouch, or take the line out."
    return InputError([problem], remedy=remedy)


def _checked(document: Document, chain: bytes, key: bytes) -> NewsroomCertificate:
    """Return a certificate that may sign now."""
    own = _own(document, chain)
    subject = _subject(own)
    for wrong in _wrong_with(own):
        raise _wrong(document, "certificate", f"the certificate of {subject} {wrong}")
    private = _private(document, key)
    if private.public_key() != own.public_key():
        raise _wrong(document, "key", f"it is not the key of the certificate of {subject}")
    algorithm = _algorithm(private)
    if not algorithm:
        message = "C2PA signs with keys of P-256, P-384, P-521, Ed25519, or RSA from 2048 bits on"
        raise _wrong(document, "key", message)
    return NewsroomCertificate(chain=chain, key=key, algorithm=algorithm, subject=subject)


def _own(document: Document, chain: bytes, name: str = "certificate") -> Any:
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(chain)[0]
    except ValueError as error:
        message = "there is no certificate in PEM form in it"
        raise _wrong(document, name, message) from error


def _subject(own: Any) -> str:
    """Return whose a certificate is, as people read it."""
    from cryptography.x509.oid import NameOID

    names = own.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    names += own.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return ", ".join(str(one.value) for one in names) or str(own.subject.rfc4514_string())


def _wrong_with(own: Any) -> Iterator[str]:
    """Yield why a certificate may not sign now, behind its name."""
    from cryptography.x509 import ExtendedKeyUsage, ExtensionNotFound

    now = datetime.datetime.now(datetime.UTC)
    if own.not_valid_after_utc <= now:
        yield f"expired on {own.not_valid_after_utc.date().isoformat()}"
    if own.not_valid_before_utc > now:
        yield f"is valid from {own.not_valid_before_utc.date().isoformat()} on"
    try:
        own.extensions.get_extension_for_class(ExtendedKeyUsage)
    except ExtensionNotFound:
        yield "is none for signing documents, as C2PA wants it"


def _private(document: Document, key: bytes) -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return load_pem_private_key(key, password=None)
    except TypeError as error:
        message = "the key is locked by a password: name a file of it without one"
        raise _wrong(document, "key", message) from error
    except ValueError as error:
        raise _wrong(document, "key", "there is no private key in PEM form in it") from error


def _algorithm(key: Any) -> str:
    """Return how C2PA calls the way of signing with a key, "" for none."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if isinstance(key, ec.EllipticCurvePrivateKey):
        return _CURVES.get(key.curve.name, "")
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= 2048:
        return "ps256"
    return ""
