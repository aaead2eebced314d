# What the bot says to administrators.
help-office = Шумо маъмур ҳастед. Хабарро чун файл фиристед ё баъд аз /add матн ё нишонии онро нависед; ман нишон медиҳам, ки чиро фаҳмидам, ва шумо онро нашр мекунед.

    /add – илова кардани хабар
    /edit – тағйир додани маълумоти хабар: сарлавҳа, сана, аудитория, эмбарго
    /remove, /restore – бозпас гирифтани хабар, барқарор кардани он
    /diff – муқоисаи ду таҳрир, бо он чи аз онҳо иқтибос шудааст
    /announce – эълон кардани хабар ба обунашудагон
    /reindex – хондани ҷузвдон ва аз нав сохтани индекс
    /rollback – бозгашт ба индекси пештара
    /status – чӣ ҷавоб медиҳад, чӣ дар интизор аст, чӣ хато рух дод
    /stats, /unanswered – чӣ пурсида шуд ва ба чӣ ҷавоб ёфт нашуд
    /feeds – пайгирии лентаҳо барои хабарҳои нав
    /audience – кӣ метавонад он чиро бинад, ки барои ҳама нест
    /admins, /export – барои соҳибон

    Вақте хабаре тағйир меёбад ё бозпас гирифта мешавад, мегӯям, ки дар кадом паёмҳои ман аз он иқтибос оварда шудааст, ва агар хоҳед, дар онҳо қайд мегузорам.
office-only = Инро танҳо маъмурони ин бот карда метавонанд. Идентификатори шумо дар Telegram: { $id }; касе, ки ботро идора мекунад, метавонад онро илова кунад.
office-only-press = Инро танҳо маъмурони ин бот карда метавонанд.
office-owners-only = Инро танҳо соҳибон карда метавонанд.
office-in-private = Дар чати шахсӣ ҷавоб медиҳам.
office-not-open = Ҳоло ба шумо навишта наметавонам: @{ $bot }-ро кушоед, тугмаи Start-ро пахш кунед ва фармонро бори дигар фиристед.
office-refused = Иҷро нашуд. { $reason }
office-left = Бетағйир гузошта шуд.
office-leave = Бетағйир гузоштан

