"""The months of the Islamic calendar. Written by tests/i18n/calendars/write_words.py.

Source: CLDR 48.0, as ICU 78.2 has it, Unicode License v3 (https://www.unicode.org/license.txt).
"""

from collections.abc import Mapping

MONTHS: Mapping[str, str] = {
    "und": (
        "Muharram|Safar|Rabiʻ I|Rabiʻ II|Jumada I|Jumada II|Rajab|Shaʻban|Ramadan|Shawwal|Dhuʻl-Qiʻdah|"
        "Dhuʻl-Hijjah"
    ),
    "am": "ሙሀረም|ሳፈር|ረቢዑል አወል|ረቢዑል አኺር|ጀማደል አወል|ጀማደል አኺር|ረጀብ|ሻእባን|ረመዳን|ሸዋል|ዙልቂዳህ|ዙልሂጃህ",
    "ar": (
        "محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة"
    ),
    "ast": (
        "de Muharram|de Safar|de Rabiʻ I|de Rabiʻ II|de Jumada I|de Jumada II|de Rajab|de Shaʻban|"
        "de Ramadan|de Shawwal|de Dhuʻl-Qiʻdah|de Dhuʻl-Hijjah"
    ),
    "az": (
        "Məhərrəm|Səfər|Rəbiüləvvəl|Rəbiülaxır|Cəmadiyələvvəl|Cəmadiyəlaxır|Rəcəb|Şaban|Ramazan|Şəvval|"
        "Zilqədə|Zilhiccə"
    ),
    "az-Arab": (
        "Məhərrəm|Səfər|Rəbiüləvvəl|Rəbiülaxır|Cəmadiyələvvəl|Cəmadiyəlaxır|Rəcəb|Şaban|Ramazan|Şəvval|"
        "Zilqədə|Zilhiccə"
    ),
    "az-Latn": (
        "Məhərrəm|Səfər|Rəbiüləvvəl|Rəbiülaxır|Cəmadiyələvvəl|Cəmadiyəlaxır|Rəcəb|Şaban|Ramazan|Şəvval|"
        "Zilqədə|Zilhiccə"
    ),
    "ba": (
        "мөхәррәм|сәфәр|рабиғүл әүүәл|рабиғүл ахыр|йомадиәл әүүәл|йомадиәл ахыр|рәжәб|шәғбан|рамаҙан|"
        "шәүүәл|зөлҡәғиҙә|зөлхизә"
    ),
    "bg": (
        "мухарам|сафар|раби-1|раби-2|джумада-1|джумада-2|раджаб|шабан|рамазан|Шавал|Дхул-Каада|Дхул-хиджа"
    ),
    "bn": ("মুহররম|সফর|রবিউল আউয়াল|রবিউস সানি|জমাদিউল আউয়াল|জমাদিউস সানি|রজব|শা‘বান|রমজান|শাওয়াল|জ্বিলকদ|জ্বিলহজ্জ"),
    "bs": (
        "muharem|safer|rabiʻ i|rabiʻ ii|džumade i|džumade ii|redžeb|Shaʻban|ramazan|ševal|zul-kade|zul-hidže"
    ),
    "bs-Cyrl": (
        "Мурахам|Сафар|Рабиʻ I|Рабиʻ II|Јумада I|Јумада II|Рађаб|Шаʻбан|Рамадан|Шавал|Дуʻл-Киʻда|Дуʻл-хиђа"
    ),
    "bs-Latn": (
        "muharem|safer|rabiʻ i|rabiʻ ii|džumade i|džumade ii|redžeb|Shaʻban|ramazan|ševal|zul-kade|zul-hidže"
    ),
    "ccp": ("𑄟𑄧𑄦𑄧𑄢𑄧𑄟𑄴|𑄥𑄧𑄜𑄢𑄴|𑄢𑄧𑄝𑄨𑄅𑄣𑄴 𑄃𑄃𑄪𑄠𑄣𑄴|𑄢𑄧𑄝𑄨𑄅𑄥𑄴 𑄥𑄚𑄨|𑄎𑄧𑄟𑄘𑄨𑄅𑄣𑄴 𑄃𑄃𑄪𑄠𑄣𑄴|𑄎𑄧𑄟𑄘𑄨𑄅𑄌𑄴 𑄥𑄚𑄨|𑄢𑄧𑄎𑄧𑄝𑄴|𑄥𑄳𑄃𑄝𑄧𑄚𑄴|𑄢𑄧𑄟𑄴𑄎𑄚𑄴|𑄥𑄤𑄣𑄴|𑄎𑄨𑄣𑄴𑄇𑄧𑄘𑄴|𑄎𑄨𑄣𑄴𑄦𑄧𑄎𑄴𑄎𑄧"),
    "cs": (
        "muharrem|safar|rebí’u l-awwal|rebí’u s-sání|džumádá al-úlá|džumádá al-áchira|redžeb|ša’bán|"
        "ramadán|šawwal|zú l-ka’da|zú l-hidždža"
    ),
    "cv": (
        "мухаррам|сафар|раби-уль-авваль|раби-уль-ахир|джумад-уль-авваль|джумад-уль-ахир|раджаб|шаабан|"
        "рамадан|шавваль|зуль-каада|зуль-хиджжа"
    ),
    "da": (
        "muharram|safar|rabiʻ I|rabiʻ II|jumada I|jumada II|rajab|shaʻban|ramadan|shawwal|dhuʻl-Qiʻdah|"
        "dhuʻl-Hijjah"
    ),
    "de": (
        "Muharram|Safar|Rabiʻ I|Rabiʻ II|Dschumada I|Dschumada II|Radschab|Shaʻban|Ramadan|Shawwal|"
        "Dhu l-qaʿda|Dhu l-Hiddscha"
    ),
    "es": (
        "muharram|safar|rabiʻ I|rabiʻ II|jumada I|jumada II|rajab|shaʻban|ramadán|shawwal|dhuʻl-qiʻdah|"
        "dhuʻl-hijjah"
    ),
    "es-419": (
        "Muharram|Safar|Rabiʻ I|Rabiʻ II|Jumada I|Jumada II|Rajab|Shaʻban|Ramadan|Shawwal|Dhuʻl-Qiʻdah|"
        "Dhuʻl-Hijjah"
    ),
    "fa": "محرم|صفر|ربیع‌الاول|ربیع‌الثانی|جمادی‌الاول|جمادی‌الثانی|رجب|شعبان|رمضان|شوال|ذیقعده|ذیحجه",
    "ff-Adlm": (
        "𞤔𞤮𞤥𞤦𞤫𞤲𞤼𞤫|𞤅𞤢𞤦𞥆𞤮𞤪𞤣𞤵-𞤆𞤢𞤪𞤢𞤲|𞤆𞤢𞤪𞤢𞤲|𞤃𞤭𞤥𞤨𞤢𞤪𞤢𞤲|𞤄𞤢𞤨𞥆𞤢𞤪𞤢𞤲|𞤅𞤢𞤦𞥆𞤮𞤪𞤣𞤵-𞤈𞤢𞥄𞤶𞤭𞤦𞤭|𞤈𞤢𞥄𞤶𞤭𞤦𞤭|𞤅𞤢𞤦𞥆𞤮𞤪𞤣𞤵-𞤅𞤵𞥅𞤥𞤢𞤴𞤫𞥅|"
        "𞤅𞤵𞥅𞤥𞤢𞤴𞤫𞥅|𞤔𞤵𞥅𞤤𞤣𞤢𞥄𞤲𞥋𞤣𞤵|𞤅𞤢𞤦𞥆𞤮𞤪𞤣𞤵-𞤁𞤮𞤲𞤳𞤭𞤲|𞤁𞤵𞤲𞤳𞤭𞤲"
    ),
    "fi": (
        "muharram|safar|rabi’ al-awwal|rabi’ al-akhir|džumada-l-ula|džumada-l-akhira|radžab|ša’ban|"
        "ramadan|šawwal|dhu-l-qa’da|dhu-l-hiddža"
    ),
    "fr": (
        "mouharram|safar|rabia al awal|rabia ath-thani|joumada al oula|joumada ath-thania|rajab|"
        "chaabane|ramadan|chawwal|dhou al qi`da|dhou al-hijja"
    ),
    "fy": (
        "Moeharram|Safar|Rabiʻa al awal|Rabiʻa al thani|Joemadʻal awal|Joemadʻal thani|Rajab|Sjaʻaban|"
        "Ramadan|Sjawal|Doe al kaʻaba|Doe al hizja"
    ),
    "gu": ("મુહર્રમ|સફર|રાબીʻ I|રાબીʻ II|જુમાદા I|જુમાદા II|રજબ|શાʻબાન|રમદાન|શાવ્વલ|ધુʻલ-ક્વીʻડાહ|ધુʻલ-હિજ્જાહ"),
    "ha": (
        "Muharram|Safar|Rabiʻ I|Rabiʻ II|Jumada I|Jumada II|Rajab|Shaʼaban|Ramadan|Shawwal|Dhuʻl-Qiʻdah|"
        "Dhuʻl-Hijjah"
    ),
    "ha-Arab": (
        "Muharram|Safar|Rabiʻ I|Rabiʻ II|Jumada I|Jumada II|Rajab|Shaʼaban|Ramadan|Shawwal|Dhuʻl-Qiʻdah|"
        "Dhuʻl-Hijjah"
    ),
    "he": (
        "מוחרם|צפר|רביע אל-אוול|רביע א-ת׳אני|ג׳ומאדא אל-אולא|ג׳ומאדא א-ת׳אניה|רג׳ב|שעבאן|רמדאן|שוואל|"
        "ד׳ו אל־קעדה|ד׳ו אל־חיג׳ה"
    ),
    "hi": ("मुहर्रम|सफर|राबी प्रथम|राबी द्वितीय|जुम्डा प्रथम|जुम्डा द्वितीय|रजब|शावन|रमजान|शव्व्ल|जिल-क्दाह|जिल्-हिज्जाह"),
    "hi-Latn": (
        "Muharram|Safar|Rabi al-Awwal|Rabi as-Saani|Jumaada al-Awwal|Jumaada as-Saani|Rajab|Shaabaan|"
        "Ramzaan|Shawwaal|Zu’l-Qaada|Zu’l-Hijja"
    ),
    "hu": (
        "Moharrem|Safar|Rébi el avvel|Rébi el accher|Dsemádi el avvel|Dsemádi el accher|Redseb|Sabán|"
        "Ramadán|Sevvál|Dsül kade|Dsül hedse"
    ),
    "id": (
        "Muharam|Safar|Rabiulawal|Rabiulakhir|Jumadilawal|Jumadilakhir|Rajab|Syakban|Ramadan|Syawal|"
        "Zulkaidah|Zulhijah"
    ),
    "is": (
        "muharram|safar|rabiʻ I|rabiʻ II|jumada I|jumada II|rajab|shaʻban|ramadan|shawwal|dhuʻl-Qiʻdah|"
        "dhuʻl-Hijjah"
    ),
    "jv": "Sura|Sapar|Mulud|Bakda Mulud|Jumadilawal|Jumadilakir|Rejeb|Ruwah|Pasa|Sawal|Selo|Besar",
    "kk": (
        "Мұхаррам|Сафар|Рабиғул әууәл|Рабиғул ахир|Жұмадәл аууәл|Жұмадәл ахир|Ережеп|Шағбан|Рамазан|"
        "Шәууал|Зұлқағда|Зұлхижжа"
    ),
    "kk-Cyrl": (
        "Мұхаррам|Сафар|Рабиғул әууәл|Рабиғул ахир|Жұмадәл аууәл|Жұмадәл ахир|Ережеп|Шағбан|Рамазан|"
        "Шәууал|Зұлқағда|Зұлхижжа"
    ),
    "kn": ("ಮುಹರಮ್|ಸಫಾರ್|ರಬಿ‘ I|ರಬಿ‘ II|ಜುಮಾದಾ I|ಜುಮಾದಾ II|ರಜಬ್|ಶ’ಬಾನ್|ರಮದಾನ್|ಶವ್ವಾಲ್|ಧು‘ಲ್-ಕಿ‘ಡಾಹ್|ಧು‘ಲ್-ಹಿಜಾಹ್"),
    "ku": (
        "muherem|sefer|rebîʿulewel|rebîʿulaxer|cemazîyelewel|cemazîyelaxer|receb|şeʿban|remezan|şewal|"
        "zîlqeʿde|zilhece"
    ),
    "lo": ("ມຸຣະຮອມ|ຊາຟາຣ|ຮອດບີ 1|ຮອດບີ 2|ຈຸມາດາ 1|ຈຸມາດາ 2|ຮາຈັບ|ຊະບານ|ຮາມາດອນ|ເຊົາວັດ|ດຸອັດກິດະ|ດຸອັດກິຈະ"),
    "lv": (
        "muharams|safars|1. rabī|2. rabī|1. džumādā|2. džumādā|radžabs|šabans|ramadāns|šauvals|"
        "du al-kidā|du al-hidžā"
    ),
    "mk": "мухарем|сафар|раби I|раби II|џумада I|џумада II|раџаб|шабан|рамадан|шавал|дулкида|дулхиџа",
    "ml": ("മുഹറം|സഫർ|റബീഹുൽ അവ്വൽ|റബീഹുൽ ആഖിർ|ജമാദുൽ അവ്വൽ|ജമാദുൽ ആഖിർ|റജബ്|ശഹബാൻ|റമളാൻ|ശവ്വാൽ|ദുൽ ഖഹദ്|ദുൽ ഹിജ്ജ"),
    "mr": "मोहरम|सफर|राबी I|राबी II|जुमादा I|जुमादा II|रझाब|शाबान|रमजान|शव्वाल|धुल-कीदाह|धुल-हिजाह",
    "ms": (
        "Muharam|Safar|Rabiulawal|Rabiulakhir|Jamadilawal|Jamadilakhir|Rejab|Syaaban|Ramadan|Syawal|"
        "Zulkaedah|Zulhijah"
    ),
    "ms-Arab": (
        "Muharam|Safar|Rabiulawal|Rabiulakhir|Jamadilawal|Jamadilakhir|Rejab|Syaaban|Ramadan|Syawal|"
        "Zulkaedah|Zulhijah"
    ),
    "nl": (
        "Moeharram|Safar|Rabiʻa al awal|Rabiʻa al thani|Joemadʻal awal|Joemadʻal thani|Rajab|Sjaʻaban|"
        "Ramadan|Sjawal|Doe al kaʻaba|Doe al hizja"
    ),
    "no": (
        "muharram|safar|rabiʻ I|rabiʻ II|jumada I|jumada II|rajab|shaʻban|ramadan|shawwal|dhuʻl-qiʻdah|"
        "dhuʻl-hijjah"
    ),
    "pa": ("ਮੁਹੱਰਮ|ਸਫਰ|ਰਬੀ ʻ I|ਰਬੀ ʻ II|ਜੁਮਾਦਾ I|ਜੁਮਾਦਾ II|ਰਜਬ|ਸ਼ਬਾਨ|ਰਮਜ਼ਾਨ|ਸ਼ਵਾਲ|ਦੂ-ਅਲ-ਕੀਦਾਹ|ਦੂ-ਅਲ-ਹਿਜ੍ਹਾ"),
    "pa-Guru": ("ਮੁਹੱਰਮ|ਸਫਰ|ਰਬੀ ʻ I|ਰਬੀ ʻ II|ਜੁਮਾਦਾ I|ਜੁਮਾਦਾ II|ਰਜਬ|ਸ਼ਬਾਨ|ਰਮਜ਼ਾਨ|ਸ਼ਵਾਲ|ਦੂ-ਅਲ-ਕੀਦਾਹ|ਦੂ-ਅਲ-ਹਿਜ੍ਹਾ"),
    "pl": (
        "Muharram|Safar|Rabiʻ I|Rabiʻ II|Dżumada I|Dżumada II|Radżab|Szaban|Ramadan|Szawwal|Zu al-kada|"
        "Zu al-hidżdża"
    ),
    "ps": "محرم|صفر|ربیع اول|ربيع II|جمادي اول|جماعه II|رجب|شعبان|رمضان|شوال|ذي القعده|ذي الحج",
    "ps-PK": "محرم|د صفرے د|ربیع اول|ربيع II|جمادي اول|جماعه II|رجب|شعبان|رمضان|شوال|ذي القعده|ذي الحج",
    "ru": (
        "мухаррам|сафар|раби-уль-авваль|раби-уль-ахир|джумад-уль-авваль|джумад-уль-ахир|раджаб|шаабан|"
        "рамадан|шавваль|зуль-каада|зуль-хиджжа"
    ),
    "sc": (
        "muharram|safar|rabiʻ I|rabiʻ II|jumada I|jumada II|rajab|shaban|ramadan|shawwal|dhuʻl-qiʻdah|"
        "dhuʻl-hijjah"
    ),
    "sd": "محرم|صفر|ربيع الاول|ربیع الاخر|جمادی الاول|جمادي الاخر|رجب|شعبان|رمضان|شوال|ذوالقعد|ذوالحجہ",
    "sd-Arab": "محرم|صفر|ربيع الاول|ربیع الاخر|جمادی الاول|جمادي الاخر|رجب|شعبان|رمضان|شوال|ذوالقعد|ذوالحجہ",
    "shn": (
        "မူႇႁႃႇရမ်ႇ|သႃႇၾႃႇ|ရႃႇပီႇ I|ရႃႇပီႇ II|ၵျူႇမႃႇတႃႇ I|ၵျူႇမႃႇတႃႇ II|ရႃႇၸၢပ်ႉ|သျႃးပၢၼ်ႇ|ရႃႇမႃႇတၢၼ်ႇ|"
        "သျေႃးဝႃႇလ်|ၻူဝ်ႇလ်-ၵိတ|ၻူဝ်ႇလ်ႁိတ်ႉၸႃႇ"
    ),
    "so": (
        "Muxarram|Safar|Rabic al-awwal|Rabic al-thani|Jumada al-awwal|jumada al-thani|Rajab|Shacban|"
        "Ramadan|Shawwal|Dul al-qacda|Dul xijjah"
    ),
    "sq": (
        "muharrem|sefer|rebiul-evel|rebiu-theni|xhumadel-ula|xhumade-theni|rexheb|shaban|ramazan|sheval|"
        "dhul-kade|dhul-hixhe"
    ),
    "sr": (
        "Мухарем|Сафар|Рабиʻ I|Рабиʻ II|Јумада I|Јумада II|Рађаб|Шаʻбан|Рамадан|Шавал|Дуʻл-Киʻда|Дуʻл-хиђа"
    ),
    "sr-Cyrl": (
        "Мухарем|Сафар|Рабиʻ I|Рабиʻ II|Јумада I|Јумада II|Рађаб|Шаʻбан|Рамадан|Шавал|Дуʻл-Киʻда|Дуʻл-хиђа"
    ),
    "sr-Cyrl-ME": (
        "Мухарем|Сафар|Рабиʻ I|Рабиʻ II|Јумада I|Јумада II|Рађаб|Шаʻбан|Рамадан|Шавал|Дуʻл-Киʻда|Дуʻл-хиђа"
    ),
    "sr-Latn": (
        "Muharem|Safar|Rabiʻ I|Rabiʻ II|Jumada I|Jumada II|Rađab|Šaʻban|Ramadan|Šaval|Duʻl-Kiʻda|Duʻl-hiđa"
    ),
    "sv": (
        "muharram|safar|rabi’ al-awwal|rabi’ al-akhir|jumada-l-ula|jumada-l-akhira|rajab|sha’ban|"
        "ramadan|shawwal|dhu-l-ga’da|dhu-l-hijja"
    ),
    "syr": "ܡܘܚܪܡ|ܨܦܪ|ܪܒܝܥ ܩܕܡܝܐ|ܪܒܝܥ ܬܪܝܢܐ|ܓܘܡܕܐ ܩܕܡܝܐ|ܓܘܡܕܐ ܬܪܝܢܐ|ܪܓܒ|ܫܥܒܐܢ|ܪܡܨܐܢ|ܫܘܐܠ|ܕܘܠܩܥܕܗ|ܕܘܠܚܓܗ",
    "ta": "முஹர்ரம்|சஃபர்|ரபி 1|ரபி 2|ஜுமதா 1|ஜுமதா 2|ரஜப்|ஷஃபான்|ரமலான்|ஷவ்வால்|துல் கஃதா|துல் ஹிஜ்ஜா",
    "tg": (
        "Муҳаррам|Сафар|Рабеъ I|Рабеъ II|ҷимоди-ул-уло|ҷимоди-ул-сони|раҷаб|Шабан|Рамадан|Шаввал|"
        "Дхут-Қидаҳ|Дхут-Ҳиҷҷаҳ"
    ),
    "th": ("มุฮะร์รอม|ซอฟาร์|รอบี I|รอบี II|จุมาดา I|จุมาดา II|รอจับ|ชะอะบาน|รอมะดอน|เชาวัล|ซุลกิอฺดะฮฺ|ซุลหิจญะฮฺ"),
    "tk": (
        "Aşyr|Sapar|Dört tirkeşik 1|Dört tirkeşik 2|Dört tirkeşik 3|Dört tirkeşik 4|Rejep|Meret|Oraza|"
        "Baýram|Boş aý|Gurban"
    ),
    "tr": (
        "Muharrem|Safer|Rebiülevvel|Rebiülahir|Cemaziyelevvel|Cemaziyelahir|Recep|Şaban|Ramazan|Şevval|"
        "Zilkade|Zilhicce"
    ),
    "ug": (
        "مۇھەررەم|سەپەر|رەبىئۇلئەۋۋەل|رەبىئۇلئاخىر|جەمادىيەلئەۋۋەل|جەمادىيەلئاخىر|رەجەب|شەئبان|رامىزان|"
        "شەۋۋال|زۇلقەئدە|زۇلھەججە"
    ),
    "uk": (
        "мухаррам|сафар|рабі I|рабі II|джумада I|джумада II|раджаб|шаабан|рамадан|даввал|зу-ль-каада|"
        "зу-ль-хіджа"
    ),
    "ur": (
        "محرم|صفر|ر بیع الاول|ر بیع الثانی|جمادی الاول|جمادی الثانی|رجب|شعبان|رمضان|شوال|ذوالقعدۃ|ذوالحجۃ"
    ),
    "uz": (
        "Muharram|Safar|Rabiʼul avval|Rabiʼus soniy|Jumodul avval|Jumodus soniy|Rajab|Sha’bon|Ramazon|"
        "Shavvol|Zulqaʼda|Zulhijja"
    ),
    "uz-Latn": (
        "Muharram|Safar|Rabiʼul avval|Rabiʼus soniy|Jumodul avval|Jumodus soniy|Rajab|Sha’bon|Ramazon|"
        "Shavvol|Zulqaʼda|Zulhijja"
    ),
}
