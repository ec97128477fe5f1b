"""What runs on a worker: it tells its kit, proves itself, carries out orders and stops them."""

from __future__ import annotations

import contextlib
import pickle
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from clipmaker.cluster.shared import DamagedInputError, SharedFiles
from clipmaker.cluster.travel import Parcel, TravelOrder, relocated
from clipmaker.machine.process import Group, StoppedError, in_group
from clipmaker.render.executor import Product
from clipmaker.render.store import sha256
from clipmaker.resources import shared_dir

Prints = Mapping[str, Mapping[str, str]]
"""Hex sha256 of every file that canary jobs made, by the job's key and the file's name."""

_known = SharedFiles()
_groups: dict[str, Group] = {}
_stopped: deque[str] = deque(maxlen=1000)
_lock = Lock()
_proofs: dict[tuple[object, ...], Prints] = {}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a call to a worker came to: a value, or the error that it raised."""

    value: Any = None
    error: Exception | None = None


def answer(what: Callable[..., Any], *values: Any) -> Answer:
    """Call a function and return what came of it.

    Errors are values here: on their own way home they would lose what belongs to them.
    """
    try:
        return Answer(value=what(*values))
    except Exception as error:
        error.__cause__ = error.__context__ = None
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301
        except Exception:
            return Answer(error=RuntimeError(repr(error)))
        return Answer(error=error.with_traceback(None))


def carry_out(data: bytes) -> tuple[Parcel, ...]:
    """Make the pieces that a pickled ``TravelOrder`` asks for.

    Raises:
        ClipmakerError: what the job raised.
        StoppedError: the job was stopped before it was begun.
        DamagedInputError: an input is not in the shared folder as it was promised.
    """
    order: TravelOrder = pickle.loads(data)  # noqa: S301
    group = Group()
    with _lock:
        if order.number in _stopped:
            raise StoppedError(f"{order.job.name} was not begun")
        _groups[order.number] = group
    try:
        with in_group(group), _room() as folder:
            job = relocated(order.job, _places(order))
            return tuple(_packed(product) for product in job.make(folder))
    finally:
        del _groups[order.number]


def _packed(product: Product) -> Parcel:
    return Parcel(
        key=product.key,
        files={name: file.read_bytes() for name, file in product.files.items()},
        sums={name: sha256(file) for name, file in product.files.items()},
        facts=product.facts,
    )


def prove(orders: tuple[bytes, ...]) -> Prints:
    """Make canary pieces and tell their checksums; made once for each FFmpeg and canary."""
    from clipmaker.cluster.canary import ffmpeg_facts

    asked = [pickle.loads(data) for data in orders]  # noqa: S301
    proof = (ffmpeg_facts(), *(key for order in asked for key in order.job.keys))
    if proof not in _proofs:
        _proofs[proof] = {
            parcel.key: dict(parcel.sums) for data in orders for parcel in carry_out(data)
        }
    for order in asked:
        # Even with an old proof, a worker must see what lies in the shared folder today.
        _places(order)
    return _proofs[proof]


def stop(number: str) -> None:
    """End the programs of an order that is being carried out here, or will be."""
    with _lock:
        _stopped.append(number)
        group = _groups.get(number)
    if group:
        group.stop()


def _places(order: TravelOrder) -> dict[Path, Path]:
    """Return where this machine finds the inputs of an order; each file is read once to be sure."""
    folder = shared_dir() or Path(order.shared)
    found = {}
    for path, item in order.inputs.items():
        file = item.inside(folder)
        try:
            whole = _known.digest(file) == item.digest
        except OSError:
            whole = False
        if not whole:
            raise DamagedInputError(item.digest, str(file))
        found[path] = file
    return found


@contextlib.contextmanager
def _room() -> Iterator[Path]:
    """Give a folder to work in; Dask removes what a killed worker leaves behind."""
    from distributed import get_worker

    with tempfile.TemporaryDirectory(dir=get_worker().local_directory) as folder:
        yield Path(folder)