# Adding a briefing.
add-ask = Хабарро чун файл фиристед (.txt, .md, .html, .pdf, .docx) ё ба ин паём бо матн ё нишонии веби он ҷавоб диҳед.
add-no-fetching = Боргирӣ аз интернет хомӯш аст (VERBALE_FETCH_URLS): дар акси ҳол ин компютер ба ҳар нишоние, ки ба он дода мешавад, пайваст мешуд. Саҳифаро чун файл ё матни онро чун паём фиристед.
add-refused = Инро хондан муяссар нашуд. { $reason }
add-too-large = Ин файл хеле калон аст: на бештар аз { $megabytes } МБ хонда мешавад. Онро тақсим кунед ё танҳо матнашро фиристед.
add-unavailable = Telegram дигар ин файлро ба ман намедиҳад. Лутфан онро бори дигар фиристед.
draft-new = Хабари нав: { $id }
draft-edition = { $id }: таҳрири нави { $edition }
draft-known = Аллакай ҳаст: ин матни таҳрири { $edition } аст
draft-none = нест
draft-field-title = Сарлавҳа
draft-field-date = Сана
draft-field-language = Забон
draft-field-source = Манбаъ
draft-field-visit = Сафар
draft-field-audience = Аудитория
draft-field-embargo = Эмбарго
draft-paragraphs = { $count } сарсатр:
draft-more-paragraphs = … ва боз { $count }
draft-furniture = { $count } сатр матни ёрирасони саҳифа дониста шуд ва дохил карда нашуд:
draft-twin = Хеле монанд: { $percent } % матн дар «{ $title }» ҳам ҳаст.
draft-publish = Нашр кардан
draft-edit = Тағйир додан
draft-discard = Бекор кардан
edit-how = /edit ва идентификатори хабарро нависед. Рӯйхати хабарҳоро /briefings нишон медиҳад; идентификатор ҳангоми илова кардани хабар низ нишон дода мешавад.
draft-back = ◀ Бозгашт
draft-as-edition = Таҳрири нави «{ $title }»
draft-gone = Дар бораи ин пешнавис аллакай қарор гирифта шудааст.
draft-discarded = Пешнавис бекор карда шуд.
draft-unchanged = Коре нест: { $id } маҳз бо ҳамин матн ва ҳамин маълумот нигоҳ дошта шудааст.
draft-published = Нашр шуд: «{ $title }» ({ $id }).
draft-under-embargo = То { $moment } онро танҳо маъмурон мебинанд.
draft-ask-title = Дар ҷавоб сарлавҳаро нависед.
draft-ask-date = Дар ҷавоб санаро нависед, масалан, 2025-03-04 ё 4 марти 2025; агар набошад, дефис гузоред.
draft-ask-language = Хабар бо кадом забон аст?
draft-ask-source = Дар ҷавоб нишонии веби нусхаи аслро нависед; агар набошад, дефис гузоред.
draft-ask-visit = Дар ҷавоб номи сафарро нависед; агар набошад, дефис гузоред.
draft-ask-audience = Дар ҷавоб аудиторияеро нависед, ки хабарро дида метавонад; агар якчандто бошанд, бо вергул ҷудо кунед. Инҳо ҳастанд:
draft-ask-embargo = Дар ҷавоб вақтеро нависед, ки аз он хабарро дидан мумкин аст, масалан, 2025-03-04 14:30 (минтақаи вақт: { $zone }); агар эмбарго набошад, дефис гузоред.
draft-bad-title = Ин сарлавҳа шуда наметавонад: он холӣ ё хеле дароз аст. Тугмаи Тағйир додан-ро пахш кунед ва аз нав кӯшиш кунед.
draft-bad-date = Ин санаро нафаҳмидам. Онро чун 2025-03-04 ё 4 марти 2025 нависед. Тугмаи Тағйир додан-ро пахш кунед ва аз нав кӯшиш кунед.
draft-bad-language = Ин забонро намедонам. Тугмаи Тағйир додан-ро пахш кунед ва яке аз забонҳоро интихоб кунед.
draft-bad-source = Ин нишонии веб нест: он бо https:// ё http:// оғоз мешавад. Тугмаи Тағйир додан-ро пахш кунед ва аз нав кӯшиш кунед.
draft-bad-visit = Ин номи сафар шуда наметавонад: он холӣ ё хеле дароз аст. Тугмаи Тағйир додан-ро пахш кунед ва аз нав кӯшиш кунед.
draft-bad-audience = Чунин аудитория нест. /audience мавҷудҳоро нишон медиҳад ва наверо месозад. Тугмаи Тағйир додан-ро пахш кунед ва аз нав кӯшиш кунед.
draft-bad-embargo = Ин вақтро нафаҳмидам. Онро чун 2025-03-04 14:30 нависед. Тугмаи Тағйир додан-ро пахш кунед ва аз нав кӯшиш кунед.

# The index.
index-begun = Индекс аз нав сохта мешавад. То тайёр шудани индекси нав индекси пештара ҷавоб медиҳад.
index-stop = Боздоштан
index-stage-1 = хондани файлҳо: { $done } аз { $total }
index-stage-2 = хондани хабарҳо: { $done } аз { $total }
index-stage-3 = ҳисоб кардани маънои матнҳо: { $done } аз { $total }
index-stage-4 = навиштан
index-stage-5 = санҷидан
index-left = тақрибан { $seconds } сония монд
index-done = Дар { $seconds } сония тайёр шуд. Акнун насли { $number }-и индекс ҷавоб медиҳад: { $briefings } хабар, { $paragraphs } сарсатр, { $embedded } матни нав.
index-same = Чизе тағйир наёфтааст: мисли пештара насли { $number }-и индекс ҷавоб медиҳад, дар он { $briefings } хабар ва { $paragraphs } сарсатр ҳаст.
index-nothing = Хабаре нест, ки аз он индекс сохта шавад. Якеро чун файл фиристед.
index-cancelled = Боздошта шуд. Индекс чунон ки буд, монд.
index-failed = Индекс аз нав сохта нашуд; мисли пештара индекси кӯҳна ҷавоб медиҳад. { $reason }
index-stopping = Боздошта мешавад …
index-not-running = Ҳоло чизе аз нав сохта намешавад.
index-more = … ва боз { $count }
taken-new = нав
taken-edition = таҳрири нав
taken-details = маълумот тағйир ёфт

