"""Who speaks: direct and reported speech, and the first mention of the speaker, in the five languages."""

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.canonical import canonical_text, paragraph_spans
from verbale.sentences import sentence_spans
from verbale.span import Span
from verbale.speech.attributions import Attributions
from verbale.speech.candidates import NamedSpeaker
from verbale.speech.speakers import Speakers, SpeechKind, speech_in
from verbale.standing import LaidText, standing_span

LANGUAGES = ["en", "ru", "kk", "uz", "tg"]
DIRECT, REPORTED = SpeechKind.DIRECT, SpeechKind.REPORTED

EDITIONS = {
    "en": """
The Prime Minister of Kazakhstan, Daniyar Seitkali, arrived in Dushanbe on Monday. Foreign Minister of Tajikistan Rustam Nazarov met him at the airport. Minister of Transport Gulnara Iskendirova and the chairman of the committee for tourism, Firdavs Safarov, took part in the talks.

"We came with a full agenda and we leave with three agreements," the Prime Minister said.

Seitkali acknowledged the progress. He added that trade had grown.

The head of the Ministry of Foreign Affairs of Tajikistan noted that the road would open in autumn.

"The bridge waits for the first lorry," said Minister Iskendirova. "It will not wait long for the second one."

Mr Safarov, representing the hosts, stressed that hotels were ready. According to him, 1,900 guests came.

Both ministers confirmed the date. Ms Iskendirova and Mr Safarov called for more flights.

The Kazakh side reported that the visit lasts three days. It was announced by Daniyar Seitkali that the next round is in May.

At the talks the sides "synchronized watches" on the agenda. The exhibition "Roads of the Steppe and of the Great River" was opened.

The minister said that all was agreed.
""",
    "ru": """
Заместитель премьер-министра — министр иностранных дел Казахстана Данияр Сейткали прибыл в Душанбе. Он встретился с министром иностранных дел Таджикистана Рустамом Назаровым. В переговорах приняла участие министр транспорта Гульнара Искендирова.

«Таджикистан — наш надёжный партнёр. Мы дорожим этой дружбой», — заявил глава МИД Казахстана.

По словам Назарова, дорога откроется осенью. Также он добавил, что мост готов.

Как сообщила Искендирова, поезда пойдут в июне. «Мы ждали этого дня и теперь открываем дорогу», — подчеркнула она.

Об этом сообщили в министерстве транспорта. Стороны отметили, что переговоры прошли успешно.

Стороны подписали соглашение о поставках с компанией «Самрук-Қазына».

Как сообщил ректор академии, д-р техн. наук Ш. А. Кобилов, занятия начнутся осенью.
""",
    "kk": """
Қазақстан Премьер-министрінің орынбасары – Сыртқы істер министрі Данияр Сейтқали Душанбеге келді. Ол Тәжікстан Сыртқы істер министрі Рустам Назаровпен келіссөз жүргізді.

«Тәжікстан – сенімді серіктесіміз. Біз бұл достықты бағалаймыз», — деді Данияр Сейтқали. Сонымен қатар ол сауда өскенін атап өтті.

Көлік министрі Гүлнара Искендірова пойыздар маусымда жүретінін мәлімдеді. Оның сөзінше, жол үш сағат алады.

«Бұл бағыт халыққа қажет және біз оны ашамыз», — деп атап өтті министр Искендірова.

Назаровтың айтуынша, жол күзде ашылады. Тараптар келесі кездесу Астанада өтетінін атап өтті.

Тараптар «Самұрық-Қазына» қорымен келісімге қол қойды.
""",
    "uz": """
Qozog‘iston Bosh vazirining o‘rinbosari – Tashqi ishlar vaziri Daniyor Seyitqali Toshkentga keldi. U O‘zbekiston Bosh vazirining o‘rinbosari Jasur Nematov bilan muzokara o‘tkazdi.

«Yangi terminal katta ahamiyatga ega. Uni kuzda ochamiz», — dedi Jasur Nematov. Shuningdek, u savdo o‘sganini ta’kidladi.

Transport vaziri Gulnora Iskandarova poyezdlar iyunda yurishini ma’lum qildi. Uning so‘zlariga ko‘ra, yo‘l uch soat davom etadi.

“Bu natija hammani quvontiradi va ishonch uyg‘otadi”, — deya qayd etdi vazir Iskandarova.

Qozog‘iston tashqi ishlar vaziri natijadan mamnun ekanini bildirdi.

Tomonlar «Samruk-Qazyna» jamg‘armasi bilan bitim imzoladi.
""",
    "tg": """
Вазири корҳои хориҷии Қазоқистон Данияр Сейтқалӣ ба Душанбе омад. Ӯ бо вазири корҳои хориҷии Тоҷикистон Рустам Назаров мулоқот намуд.

«Тоҷикистон шарики боэътимоди мост ва мо ин дӯстиро қадр мекунем», — гуфт Данияр Сейтқалӣ. Инчунин ӯ таъкид намуд, ки савдо афзудааст.

Вазири корҳои хориҷии Тоҷикистон изҳор дошт, ки роҳ дар тирамоҳ кушода мешавад. Ба гуфтаи ӯ, кор идома дорад.

Раиси кумитаи сайёҳӣ Фирдавс Сафаров хабар дод, ки меҳмонон омаданд. «Мо барои онҳо роҳҳои нав месозем», — гуфт ӯ.

Ҷонибҳо қайд карданд, ки ҳамкорӣ идома меёбад.

Ҷонибҳо бо ширкати «Самруқ-Қазина» созишнома имзо карданд.
""",
}

