"""Who asks the desk for something, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from clipmaker.desk.known import Key
from clipmaker.desk.staff import Role
from clipmaker.errors import ReviewError


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody whom the desk knows: signed in, or with a link to one clip.

    Attributes:
        name: the name that is kept with what they decide.
        roles: what they may do beyond watching and commenting.
        only: the clip that a guest is here for; None for those who work here.
        askable: names of those who may do what this one may not, by role.
    """

    name: str
    roles: frozenset[Role]
    only: Key | None = None
    askable: tuple[tuple[Role, tuple[str, ...]], ...] = ()

    @property
    def guest(self) -> bool:
        """Whether they came by a link to one clip."""
        return self.only is not None


def visitor_of(request: Request) -> Visitor | None:
    """Return who asks; None at a desk where nobody signs in, and names are taken as they come."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    return found


def refuse_without(request: Request, *roles: Role) -> None:
    """Refuse what somebody may not do.

    Args:
        request: what is asked for.
        roles: each of them is enough.

    Raises:
        ReviewError: the person has none of these roles.
    """
    refuse_visitor(visitor_of(request), *roles)


def refuse_visitor(visitor: Visitor | None, *roles: Role) -> None:
    """Refuse what somebody may not do.

    Args:
        visitor: the person; None at a desk where nobody signs in.
        roles: each of them is enough.

    Raises:
        ReviewError: the person has none of these roles.
    """
    if visitor is None or visitor.roles & frozenset(roles):
        return
    names = sorted({name for role, some in visitor.askable if role in roles for name in some})
    raise ReviewError(
        f"{visitor.name} may not do this here: it takes somebody who may {roles[0]}",
        remedy=f"Ask {' or '.join(names)}." if names else "",
    )