# Removing, restoring, going back.
remove-ask = { $count ->
        [1] Ин хабар бозпас гирифта шавад? Дарҳол аз он дигар ба ҳеҷ кас ҷавоб дода намешавад; баъд онро барқарор кардан мумкин аст.
       *[other] Кадом хабар бозпас гирифта шавад? Дарҳол аз он дигар ба ҳеҷ кас ҷавоб дода намешавад; баъд онро барқарор кардан мумкин аст.
    }
remove-none = Чунин хабаре, ки бозпас гирифтанаш мумкин бошад, нест. Хабарҳои мавҷударо /briefings нишон медиҳад.
remove-gone = «{ $title }» аллакай бозпас гирифта шудааст.
removed = Бозпас гирифта шуд: «{ $title }». Онро /restore барқарор мекунад.
restore-ask = { $count ->
        [1] Ин хабар барқарор карда шавад? Дарҳол боз аз он ҷавоб дода мешавад.
       *[other] Кадом хабар барқарор карда шавад? Дарҳол боз аз он ҷавоб дода мешавад.
    }
restore-none = Чунин хабари бозпасгирифташуда нест.
restore-gone = «{ $title }» бозпас гирифта нашудааст.
restored = Барқарор карда шуд: «{ $title }».
rollback-ask = Аз насли { $now }-и индекс ба насли { $number }, ки { $made } сохта шудааст, баргардем? Чӣ тағйир меёбад:
rollback-do = Баргаштан
rollback-none = Насли пештарае, ки ба он баргаштан мумкин бошад, нест.
rollback-failed = Иҷро нашуд. { $reason }
rollback-late = Дар ин миён насли дигар ба ҷавоб додан оғоз кард. Коре карда нашуд; /rollback-ро бори дигар фиристед.
rollback-done = Боз насли { $number }-и индекс ҷавоб медиҳад. /reindex аз ҳар чӣ нигоҳ дошта шудааст, насли навро месозад.
rollback-gone = − «{ $title }»: дигар аз он ҷавоб дода намешавад
rollback-back = + «{ $title }»: боз аз он ҷавоб дода мешавад
rollback-edition = ~ «{ $title }»: ба ҷойи таҳрири { $now } таҳрири { $before }
rollback-same = хабарҳо ва таҳрирҳо дар ҳар ду якхелаанд.

# Status.
status-serving = Насли { $number }-и индекс ({ $made }) ҷавоб медиҳад: { $briefings } хабар, { $paragraphs } сарсатр, модели { $model }.
status-no-index = Индекс нест. Онро /reindex месозад.
status-up-to-date = Дар он ҳар чӣ нашр шудааст, ҳаст.
status-behind = Он ба он чи ҳоло нашр шудааст, мувофиқ нест: онро /reindex нав мекунад.
status-stored = Нигоҳ дошта шудааст: { $briefings } хабар (бозпасгирифта: { $withdrawn }), { $editions } таҳрир.
status-queue = Дар интизор: { $waiting } паём, { $drafts } пешнавис.
status-outbox = Навбати фиристодан: { $pending } дар интизор, { $failed } нофиристода, { $uncertain } номуайян.
status-machine = Хотира: ҳадди аксар { $memory } МБ; маълумот: { $data } МБ; дар диск { $free } МБ ҷойи холӣ ҳаст.
status-audit = Дафтари амалҳо: { $entries } сабт.
status-damage = Осеб: { $reason }
status-errors = Огоҳиҳо ва хатоҳои охирин:
status-no-errors = Аз оғози кор на огоҳӣ ҳаст, на хато.