PM = "Prime Minister of Kazakhstan, Daniyar Seitkali"
TRANSPORT = "Minister of Transport Gulnara Iskendirova"
TOURISM = "chairman of the committee for tourism, Firdavs Safarov"
ABROAD_RU = "Заместитель премьер-министра — министр иностранных дел Казахстана Данияр Сейткали"
NAZAROV_RU = "министром иностранных дел Таджикистана Рустамом Назаровым"
ABROAD_KK = "Қазақстан Премьер-министрінің орынбасары – Сыртқы істер министрі Данияр Сейтқали"
NEMATOV = "O‘zbekiston Bosh vazirining o‘rinbosari Jasur Nematov"
ABROAD_UZ = "Qozog‘iston Bosh vazirining o‘rinbosari – Tashqi ishlar vaziri Daniyor Seyitqali"
ABROAD_TG = "Вазири корҳои хориҷии Қазоқистон Данияр Сейтқалӣ"
NAZAROV_TG = "вазири корҳои хориҷии Тоҷикистон Рустам Назаров"


def laid(text: str, language: str) -> LaidText:
    """The text with its sentences as an edition has them."""
    rows = [
        tuple(Span(p.start + s.start, p.start + s.end) for s in sentence_spans(p.of(text), language))
        for p in paragraph_spans(text)
    ]
    return LaidText(text, tuple(rows), language)


def spoken(text: str, language: str, paragraph: int, sentence: int) -> tuple[SpeechKind, str | None] | None:
    """The kind of the speech and the words of its speaker, for a sentence as it would be quoted."""
    edition = laid(canonical_text(text), language)
    speech = speech_in(edition, standing_span(edition, paragraph, sentence, 900))
    if speech is None:
        return None
    return speech.kind, speech.speaker.of(edition.text) if speech.speaker else None


@pytest.mark.parametrize(
    ("language", "paragraph", "sentence", "kind", "speaker"),
    [
        ("en", 1, 0, DIRECT, PM),
        ("en", 2, 0, REPORTED, PM),
        ("en", 2, 1, REPORTED, PM),
        ("en", 3, 0, REPORTED, "Foreign Minister of Tajikistan Rustam Nazarov"),
        ("en", 4, 0, DIRECT, TRANSPORT),
        ("en", 4, 1, DIRECT, TRANSPORT),
        ("en", 5, 0, REPORTED, TOURISM),
        ("en", 5, 1, REPORTED, TOURISM),
        ("en", 7, 0, REPORTED, "Kazakh side"),
        ("en", 7, 1, REPORTED, PM),
        ("ru", 1, 0, DIRECT, ABROAD_RU),
        ("ru", 2, 0, REPORTED, NAZAROV_RU),
        ("ru", 2, 1, REPORTED, NAZAROV_RU),
        ("ru", 3, 0, REPORTED, "министр транспорта Гульнара Искендирова"),
        ("ru", 3, 1, DIRECT, "министр транспорта Гульнара Искендирова"),
        ("ru", 4, 0, REPORTED, "министерстве транспорта"),
        ("ru", 6, 0, REPORTED, "ректор академии, д-р техн. наук Ш. А. Кобилов"),
        ("kk", 1, 0, DIRECT, ABROAD_KK),
        ("kk", 1, 1, DIRECT, ABROAD_KK),
        ("kk", 2, 0, REPORTED, "Көлік министрі Гүлнара Искендірова"),
        ("kk", 2, 1, REPORTED, "Көлік министрі Гүлнара Искендірова"),
        ("kk", 3, 0, DIRECT, "Көлік министрі Гүлнара Искендірова"),
        ("kk", 4, 0, REPORTED, "Тәжікстан Сыртқы істер министрі Рустам Назаровпен"),
        ("uz", 1, 0, DIRECT, NEMATOV),
        ("uz", 1, 1, DIRECT, NEMATOV),
        ("uz", 2, 0, REPORTED, "Transport vaziri Gulnora Iskandarova"),
        ("uz", 2, 1, REPORTED, "Transport vaziri Gulnora Iskandarova"),
        ("uz", 3, 0, DIRECT, "Transport vaziri Gulnora Iskandarova"),
        ("uz", 4, 0, REPORTED, ABROAD_UZ),
        ("tg", 1, 0, DIRECT, ABROAD_TG),
        ("tg", 1, 1, DIRECT, ABROAD_TG),
        ("tg", 2, 0, REPORTED, NAZAROV_TG),
        ("tg", 2, 1, REPORTED, NAZAROV_TG),
        ("tg", 3, 0, REPORTED, "Раиси кумитаи сайёҳӣ Фирдавс Сафаров"),
        ("tg", 3, 1, DIRECT, "Раиси кумитаи сайёҳӣ Фирдавс Сафаров"),
    ],
)
def test_the_speaker_is_the_first_mention_with_the_post(
    language: str, paragraph: int, sentence: int, kind: SpeechKind, speaker: str
) -> None:
    """Whether the attribution has a surname, a post, a pronoun or an organisation."""
    assert spoken(EDITIONS[language], language, paragraph, sentence) == (kind, speaker)


