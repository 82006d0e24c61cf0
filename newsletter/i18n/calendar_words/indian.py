"""The months of the Indian calendar. Written by tests/i18n/calendars/write_words.py.

Source: CLDR 48.0, as ICU 78.2 has it, Unicode License v3 (https://www.unicode.org/license.txt).
"""

from collections.abc import Mapping

MONTHS: Mapping[str, str] = {
    "und": ("Chaitra|Vaisakha|Jyaistha|Asadha|Sravana|Bhadra|Asvina|Kartika|Agrahayana|Pausa|Magha|Phalguna"),
    "as": "চৈত্ৰ|বৈশাখ|জ্যেষ্ঠ|আষাঢ়|শ্ৰাৱণ|ভাদ্ৰ|অশ্বিন|কাৰ্তিক|অগ্ৰহায়ণ|পৌষ|মাঘ|ফাল্গুন",
    "ast": (
        "de Chaitra|de Vaisakha|de Jyaistha|d’Asadha|de Sravana|de Bhadra|d’Asvina|de Kartika|"
        "d’Agrahayana|de Pausa|de Magha|de Phalguna"
    ),
    "bg": "чайтра|вайсакха|джаинтха|асадха|сравана|бхада|азвина|картика|аграхайана|пауза|магха|пхалгуна",
    "bn": "চৈত্র|বৈশাখ|জ্যৈষ্ঠ|আষাঢ়|শ্রাবণ|ভাদ্র|আশ্বিন|কার্তিক|অগ্রহায়ণ|পৌষ|মাঘ|ফাল্গুন",
    "brx": "छैत्र|बैसागो|जेथो|आसार|सावोन|भाद्र|आसिन|काथि|आघोन|पुष|मागो|फागुन",
    "bs-Cyrl": "Чаитра|Ваисака|Јиаиста|Асада|Сравана|Бадра|Асвина|Картика|Аргајана|Пауза|Мага|Фалгуна",
    "ccp": "𑄌𑄮𑄖𑄴|𑄝𑄮𑄎𑄬𑄇𑄴|𑄎𑄳𑄠𑄬𑄖𑄴|𑄃𑄏𑄢𑄴|𑄥𑄉𑄮𑄚𑄴|𑄞𑄘𑄧|𑄃𑄏𑄨𑄚𑄴|𑄇𑄘𑄨|𑄃𑄊𑄮𑄚𑄴|𑄛𑄪𑄌𑄴|𑄟𑄇𑄴|𑄜𑄉𑄪𑄚𑄴",
    "cs": "čaitra|vaišákh|džjéšth|ášádh|šrávana|bhádrapad|ášvin|kártik|agrahajana|pauš|mágh|phálgun",
    "cv": "чайтра|ваисакха|джанштха|асадха|сравана|бхадра|азвина|картика|аграхайана|пауза|магха|пхалгуна",
    "da": ("chaitra|vaisakha|jyaistha|asadha|sravana|bhadra|asvina|kartika|agrahayana|pausa|magha|phalguna"),
    "de": (
        "Chaitra|Vaisakha|Jyaishtha|Ashadha|Sravana|Bhadrapada|Ashvina|Kartika|Margasirsha|Pausha|Magha|"
        "Phalguna"
    ),
    "doi": "चेत्तर|बसाख|जेठ|हाड़|सौन|भाद्रो|अस्सू|कत्ता|मग्घर|पोह्|माघ|फग्गन",
    "es": ("chaitra|vaisakha|jyaistha|asadha|sravana|bhadra|asvina|kartika|agrahayana|pausa|magha|phalguna"),
    "es-419": (
        "Chaitra|Vaisakha|Jyaistha|Asadha|Sravana|Bhadra|Asvina|Kartika|Agrahayana|Pausa|Magha|Phalguna"
    ),
    "fa": "چیتره|ویشاکهه|جییشته|آشادهه|شراونه|بهادره|آشوین|کارتیکه|آگرهینه|پاوشه|ماگهه|پهالگونه",
    "ff-Adlm": "𞤅𞤢𞤭𞤼𞤪𞤢|𞤜𞤢𞤧𞤢𞤿𞤢|𞤔𞤴𞤢𞤭𞤧𞤼𞤢|𞤀𞤧𞤢𞤣𞤢|𞤅𞤪𞤢𞤾𞤢𞤲𞤢|𞤄𞤢𞤣𞤪𞤢|𞤀𞤧𞤾𞤭𞤲𞤢|𞤑𞤢𞤪𞤼𞤭𞤳𞤢|𞤀𞤺𞤪𞤢𞤸𞤢𞤴𞤢𞤲𞤢|𞤆𞤢𞤵𞤧𞤢|𞤃𞤢𞤹𞤢|𞤆𞤢𞤤𞤺𞤵𞤲𞤢",
    "fi": (
        "chaitrakuuta|vaisakhakuuta|jyaisthakuuta|asadhakuuta|sravanakuuta|bhadrakuuta|asvinakuuta|"
        "kartikakuuta|agrahayanakuuta|pausakuuta|maghakuuta|phalgunakuuta"
    ),
    "fr": (
        "chaitra|vaishākh|jyaishtha|āshādha|shrāvana|bhādrapad|āshwin|kārtik|mārgashīrsha|paush|māgh|phālgun"
    ),
    "fy": (
        "Chaitra|Vaishakha|Jyeshtha|Aashaadha|Shraavana|Bhaadrapada|Ashvina|Kaartika|Agrahayana|Pausha|"
        "Maagha|Phaalguna"
    ),
    "gu": "ચૈત્ર|વૈશાખ|જ્યેષ્ઠ|અષાઢ|શ્રાવણ|ભાદો|અશ્વિન|કાર્તિક|અગ્રહાયણ|પોષ|મહા|ફાલ્ગુન",
    "he": "צ׳ייטרה|וייסקהה|ג׳יאסטהה|אשדהה|סראוואנה|בהרדה|אסווינה|קרטיקה|אגרהיאנה|פאוסה|מאגהה|פאלגונה",
    "hi": "चैत्र|वैशाख|ज्येष्ठ|आषाढ़|श्रावण|भाद्रपद|अश्विन|कार्तिक|अग्रहायण|पौष|माघ|फाल्गुन",
    "is": ("chaitra|vaisakha|jyaistha|asadha|sravana|bhadra|asvina|kartika|agrahayana|pausa|magha|phalguna"),
    "kk": (
        "Чайтра|Вайшакха|Джьештха|Ашадха|Шравана|Бхадрапада|Ашвина|Картика|Маргаширша|Пауша|Магха|Пхальгуна"
    ),
    "kk-Cyrl": (
        "Чайтра|Вайшакха|Джьештха|Ашадха|Шравана|Бхадрапада|Ашвина|Картика|Маргаширша|Пауша|Магха|Пхальгуна"
    ),
    "kn": "ಚೈತ್ರ|ವೈಶಾಖ|ಜ್ಯೇಷ್ಠ|ಆಷಾಢ|ಶ್ರಾವಣ|ಭಾದ್ರ|ಆಶ್ವೀನ|ಕಾರ್ತೀಕ|ಅಗ್ರಹಯಾನ|ಪುಷ್ಯ|ಮಾಘ|ಫಾಲ್ಗುಣ",
    "kok": "चैत्र|वैशाख|ज्येष्ठ|आषाढ|श्रावण|भाद्रपद|आश्विन|कार्तिक|मार्गशीर्ष|पौष|माघ|फाल्गुन",
    "kok-Deva": "चैत्र|वैशाख|ज्येष्ठ|आषाढ|श्रावण|भाद्रपद|आश्विन|कार्तिक|मार्गशीर्ष|पौष|माघ|फाल्गुन",
    "ks": ("محرم|صفر|ربیٖع الاول|ربیٖع الثانی|جمادی الاول|جمادی الثانی|رجب|شعبان|رمضان|شوال|ذِی القعدہ|ذِی الحج"),
    "ks-Arab": (
        "محرم|صفر|ربیٖع الاول|ربیٖع الثانی|جمادی الاول|جمادی الثانی|رجب|شعبان|رمضان|شوال|ذِی القعدہ|ذِی الحج"
    ),
    "lo": "ຈິຕຣາ|ວິສາຂະ|ເຊດຖາ|ອັດສາ|ສາຣາວານາ|ພະຕຣາ|ອັສວິຊາ|ການຕິກາ|ອັກຣາຮາຢານາ|ປຸສະຍາ|ມາຄະ|ຜາລກຸນີ",
    "lv": (
        "Čaitra|Vaišākha|Džjēštha|Āšādha|Šrāvana|Bhadrapāda|Āšvina|Kārtika|Mārgašīrša|Pauša|Māgha|Phālguna"
    ),
    "mai": "चैत|बैशाख|जेठ|अखाढ़|सउन|भादो|आसिन|कातिक|अगहन|पूस|माघ|फागुन",
    "mk": "чаитра|вајсака|јаиста|асада|сравана|бадра|асвина|картика|аграхајана|пауса|мага|фалгуна",
    "ml": "ചൈത്രം|വൈശാഖം|ജ്യേഷ്ഠം|ആഷാഢം|ശ്രാവണം|ഭാദ്രം|ആശ്വിനം|കാർത്തികം|മാർഗശീർഷം|പൗഷം|മാഘം|ഫാൽഗുനം",
    "mr": "चैत्र|वैशाख|ज्येष्ठ|आषाढ|श्रावण|भाद्रपद|आश्विन|कार्तिक|मार्गशीर्ष|पौष|माघ|फाल्गुन",
    "ne": "चैत|वैशाख|जेठ|असार|साउन|भदौ|असोज|कात्तिक|मङसिर|पुस|माघ|फागुन",
    "nl": (
        "Chaitra|Vaishakha|Jyeshtha|Aashaadha|Shraavana|Bhaadrapada|Ashvina|Kaartika|Agrahayana|Pausha|"
        "Maagha|Phaalguna"
    ),
    "no": ("chaitra|vaisakha|jyaistha|asadha|sravana|bhadra|asvina|kartika|agrahayana|pausa|magha|phalguna"),
    "or": "ଚୈତ୍ର|ବୈଶାଖ|ଜ୍ୟେଷ୍ଠ|ଆଷାଢ଼|ଶ୍ରାବଣ|ଭାଦ୍ରବ|ଆଶ୍ଵିନ|କାର୍ତ୍ତିକ|ମାର୍ଗଶିର|ପୌଷ|ମାଘ|ଫାଲଗୁନ",
    "pa": "ਚੇਤ|ਵੈਸਾਖ|ਜੇਠ|ਹਾੜ|ਸਾਉਣ|ਭਾਦੋਂ|ਅੱਸੂ|ਕੱਤਕ|ਮੱਘਰ|ਪੋਹ|ਮਾਘ|ਫੱਗਣ",
    "pa-Guru": "ਚੇਤ|ਵੈਸਾਖ|ਜੇਠ|ਹਾੜ|ਸਾਉਣ|ਭਾਦੋਂ|ਅੱਸੂ|ਕੱਤਕ|ਮੱਘਰ|ਪੋਹ|ਮਾਘ|ਫੱਗਣ",
    "pl": (
        "Ćajtra|Wajśakha|Dźjesztha|Aszadha|Śrawana|Bhadrapada|Aświna|Karttika|Margaśirsza-Agrahayana|"
        "Pausza|Magha|Phalguna"
    ),
    "ps": "چيترا|ويساکا|جياستا|اسادها|سراوانا|بهادرا|اسوينا|کارتيکا|اگراهايانا|پاوسا|مگها|پهالگونا",
    "ro": (
        "Chaitra|Vaisakha|Jyeshta|Aashaadha|Shraavana|Bhadrapada|Ashwin|Kartik|Margashirsha|Pausha|Magh|"
        "Phalguna"
    ),
    "ru": "чайтра|ваисакха|джанштха|асадха|сравана|бхадра|азвина|картика|аграхайана|пауза|магха|пхалгуна",
    "sc": ("chaitra|vaisakha|jyaistha|asadha|sravana|bhadra|asvina|kartika|agrahayana|pausa|magha|phalguna"),
    "sd": "چئترا|ويشاخ|جياسٿا|اساڌا|سروانا|ڀدرا|اسوينا|ڪرتيڪا|اگراھيانا|پوزا|ماگھا|ڦلگونا",
    "sd-Arab": "چئترا|ويشاخ|جياسٿا|اساڌا|سروانا|ڀدرا|اسوينا|ڪرتيڪا|اگراھيانا|پوزا|ماگھا|ڦلگونا",
    "shn": (
        "ၵျၢႆးတရႃႇ|ဝၢႆးသႃၶႃႇ|ၵျႅတ်ႉသ်ထႃႇ|ဢသႃထႃ|သရဝၼ|ၽႃႇတရႃႇ|ဢသဝိၼႃႇ|ၵႃတိၵႃႇ|ဢၵရႃႇႁႃယႃၼႃႇ|\u200bပေႃးသႃႇ|"
        "မႃႇၵႃႇ|ၽႃလ်ၵူၼႃႇ"
    ),
    "sr": "Чаитра|Ваисака|Јиаиста|Асада|Сравана|Бадра|Асвина|Картика|Аргајана|Пауза|Мага|Фалгуна",
    "sr-Cyrl": "Чаитра|Ваисака|Јиаиста|Асада|Сравана|Бадра|Асвина|Картика|Аргајана|Пауза|Мага|Фалгуна",
    "sr-Cyrl-ME": "Чаитра|Ваисака|Јиаиста|Асада|Сравана|Бадра|Асвина|Картика|Аргајана|Пауза|Мага|Фалгуна",
    "sr-Latn": "Čaitra|Vaisaka|Jiaista|Asada|Sravana|Badra|Asvina|Kartika|Argajana|Pauza|Maga|Falguna",
    "sv": (
        "chaitra|vaishākh|jyaishtha|āshādha|shrāvana|bhādrapad|āshwin|kārtik|mārgashīrsha|paush|māgh|phālgun"
    ),
    "ta": "சித்திரை|வைகாசி|ஆனி|ஆடி|ஆவணி|புரட்டாசி|ஐப்பசி|கார்த்திகை|மார்கழி|தை|மாசி|பங்குனி",
    "te": ("చైత్రం|వైశాఖం|జ్యేష్ఠం|ఆషాఢం|శ్రావణం|భాద్రపదం|ఆశ్వయుజం|కార్తీకం|మార్గశిరం|పుష్యం|మాఘం|ఫాల్గుణం"),
    "th": "จิตรา|วิสาขา|เชษฐา|อัษฎา|ศรวณา|พัตรา|อัศวิชา|การติกา|มฤคศิรา|ปุษยา|มาฆะ|ผลคุณี",
    "uk": "чайтра|вайсакха|джайстха|асадха|шравана|бхадра|асвіна|картіка|аграхаяна|пауса|магха|фальгуна",
    "ur": "چیت|بیساکھ|جیٹھ|اساڑھ|ساون|بھادوں|اسوینا|کاتِک|اگہن|پوس|ماگھ|پھاگن",
    "xnr": "चैतर|बसाख|जेठ|हाड़|सौण|भादों|अस्सु|कत्तक|मगैर|पोह|माहग|फगण",
}