# Administrators and audiences.
role-owner = соҳиб
role-editor = муҳаррир
role-owner-settings = соҳиб, мувофиқи танзимот
admins-title = Маъмурон:
admins-how = Ба паёми шахс бо /admins add, /admins add owner ё /admins remove ҷавоб диҳед ё баъд аз фармон идентификатори ӯро нависед. Муҳаррирон нашр мекунанд, ислоҳ мекунанд ва бозпас мегиранд; соҳибон ғайр аз ин дигаронро таъин ва маълумотро содир карда метавонанд.
admins-who = Киро дар назар доред? Ба паёми он шахс ҷавоб диҳед ё идентификатори рақамии ӯро нависед. Касеро, ки аз номи гурӯҳ ё канал менависад ё худро дар паёмҳои бозфиристодашуда пинҳон мекунад, шинохтан мумкин нест.
admins-by-settings = { $person } мувофиқи танзимоти барнома соҳиби бот аст (VERBALE_ADMINS) ва инро танҳо дар ҳамон ҷо тағйир додан мумкин аст.
admins-added-owner = { $person } ({ $id }) акнун аз соҳибони бот аст.
admins-added-editor = { $person } ({ $id }) акнун муҳаррир аст.
admins-removed = { $person } ({ $id }) дигар маъмур нест.
admins-not = { $person } ({ $id }) маъмур нест.
audience-title = Аудиторияҳо ва аъзои онҳо; ба «public» ҳама дохил аст:
audience-none = Аудиторияҳо нестанд: ҳар хабарро ҳама мебинанд.
audience-how = /audience make НОМ, /audience drop НОМ. Дар гурӯҳ /audience add НОМ ба гурӯҳ имкон медиҳад, ки хабарҳои барои НОМ таъиншударо бинад; ҷавоб ба паёми шахс ё идентификатор дар охир низ ҳамин тавр аст; /audience remove НОМ инро бекор мекунад.
audience-who = Киро дар назар доред? Инро дар гурӯҳ нависед, ба паёми он шахс ҷавоб диҳед ё дар охир идентификатор нависед.
audience-make-done = Акнун аудиторияи «{ $audience }» ҳаст.
audience-make-same = Аудиторияи «{ $audience }» аллакай ҳаст.
audience-drop-done = Аудиторияи «{ $audience }» нест карда шуд.
audience-drop-same = Аудиторияи «{ $audience }» вуҷуд надорад.
audience-add-done = { $member } акнун ба аудиторияи «{ $audience }» дохил аст.
audience-add-same = { $member } аллакай ба аудиторияи «{ $audience }» дохил аст.
audience-remove-done = { $member } дигар ба аудиторияи «{ $audience }» дохил нест.
audience-remove-same = { $member } ба аудиторияи «{ $audience }» дохил нест.

# Corrections of what was said.
correct-changed = «{ $title }» тағйир ёфт. Дар { $messages } паёми ман дар { $chats } чат порчае оварда шудааст, ки акнун дигар хел аст. Чӣ кор кунам?
correct-withdrawn = «{ $title }» бозпас гирифта шуд. Дар { $messages } паёми ман дар { $chats } чат аз он иқтибос оварда шудааст. Чӣ кор кунам?
correct-edit = Дар паёмҳо қайд гузоштан
correct-reply = Ба онҳо ҷавоб навиштан
correct-leave = Бетағйир гузоштан
correct-left = Паёмҳо бетағйир мемонанд.
correct-done-already = Дар ин ҷо дигар чизе барои ислоҳ нест.
correct-running = Ислоҳ мешавад: { $done } аз { $total } …
correct-ended = Ислоҳ шуд: { $sent }. Нарасид: { $failed }. Номуайян: { $uncertain }.
correction-reply = Ислоҳ: матне, ки дар ин паём оварда шудааст, баъд аз он тағйир ёфт.
withdrawal-reply = Хабаре, ки дар ин паём аз он иқтибос оварда шудааст, бозпас гирифта шуд.
corrected-on = Ислоҳ шуд: { $date }. Акнун ин порча чунин аст:
corrected-gone = Ислоҳ шуд: { $date }. Дар таҳрири ҷорӣ ин порча дигар нест.
corrected-unseen = Ислоҳ шуд: { $date }.
withdrawn-on = Бозпас гирифта шуд: { $date }.
diff-how = /diff ва идентификатори хабарро нависед ва, агар хоҳед, рақами ду таҳрирро: /diff visit-to-dushanbe 1 3
diff-one = «{ $title }» танҳо як таҳрир дорад.
diff-title = «{ $title }»
    Таҳрири { $old } аз { $old_date }, { $old_said } бор иқтибос шудааст; таҳрири { $new } аз { $new_date }, { $new_said } бор иқтибос шудааст.
