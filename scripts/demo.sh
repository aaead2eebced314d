# The main job on the sample briefings: take them in, correct one, ask in three languages, then chat.
set -eu
export VERBALE_BRIEFINGS_DIR="$DEMO/briefings" VERBALE_DATA_DIR="$DEMO/data" VERBALE_CACHE_DIR="$DEMO/model"
export VERBALE_DATABASE_URL= VERBALE_EMBEDDING_MODEL= VERBALE_RERANKER_MODEL=
rm -rf "$DEMO"
mkdir -p "$VERBALE_BRIEFINGS_DIR"

say() { printf '\n$ %s\n' "$*"; }
verbale() { say verbale "$@"; "$BIN/verbale" "$@"; }

cp "$SAMPLES"/*.* "$VERBALE_BRIEFINGS_DIR"
verbale reindex
printf '\nA press office corrects one of them; the first edition is kept:\n'
cp "$SAMPLES"/corrections/*.* "$VERBALE_BRIEFINGS_DIR"
verbale reindex

printf '\nThree questions, in English, Russian and Kazakh:\n'
verbale ask --top 1 "How many contracts did the companies sign, and what were they worth?"
verbale ask --top 1 "Сколько студентов начнут обучение и когда?"
verbale ask --top 1 "Өлшеу бекеті жобасының құны қанша?"

printf '\nAnd what they do not say:\n'
verbale ask --top 1 "Who won the football match?"

if [ -t 0 ] && [ -t 1 ]; then
    printf '\nNow ask yourself; Ctrl-D ends it.\n'
    verbale chat
fi
