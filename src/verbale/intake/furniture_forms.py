"""The forms of page furniture in English, Russian, Kazakh, Uzbek and Tajik.

Each is matched against a whole paragraph of at most 400 characters, in lower case, with ' for every apostrophe and
without the arrows, bullets and bars around it.
"""

import re

_NETWORKS = (
    r"(?:facebook|фейсбук|twitter|твиттер|x \(twitter\)|telegram|телеграм+|instagram|инстаграм+|whatsapp|youtube|ютуб|"
    r"linkedin|tiktok|vkontakte|vk|вконтакте|вк|одноклассники|threads|viber|messenger|pinterest|reddit|rss|e-?mail|"
    r"google news|яндекс[ .-]?дзен|дзен|imo|ok\.ru|copy link|скопировать ссылку|сілтемені көшіру|havolani nusxalash)"
)
_MANY_NETWORKS = rf"{_NETWORKS}(?:(?: | ?[,|/·•] ?| and | и | va | және | ва )(?:{_NETWORKS}|x)){{0,9}}"
_CHANNELS = (
    rf"(?:{_NETWORKS}|social (?:media|networks)|newsletter|channel|mailing list|соцсет\w*|социальн\w+ сет\w*|канал\w*|"
    r"рассылк\w*|новост\w*|әлеуметтік желі\w*|арна\w*|жаңалық\w*|ijtimoiy tarmoq\w*|kanal\w*|sahifa\w*|yangilik\w*|"
    r"шабака\w*|саҳифа\w*|хабар\w*|телеграм-канал\w*)"
)
_END = r"\s?[.!:…]?"

_COUNTERS = (
    r"(?:no |add |leave |post |write |view |show )?(?:a )?comments?(?:\s?[(:]?\s?\d{0,6}\s?\)?)?",
    r"\d{1,6} comments?",
    r"(?:be the first to comment|log in to (?:leave a )?comment|leave a (?:reply|comment)|comments are closed)" + _END,
    (
        r"(?:\d{1,6} )?(?:комментари(?:и|й|я|ев)|пікірлер|пікір|izohlar|izoh|изоҳлар|шарҳҳо|шарҳ|"
        r"назарҳо)(?:\s?[(:]?\s?\d{0,6}\s?\)?)?"
    ),
    (
        r"(?:оставить|добавить|написать|показать) комментари(?:й|и)|(?:пікір|ой) (?:қалдыру|жазу)|"
        r"izoh (?:qoldirish|yozish)|"
        r"изоҳ қолдириш|шарҳ (?:гузоштан|навиштан)"
    ),
    r"(?:views?|reads?|просмотр\w*|прочтени\w*|қарал\w*|ko'rish\w*|кўриш\w*|тамошо\w*)\s?:?\s?\d[\d .,]{0,12}[kк]?",
    (
        r"\d[\d .,]{0,12}[kк]?\s(?:views?|reads?|shares?|likes?|просмотр\w*|прочтени\w*|рет қаралды|қаралым|"
        r"marta ko'rildi|marta ko'rilgan|ko'rildi|марта кўрилди|бор дида шуд|тамошо)"
    ),
    r"\d{1,3}[- ]?(?:min|minutes?|мин|минут\w*)\.? (?:read|reading time|чтения)",
    r"(?:reading time|время чтения)\s?:?\s?\d{1,3}\s?(?:min|minutes?|мин|минут\w*)\.?",
)

