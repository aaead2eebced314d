"""Names of countries, peoples and cities that the table of CLDR lacks, in lower case with plain apostrophes.

The forms of one place are separated by | where any of them has two words, otherwise by blanks.
"""

from collections.abc import Mapping

from verbale.asking.words import word_set


def _rows(listed: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Country, city and forms from lines like "KZ Astana: Астана Остона"."""
    found = []
    for line in listed.strip().splitlines():
        head, _, forms = line.strip().partition(": ")
        country, _, city = head.partition(" ")
        found.append(
            (country, city, tuple(form for form in forms.split("|") if form) if "|" in forms else tuple(forms.split()))
        )
    return tuple(found)


OTHER_NAMES = _rows(
    """
    KZ: республика казахстан|қазақстан республикасы
    KG: кыргызстан|kirgizia|kirghizia|kyrgyz republic|кыргызская республика|киргизская республика|қирғизстон
    TM: туркмения|turkmenia
    TJ: тоҷикистан|тожикистан
    UZ: узбекистон|озбекстан
    RU: руссия|russian federation|российская федерация|ресей федерациясы|rossiya federatsiyasi|федератсияи россия
    CN: китайская народная республика|чин
    TR: turkey turkiye
    US: u s|u s a|america|америка|соединенные штаты америки|иёлоти муттаҳидаи амрико|амрико|amerika|штаты
    GB: u k|britain|great britain|england|англия|британия|angliya|britaniya|британияи кабир|соединенное королевство
    GB: northern ireland
    DE: олмон олмония olmoniya
    JP: ҷопон
    KR: korea|корея|koreya|republic of korea|корея республикасы|koreya respublikasi|южная корея|ҷумҳурии корея
    KP: северная корея|
    AE: u a e|emirates|эмираты|аморат|united arab emirates
    CZ: czech republic|чешская республика
    NL: holland|голландия|niderland
    BY: belorussia|белоруссия|belorussiya|белорус
    MD: молдавия moldaviya
    GE: гуржистон gurjiston
    HU: мажарстан
    MK: macedonia|македония|makedoniya
    PS: palestine|палестина|falastin|фаластин
    SY: шом
    EU: иттифоқи аврупо|
    BA: bosnia|босния|bosniya|bosnia and herzegovina
    CI: ivory coast|
    CD: congo|конго|kongo
    MM: burma бирма
    SZ: swaziland
    TL: east timor|
    ZA: юар|южная африка
    VA: vatican|holy see
    TT: trinidad
    VN: viet nam|ветнам
    EU: e u|european union|евросоюз|еуроодақ|yevroittifoq
    UN: u n|united nations organization|объединенные нации
    """
)
"""Country, nothing, and names that stand beside those of CLDR."""

PEOPLES = _rows(
    """
    KZ: kazakh kazakhs kazakhstani kazakhstanis казахский казахстанский казах казахстанец
    KZ: қазақ qozoq қозоқ қазоқ қазоқистонӣ қазоқӣ
    TJ: tajik tajiks tajikistani таджикский таджикистанский таджик тәжік tojik тожик тоҷик тоҷикӣ тоҷикистонӣ
    UZ: uzbek uzbeks uzbekistani узбекский узбекистанский узбек узбекистанец өзбек o'zbek ўзбек ӯзбек ӯзбекӣ ӯзбекистонӣ
    KG: kyrgyz kyrgyzstani киргизский кыргызский кыргызстанский киргиз кыргыз қырғыз qirg'iz қирғиз қирғизӣ
    TM: turkmen turkmens туркменский туркменистанский туркмен түрікмен turkman туркман туркманӣ
    RU: russian russians российский русский россиянин россияне россиян орыс rus рус русӣ русиягӣ
    CN: chinese китайский китайцы китайцев китаец хитоӣ чинӣ
    TR: turkish turks турецкий түрік turk турк туркӣ
    US: american americans американский американцы американцев американец амрикоӣ
    GB: british britons британский британцы ағылшын
    DE: german germans немецкий германский немцы неміс nemis немис олмонӣ
    FR: french французский француз fransuz фаронсавӣ
    JP: japanese японский японцы жапон yapon япон ҷопонӣ
    KR: korean|koreans|south korean|корейский|южнокорейский|корей|koreys|кореягӣ
    KP: north korean|северокорейский
    IN: indian indians индийский үнді hind ҳинд ҳиндӣ
    PK: pakistani pakistanis пакистанский покистонӣ
    AF: afghan afghans афганский афганцы ауған afg'on афғон афғонӣ
    IR: iranian iranians иранский эронӣ
    AZ: azerbaijani azerbaijanis azeri азербайджанский әзербайжан озарбойҷонӣ
    AM: armenian armenians армянский армян
    GE: georgian georgians грузинский грузин gruzin гурҷӣ
    UA: ukrainian ukrainians украинский украин ukrain
    BY: belarusian belarusians белорусский беларуский
    MN: mongolian монгольский моңғол mo'g'ul mongol муғул
    SA: saudi|саудовский|сауд
    AE: emirati эмиратский
    QA: qatari катарский
    KW: kuwaiti кувейтский
    IL: israeli israelis израильский
    EG: egyptian egyptians египетский
    IT: italian italians итальянский итальян italyan
    ES: spanish испанский испан
    PL: polish польский
    HU: hungarian hungarians венгерский венгр
    CZ: czech чешский
    SE: swedish шведский
    FI: finnish финский
    NO: norwegian норвежский
    DK: danish датский
    CH: swiss швейцарский
    NL: dutch нидерландский голландский
    AT: austrian австрийский
    BE: belgian бельгийский
    PT: portuguese португальский
    GR: greek греческий
    CA: canadian canadians канадский
    AU: australian australians австралийский
    BR: brazilian бразильский
    MX: mexican мексиканский
    AR: argentine аргентинский
    VN: vietnamese вьетнамский
    ID: indonesian индонезийский
    MY: malaysian малайзийский
    SG: singaporean сингапурский
    TH: thai таиландский
    RS: serbian сербский
    BG: bulgarian болгарский
    RO: romanian румынский
    LT: lithuanian литовский
    LV: latvian латвийский
    EE: estonian эстонский
    MD: moldovan молдавский
    IQ: iraqi иракский
    SY: syrian сирийский
    JO: jordanian иорданский
    LB: lebanese ливанский
    OM: omani оманский
    YE: yemeni йеменский
    """
)
"""Country, nothing, and its peoples and adjectives."""

ACRONYMS: Mapping[str, str] = {
    "us": "US", "usa": "US", "сша": "US", "ақш": "US", "aqsh": "US", "има": "US", "шма": "US", "uk": "GB", "uae": "AE",
    "оаэ": "AE", "бaә": "AE", "баә": "AE", "baa": "AE", "prc": "CN", "кнр": "CN", "қхр": "CN", "xxr": "CN", "рф": "RU",
    "рк": "KZ", "dprk": "KP", "кндр": "KP", "eu": "EU", "ес": "EU", "ео": "EU", "un": "UN", "оон": "UN", "бұұ": "UN",
    "bmt": "UN", "бмт": "UN", "смм": "UN", "фрг": "DE", "юар": "ZA", "кср": "SA", "drc": "CD",
}  # fmt: skip
"""Countries by their initials, which stand in capital letters."""

ACRONYMS_IN_SMALL_LETTERS = frozenset(["сша", "ақш", "aqsh", "usa", "uae", "оаэ", "кнр", "оон"])
"""Acronyms that are no words when they are typed in small letters."""

CITIES = _rows(
    """
    KZ Astana: astana|астана|остона|nur-sultan|нур-султан|нұр-сұлтан
    KZ Almaty: almaty алматы алмаата olmaota олмаота алмато
    KZ Shymkent: shymkent шымкент chimkent чимкент
    KZ Aktau: aktau актау ақтау
    KZ Atyrau: atyrau атырау
    KZ Karaganda: karaganda караганда қарағанды
    KZ Turkistan: turkistan|туркестан|түркістан|turkestan
    KZ Aktobe: aktobe актобе ақтөбе
    KZ Pavlodar: pavlodar павлодар
    KZ Kostanay: kostanay костанай қостанай
    KZ Taraz: taraz тараз
    KZ Kyzylorda: kyzylorda кызылорда қызылорда
    KZ Semey: semey семей
    KZ Oskemen: oskemen|ust-kamenogorsk|усть-каменогорск|өскемен
    KZ Saryagash: saryagash сарыагаш сарыағаш
    UZ Tashkent: tashkent toshkent тошкент ташкент тошканд
    UZ Samarkand: samarkand samarqand самарканд самарқанд
    UZ Bukhara: bukhara buxoro бухара бухоро бұхара
    UZ Khiva: khiva xiva хива хиуа
    UZ Namangan: namangan наманган
    UZ Andijan: andijan andijon андижан андижон
    UZ Fergana: fergana farg'ona фергана фарғона ферғана
    UZ Termez: termez termiz термез термиз тирмиз
    UZ Nukus: nukus нукус нөкіс
    UZ Urgench: urgench urganch ургенч урганч
    UZ Qarshi: qarshi karshi карши қарши
    TJ Dushanbe: dushanbe душанбе душанбі
    TJ Khujand: khujand xo'jand хуҷанд худжанд хўжанд хужанд
    TJ Bokhtar: bokhtar бохтар boxtar
    TJ Kulob: kulob кӯлоб куляб ko'lob кўлоб
    TJ Khorog: khorog хоруғ хорог xorug'
    TJ Panjakent: panjakent панҷакент пенджикент panjikent
    TJ Tursunzoda: tursunzoda турсунзода
    TJ Istaravshan: istaravshan истаравшан
    KG Bishkek: bishkek бишкек бішкек
    KG Osh: osh ош
    KG Jalal-Abad: jalal-abad|джалал-абад|жалал-абад|jalolobod
    KG Batken: batken баткен ботканд
    KG Cholpon-Ata: cholpon-ata|чолпон-ата
    TM Ashgabat: ashgabat ашхабад ашғабад ashxobod ашхобод ашғабат ишқобод
    TM Awaza: awaza аваза
    TM Turkmenbashi: turkmenbashi туркменбаши
    RU Moscow: moscow|москва|мәскеу|moskva
    RU Saint Petersburg: st petersburg|saint petersburg|санкт-петербург|sankt-peterburg
    RU Kazan: kazan|казань
    RU Sochi: sochi сочи
    RU Omsk: omsk омск омбы
    RU Yekaterinburg: yekaterinburg екатеринбург
    CN Beijing: beijing|пекин|бейжің|pekin
    CN Shanghai: shanghai|шанхай|shanxay
    CN Urumqi: urumqi урумчи үрімші
    CN Xi'an: xi'an сиань
    TR Ankara: ankara анкара anqara анқара
    TR Istanbul: istanbul стамбул ыстамбұл istambul истанбул истамбул
    US Washington: washington вашингтон vashington
    US New York: new york|нью-йорк|nyu-york
    GB London: london лондон
    DE Berlin: berlin берлин
    DE Munich: munich мюнхен
    FR Paris: paris париж parij парис
    IT Rome: rome|рим|рим
    ES Madrid: madrid мадрид
    PT Lisbon: lisbon лиссабон lissabon лиссабон
    BE Brussels: brussels брюссель bryussel брюссел
    CH Geneva: geneva женева jeneva женева
    CH Davos: davos давос
    CH Bern: bern берн
    AT Vienna: vienna вена vena
    NL The Hague: the hague|гаага
    PL Warsaw: warsaw варшава varshava
    HU Budapest: budapest будапешт budapesht
    CZ Prague: prague прага praga
    UA Kyiv: kyiv kiev киев kiyev
    BY Minsk: minsk минск
    LT Vilnius: vilnius вильнюс
    LV Riga: riga рига
    EE Tallinn: tallinn таллин
    FI Helsinki: helsinki хельсинки
    SE Stockholm: stockholm стокгольм
    NO Oslo: oslo осло
    DK Copenhagen: copenhagen копенгаген
    GR Athens: athens афины
    RS Belgrade: belgrade белград belgrad
    RO Bucharest: bucharest бухарест buxarest
    BG Sofia: sofia софия
    AZ Baku: baku баку boku боку
    GE Tbilisi: tbilisi тбилиси
    AM Yerevan: yerevan ереван yerevan ереван
    IR Tehran: tehran тегеран tehron теҳрон тегеран
    IQ Baghdad: baghdad багдад bag'dod
    SY Damascus: damascus дамаск
    SA Riyadh: riyadh|эр-рияд|ar-riyod
    SA Jeddah: jeddah джидда
    AE Abu Dhabi: abu dhabi|абу-даби|abu-dabi|абу-дабӣ
    AE Dubai: dubai дубай
    QA Doha: doha доха
    KW Kuwait City: kuwait city|эль-кувейт
    EG Cairo: cairo каир
    IL Jerusalem: jerusalem иерусалим
    IL Tel Aviv: tel aviv|тель-авив
    AF Kabul: kabul кабул kobul кобул қобул кабұл
    AF Herat: herat герат
    AF Mazar-i-Sharif: mazar-i-sharif|мазари-шариф|mozori sharif|мазори шариф
    PK Islamabad: islamabad исламабад islomobod исломобод
    PK Karachi: karachi карачи
    PK Lahore: lahore лахор
    IN New Delhi: new delhi|delhi|нью-дели|дели|dehli|жаңа дели|деҳлии нав
    BD Dhaka: dhaka дакка
    MN Ulaanbaatar: ulaanbaatar|улан-батор|ulan bator|ұланбатыр|ulan-bator
    JP Tokyo: tokyo токио tokio
    KR Seoul: seoul сеул seul
    KP Pyongyang: pyongyang пхеньян
    VN Hanoi: hanoi ханой
    ID Jakarta: jakarta джакарта
    MY Kuala Lumpur: kuala lumpur|куала-лумпур
    TH Bangkok: bangkok бангкок
    PH Manila: manila манила
    AU Canberra: canberra канберра
    CA Ottawa: ottawa оттава
    MX Mexico City: mexico city|мехико
    AR Buenos Aires: buenos aires|буэнос-айрес
    ZA Pretoria: pretoria претория
    KE Nairobi: nairobi найроби
    ET Addis Ababa: addis ababa|аддис-абеба
    NG Abuja: abuja абуджа
    MA Rabat: rabat рабат
    """
)
"""Country, English name of the city, and all its forms."""

NO_PLACES = (
    "latin america", "south america", "north america", "central america", "латинская америка", "южная америка",
    "северная америка", "центральная америка", "латын америкасы", "lotin amerikasi", "лотин америкаси", "new mexico",
    "new england", "new jersey", "south ossetia", "michael jordan", "порт судан", "russian roulette", "turkish delight",
    "индийский океан", "indian ocean", "african union", "washington post", "new york times",
)  # fmt: skip
"""Names that begin like that of a country, or hold one, and are something else."""

NEED_CAPITAL = word_set(
    """
    қарағанды turkey chad jordan georgia guinea niger oman mali togo peru chile china's male nice polish turks turk
    чад куба оман катар мали того перу чили нигер тонга рим вена дели доха гана мальта париж бенин тунис
    kuba tunis misr iroq osh vena bern riga praga штаты emirates эмираты аморат олмон шом holland rome
    семей тараз хива ош берн рига прага софия sofia hind rus рус рим сауд парис kazan казань остона
    """
)
"""Names that are other words when they begin with a small letter."""

NOT_AT_START = word_set("того перу ош osh сана яман yaman qarshi қарши карши чин мали дели semey семей шом қатар")
"""Names that are other words even with a capital letter, if that begins the sentence."""

NAMES_OF_PEOPLE = frozenset(["jordan", "chad", "georgia", "sofia", "софия"])
"""Names that are a person's or a family's when another capitalised word stands right beside them."""

WORDS_BESIDE_PLACES = word_set(
    """
    president minister prime foreign king queen visit summit government embassy ambassador republic parliament deputy
    russia talks agreement state national
    """
)
"""Capitalised words that make no person's name of a place beside them."""
