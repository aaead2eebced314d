"""A small library of briefings in a temporary folder, taken in and indexed: what many tests begin with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from fakes import FixedClock, TrigramEncoder
from verbale.answer import Turn
from verbale.briefing import Viewer
from verbale.canonical import canonical_line, canonical_text
from verbale.edition import Edition, text_sha256
from verbale.intake.document import Document, SourceFile
from verbale.language import Language, detect_language
from verbale.quote import Quote
from verbale.store.briefings import BriefingStore
from verbale.store.database import Database, open_database
from verbale.store.publishing import Taken
from verbale.store.vectors import VectorStore
from verbale_index.answering import Answerer
from verbale_index.asked import Asked
from verbale_index.asking import asked_of
from verbale_index.attribution import Attribution
from verbale_index.calibration import Calibration, Scale, shipped_coefficients
from verbale_index.catalogue import Catalogue
from verbale_index.encoder import Encoder
from verbale_index.generations import Generations
from verbale_index.reindexing import Built, Reindexing
from verbale_index.reranker import Reranker
from verbale_index.serving import Serving
from verbale_index.shelf import Shelf
from verbale_index.view import View

ARRIVAL = """The delegation of Kazakhstan arrived in Dushanbe on 3 March 2025 for talks on trade and water.

It was met at the airport by the Deputy Minister of Transport, Farrukh Saidov. He said that the road over the \
Anzob pass would reopen in May.

The parties agreed to raise mutual trade to $2 billion by 2030. Last year it stood at $1.1 billion."""

RAILWAY = """Казахстан передаст Таджикистану двенадцать локомотивов до конца 2025 года.

Стоимость поставки составит 48 млн долларов, сообщил министр транспорта К. Бекенов."""


TRIGRAM_SCALE = Scale(mean=0.2, deviation=0.1)


@dataclass
class Library:
    """The parts of the program up to the answer, over a folder of their own."""

    folder: Path
    clock: FixedClock = field(default_factory=FixedClock)
    encoder: Encoder = field(default_factory=TrigramEncoder)

    def __post_init__(self) -> None:
        self.database: Database = open_database(f"sqlite:///{self.folder / 'verbale.db'}")
        self.briefings = BriefingStore(self.database)
        self.vectors = VectorStore(self.database)
        self.generations = Generations(self.folder / "index", keep=3)
        self.reindexing = Reindexing(
            briefings=self.briefings,
            vectors=self.vectors,
            generations=self.generations,
            data_dir=self.folder,
            clock=self.clock,
        )

    def add(
        self,
        briefing: str,
        text: str,
        *,
        title: str | None = None,
        language: str = "en",
        day: date | None = date(2025, 3, 4),
        source_url: str | None = None,
        visit: str | None = None,
        audience: tuple[str, ...] = ("public",),
        embargo_until: datetime | None = None,
    ) -> Taken:
        document = Document(
            text=canonical_text(text),
            title=title or briefing.capitalize(),
            date=day,
            language=Language(language),
            source_url=source_url,
            visit=visit,
            audience=audience,
            embargo_until=embargo_until,
            furniture=(),
        )
        source = SourceFile(f"{briefing}.txt", text.encode())
        return self.briefings.take_in(briefing, document, source, self.clock.now())

    def build(self, encoder: Encoder | None = None, progress: Callable[[str, int, int], None] | None = None) -> Built:
        with self.reindexing.alone():
            return self.reindexing.build(encoder or self.encoder, "trigrams", progress or (lambda *_: None))

    def serving(self) -> Serving:
        return Serving(self.generations, self.encoder.fingerprint)

    def view(self, viewer: Viewer | None = None) -> View:
        """What exists in the index for ``viewer``, by default for everybody."""
        generation = self.serving().generation()
        assert generation is not None
        return Catalogue(self.briefings, self.clock).view(generation, viewer or Viewer())

    def asked(self, text: str, context: Sequence[Turn] = ()) -> Asked:
        """What ``text`` asks for."""
        return asked_of(canonical_line(text), context, detect_language(text, Language.ENGLISH), self.encoder)

    def texts(self, quotes: Iterable[Quote]) -> list[str]:
        """The words of quotes."""
        return [quotation.text for quotation in self.briefings.quotations(quotes)]

    def answerer(
        self,
        answered: float = 0.0,
        near: float = 0.0,
        reranker: Reranker | None = None,
        scale: Scale = TRIGRAM_SCALE,
    ) -> Answerer:
        shelf = Shelf(self.briefings)
        return Answerer(
            encoder=self.encoder,
            serving=self.serving(),
            catalogue=Catalogue(self.briefings, self.clock),
            shelf=shelf,
            attribution=Attribution(shelf),
            coefficients=shipped_coefficients(),
            calibration=Calibration(scale, slope=0.1, offset=0.0, answered=answered, near=near),
            default_language=Language.ENGLISH,
            reranker=reranker,
        )

    def close(self) -> None:
        self.database.close()


def edition(text: str = ARRIVAL, briefing: str = "arrival", number: int = 1) -> Edition:
    """An edition that is in no store."""
    canonical = canonical_text(text)
    return Edition(briefing, number, canonical, text_sha256(canonical), datetime(2025, 3, 4, tzinfo=UTC))