@pytest.mark.parametrize(
    ("language", "paragraph", "sentence"),
    [("en", 6, 0), ("en", 6, 1), ("en", 9, 0), ("ru", 4, 1), ("kk", 4, 1), ("tg", 4, 0)],
)
def test_several_speakers_are_none(language: str, paragraph: int, sentence: int) -> None:
    """Nothing is guessed where two persons speak, or where a post fits two of them."""
    assert spoken(EDITIONS[language], language, paragraph, sentence) == (REPORTED, None)


@pytest.mark.parametrize(
    ("language", "paragraph", "sentence"),
    [
        ("en", 0, 0), ("en", 8, 0), ("en", 8, 1), ("ru", 0, 0), ("ru", 0, 2), ("ru", 5, 0), ("kk", 0, 0), ("kk", 5, 0),
        ("uz", 0, 0), ("uz", 5, 0), ("tg", 0, 0), ("tg", 5, 0),
    ],
)  # fmt: skip
def test_terms_titles_and_events_are_no_speech(language: str, paragraph: int, sentence: int) -> None:
    """Quotation marks alone do not make speech, and meeting somebody is not saying something."""
    assert spoken(EDITIONS[language], language, paragraph, sentence) is None


def test_uzbek_is_understood_in_cyrillic() -> None:
    """The words are the same in both scripts."""
    text = "Транспорт вазири Гулнора Искандарова поездлар июнда юришини маълум қилди.\n\n«Бу натижа ҳаммани қувонтиради», — деди вазир Искандарова."
    assert spoken(text, "uz", 1, 0) == (DIRECT, "Транспорт вазири Гулнора Искандарова")


def test_he_and_she_are_told_apart() -> None:
    """By Mr and Ms, and by the endings of surnames."""
    text = 'Mr Bekzod Umarov received Ms Nino Kalandia. "The road is open for everybody," she said.'
    assert spoken(text, "en", 0, 1) == (DIRECT, "Ms Nino Kalandia")
    assert spoken(text.replace("she", "he"), "en", 0, 1) == (DIRECT, "Mr Bekzod Umarov")


def test_they_name_nobody() -> None:
    """A pronoun in the plural has no one speaker."""
    text = "Minister Bekzod Umarov met experts. They said that the plan was good."
    assert spoken(text, "en", 0, 1) == (REPORTED, None)


