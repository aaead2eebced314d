# What the bot says to administrators.
help-office = Вы администратор. Отправьте сообщение пресс-службы файлом либо напишите его текст или адрес после /add; я покажу, как его понял, а вы опубликуете.

    /add – добавить сообщение
    /edit – изменить сведения о сообщении: заголовок, дату, аудиторию, эмбарго
    /remove, /restore – отозвать сообщение, восстановить его
    /diff – сравнить две редакции и увидеть, сколько раз их цитировали
    /announce – отправить подписчикам анонс сообщения
    /reindex – принять новое из папки и перестроить индекс
    /rollback – вернуться к предыдущему индексу
    /status – что работает, что ждёт, что пошло не так
    /stats, /unanswered – о чём спрашивали и на что ответа не нашлось
    /feeds – следить за лентами, где выходят новые сообщения
    /audience – кто видит то, что предназначено не всем
    /admins, /export – для владельцев

    Если сообщение изменится или его отзовут, я скажу, где его уже цитировал, и, если хотите, помечу эти цитаты.
office-only = Это могут делать только администраторы бота. Ваш идентификатор в Telegram: { $id }; добавить его может тот, кто управляет ботом.
office-only-press = Это могут делать только администраторы бота.
office-owners-only = Это могут делать только владельцы.
office-in-private = Отвечаю в нашем личном чате.
office-not-open = Я пока не могу вам написать: откройте @{ $bot }, запустите бота и отправьте команду ещё раз.
office-refused = Не выполнено. { $reason }
office-left = Оставлено как есть.
office-leave = Оставить как есть

# Adding a briefing.
add-ask = Отправьте сообщение пресс-службы файлом (.txt, .md, .html, .pdf, .docx) или ответьте на это сообщение его текстом или адресом в интернете.
add-no-fetching = Загрузка страниц из интернета выключена (VERBALE_FETCH_URLS): иначе этот компьютер подключался бы к любому адресу, который ему дадут. Отправьте страницу файлом или пришлите её текст.
add-refused = Прочитать не удалось. { $reason }
add-too-large = Этот файл слишком велик: я читаю файлы не больше { $megabytes } МБ. Разделите его или отправьте один текст.
add-unavailable = Telegram больше не отдаёт мне этот файл. Отправьте его, пожалуйста, ещё раз.
draft-new = Новое сообщение пресс-службы: { $id }
draft-edition = Новая редакция { $edition } сообщения { $id }
draft-known = Уже есть: это текст редакции { $edition }
draft-none = нет
draft-field-title = Заголовок
draft-field-date = Дата
draft-field-language = Язык
draft-field-source = Источник
draft-field-visit = Визит
draft-field-audience = Аудитория
draft-field-embargo = Эмбарго
draft-paragraphs = { $count ->
        [one] { $count } абзац:
        [few] { $count } абзаца:
        [many] { $count } абзацев:
       *[other] { $count } абзаца:
    }
draft-more-paragraphs = … и ещё { $count }
draft-furniture = { $count ->
        [one] { $count } строка принята за оформление страницы и пропущена:
        [few] { $count } строки приняты за оформление страницы и пропущены:
        [many] { $count } строк приняты за оформление страницы и пропущены:
       *[other] { $count } строки приняты за оформление страницы и пропущены:
    }
