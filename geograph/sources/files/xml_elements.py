"""Reads the records of an XML file, without entities, in memory that does not grow."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from geograph.errors import RecordError, Where
from geograph.sources.files.archives import Part
from geograph.sources.files.form import Form
from geograph.sources.files.record import Record
from geograph.sources.files.streams import Progress, chunks

__all__ = ["ElementRecord", "iter_elements"]

MAX_DEPTH = 100  # the deepest list of the field has 8 levels
MAX_RECORD = 100_000_000  # bytes of one record, or of one tag
_SEPARATOR = "}"  # between a namespace and a name in what expat reports


class ElementRecord(Record):
    """One element of an XML file, asked by paths of local names, ``A/B`` or ``A/@attribute``.

    ``.`` is the element's own text. The text of an element is what stands directly in it, not in
    its children; namespaces are ignored.
    """

    __slots__ = ("_element",)

    def __init__(self, file: str, line: int, element: Element) -> None:
        super().__init__(file, line, element.tag)
        self._element = element

    def values(self, path: str) -> tuple[str, ...]:
        """Return the texts or attributes at a path, without outer blanks and empty ones."""
        way, _, attribute = path.partition("@")
        found = self._at(way.rstrip("/"))
        texts = (e.get(attribute, "") for e in found) if attribute else map(_own_text, found)
        return tuple(kept for value in texts if (kept := value.strip()))

    def children(self, path: str) -> tuple[Record, ...]:
        """Return the elements at a path as records; their line is that of this one."""
        return tuple(ElementRecord(self.file, self.line, found) for found in self._at(path))

    def columns(self) -> tuple[str, ...]:
        """Return the paths at which there is a text or an attribute, in order of appearance."""
        paths: dict[str, None] = {}
        waiting = [("", self._element)]
        while waiting:
            path, element = waiting.pop()
            if _own_text(element).strip():
                paths[path or "."] = None
            prefix = f"{path}/" if path else ""
            for attribute, value in element.items():
                if value.strip():
                    paths[f"{prefix}@{attribute}"] = None
            waiting.extend((f"{prefix}{child.tag}", child) for child in reversed(element))
        return tuple(paths)

    def _at(self, path: str) -> list[Element]:
        found = [self._element]
        for step in path.split("/") if path not in ("", ".") else ():
            found = [child for element in found for child in element if child.tag == step]
        return found


def _own_text(element: Element) -> str:
    return (element.text or "") + "".join(child.tail or "" for child in element)


class _Collector:
    """The handlers of the parser: builds the records, and nothing of what lies between them."""

    def __init__(self, part: Part, form: Form, parser: expat.XMLParserType) -> None:
        self.found: list[ElementRecord] = []
        self.total = 0
        self.seen: dict[str, None] = {}  # paths that are not a record, for the message
        self.begun: int | None = None  # the byte at which the open record begins
        self._paths = (
            {tuple(way.strip().strip("/").split("/")) for way in form.records.split("|")}
            if form.records
            else None
        )
        self._name = part.name
        self._parser = parser
        self._stack: list[str] = []
        self._tree = TreeBuilder()
        self._level = 0  # the depth at which the open record stands
        self._line = 0
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.EntityDeclHandler = self.entity
        parser.SkippedEntityHandler = self.skipped

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if _SEPARATOR in tag:
            tag = tag.rpartition(_SEPARATOR)[2]
        self._stack.append(tag)
        depth = len(self._stack)
        if depth > MAX_DEPTH:
            raise self._error(f"elements are nested more than {MAX_DEPTH} deep")
        if self.begun is None:
            if depth < 2 or not self._begins():
                if len(self.seen) < 12 and depth > 1:
                    self.seen["/".join(self._stack[1:])] = None
                return
            self._tree, self._level = TreeBuilder(), depth
            self._line = self._parser.CurrentLineNumber
            self.begun = self._parser.CurrentByteIndex
            self._parser.CharacterDataHandler = self._tree.data
        if attributes:
            attributes = {n.rpartition(_SEPARATOR)[2]: v for n, v in attributes.items()}
        self._tree.start(tag, attributes)

    def _begins(self) -> bool:
        if self._paths is None:
            return len(self._stack) == 2
        return tuple(self._stack[1:]) in self._paths

    def end(self, tag: str) -> None:
        depth, tag = len(self._stack), self._stack.pop()
        if self.begun is None:
            return
        self._tree.end(tag)
        if depth == self._level:
            self.found.append(ElementRecord(self._name, self._line, self._tree.close()))
            self.total += 1
            self.begun = self._parser.CharacterDataHandler = None

    def entity(self, name: str, *_: object) -> None:
        raise self._error(f"the file defines the entity '{name}', which is not safe to expand")

    def skipped(self, name: str, *_: object) -> None:
        raise self._error(f"the file uses the undefined entity '&{name};'")

    def _error(self, what: str) -> RecordError:
        return RecordError(
            what,
            where=Where(self._name, self._parser.CurrentLineNumber),
            fix="download it from its publisher",
        )


def iter_elements(
    part: Part, form: Form, *, progress: Progress | None = None, limit: int | None = None
) -> Iterator[ElementRecord]:
    """Yield the elements at the form's paths below the root, each as soon as it is closed.

    Raises
    ------
    RecordError
        For XML that is not well-formed, that defines entities, nests or grows beyond reason, and
        for a file without a record.
    """
    parser = expat.ParserCreate(None, _SEPARATOR)
    collector = _Collector(part, form, parser)
    fed = 0
    for data in chunks(part, progress=progress, limit=limit):
        _parse(part, parser, data, final=False)
        fed += len(data)
        since = parser.CurrentByteIndex if collector.begun is None else collector.begun
        if fed - since > MAX_RECORD:
            raise RecordError(
                f"a record or a tag of more than {MAX_RECORD:,} bytes",
                where=Where(part.name, parser.CurrentLineNumber),
                fix="download it from its publisher",
            )
        yield from collector.found
        collector.found.clear()
    if limit is None or fed < limit:
        _parse(part, parser, b"", final=True)
        yield from collector.found
    if not collector.total:
        raise RecordError(
            f"no record at '{form.records or '*'}'; found {', '.join(collector.seen) or 'none'}",
            where=Where(part.name),
            fix="check that this is the right file and the right layout",
        )


def _parse(part: Part, parser: expat.XMLParserType, data: bytes, *, final: bool) -> None:
    try:
        parser.Parse(data, final)
    except expat.ExpatError as exc:
        said = expat.ErrorString(exc.code)
        raise RecordError(
            f"not well-formed XML: {said}, at column {exc.offset + 1}",
            where=Where(part.name, exc.lineno),
            fix="download the file again, or correct this line",
        ) from exc
    except (ValueError, LookupError) as exc:
        raise RecordError(
            f"not readable as XML: {exc}",
            where=Where(part.name, parser.CurrentLineNumber),
            fix="save the file as UTF-8",
        ) from exc
