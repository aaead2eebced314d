"""Words that tell why something is so, in the five languages: a sentence that answers "why?" often has one."""

import re

REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|since|as a result|in order to|so that|so as to|aimed at|reason\w*|caused?"
    r"|потому|поскольку|так как|из-за|благодаря|вследствие|чтобы|в целях|с целью|по причине|причин\w*|ввиду"
    r"|өйткені|себебі\w*|үшін|сондықтан|мақсатында|салдарынан|арқасында|байланысты"
    r"|chunki|uchun|sababli|sababi\w*|tufayli|maqsadida|natijasida|shu bois|чунки|учун|сабабли|мақсадида|туфайли"
    r"|зеро|чунки|барои|бо мақсади|бо сабаби|аз сабаби|сабаб\w*|ба хотири|азбаски|зероки)\b",
    re.IGNORECASE,
)