def test_two_of_one_surname_are_not_confused() -> None:
    """A surname that fits two persons fits neither, unless a post decides."""
    text = "Minister Bekzod Umarov and Senator Aziz Umarov spoke.\n\nUmarov said that it was late.\n\nSenator Umarov said no."
    assert spoken(text, "en", 1, 0) == (REPORTED, None)
    assert spoken(text, "en", 2, 0) == (REPORTED, "Senator Aziz Umarov")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Minister Bekzod Umarov came. The road was built for Minister Bekzod Umarov. He said that it was late."),
        ("en", "Minister Bekzod Umarov came. At noon Nukus met Minister Umarov. He said that it was late."),
        ("ru", "Министр Данияр Сейткали прибыл. Стороны сообщили, что Сейткали рад. Он добавил, что дорога готова."),
        (
            "tg",
            "Вазири нақлиёт Рустам Назаров омад. Ҷонибҳо гуфтанд, ки Назаров розӣ аст. Ӯ таъкид намуд, ки роҳ тайёр аст.",
        ),
    ],
)
def test_a_pronoun_is_not_whom_another_speaker_or_sentence_is_about(language: str, text: str) -> None:
    """Only a speaker or the subject of the sentence before is meant by "he" for certain."""
    assert spoken(text, language, 0, 2) == (REPORTED, None)


def test_a_pronoun_is_the_speaker_of_a_chain_of_pronouns() -> None:
    """Whoever is named between in what he says is not he."""
    text = "Minister Bekzod Umarov came. He said that Aziz Omar was late. He added that Omar was ill."
    assert spoken(text, "en", 0, 2) == (REPORTED, "Minister Bekzod Umarov")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uz", "Nukus shahar politsiya bo‘limi yo‘l ochilganini ma’lum qildi."),
        ("uz", "Kecha ofatlarni kamaytirish agentligi yo‘l ochilganini ma’lum qildi."),
        ("kk", "Полиция қызметкері жол ашылғанын мәлімдеді."),
        ("tg", "Ширкати «Роҳ» гуфт, ки роҳ тайёр аст."),
        ("ru", "Высокий гость сказал The Steppe Times, что дорога готова."),
    ],
)
def test_a_part_of_a_name_is_nobody(language: str, text: str) -> None:
    """Nothing is better than half of an institution, or than the newspaper that was told."""
    assert spoken(text, language, 0, 0) == (REPORTED, None)


def test_a_post_without_its_beginning_is_left_out() -> None:
    """The name alone is right; "president of the company" without the company would not be."""
    text = "Kecha ofatlarni kamaytirish agentligi kotibi Jasur Nematov yo‘l ochilganini ma’lum qildi."
    assert spoken(text, "uz", 0, 0) == (REPORTED, "Jasur Nematov")


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("uz", "Sardoba kompaniyasi prezidenti Jasur Nematov yo‘l ochilganini aytdi.", "Sardoba kompaniyasi prezidenti Jasur Nematov"),
        ("kk", "Құтқару қызметінің басшысы Рустам Назаров жол ашылғанын айтты.", "Құтқару қызметінің басшысы Рустам Назаров"),
    ],
)  # fmt: skip
def test_a_post_may_begin_its_sentence(language: str, text: str, speaker: str) -> None:
    """The first word, whose capital may be that of the sentence, is whom the post is of."""
    assert spoken(text, language, 0, 0) == (REPORTED, speaker)


def test_two_names_side_by_side_are_not_one() -> None:
    """Where the object follows the subject, the surname of a known person does not begin another name."""
    text = "Prezident Aziz Omar keldi. Omar Bekzod Karimni maqtaganini aytdi."
    assert spoken(text, "uz", 0, 1) == (REPORTED, None)


def test_whose_the_speaker_is_does_not_speak() -> None:
    """A lone surname before a noun in the possessive is that of the society, not of its chairman."""
    text = "Дәулет Нұрлан келді. Нұрлан қоғамының төрағасы Рустам Назаров жол ашылғанын мәлімдеді."
    assert spoken(text, "kk", 0, 1) == (REPORTED, "Рустам Назаров")


def test_one_person_stands_for_an_edition() -> None:
    """The persons are found once and serve any number of spans."""
    edition = laid(canonical_text(EDITIONS["en"]), "en")
    speakers = Speakers(edition)
    for row in edition.sentences:
        for sentence in row:
            assert speakers.speech_in(sentence) == speech_in(edition, sentence)


