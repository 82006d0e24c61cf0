"""The months of the Persian calendar. Written by tests/i18n/calendars/write_words.py.

Source: CLDR 48.0, as ICU 78.2 has it, Unicode License v3 (https://www.unicode.org/license.txt).
"""

from collections.abc import Mapping

MONTHS: Mapping[str, str] = {
    "und": "Farvardin|Ordibehesht|Khordad|Tir|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand",
    "ar": "فرفردن|أذربيهشت|خرداد|تار|مرداد|شهرفار|مهر|آيان|آذر|دي|بهمن|اسفندار",
    "az": "fərvərdin|ordibeheşt|xordəd|tir|mordəd|şəhrivar|mehr|abən|azər|dey|bəhmən|isfənd",
    "az-Arab": "fərvərdin|ordibeheşt|xordəd|tir|mordəd|şəhrivar|mehr|abən|azər|dey|bəhmən|isfənd",
    "az-Latn": "fərvərdin|ordibeheşt|xordəd|tir|mordəd|şəhrivar|mehr|abən|azər|dey|bəhmən|isfənd",
    "bn": "ফ্যাভার্ডিন|অরডিবেহেশ্ত|খোর্দ্দ|তীর|মর্যাদ|শাহরিবার|মেহের|আবান|বাজার|দে|বাহমান|এসফ্যান্ড",
    "bs-Cyrl": "Фаравадин|Ордибехешт|Кордад|Тир|Мордад|Шахривар|Мехр|Абан|Азар|Деј|Бахман|Есфанд",
    "ckb-IR": (
        "خاکەلێوە|گوڵان|جۆزەردان|پووشپەڕ|گەلاوێژ|خەرمانان|ڕەزبەر|گەڵاڕێزان|سەرماوەز|بەفرانبار|ڕێبەندان|ڕەشەمە"
    ),
    "cs": "farvardin|ordibehešt|chordád|tír|mordád|šahrívar|mehr|ábán|ázar|dei|bahman|esfand",
    "cv": "фарвардин|ордибехешт|хордад|тир|мордад|шахривер|мехр|абан|азер|дей|бахман|эсфанд",
    "da": "farvardin|ordibehesht|khordad|tir|mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand",
    "de": "Farwardin|Ordibehescht|Chordād|Tir|Mordād|Schahriwar|Mehr|Ābān|Āsar|Déi|Bahman|Essfand",
    "es": "farvardin|ordibehesht|khordad|tir|mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand",
    "fa": "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند",
    "fa-AF": "حمل|ثور|جوزا|سرطان|اسد|سنبلهٔ|میزان|عقرب|قوس|جدی|دلو|حوت",
    "ff-Adlm": "𞤊𞤢𞤪𞤾𞤢𞤪𞤣𞤭𞤲|𞤌𞤪𞤣𞤭𞤦𞤫𞤸𞤫𞥃𞤼|𞤝𞤮𞤪𞤣𞤢𞤣|𞤚𞤭𞤪|𞤃𞤮𞤪𞤣𞤢𞤣|𞤡𞤢𞤸𞤪𞤭𞤾𞤢𞤪|𞤃𞤫𞤸𞤫𞤪|𞤀𞤦𞤢𞤲|𞤀𞥁𞤢𞤪|𞤁𞤫𞤴|𞤄𞤢𞤸𞤥𞤢𞤲|𞤉𞤧𞤬𞤢𞤲𞤣",
    "fi": (
        "farvardinkuuta|ordibeheštkuuta|khordadkuuta|tirkuuta|mordadkuuta|šahrivarkuuta|mehrkuuta|"
        "abankuuta|azarkuuta|deykuuta|bahmankuuta|esfandkuuta"
    ),
    "fr": "farvardin|ordibehešt|khordâd|tir|mordâd|šahrivar|mehr|âbân|âzar|dey|bahman|esfand",
    "fr-CA": "Farvardin|Ordibehešt|Khordâd|Tir|Mordâd|Šahrivar|Mehr|Âbân|Âzar|Dey|Bahman|Esfand",
    "gu": "ફાર્વાર્દિન|ઓરડીબેહેશ્ટ|ખોરદાદ|તિર|મોર્દાદ|શાહરિવર|મેહર|અબાન|અઝાર|ડેય|બાહમેન|એસ્ફાન્ડ",
    "he": "פרורדין|ארדיבהשת|ח׳רדאד|תיר|מרדאד|שהריור|מהר|אבאן|אד׳ר|די|בהמן|אספנד",
    "hi": "फर्वादिन|ओर्दिवेहेस्ट|खोरर्दाद|टिर|मोरदाद|शाहरीवर्|मेहर|अवन|अज़र|डे|बहमन|ईस्फन्द्",
    "hu": "farvardin|ordibehesht|khordad|tir|mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand",
    "is": "farvardin|ordibehesht|khordad|tir|mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand",
    "kk": "Фарвардин|Ордибехешт|Хордад|Тир|Мордад|Шахривар|Мехр|Абан|Азар|Дей|Бахман|Эсфанд",
    "kk-Cyrl": "Фарвардин|Ордибехешт|Хордад|Тир|Мордад|Шахривар|Мехр|Абан|Азар|Дей|Бахман|Эсфанд",
    "kn": "ಫರ್ವರ್ದಿನ್|ಓರ್ದಿಬೆಹೆಶ್ಟ್|ಖೋರ್ಡಾದ್|ಟಿರ್|ಮೊರ್ದಾದ್|ಶಹರಿವಾರ್|ಮೆಹ್ರ್|ಅಬನ್|ಅಝರ್|ಡೇ|ಬಹ್ಮನ್|ಎಸ್ಫಾಂಡ್",
    "lo": "ຟຣາວາດິນ|ອໍຣດີບີເຫຣດ|ຄໍຣເດດ|ແຕຣ|ມໍຣເດດ|ຊາຣຫິວາ|ເມີ|ອາບານ|ອາຊາຣ|ດີຣ|ບຣາແມນ|ເອສຟານ",
    "lv": "farvardīns|ordibehešts|hordāds|tīrs|mordāds|šahrivērs|mehrs|abans|azers|dejs|bahmans|esfands",
    "mk": "фарвардин|ордибехешт|кордад|тир|мордад|шахривар|мер|абан|азар|деј|бахман|есфанд",
    "ml": "ഫർവാർദിൻ|ഓർഡിബെഹെഷ്‌റ്റ്|ഖോർദാദ്|ടിർ|മോർദാദ്|ഷഹ്‌രിവാർ|മെഹർ|അബാൻ|അസർ|ഡെയ്|ബഹ്‌മാൻ|എസ്‌ഫാൻഡ്",
    "mr": "फरवरदिन|ओर्दिबेहेश्त|खोरदाद|तिर|मोरदाद|शाहरीवार|मेहेर|अबान|अझार|दे|बाहमान|एसफांद",
    "no": "farvardin|ordibehesht|khordad|tir|mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand",
    "pa": "ਫਾਰਵਰਡੀਨ|ਔਰਡਾਈਬਹੈਸ਼ਟ|ਖੋਡਰਡ|ਟਿਰ|ਮੋਰਡਾਦ|ਸ਼ਰਾਇਵਰ|ਮੇਹਰ|ਅਬਾਨ|ਅਜ਼ਾਰ|ਡੇਅ|ਬਾਹਮਨ|ਐਸਫੰਡ",
    "pa-Guru": "ਫਾਰਵਰਡੀਨ|ਔਰਡਾਈਬਹੈਸ਼ਟ|ਖੋਡਰਡ|ਟਿਰ|ਮੋਰਡਾਦ|ਸ਼ਰਾਇਵਰ|ਮੇਹਰ|ਅਬਾਨ|ਅਜ਼ਾਰ|ਡੇਅ|ਬਾਹਮਨ|ਐਸਫੰਡ",
    "pl": "Farwardin|Ordibeheszt|Chordād|Tir|Mordād|Szahriwar|Mehr|Ābān|Āsar|Déi|Bahman|Esfand",
    "ps": "وری|غویی|غبرگولی|چنگاښ|زمری|وږی|تله|لړم|لیندۍ|مرغومی|سلواغه|کب",
    "ro": "Farvardin|Ordibehesht|Khordad|Tir|A-Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand",
    "ru": "фарвардин|ордибехешт|хордад|тир|мордад|шахривер|мехр|абан|азер|дей|бахман|эсфанд",
    "sc": "farvardin|ordibehesht|khordad|tir|mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand",
    "shn": ("ၾႃႇဝႃႇတိၼ်ႇ|ဢေႃးတီႇပႄႇႁႅတ်ႉ|ၶူဝ်ႇရၢတ်ႉ|တီးရ်|မေႃႇတတ်ႉ|သျႃးရိဝႃႇ|မႄးႁႃႇ|ဢပၢၼ်ႇ|ဢႃႇၸႃႇ|တေႇ|ပႃႇမၢၼ်ႇ|ဢႅတ်ႉၾႅၼ်ႇ"),
    "so": (
        "Janaayo|Feebraayo|Maarso|Abril|Maayo|Juun|Luuliyo|Agoosto|Sabteembar|Oktoobar|Noofeembar|Diiseembar"
    ),
    "sr": "Фаравадин|Ордибехешт|Кордад|Тир|Мордад|Шахривар|Мехр|Абан|Азар|Деј|Бахман|Есфанд",
    "sr-Cyrl": "Фаравадин|Ордибехешт|Кордад|Тир|Мордад|Шахривар|Мехр|Абан|Азар|Деј|Бахман|Есфанд",
    "sr-Cyrl-ME": "Фаравадин|Ордибехешт|Кордад|Тир|Мордад|Шахривар|Мехр|Абан|Азар|Деј|Бахман|Есфанд",
    "sr-Latn": "Faravadin|Ordibehešt|Kordad|Tir|Mordad|Šahrivar|Mehr|Aban|Azar|Dej|Bahman|Esfand",
    "sv": "farvardin|ordibehesht|khordād|tir|mordād|shahrivar|mehr|ābān|āzar|dey|bahman|esfand",
    "ta": "ஃபர்வாதின்|ஆர்டிபெஹெஷ்த்|கொர்தாத்|திர்|மொர்தாத்|ஷாரிவார்|மெஹ்ர்|அபான்|அசார்|தே|பஹ்மான்|எஃபான்",
    "te": "ఫావర్డిన్|ఊడాబహష్ట్|ఖోర్డాడ్|టిర్|మెర్డాడ్|శశివర్|మెహర్|అబన్|అజర్|డే|బాహ్‌మాన్|ఎస్‌ఫాండ్",
    "tg": "фарвардин|урдибиҳишт|хурдод|тир|мурдод|шаҳривар|меҳр|обон|озар|дей|баҳман|исфанд",
    "th": ("ฟาร์วาร์ดิน|ออร์ดิเบเฮชต์|คอร์แดด|เตอร์|มอร์แดด|ชาหริวาร์|เมฮร์|อะบาน|อะซาร์|เดย์|บาฮ์มาน|เอสฟานด์"),
    "tr": "Ferverdin|Ordibeheşt|Hordad|Tir|Mordad|Şehriver|Mehr|Aban|Azer|Dey|Behmen|Esfend",
    "uk": "фарвардін|ордібехешт|хордад|тір|мордад|шахрівер|мехр|абан|азер|дей|бахман|есфанд",
    "ur": "فروردن|آرڈبائش|خداداد|تیر|مرداد|شہریوار|مہر|ابان|آزر|ڈے|بہمن|اسفند",
    "uz": "farvardin|oʻrdibehisht|xurdod|tir|murdod|shahrivar|mehr|obon|ozar|dey|bahman|isfan",
    "uz-Latn": "farvardin|oʻrdibehisht|xurdod|tir|murdod|shahrivar|mehr|obon|ozar|dey|bahman|isfan",
}
