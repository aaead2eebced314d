"""The words by which Uzbek attributes speech: verbs of saying, posts, organisations, pronouns."""

import re

from verbale.speech.words import NEVER, SpeechWords, pattern, stems, word_set
from verbale.standing_words import any_of, in_both_scripts

_OBLIQUE = any_of(in_both_scripts("ning ga ni dan da ka qa"))

UZBEK = SpeechWords(
    saying=pattern(
        any_of(
            in_both_scripts(
                """
                dedi deydi aytdi aytgan aytadi aytib_o'tdi aytib_o'tgan ta'kidladi ta'kidlagan ta'kidlab_o'tdi qayd_etdi
                qayd_qildi qayd_etgan bildirdi bildirgan ma'lum_qildi ma'lum_qilgan xabar_berdi xabar_qildi
                qo'shimcha_qildi
                qo'shib_qo'ydi tushuntirdi izohladi javob_berdi eslatdi eslatib_o'tdi tasdiqladi so'zlab_berdi
                e'lon_qildi
                hikoya_qildi ogohlantirdi e'tirof_etdi takidladi ta'kidlamoqda deb_hisoblaydi va'da_berdi
                qayd_etib_o'tdi
                deya_xabar_bermoqda
                """
            )
        )
    ),
    saying_after_quotation=pattern(
        any_of(in_both_scripts("degan deya_takrorladi davom_etdi so'radi yozdi dedilar qo'shdi"))
    ),
    by_words_of=pattern(
        any_of(
            in_both_scripts("so'zlariga_ko'ra so'zlariga_qaraganda aytishicha fikricha ma'lumotiga_ko'ra bildirishicha")
        )
    ),
    posts=re.compile(
        any_of(
            in_both_scripts(
                """
                vazir prezident rais raisa direktor kotib elchi hokim o'rinbosar rahbar boshlig' rektor vakil spiker
                deputat
                senator maslahatchi professor mutaxassis ekspert advokat prokuror kapitan murabbiy tergovchi muallif
                muharrir
                iqtisodchi sudya asoschi menejer kansler gubernator olim sherif jurnalist
                """
            )
        )
        + rf"(?:{any_of(in_both_scripts('i si'))}?(?:(?P<oblique>{_OBLIQUE})|(?P<plural>(?:lar|лар)\w*))?)",
        re.IGNORECASE,
    ),
    organisations=re.compile(
        any_of(
            in_both_scripts(
                "vazirlik vazirlig tomon elchixona xizmat agentlik agentlig qo'mita hukumat kompaniya politsiya idora"
                " boshqarma tashkilot departament"
            )
        )
        + rf"{any_of(in_both_scripts('i si'))}?(?P<oblique>{_OBLIQUE})?",
        re.IGNORECASE,
    ),
    modifiers=re.compile(
        any_of(in_both_scripts("birinchi sobiq bosh davlat maxsus tashqi ichki katta muhtaram")), re.IGNORECASE
    ),
    titles=word_set(in_both_scripts("janob janoblari xonim doktor professor mister")),
    masculine=word_set(in_both_scripts("u uning")),
    feminine=word_set(in_both_scripts("u uning")),
    groups=word_set(
        in_both_scripts("ular ularning tomonlar vazirlar prezidentlar rahbarlar ishtirokchilar diplomatlar ekspertlar")
    ),
    no_names=stems(
        in_both_scripts(
            """
            qozog'iston o'zbekiston tojikiston qirg'iziston turkmaniston rossiya xitoy turkiya gruziya ozarbayjon
            armaniston
            afg'oniston eron hindiston pokiston yaponiya koreya yevropa amerika aqsh respublika federatsiya markaziy
            osiyo tashqi
            ichki oliy bosh davlat senat parlament hukumat kengash vazir prezident yanvar fevral mart aprel may iyun
            iyul avgust
            sentabr sentyabr oktabr oktyabr noyabr dekabr dushanba seshanba chorshanba payshanba juma shanba yakshanba
            toshkent
            dushanbe moskva pekin vashington ostona samarqand uchrashuv tashrif muzokara bu u ular shu shuningdek biroq
            ammo lekin
            universitet institut akademiya bugun kecha shimoliy janubiy sharqiy g'arbiy milliy oq(?!\\w)
            """
        )
    ),
    joining=word_set(in_both_scripts("va")),
    bridge=word_set(in_both_scripts("ham o'z navbatida kecha bugun")),
    verbs=NEVER,
    endings=re.compile(rf"(?:{_OBLIQUE}|a|а)?"),
    oblique_name=pattern(rf"[\w'-]{{3,}}(?:{_OBLIQUE[3:-1]})"),
    head_is_last=True,
    dependent=pattern(
        r"(?:[\w'-]+"
        + any_of(in_both_scripts("da dan ni ga ka qa ib gan di yapti adi moqda"))
        + "|"
        + any_of(in_both_scripts("deb deya va bilan uchun haqida bo'yicha so'ng keyin bu shu ammo lekin biroq u uning"))
        + ")"
    ),
)
