"""Card kinds for tests, so that they do not move when a real kind gets another field."""

from clipmaker.story.spec import CardSpec, FieldKind, FieldSpec


def _field(name: str, kind: FieldKind = FieldKind.TEXT, **more: bool) -> FieldSpec:
    return FieldSpec(name=name, kind=kind, help=f"The {name}.", **more)


def _spec(kind: str, *fields: FieldSpec, only_last: bool = False) -> CardSpec:
    return CardSpec(
        kind=kind,
        help=f"A {kind}.",
        fields=fields,
        shortest_s=3,
        longest_s=8,
        painter_version=1,
        only_last=only_last,
    )


SPECS = {
    spec.kind: spec
    for spec in (
        _spec(
            "title",
            _field("kicker"),
            _field("text", required=True, emphasis=True),
            _field("dateline"),
            _field("photo", FieldKind.PHOTO),
        ),
        _spec("caption", _field("text", required=True), _field("source")),
        _spec("end", _field("sources", FieldKind.TEXTS, required=True), only_last=True),
    )
}