draft-twin = Почти то же самое: { $percent } % текста есть и в сообщении «{ $title }».
draft-publish = Опубликовать
draft-edit = Изменить сведения
draft-discard = Удалить черновик
edit-how = Напишите /edit и идентификатор сообщения. Все сообщения покажет /briefings; идентификатор указан в карточке, когда сообщение добавляют.
draft-back = ◀ Назад
draft-as-edition = Новая редакция: «{ $title }»
draft-gone = С этим черновиком уже всё решено.
draft-discarded = Черновик удалён.
draft-unchanged = Делать нечего: у { $id } именно этот текст и эти сведения.
draft-published = Опубликовано: «{ $title }» ({ $id }).
draft-under-embargo = До { $moment } сообщение видят только администраторы.
draft-ask-title = Ответьте на это сообщение заголовком.
draft-ask-date = Ответьте на это сообщение датой, например 2025-03-04 или 4 марта 2025; если даты нет – дефисом.
draft-ask-language = На каком языке это сообщение пресс-службы?
draft-ask-source = Ответьте на это сообщение адресом оригинала в интернете; если его нет – дефисом.
draft-ask-visit = Ответьте на это сообщение названием визита; если его нет – дефисом.
draft-ask-audience = Ответьте на это сообщение названием аудитории, которой можно это видеть, или несколькими через запятую. Есть такие:
draft-ask-embargo = Ответьте на это сообщение датой и временем снятия эмбарго, например 2025-03-04 14:30 (часовой пояс { $zone }); если эмбарго нет – дефисом.
draft-bad-title = Заголовок не может быть пустым или очень длинным. Нажмите «Изменить сведения» и попробуйте ещё раз.
draft-bad-date = Я не понимаю этой даты. Напишите её так: 2025-03-04 или 4 марта 2025. Нажмите «Изменить сведения» и попробуйте ещё раз.
draft-bad-language = Я не знаю этого языка. Нажмите «Изменить сведения» и выберите язык.
draft-bad-source = Это не адрес в интернете: такой адрес начинается с https:// или http://. Нажмите «Изменить сведения» и попробуйте ещё раз.
draft-bad-visit = Название визита не может быть пустым или очень длинным. Нажмите «Изменить сведения» и попробуйте ещё раз.
draft-bad-audience = Такой аудитории нет. Все аудитории покажет /audience, этой же командой создают новые. Нажмите «Изменить сведения» и попробуйте ещё раз.
draft-bad-embargo = Я не понимаю, какие это дата и время. Напишите их так: 2025-03-04 14:30. Нажмите «Изменить сведения» и попробуйте ещё раз.

# The index.
index-begun = Перестраиваю индекс. Пока новый не готов целиком, отвечает прежний.
index-stop = Остановить
index-stage-1 = читаю файлы: { $done } из { $total }
index-stage-2 = читаю сообщения: { $done } из { $total }
index-stage-3 = вычисляю смысл текстов: { $done } из { $total }
index-stage-4 = записываю
index-stage-5 = проверяю
index-left = { $seconds ->
        [one] осталось около { $seconds } секунды
        [few] осталось около { $seconds } секунд
        [many] осталось около { $seconds } секунд
       *[other] осталось около { $seconds } секунды
    }
index-done = Готово за { $seconds } с. Теперь отвечает поколение индекса { $number }: { $briefings ->
        [one] { $briefings } сообщение
        [few] { $briefings } сообщения
        [many] { $briefings } сообщений
       *[other] { $briefings } сообщения
    }, { $paragraphs ->
        [one] { $paragraphs } абзац
        [few] { $paragraphs } абзаца
        [many] { $paragraphs } абзацев
       *[other] { $paragraphs } абзаца
    }, новых текстов: { $embedded }.
index-same = Ничего не изменилось: по-прежнему отвечает поколение индекса { $number }, в нём { $briefings ->
        [one] { $briefings } сообщение
        [few] { $briefings } сообщения
        [many] { $briefings } сообщений
       *[other] { $briefings } сообщения
    } и { $paragraphs ->
        [one] { $paragraphs } абзац
        [few] { $paragraphs } абзаца
        [many] { $paragraphs } абзацев
       *[other] { $paragraphs } абзаца
    }.
index-nothing = Сообщений, по которым можно построить индекс, нет. Отправьте сообщение файлом.
index-cancelled = Остановлено. Индекс остался прежним.
index-failed = Индекс не перестроен, отвечает прежний. { $reason }
index-stopping = Останавливаю…
index-not-running = Сейчас ничего не перестраивается.
index-more = … и ещё { $count }
taken-new = новое
taken-edition = новая редакция
taken-details = изменены сведения

# Removing, restoring, going back.
remove-ask = { $count ->
        [1] Отозвать это сообщение? Я сразу перестану по нему отвечать; потом его можно восстановить.
       *[other] Какое сообщение отозвать? Я сразу перестану по нему отвечать; потом его можно восстановить.
    }
remove-none = Такого сообщения, которое можно отозвать, нет. Все сообщения покажет /briefings.
remove-gone = Сообщение «{ $title }» уже отозвано.
removed = Отозвано: «{ $title }». Восстановить его можно командой /restore.
restore-ask = { $count ->
        [1] Восстановить это сообщение? Я сразу снова начну по нему отвечать.
       *[other] Какое сообщение восстановить? Я сразу снова начну по нему отвечать.
    }
