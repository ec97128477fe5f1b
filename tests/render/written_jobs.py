"""Jobs that take no engine, for tests of whoever runs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clipmaker.errors import MediaError
from clipmaker.machine import process
from clipmaker.render.executor import Product


@dataclass(frozen=True, kw_only=True)
class Written:
    """A job that writes its own name, or does not manage to, or takes a program's time."""

    key: str
    fails: bool = False
    seconds: float = 0.0

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,)

    @property
    def files(self) -> dict[Path, str]:
        return {}

    @property
    def name(self) -> str:
        return f"job {self.key}"

    def make(self, folder: Path) -> Iterator[Product]:
        if self.seconds:
            process.run(["sleep", str(self.seconds)])
        if self.fails:
            raise MediaError(f"{self.name} failed")
        file = folder / self.key
        file.write_text(self.key)
        yield Product(key=self.key, files={"text": file}, facts={"key": self.key})


def jobs(count: int) -> list[Written]:
    return [Written(key=f"{i:04d}") for i in range(count)]
