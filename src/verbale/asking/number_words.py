"""Words that are numbers, scales, currencies and percent in the five languages, in lower case with plain apostrophes.

Left out are words that are more often something else: one, один, бір, bir, як; «он» (ten in Kazakh, "he" in Russian),
жүз and yuz (a hundred, a face), «сад» (a hundred in Tajik, a garden in Russian), «семью» (seven, a family).
"""

from collections.abc import Mapping
from decimal import Decimal

from verbale.asking.words import word_set


def _numbered(listed: str) -> dict[str, int]:
    """Words by value, from lines of a number and the words that mean it."""
    rows = (line.split() for line in listed.strip().splitlines())
    return {word: int(row[0]) for row in rows for word in row[1:]}


CARDINALS: Mapping[str, int] = _numbered(
    """
    2 two два две двух двум двумя екі ikki ikkita ikkala икки иккита ду
    3 three три трех трёх трем трём тремя трое үш uch uchta uchala уч учта се
    4 four четыре четырех четырёх четырьмя четырем четверо төрт to'rt to'rtta тўрт тўртта чор чаҳор
    5 five пять пяти пятью бес besh beshta беш бешта панҷ
    6 six шесть шести шестью алты olti oltita олти олтита шаш
    7 seven семь семи жеті yetti yettita етти еттита ҳафт
    8 eight восемь восьми восемью сегіз sakkiz sakkizta саккиз саккизта ҳашт
    9 nine девять девяти девятью тоғыз to'qqiz to'qqizta тўққиз тўққизта нуҳ
    10 ten десять десяти десятью o'n o'nta ўн ўнта даҳ
    11 eleven одиннадцать одиннадцати ёздаҳ
    12 twelve двенадцать двенадцати дувоздаҳ
    13 thirteen тринадцать тринадцати сездаҳ
    14 fourteen четырнадцать четырнадцати чордаҳ чаҳордаҳ
    15 fifteen пятнадцать пятнадцати понздаҳ
    16 sixteen шестнадцать шестнадцати шонздаҳ
    17 seventeen семнадцать семнадцати ҳабдаҳ ҳафдаҳ
    18 eighteen восемнадцать восемнадцати ҳаждаҳ
    19 nineteen девятнадцать девятнадцати нуздаҳ
    20 twenty двадцать двадцати двадцатью жиырма yigirma yigirmata йигирма бист бисту
    30 thirty тридцать тридцати отыз o'ttiz ўттиз сӣ сию
    40 forty сорок сорока қырық qirq қирқ чил чилу
    50 fifty пятьдесят пятидесяти елу ellik эллик панҷоҳ панҷоҳу
    60 sixty шестьдесят шестидесяти алпыс oltmish олтмиш шаст шасту
    70 seventy семьдесят семидесяти жетпіс yetmish етмиш ҳафтод ҳафтоду
    80 eighty восемьдесят восьмидесяти сексен sakson саксон ҳаштод ҳаштоду
    90 ninety девяносто девяноста тоқсан to'qson тўқсон навад наваду
    100 сто
    200 двести двухсот дусад дусаду
    300 триста трехсот трёхсот сесад сесаду
    400 четыреста четырехсот чорсад чорсаду
    500 пятьсот пятисот панҷсад панҷсаду
    600 шестьсот шестисот шашсад шашсаду
    700 семьсот семисот ҳафтсад ҳафтсаду
    800 восемьсот восьмисот ҳаштсад ҳаштсаду
    900 девятьсот девятисот нуҳсад нуҳсаду
    """
)

CARDINALS_AFTER_ANOTHER: Mapping[str, int] = _numbered(
    """
    1 one один одна одну одного бір bir бир як
    """
)
"""Words that are numbers only after a larger one: twenty-one, жиырма бір."""

HUNDREDS = word_set("hundred жүз yuz юз сад")
"""A hundred, where a number stands before it."""