restore-none = Такого отозванного сообщения нет.
restore-gone = Сообщение «{ $title }» не отозвано.
restored = Восстановлено: «{ $title }».
rollback-ask = Вернуться от поколения индекса { $now } к поколению { $number }, построенному { $made }? Что изменится:
rollback-do = Вернуться
rollback-none = Более раннего поколения индекса, к которому можно вернуться, нет.
rollback-failed = Не выполнено. { $reason }
rollback-late = Тем временем отвечает уже другое поколение индекса. Ничего не сделано; отправьте /rollback ещё раз.
rollback-done = Снова отвечает поколение индекса { $number }. Построить новое из всего, что хранится, можно командой /reindex.
rollback-gone = − «{ $title }»: ответов по этому сообщению больше не будет
rollback-back = + «{ $title }»: по этому сообщению снова будут ответы
rollback-edition = ~ «{ $title }»: редакция { $before } вместо { $now }
rollback-same = сообщения и редакции в обоих поколениях одни и те же.

# Status.
status-serving = Отвечает поколение индекса { $number }, построенное { $made }: { $briefings ->
        [one] { $briefings } сообщение
        [few] { $briefings } сообщения
        [many] { $briefings } сообщений
       *[other] { $briefings } сообщения
    }, { $paragraphs ->
        [one] { $paragraphs } абзац
        [few] { $paragraphs } абзаца
        [many] { $paragraphs } абзацев
       *[other] { $paragraphs } абзаца
    }, модель { $model }.
status-no-index = Индекса нет. Построить его можно командой /reindex.
status-up-to-date = В нём всё, что опубликовано.
status-behind = В нём не то, что опубликовано сейчас; обновить его можно командой /reindex.
status-stored = Хранится: { $briefings ->
        [one] { $briefings } сообщение
        [few] { $briefings } сообщения
        [many] { $briefings } сообщений
       *[other] { $briefings } сообщения
    } (отозвано: { $withdrawn }), { $editions ->
        [one] { $editions } редакция
        [few] { $editions } редакции
        [many] { $editions } редакций
       *[other] { $editions } редакции
    }.
status-queue = Ожидают: { $waiting ->
        [one] { $waiting } сообщение из чатов
        [few] { $waiting } сообщения из чатов
        [many] { $waiting } сообщений из чатов
       *[other] { $waiting } сообщения из чатов
    }, { $drafts ->
        [one] { $drafts } черновик
        [few] { $drafts } черновика
        [many] { $drafts } черновиков
       *[other] { $drafts } черновика
    }.
status-outbox = Исходящие: ожидают – { $pending }, не отправлены – { $failed }, под вопросом – { $uncertain }.
status-machine = Наибольший расход памяти: { $memory } МБ; данные: { $data } МБ; на диске свободно { $free } МБ.
status-audit = Журнал действий: { $entries ->
        [one] { $entries } запись
        [few] { $entries } записи
        [many] { $entries } записей
       *[other] { $entries } записи
    }.
status-damage = Повреждение: { $reason }
status-errors = Последние предупреждения и ошибки:
status-no-errors = С момента запуска не было ни предупреждений, ни ошибок.

# Administrators and audiences.
role-owner = владелец
role-editor = редактор
role-owner-settings = владелец, по настройкам
admins-title = Администраторы:
admins-how = Ответьте на сообщение человека командой /admins add, /admins add owner или /admins remove либо напишите после неё его идентификатор. Редакторы публикуют, исправляют и отзывают; владельцы могут ещё назначать других и выгружать данные.
admins-who = О ком речь? Ответьте на сообщение этого человека или напишите его числовой идентификатор. Того, кто пишет от имени группы или канала либо скрывает себя при пересылке, узнать нельзя.
admins-by-settings = { $person } – владелец по настройкам программы (VERBALE_ADMINS), и изменить это можно только там.
admins-added-owner = { $person } ({ $id }) – теперь владелец.
admins-added-editor = { $person } ({ $id }) – теперь редактор.
admins-removed = { $person } ({ $id }) – больше не администратор.
admins-not = { $person } ({ $id }) – не администратор.
audience-title = Аудитории и их участники; в «public» входят все:
audience-none = Аудиторий нет: каждый видит все сообщения пресс-служб.
audience-how = /audience make НАЗВАНИЕ, /audience drop НАЗВАНИЕ. В группе /audience add НАЗВАНИЕ открывает ей то, что предназначено этой аудитории; в ответ на сообщение человека или с идентификатором в конце команда относится к нему; /audience remove НАЗВАНИЕ это отменяет.
audience-who = О ком речь? Напишите это в группе, ответьте на сообщение человека или укажите в конце идентификатор.
audience-make-done = Аудитория «{ $audience }» создана.
audience-make-same = Аудитория «{ $audience }» уже есть.
audience-drop-done = Аудитории «{ $audience }» больше нет.
audience-drop-same = Аудитории «{ $audience }» и не было.
audience-add-done = { $member } – теперь в аудитории «{ $audience }».
audience-add-same = { $member } – уже в аудитории «{ $audience }».
audience-remove-done = { $member } – больше не в аудитории «{ $audience }».
audience-remove-same = { $member } – не в аудитории «{ $audience }».