diff-same = Матнҳо якхелаанд.
diff-paragraph = ¶ { $number }, таҳрири { $edition }:

# Feeds.
feeds-title = Барои хабарҳои нав пайгирӣ мешаванд:
feeds-none = Барои хабарҳои нав чизе пайгирӣ намешавад.
feeds-how = /feeds add ва нишонии лентаи RSS ё Atom-ро нависед: ҳар маводи нав пеш аз нашр ба шумо нишон дода мешавад; агар баъд аз нишонӣ калимаи publish бошад, он фавран нашр мешавад. /feeds remove ва рақам пайгириро қатъ мекунад; /feeds check худи ҳозир месанҷад. Ҷузвдонҳо дар сатри фармон илова карда мешаванд.
feeds-rule-ask = аввал мепурсад
feeds-rule-publish = фавран нашр мекунад
feeds-added-ask = Минбаъд пайгирӣ мешавад: { $address }. Маводи нав аввал ба шумо нишон дода мешавад; он чи аллакай ҳаст, не.
feeds-added-publish = Минбаъд пайгирӣ мешавад: { $address }. Маводи нав фавран нашр мешавад; он чи аллакай ҳаст, не.
feeds-removed = Дигар пайгирӣ намешавад: { $address }
feeds-unknown = Лента бо ин рақам нест. Лентаҳои мавҷударо /feeds нишон медиҳад.
feeds-checking = Ҳозир месанҷам. Агар чизи нав бошад, дар ин ҷо пайдо мешавад.
command-feeds = Барои хабарҳои нав чӣ пайгирӣ мешавад

# Commands in the menu of administrators.
command-add = Илова кардани хабар
command-edit = Тағйир додани маълумоти хабар
command-reindex = Аз нав сохтани индекс
command-status = Бот чӣ тавр кор мекунад
command-rollback = Бозгашт ба индекси пештара
command-remove = Бозпас гирифтани хабар
command-restore = Барқарор кардани хабар
command-diff = Муқоисаи ду таҳрир
command-audience = Кӣ чиро дида метавонад
command-admins = Ботро кӣ идора мекунад

# Reports.
report-how = /{ $command } нависед; барои муддати ғайр аз 30 рӯз шумораи рӯзҳоро аз 1 то 365 илова кунед, масалан: /{ $command } 90.
stats-none = Аз { $first } то { $last } чизе пурсида нашуд.
stats-period = Аз { $first } то { $last } (рӯзҳо аз рӯйи UTC):
stats-asked = { $asked } савол
stats-answered = • ҷавоб дода шуд: { $answered } ({ $percent } %)
stats-near = • наздикаш нишон дода шуд: { $near }
stats-not-found = • ёфт нашуд: { $missing }
stats-verdicts = 👍 { $good } · 👎 { $bad }
chart-days = Саволҳо дар як рӯз
chart-weeks = Саволҳо дар як ҳафта
chart-answered = ҷавоб дода шуд
chart-near = наздикаш ёфт шуд
chart-not-found = ёфт нашуд
chart-verdicts-days = Баҳоҳо дар як рӯз
chart-verdicts-weeks = Баҳоҳо дар як ҳафта
chart-good = хуб
chart-bad = бад
unanswered-none = Аз { $first } то { $last } ягон савол беҷавоб намонд.
unanswered-title = Аз { $first } то { $last } беҷавоб монд: { $count } савол. Саволҳо дар бораи як чиз дар як ҷо меоянд.
unanswered-newest = { $count } саволи навтарине, ки аз { $first } то { $last } беҷавоб монданд. Саволҳо дар бораи як чиз дар як ҷо меоянд.
unanswered-group = { $count } бор пурсида шуд
unanswered-group-near = { $count } бор пурсида шуд, { $near } бор наздикаш нишон дода шуд
export-done = Ҳар чӣ гуфта, пурсида, баҳо дода ва карда шудааст, дар файлҳои CSV. Дар онҳо идентификаторҳои шахсон ва чатҳо ва саволҳои онҳо ҳаст: онҳоро мисли пойгоҳи додаҳо бо эҳтиёт нигоҳ доред.
export-too-large = Файли содиршуда барои Telegram хеле калон аст: Telegram то { $megabytes } МБ қабул мекунад. Дар компютере, ки бот дар он кор мекунад, verbale export онро ба ҷузвдон менависад.
command-stats = Чанд савол ва чанд ҷавоб
command-unanswered = Ба чӣ ҷавоб ёфт нашуд
command-export = Ҳамааш дар файлҳои CSV