PIECES = st.sampled_from(
    [
        "He said ", "Minister ", "Bekzod ", "Umarov", ". ", ", ", '"', "«", "»", "— ", " said", "деді ", "ол. ", "гуфт ", "ӯ. ",
        "министр ", "Назаров ", "заявил", "по словам ", "the ", "of ", "Kazakhstan ", "dedi ", "u. ", "vaziri ", "and ", "\n\n", "А. ",
        "according to ", "he", "оның айтуынша ", ": ", "five words are in here", "президенти ", "Mr. ", "in ",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(), st.sampled_from(LANGUAGES), st.data())
def test_a_speaker_is_a_slice_of_the_text(raw: str, language: str, data: st.DataObject) -> None:
    """For any text and any of its spans nothing is raised and the speaker lies within the text."""
    edition = laid(canonical_text(raw), language)
    start = data.draw(st.integers(0, len(edition.text)))
    end = data.draw(st.integers(start, len(edition.text)))
    speech = speech_in(edition, Span(start, end))
    if speech is not None and speech.speaker is not None:
        assert 0 <= speech.speaker.start < speech.speaker.end <= len(edition.text)
        assert speech.speaker.of(edition.text) == speech.speaker.of(edition.text).strip()


def calls_in(action: Callable[[], object]) -> int:
    """How many functions are called while ``action`` runs: a measure of work that no other process disturbs."""
    count = 0

    def tell(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tell)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


HOSTILE = {
    "posts": ("en", "Minister "),
    "names": ("en", "Aaa Bbb "),
    "names in a list": ("en", "Aaa Bbb, "),
    "verbs": ("en", "he said "),
    "verbs after commas": ("en", "said, "),
    "the same post": ("en", "The minister said so. "),
    "he again": ("en", "He said so. "),
    "adverbs": ("en", "also "),
    "marks": ("en", '"'),
    "short quotations": ("en", '"a b" '),
    "quotations": ("en", '"Aa bb cc dd ee." '),
    "open quotations": ("ru", "«Аа бб вв гг дд. "),
    "persons": ("en", "Minister Aziz {}ov said so. "),
    "persons and posts": ("en", "Minister of {} Aziz {}ov said so. The Minister of {} added this.\n\n"),
    "persons of one stem": ("en", "Minister Aziz Uma{}ov said so. "),
    "Uzbek posts": ("uz", "vaziri "),
    "Uzbek persons": ("uz", "{}ov vaziri Aziz {}ov dedi. "),
    "capitals": ("tg", "ВАЗИР ГУФТ. "),
    "no blanks": ("kk", "Аб,-в'«"),
}


def hostile_edition(name: str, length: int) -> LaidText:
    """An edition that begins with two ministers and goes on with one thing for about ``length`` code points."""
    language, piece = HOSTILE[name]
    count = length // (len(piece) + 3 * piece.count("{}"))
    letters = "abcdefghij" if language in ("en", "uz") else "абвгдежзик"
    names = ("".join(letters[int(digit)] for digit in f"{number:05}").capitalize() for number in range(count))
    pieces = [piece.replace("{}", name) for name in names]
    return laid(canonical_text("Minister Bekzod Umarov and Minister Aziz Omar spoke. " + "".join(pieces)), language)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_persons_of_a_longer_edition_are_no_more_work_for_each_word(hostile: str) -> None:
    """Endless names, posts and verbs are not compared with each other."""
    short, long = (hostile_edition(hostile, length) for length in (8_000, 32_000))
    work = calls_in(lambda: Speakers(short)), calls_in(lambda: Speakers(long))
    assert work[1] < 5 * work[0]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_span_of_a_longer_edition_is_no_more_work(hostile: str) -> None:
    """Neither the last sentence nor all of the edition: what may matter is near, and the rest is not judged."""
    short, long = (hostile_edition(hostile, length) for length in (12_000, 30_000))
    for part in (lambda edition: edition.flat_sentences[-1], lambda edition: Span(0, len(edition.text))):
        speakers = Speakers(short), Speakers(long)
        work = [calls_in(partial(one.speech_in, part(text))) for one, text in zip(speakers, (short, long), strict=True)]
        assert work[1] < 1.5 * work[0] + 100


def test_a_sentence_is_read_for_its_speaker_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many spans it is in, and however many sentences after it look back at it."""
    searched: list[Span] = []
    find = Attributions._find

    def counted(attributions: Attributions, sentence: Span) -> NamedSpeaker | None:
        searched.append(sentence)
        return find(attributions, sentence)

    monkeypatch.setattr(Attributions, "_find", counted)
    edition = laid("Minister Bekzod Umarov spoke. " + "He said so. " * 40, "en")
    speakers = Speakers(edition)
    for sentence in edition.flat_sentences:
        speakers.speech_in(Span(sentence.start, len(edition.text)))
    assert sorted(searched) == list(edition.flat_sentences)


def test_the_end_of_a_long_quotation_is_searched_for_its_speaker() -> None:
    """What is quoted does not count for the length of a sentence that is searched, up to the longest quotation."""
    text = "Minister Bekzod Umarov came. «Cc " + "aa bb " * 800 + "cc», said Minister Umarov."
    assert spoken(text, "en", 0, 1) == (DIRECT, "Minister Bekzod Umarov")