# Corrections of what was said.
correct-changed = Сообщение пресс-службы «{ $title }» изменилось. Место, которое теперь выглядит иначе, процитировано или само сообщение объявлено в { $messages ->
        [one] { $messages } моём сообщении
        [few] { $messages } моих сообщениях
        [many] { $messages } моих сообщениях
       *[other] { $messages } моих сообщениях
    } в { $chats ->
        [one] { $chats } чате
        [few] { $chats } чатах
        [many] { $chats } чатах
       *[other] { $chats } чатах
    }. Что сделать?
correct-withdrawn = Сообщение пресс-службы «{ $title }» отозвано. Оно процитировано в { $messages ->
        [one] { $messages } моём сообщении
        [few] { $messages } моих сообщениях
        [many] { $messages } моих сообщениях
       *[other] { $messages } моих сообщениях
    } в { $chats ->
        [one] { $chats } чате
        [few] { $chats } чатах
        [many] { $chats } чатах
       *[other] { $chats } чатах
    }. Что сделать?
correct-back = Сообщение пресс-службы «{ $title }» снова действует. О том, что оно отозвано, сказано в { $messages ->
        [one] { $messages } моём сообщении
        [few] { $messages } моих сообщениях
        [many] { $messages } моих сообщениях
       *[other] { $messages } моих сообщениях
    } в { $chats ->
        [one] { $chats } чате
        [few] { $chats } чатах
        [many] { $chats } чатах
       *[other] { $chats } чатах
    }. Что сделать?
correct-edit = Пометить сообщения
correct-update = Обновить сообщения
correct-reply = Ответить на сообщения
correct-leave = Оставить как есть
correct-left = Сообщения остаются как есть.
correct-done-already = Исправлять здесь больше нечего.
correct-running = Исправляю: { $done } из { $total }…
correct-ended = Исправлено: { $sent }. Не дошло: { $failed }. Под вопросом: { $uncertain }.
correction-reply = Исправление: место, процитированное в этом сообщении, с тех пор изменилось.
withdrawal-reply = Сообщение пресс-службы, которое здесь процитировано, отозвано.
corrected-on = Исправлено { $date }, теперь это место выглядит так:
corrected-gone = Исправлено { $date }: в действующей редакции этого места больше нет.
corrected-unseen = Исправлено { $date }
corrected-elsewhere = Сообщение пресс-службы исправлено { $date }; то, что процитировано здесь, не изменилось.
withdrawn-on = Отозвано { $date }
back-on = Сообщение пресс-службы было отозвано, но снова действует с { $date }
diff-how = Напишите /diff и идентификатор сообщения, а если хотите, и номера двух редакций: /diff visit-to-dushanbe 1 3
diff-one = У сообщения «{ $title }» только одна редакция.
diff-title = «{ $title }»
    Редакция { $old } от { $old_date }, процитирована { $old_said ->
        [one] { $old_said } раз
        [few] { $old_said } раза
        [many] { $old_said } раз
       *[other] { $old_said } раза
    }; редакция { $new } от { $new_date }, процитирована { $new_said ->
        [one] { $new_said } раз
        [few] { $new_said } раза
        [many] { $new_said } раз
       *[other] { $new_said } раза
    }.
diff-same = Тексты одинаковы.
diff-paragraph = ¶ { $number } в редакции { $edition }:

# Feeds.
feeds-title = Где я слежу за новыми сообщениями:
feeds-none = За новыми сообщениями я нигде не слежу.
feeds-how = /feeds add и адрес ленты RSS или Atom: каждую новую запись я покажу вам до публикации; со словом publish в конце записи публикуются сразу. /feeds remove и номер – больше не следить; /feeds check – проверить сейчас. Папки добавляют в командной строке.
feeds-rule-ask = сначала спросить
feeds-rule-publish = публиковать сразу
feeds-added-ask = Теперь слежу здесь: { $address }. Новые записи сначала покажу вам; те, что там уже есть, не покажу.
feeds-added-publish = Теперь слежу здесь: { $address }. Новые записи публикуются сразу; те, что там уже есть, не публикуются.
feeds-removed = Больше не слежу здесь: { $address }
feeds-unknown = Ленты с таким номером нет. Все ленты покажет /feeds.
feeds-checking = Проверяю сейчас. Новое появится здесь.
command-feeds = Где отслеживаются новые сообщения

# Commands in the menu of administrators.
command-add = Добавить сообщение пресс-службы
command-edit = Изменить сведения о сообщении
command-reindex = Перестроить индекс
command-status = Как работает бот
command-rollback = Вернуться к предыдущему индексу
command-remove = Отозвать сообщение
command-restore = Восстановить сообщение
command-diff = Сравнить две редакции
command-audience = Кто что может видеть
command-admins = Кто управляет ботом

# Reports.
report-how = Напишите /{ $command }, а если нужны не 30 дней, а другое их число, то /{ $command } 90: от 1 до 365.
stats-none = С { $first } по { $last } вопросов не было.
stats-period = С { $first } по { $last } (дни по UTC):
stats-asked = { $asked ->
        [one] { $asked } вопрос
        [few] { $asked } вопроса
        [many] { $asked } вопросов
       *[other] { $asked } вопроса
    }
stats-answered = • с ответом: { $answered } ({ $percent } %)
stats-near = • показано близкое: { $near }
stats-not-found = • не найдено: { $missing }
stats-verdicts = 👍 { $good } · 👎 { $bad }
chart-days = Вопросов в день
chart-weeks = Вопросов в неделю
chart-answered = с ответом
chart-near = близкое
chart-not-found = не найдено
chart-verdicts-days = Оценок в день
chart-verdicts-weeks = Оценок в неделю
chart-good = хорошо
chart-bad = плохо
unanswered-none = С { $first } по { $last } ни один вопрос не остался без ответа.
unanswered-title = Без ответа с { $first } по { $last }: { $count ->
        [one] { $count } вопрос
        [few] { $count } вопроса
        [many] { $count } вопросов
       *[other] { $count } вопроса
    }. Вопросы об одном и том же стоят вместе.
unanswered-newest = Без ответа с { $first } по { $last }, самые новые: { $count }. Вопросы об одном и том же стоят вместе.
unanswered-group = { $count ->
        [one] Спросили { $count } раз
        [few] Спросили { $count } раза
        [many] Спросили { $count } раз
       *[other] Спросили { $count } раза
    }
unanswered-group-near = { $count ->
        [one] Спросили { $count } раз
        [few] Спросили { $count } раза
        [many] Спросили { $count } раз
       *[other] Спросили { $count } раза
    }, близкое показано { $near ->
        [one] { $near } раз
        [few] { $near } раза
        [many] { $near } раз
       *[other] { $near } раза
    }
export-done = Всё, что было сказано, спрошено, оценено и сделано, в виде файлов CSV. В них идентификаторы людей и чатов и то, о чём спрашивали: храните их так же бережно, как базу данных.
export-too-large = Выгрузка слишком велика: Telegram принимает не больше { $megabytes } МБ. На компьютере, где работает бот, команда verbale export запишет её в папку.
command-stats = Сколько спрашивают и получают ответ
command-unanswered = Что осталось без ответа
command-export = Всё в виде файлов CSV

# Announcements: for whom they are made, and for whom they are.
announce-which = Какое сообщение пресс-службы анонсировать? Нажмите на нужное или напишите /announce и его идентификатор.
announce-unknown = Такого сообщения нет. Последние сообщения покажет команда /announce без идентификатора.
announce-not-indexed = Этого сообщения ещё нет в индексе. Отправьте /reindex, а потом анонсируйте его.
announce-public = все
announce-preview = Выше – анонс в точности так, как он будет выглядеть. Кто может его увидеть: { $audience }. Он уйдёт сразу в { $chats ->
        [one] { $chats } чат
        [few] { $chats } чата
        [many] { $chats } чатов
       *[other] { $chats } чата
    } и попадёт в { $digests ->
        [one] { $digests } ежедневную сводку
        [few] { $digests } ежедневные сводки
        [many] { $digests } ежедневных сводок
       *[other] { $digests } ежедневной сводки
    }.