_SCALE_WORDS = {
    "k": 1000, "thousand": 1000, "thousands": 1000, "тыс": 1000, "тысяча": 1000, "тысячи": 1000, "тысяч": 1000,
    "тысячу": 1000, "тысячами": 1000, "тысячам": 1000, "мың": 1000, "мыңнан": 1000, "мыңға": 1000, "мыңнын": 1000,
    "ming": 1000, "mingta": 1000, "mingdan": 1000, "mingga": 1000, "mingtadan": 1000, "минг": 1000, "мингта": 1000,
    "мингдан": 1000, "мингга": 1000, "ҳазор": 1000, "ҳазорро": 1000, "ҳаз": 1000, "hundred": 100, "жүз": 100,
    "yuz": 100, "юз": 100, "сад": 100,
    "m": 10**6, "mn": 10**6, "mln": 10**6, "млн": 10**6, "million": 10**6, "millions": 10**6,
    "bn": 10**9, "mlrd": 10**9, "млрд": 10**9, "billion": 10**9, "billions": 10**9,
    "tn": 10**12, "trn": 10**12, "trln": 10**12, "трлн": 10**12, "trillion": 10**12, "trillions": 10**12,
}  # fmt: skip
SCALES: Mapping[str, Decimal] = {word: Decimal(value) for word, value in _SCALE_WORDS.items()}

SCALE_STEMS: tuple[tuple[str, Decimal], ...] = (
    ("миллион", Decimal(10**6)), ("million", Decimal(10**6)), ("миллиард", Decimal(10**9)),
    ("milliard", Decimal(10**9)), ("миллярд", Decimal(10**9)), ("триллион", Decimal(10**12)),
    ("trillion", Decimal(10**12)),
)  # fmt: skip
"""Beginnings of scales that are inflected: миллионов, миллионға, milliondan."""

SCALE_ENDINGS = word_set(
    """
    а у ов ом ы е ам ами ах ға нан ды дың ның дан га ни нинг та тадан ро и у ро ҳо
    dan ga ni ning ta tadan lik lab dir
    """
)

PERCENT_STEMS = ("percent", "pct", "процент", "пайыз", "foiz", "фоиз", "дарсад", "проц")

_CURRENCIES = (
    ("dollar", "usd"), ("доллар", "usd"), ("долл", "usd"), ("doll", "usd"), ("usd", "usd"), ("евро", "eur"),
    ("еуро", "eur"), ("euro", "eur"), ("yevro", "eur"), ("eur", "eur"), ("евру", "eur"), ("tenge", "kzt"),
    ("tenga", "kzt"), ("тенге", "kzt"), ("теңге", "kzt"), ("танга", "kzt"), ("kzt", "kzt"), ("so'm", "uzs"),
    ("сўм", "uzs"), ("uzs", "uzs"), ("сомон", "tjs"), ("somoni", "tjs"), ("tjs", "tjs"), ("рубл", "rub"),
    ("rubl", "rub"), ("ruble", "rub"), ("rouble", "rub"), ("rub", "rub"), ("юан", "cny"), ("yuan", "cny"),
    ("cny", "cny"), ("gbp", "gbp"), ("манат", "manat"),
    ("manat", "manat"), ("дирҳам", "aed"), ("дирхам", "aed"), ("dirham", "aed"), ("иен", "jpy"), ("yen", "jpy"),
)  # fmt: skip
CURRENCY_STEMS: Mapping[str, tuple[tuple[str, str], ...]] = {
    start: tuple(row for row in _CURRENCIES if row[0][:3] == start) for start in {stem[:3] for stem, _ in _CURRENCIES}
}
"""Beginnings of currencies with their code, by their first three letters."""

CURRENCY_WORDS: Mapping[str, str] = {
    "сум": "uzs", "сумов": "uzs", "сума": "uzs", "сумы": "uzs", "сумма": "uzs", "sums": "uzs", "sum": "uzs",
    "soms": "kgs", "som": "kgs", "сом": "kgs", "сомов": "kgs", "сома": "kgs", "руб": "rub", "eur": "eur",
}  # fmt: skip
"""Currencies whose beginning is also that of other words."""
CURRENCY_SIGNS: Mapping[str, str] = {
    "$": "usd", "€": "eur", "£": "gbp", "₽": "rub", "₸": "kzt", "¥": "cny",
}  # fmt: skip
NATIONS_BEFORE_CURRENCY = word_set("us u.s ақш aqsh американских американский америка amerika ашм ш")
"""What may stand between a sum and its currency: 5 million US dollars, 5 млн АҚШ доллары."""

SUM_CUES = word_set("worth cost costs costing sum сумму сумме стоимость стоимостью қаржы qiymati summasi маблағи")
"""Words before an amount that make it a sum of money though no currency is named."""