# Announcements: for whom they are made, and for whom they are.
announce-which = Кадом хабар эълон шавад? Якеро пахш кунед ё /announce ва идентификатори онро нависед.
announce-unknown = Чунин хабар нест. Хабарҳои охиринро /announce бе идентификатор нишон медиҳад.
announce-not-indexed = Ин хабар ҳанӯз дар индекс нест. /reindex-ро фиристед ва баъд онро эълон кунед.
announce-public = ҳама
announce-preview = Дар боло худи эълон аст, он маҳз ҳамин тавр намоён мешавад. Кӣ онро дида метавонад: { $audience }. Он фавран ба { $chats } чат фиристода мешавад ва ба { $digests } маҷмӯаи ҳаррӯза дохил мешавад.
announce-send = Ҳозир фиристодан
announce-schedule = Вақт таъин кардан
announce-sentences = Ҷумлаҳо
announce-how-many = Аз як то панҷ ҷумла интихоб кардан мумкин аст.
announce-ask-moment = Дар ҷавоб вақти фиристоданро нависед, масалан, 2025-03-04 14:30 (минтақаи вақт: { $zone }).
announce-bad-moment = Ин вақтро нафаҳмидам. Онро чун 2025-03-04 14:30 нависед. Тугмаи Вақт таъин кардан-ро пахш кунед ва аз нав кӯшиш кунед.
announce-past = Ин вақт аллакай гузаштааст. Тугмаи Вақт таъин кардан-ро пахш кунед ва аз нав кӯшиш кунед.
announce-scheduled = Вақт таъин шуд: { $moment }. Эълон фиристода мешавад, ҳатто агар барнома то он вақт аз нав ба кор дароварда шавад.
announce-unschedule = Ҳоло нафиристодан
announce-gone = Дар бораи ин эълон аллакай қарор гирифта шудааст.
announce-not-sent = Эълоне, ки вақташ таъин шуда буд, фиристода нашуд. { $reason }
news-ask = Дар ин бора пурсидан
news-full-text = Матни пурра
news-unsubscribe = Бекор кардани обуна
news-digest-title = Ахбори рӯз: { $count } хабар
news-recalled-post = Ин эълон бозпас гирифта шуд.
news-announcement-running = Фиристода мешавад: { $sent } аз { $total } …
news-announcement-paused = Муваққатан боздошта шуд: { $sent } аз { $total } фиристода шуд.
news-announcement-stopped = Боздошта шуд: { $sent } аз { $total } фиристода шуд. Нарасид: { $failed }. Номуайян: { $uncertain }.
news-announcement-done = Фиристода шуд: { $sent } аз { $total }. Нарасид: { $failed }. Номуайян, ки расид ё не: { $uncertain }.
news-recall-running = Бозпас гирифта мешавад: { $sent } аз { $total } …
news-recall-paused = Бозпас гирифтан муваққатан боздошта шуд: { $sent } аз { $total } бозпас гирифта шуд.
news-recall-stopped = Бозпас гирифтан боздошта шуд: { $sent } аз { $total } бозпас гирифта шуд. Муяссар нашуд: { $failed }.
news-recall-done = Бозпас гирифта шуд: { $sent } аз { $total }. Муяссар нашуд: { $failed }.
news-pause = Таваққуф
news-resume = Идома додан
news-stop = Боздоштан
news-uncertain-again = Номуайянро боз фиристодан
news-recall = Бозпас гирифтан
command-announce = Эълон кардани хабар ба обунашудагон