announce-send = Отправить сейчас
announce-schedule = Запланировать
announce-sentences = Предложения
announce-how-many = Можно выбрать от одного до пяти предложений.
announce-ask-moment = Ответьте на это сообщение датой и временем отправки, например 2025-03-04 14:30 (часовой пояс { $zone }).
announce-bad-moment = Я не понимаю, какие это дата и время. Напишите их так: 2025-03-04 14:30. Нажмите «Запланировать» и попробуйте ещё раз.
announce-past = Это время уже прошло. Нажмите «Запланировать» и попробуйте ещё раз.
announce-scheduled = Запланировано: анонс уйдёт { $moment }, даже если программу до этого перезапустят.
announce-unschedule = Пока не отправлять
announce-gone = С этим анонсом уже всё решено.
announce-not-sent = Запланированное объявление { $briefing } не отправлено. { $reason }
announce-changed = Сообщение с тех пор изменили или отозвали. Объявите его заново: /announce
announce-embargo = На сообщение наложено эмбарго. Запланируйте объявление на более позднее время.
announce-before-embargo = Сообщение под эмбарго до { $moment }: нажмите «{ announce-schedule }» и выберите более позднее время.
announce-by-itself = «{ $title }» объявляется автоматически.
news-ask = Спросить об этом
news-full-text = Полный текст
news-unsubscribe = Отписаться
news-digest-title = { $count ->
        [one] Новости дня: { $count } сообщение пресс-служб
        [few] Новости дня: { $count } сообщения пресс-служб
        [many] Новости дня: { $count } сообщений пресс-служб
       *[other] Новости дня: { $count } сообщения пресс-служб
    }
news-recalled-post = Этот анонс отозван.
news-announcement-running = Отправляю: { $sent } из { $total }…
news-announcement-paused = Приостановлено: отправлено { $sent } из { $total }.
news-announcement-stopped = Остановлено: отправлено { $sent } из { $total }. Не дошло: { $failed }. Под вопросом: { $uncertain }.
news-announcement-done = Отправлено: { $sent } из { $total }. Не дошло: { $failed }. Под вопросом, дошло ли: { $uncertain }.
news-recall-running = Отзываю: { $sent } из { $total }…
news-recall-paused = Отзыв приостановлен: отозвано { $sent } из { $total }.
news-recall-stopped = Отзыв остановлен: отозвано { $sent } из { $total }. Не удалось: { $failed }.
news-recall-done = Отозвано: { $sent } из { $total }. Не удалось: { $failed }.
news-pause = Приостановить
news-resume = Продолжить
news-stop = Остановить
news-uncertain-again = Повторить, где под вопросом
news-recall = Отозвать анонс
news-digest-more = И ещё { $count }: /latest
news-problem = • { $reason } – { $count }: { $chats }
news-why-blocked = бот заблокирован или собеседника больше нет
news-why-gone = бота больше нет в чате
news-why-no-right = боту нельзя там писать
news-why-no-topic = тема закрыта или удалена
news-why-changed = сообщение тем временем изменили или отозвали
news-why-not-wanted = тем временем отписались
news-why-not-seen = больше не вправе видеть сообщение
news-why-not-known = больше не известно, что там было сказано
news-why-empty = рассказывать там не о чем
news-why-killed = под вопросом: программа прервалась во время отправки
news-why-unanswered = под вопросом: Telegram не ответил
news-why-broken = ошибка программы; см. журнал
news-lost-gone = Меня больше нет в «{ $chat }», поэтому новые сообщения там больше не объявляются. Если они нужны, добавьте меня и подпишитесь снова.
news-lost-no-right = Не удалось объявить сообщение в «{ $chat }»: мне нельзя там писать. Дайте мне это право или отмените подписку.
news-lost-no-topic = Не удалось объявить сообщение в «{ $chat }»: тема закрыта или удалена. Откройте её снова или напишите /subscribe в другом месте группы.
announce-told = Всем подписчикам эта редакция уже объявлена.
news-about = «{ $title }»
news-uncertain-hint = Прежде чем отправлять снова, загляните в чаты, которые под вопросом: где объявление уже есть, оно появится второй раз.
news-digest-running = Дайджест: отправлено { $sent } из { $total } …
news-digest-done = Дайджест: отправлено { $sent } из { $total }. Не дошло: { $failed }. Под вопросом, дошло ли: { $uncertain }.
command-announce = Отправить подписчикам анонс сообщения