_BUTTONS = (
    r"share(?: (?:this|the) (?:article|post|page|news|story))?(?: (?:on|via|with) " + _MANY_NETWORKS + r")?" + _END,
    r"share(?: this)? (?:article|post|page|news|story|link|on social media|on social networks|with friends)" + _END,
    r"(?:поделиться|поделись|поделитесь)(?: (?:новостью|статьей|статьёй|ссылкой|с друзьями|"
    r"в соцсетях|в социальных сетях|в " + _MANY_NETWORKS + r"))?" + _END,
    r"бөлісу|бөлісіңіз|ulashish|ulashing|улашиш|do'stlarga ulashish|do'stlaringizga ulashing|мубодила кардан|ҳамрасонӣ|"
    r"паҳн кардан|ба дӯстон фиристед|достарыңызбен бөлісіңіз" + _END,
    (
        r"(?:print|print (?:this )?(?:page|article|version)|printer-friendly version|распечатать|"
        r"печать|версия для печати|"
        r"на печать|басып шығару|баспаға|chop etish|chop qilish|чоп этиш|чоп кардан|нусхаи чопӣ)"
    ),
    r"(?:menu|search|home|back|back to (?:top|news|list)|next|previous|prev|close|log ?in|sign (?:in|up)|register|more|"
    r"read more|show more|load more|skip to (?:main )?content|loading|advertisement|ads?|sponsored|subscribe|follow us|"
    r"download|download (?:the )?app|send|accept(?: all)?(?: cookies)?|reject all|decline|cookie settings|ok|got it)"
    + _END,
    r"(?:меню|поиск|главная|назад|вперёд|вперед|далее|наверх|следующая|предыдущая|закрыть|войти|вход|регистрация|"
    r"подробнее|читать далее|показать (?:ещё|еще)|загрузить (?:ещё|еще)|реклама|подписаться|принять(?: все)?|отклонить|"
    r"хорошо|понятно|к списку новостей|все новости|перейти к содержанию|скачать)" + _END,
    r"(?:мәзір|іздеу|басты бет|артқа|келесі|алдыңғы|жабу|кіру|тіркелу|толығырақ|жарнама|жазылу|қабылдау|жоғарыға|"
    r"барлық жаңалықтар)" + _END,
    r"(?:menyu|qidiruv|qidirish|bosh sahifa|orqaga|keyingi|oldingi|yopish|kirish|ro'yxatdan o'tish|batafsil|reklama|"
    r"obuna bo'lish|qabul qilish|yuqoriga|barcha yangiliklar|бош саҳифа|қидирув|батафсил|обуна бўлиш)" + _END,
    r"(?:меню|ҷустуҷӯ|асосӣ|саҳифаи асосӣ|саҳифаи аслӣ|ба қафо|оянда|гузашта|пӯшидан|даромад|муфассал|реклама|"
    r"обуна шудан|қабул кардан|ба боло|ҳамаи хабарҳо)" + _END,
)

_NOTICES = (
    r"(?:©|(?:\(c\)|copyright)\s?(?:©|\(c\)|(?:19|20)\d\d)).{0,200}",
    (
        r".{0,120}(?:all rights reserved|все права защищены|барлық құқықтар қорғалған|барлық құқығы қорғалған|"
        r"barcha huquqlar himoyalangan|барча ҳуқуқлар ҳимояланган|(?:ҳамаи|тамоми) ҳуқуқҳо ҳифз шуда\w*).{0,60}"
    ),
    r"(?:we use|this (?:web)?site uses|our (?:web)?site uses|by (?:using|continuing)) .{0,200}cookies?\b.{0,180}",
    (
        r"(?:мы используем|(?:этот |наш |на )?сайте? использу\w+|продолжая|"
        r"оставаясь на сайте) .{0,200}(?:cookies?|куки)\b.{0,180}"
    ),
    r"(?:бұл сайт|біздің сайт|сайт) .{0,160}(?:cookies?|куки)\b.{0,180}",
    r"(?:ushbu sayt|saytimiz|sayt|biz) .{0,160}(?:cookies?|куки)\b.{0,180}",
    r"(?:ин сомона|сомонаи мо|сомона|мо|сайт) .{0,160}(?:cookies?|куки)\b.{0,180}",
    r".{0,200}ctrl\s?\+\s?enter.{0,100}",
)

