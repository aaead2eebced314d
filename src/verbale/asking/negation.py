"""Whether a text denies something: an answer to "what was not agreed?" is no answer to "what was agreed?"."""

import re

_NEGATION = re.compile(
    r"(?<![\w-])(?:not|never|no|none|nobody|nothing|nowhere|without|neither|nor|except|excluding|cannot|other than"
    r"|apart from|instead of|rather than|least|lack(?:s|ed|ing)?|fail(?:s|ed|ing)?|refus(?:e|es|ed|ing)"
    r"|reject(?:s|ed|ing)?|den(?:y|ies|ied)"
    r"|unable|unlike|unlikely|impossible|\w+n't"
    r"|не|нет|ни|никто|ничто|ничего|никого|никогда|нигде|нельзя|без|кроме|помимо|вместо|отсутств\w*|отказ\w*|невозможно"
    r"|емес|жоқ|ешкім|ешқандай|ешқашан|ештеңе|басқа|орнына"
    r"|\w+(?:мады|меді|пады|педі|бады|беді|маған|меген|майды|мейді|сыз|сіз)"
    r"|emas|yo'q|hech|boshqa|tashqari|o'rniga|\w+(?:madi|magan|maydi|mas|siz)"
    r"|эмас|йўқ|ҳеч|бошқа|ташқари|\w+(?:мади|маган|майди)"
    r"|нест|набуд|нашуд|накард|ҳеҷ|ба ҷуз|ғайр|ба ҷои|на(?:ме|ша|ка|да|бу|го)\w+)(?!\w)"
)
_APOSTROPHES = str.maketrans(dict.fromkeys("ʻʼ‘’`´", "'"))


def denies(text: str) -> bool:
    """Whether ``text`` has a word, in any of the five languages, that denies, refuses or excludes something."""
    return _NEGATION.search(text.lower().translate(_APOSTROPHES)) is not None
