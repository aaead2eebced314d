"""The words by which English attributes speech: verbs of saying, posts, organisations, pronouns."""

import re

from verbale.speech.words import NEVER, SpeechWords, pattern, stems, word_set
from verbale.standing_words import any_of

ENGLISH = SpeechWords(
    saying=pattern(
        any_of(
            """
            said says told tells stated noted added adds stressed emphasi[sz]ed emphasi[sz]es underlined underscored
            highlighted acknowledged expressed announced reported declared remarked replied recalled explained explains
            confirmed reaffirmed reiterated affirmed pointed_out informed claimed argued argues warned warns pledged
            promised assured suggested urged thanked praised admitted insisted insists commented voiced believes
            called_for critici[sz]ed answered responded observed conveyed
            """
        )
    ),
    saying_after_quotation=pattern(any_of("continued concluded wrote asked exclaimed recounted joked summed_up")),
    by_words_of=pattern("(?:according to|in the words of)"),
    posts=re.compile(
        r"(?:vice-|co-|ex-)?"
        + any_of(
            """
            minister president chairman chairwoman chairperson head director secretary ambassador governor mayor
            spokesman spokeswoman spokesperson premier chancellor king queen prince emir commissioner rector professor
            dean curator representative envoy coordinator leader speaker commander senator judge analyst expert founder
            manager officer executive editor economist captain coach scientist researcher author lawyer attorney
            prosecutor sheriff detective inspector akim adviser advisor chief ceo deputy pope congressman professor
            """
        )
        + r"(?P<oblique>'s)?(?P<plural>s)?",
        re.IGNORECASE,
    ),
    organisations=re.compile(
        any_of(
            """
            ministry embassy government side agency company department office service press_service police union
            committee
            parliament administration bank association commission corporation party court fund council organi[sz]ation
            kremlin foundation house senate times post group authority bureau
            """
        )
        + "(?P<oblique>(?!))?",
        re.IGNORECASE,
    ),
    modifiers=re.compile(
        any_of(
            """
            deputy vice first second prime acting former foreign interior defence defense finance state special
            permanent
            senior general executive chief assistant under press federal energy transport labour royal uzbek kazakh
            tajik kyrgyz turkmen russian chinese turkish secretary national external internal
            """
        ),
        re.IGNORECASE,
    ),
    titles=word_set("mr mrs ms miss dr sir lady lord madam excellency"),
    masculine=word_set("he"),
    feminine=word_set("she"),
    groups=word_set(
        "they sides parties ministers presidents leaders participants officials diplomats experts delegations heads"
        " both countries speakers chairmen"
    ),
    no_names=stems(
        """
        kazakhstan kazakh uzbekistan uzbek tajikistan tajik kyrgyz turkmen russia russian china chinese
        turk(?:ey|ish|ic)?(?!\\w)
        türkiye georgian?(?!\\w) azerbaijan armenian?(?!\\w) afghan iran(?:ian)?(?!\\w) indian?(?!\\w) pakistan japan
        korea europe
        germany?(?!\\w) france(?!\\w) french(?!\\w) ital(?:y|ian)(?!\\w) britain british americans?(?!\\w)
        america(?!\\w) united states
        kingdom(?!\\w) republic federation emirates union(?!\\w) central(?!\\w) asian?(?!\\w)
        (?:north|south|east|west)(?:ern)?(?!\\w)
        foreign affairs internal interior external defen[cs]e(?!\\w) economic econom(?:y|ics)(?!\\w) transport energy
        trade(?!\\w)
        agricultur health(?!\\w) education cultur(?:e|al)(?!\\w) sports?(?!\\w) tourism industry justice(?!\\w)
        labou?r(?!\\w) science(?!\\w)
        digital development investment cooperation security national(?!\\w) state(?!\\w) council board(?!\\w)
        parliament senate(?!\\w)
        government cabinet department agency ministry embassy associat universit institute academ(?:y|ic)(?!\\w)
        bank(?!\\w) fund(?!\\w)
        company chamber(?!\\w) cent(?:re|er)(?!\\w) office(?!\\w) service(?!\\w) press(?!\\w) house(?!\\w) january
        february march(?!\\w)
        april(?!\\w) may(?!\\w) june(?!\\w) july(?!\\w) august(?!\\w) september october november december monday
        tuesday wednesday
        thursday friday saturday sunday astana(?!\\w) tashkent(?!\\w) dushanbe bishkek ashgabat moscow beijing
        washington(?!\\w) almaty
        samarkand(?!\\w) ukrain israeli?(?!\\w) syrian?(?!\\w) canad(?:a|ian)(?!\\w) mexic(?:o|an)(?!\\w) brazil the in
        on at a an his her as
        for finance(?!\\w) environment secretar deputy(?!\\w) vice prime(?!\\w) first(?!\\w) mr i i'\\w+ we we'\\w+ you
        it but and when after(?!\\w)
        while(?!\\w) both kremlin times(?!\\w) post(?!\\w) party(?!\\w) court(?!\\w) supreme(?!\\w) white(?!\\w)
        republican democrat
        """
    ),
    joining=word_set("of for and the at in on to a"),
    bridge=word_set(
        "also further additionally has have had then later again separately particularly specifically once earlier"
        " subsequently for his her part in turn repeatedly today strongly warmly yesterday previously the"
    ),
    verbs=re.compile(
        r"\w+(?:ed|ing)|is|was|are|were|has|had|will|would|met|held|who|which|that|said|says", re.IGNORECASE
    ),
    endings=re.compile(r"(?:'s?)?"),
    oblique_name=pattern(r"[\w-]+'s?"),
    head_is_last=False,
    dependent=NEVER,
)
