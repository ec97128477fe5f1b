"""Article files as programs write them, built in memory."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from PIL import Image

_OFFICE = "http://schemas.openxmlformats.org"
_RELATIONS = f"{_OFFICE}/officeDocument/2006/relationships"
_SPACES = " ".join(
    (
        f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:r="{_RELATIONS}"',
        f'xmlns:wp="{_OFFICE}/drawingml/2006/wordprocessingDrawing"',
        f'xmlns:a="{_OFFICE}/drawingml/2006/main"',
        f'xmlns:pic="{_OFFICE}/drawingml/2006/picture"',
    )
)
_PACKAGE = f"{_OFFICE}/package/2006"
_STYLES = {"Title": "Title", "Caption": "caption", "Heading2": "heading 2"}


def jpeg(colour: tuple[int, int, int] = (120, 80, 40), size: tuple[int, int] = (600, 500)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()


def docx(
    paragraphs: Sequence[tuple[str, str]],
    media: Mapping[str, bytes] | None = None,
    more: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """Return a Word document; a paragraph of style ``picture`` shows the medium of that name."""
    body = "".join(_picture(text) if style == "picture" else _paragraph(style, text)
                   for style, text in paragraphs)  # fmt: skip
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{code}"><w:name w:val="{name}"/></w:style>'
        for code, name in _STYLES.items()
    )
    shown = "".join(
        _relation(name, "image", f"media/{name}.jpg") for name in (media or {})
    ) + _relation("s1", "styles", "styles.xml")
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="jpg" ContentType="image/jpeg"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": _relations(_relation("d1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>",
        "word/_rels/document.xml.rels": _relations(shown),
        **{f"word/media/{name}.jpg": content for name, content in (media or {}).items()},
        **(more or {}),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return written.getvalue()


def _paragraph(style: str, text: str) -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{styled}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _picture(name: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="A flooded street"/>'
        f'<a:graphic><a:graphicData uri="{_OFFICE}/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{name}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