_CLAUSE = r"[^.!?]{0,80}"
_INVITATIONS = (
    (
        rf"(?:follow|like|join|find|watch|read|visit)(?: and (?:like|share))? (?:us|our|"
        rf"@\w{{1,40}})\b{_CLAUSE}\b{_CHANNELS}\b"
        rf"{_CLAUSE}{_END}"
    ),
    rf"follow [\w .'@-]{{1,40}} (?:on|in) (?:{_MANY_NETWORKS}|x|social (?:media|networks))\b{_CLAUSE}{_END}",
    rf"follow [\w .'-]{{1,40}} {_MANY_NETWORKS} (?:pages?|accounts?|channels?)\b{_CLAUSE}{_END}",
    rf"(?:subscribe|sign up) (?:to|for|on) (?:our|us|the)\b{_CLAUSE}\b{_CHANNELS}\b{_CLAUSE}{_END}",
    (
        rf"(?:подписывайтесь|подпишитесь|подпишись|следите за|читайте нас|смотрите нас|"
        rf"присоединяйтесь)\b{_CLAUSE}{_CHANNELS}"
        rf"{_CLAUSE}{_END}"
    ),
    (
        rf"(?:мы в (?:{_MANY_NETWORKS}|соцсетях|социальных сетях)|наш (?:телеграм-?|"
        rf"telegram-?)?канал){_END}(?: ?@?[\w./:]{{1,60}})?"
    ),
    rf"{_CLAUSE}{_CHANNELS}{_CLAUSE}(?:жазылыңыз(?:дар)?|тіркеліңіз|қосылыңыз){_END}",
    (
        rf"{_CLAUSE}{_CHANNELS}{_CLAUSE}(?:obuna bo'ling|kuzatib boring|a'zo bo'ling|qo'shiling|"
        rf"обуна бўлинг|кузатиб боринг){_END}"
    ),
    rf"{_CLAUSE}{_CHANNELS}{_CLAUSE}(?:обуна шавед|ҳамроҳ шавед|пайваст шавед|пайгирӣ кунед){_END}",
)

_FURTHER_READING = (
    r"(?:read (?:also|next|more)|also read|see also|more on (?:this )?(?:topic|story)|"
    r"related(?: (?:news|articles?|stories|posts?))?|"
    r"latest news|most read|читайте также|читать также|смотрите также|по теме|материалы по теме|новости по теме|"
    r"похожие (?:новости|статьи|материалы)|другие новости|последние новости|(?:тағы|сондай-ақ|"
    r"осыған қатысты|қазір) оқыңыз|"
    r"тағы оқи отырыңыз|оқи отырыңыз|тақырып бойынша|ұқсас жаңалықтар|соңғы жаңалықтар|shuningdek,? o'qing|"
    r"mavzuga (?:oid|doir)|o'xshash (?:maqolalar|yangiliklar)|so'nggi yangiliklar|шунингдек,? ўқинг|мавзуга оид|"
    r"(?:боз|инчунин|ҳамчунин) (?:хонед|бихонед)|дар ин мавзӯъ|хабарҳои (?:монанд|охирин))"
)

_CAPTIONS = (
    r"(?:photo|photos|photo credit|image|picture|video|фото|фотографии|сурет|суреттер|видео|foto|"
    r"surat|расм|сурат|акс|аксҳо)"
    r"\s?(?::|©|/)\s?(?:[^.!?]|\b\w\.){1,100}(?:\.[a-z]{2,4}|\.)?"
)

ANYWHERE = tuple(
    re.compile(f"(?:{form})")
    for form in (*_COUNTERS, *_BUTTONS, *_NOTICES, _MANY_NETWORKS, _FURTHER_READING + r"\s?:\s.{1,250}")
)
"""Forms that no article has a paragraph of."""

AT_THE_ENDS = tuple(
    re.compile(f"(?:{form})")
    for form in (
        *_INVITATIONS,
        _FURTHER_READING + _END,
        _CAPTIONS,
        (
            r"(?:tags?|topics?|keywords|category|categories|теги?|метки|рубрика|категория|тегтер|тег|"
            r"teglar|teg|тегҳо|барчасб\w*)\s?:\s?.{1,250}"
        ),
    )
)
"""Forms that count among the first and the last paragraphs of a page."""

AT_THE_START = (
    re.compile(r"(?!.*«)[^.!?:>»›→]{1,40}(?: [>»›→] [^.!?>»›→]{1,80}){1,6}"),
    re.compile(
        r"(?:home|главная|басты бет|bosh sahifa|бош саҳифа|асосӣ|саҳифаи (?:асосӣ|"
        r"аслӣ)) ?/ ?[^.!?/]{1,80}(?: ?/ ?[^.!?/]{1,80}){0,5}"
    ),
)
"""Breadcrumbs."""
