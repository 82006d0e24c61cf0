"""The months of the Hebrew calendar. Written by tests/i18n/calendars/write_words.py.

Source: CLDR 48.0, as ICU 78.2 has it, Unicode License v3 (https://www.unicode.org/license.txt).
"""

from collections.abc import Mapping

MONTHS: Mapping[str, str] = {
    "und": "Tishri|Heshvan|Kislev|Tevet|Shevat|Adar I|Adar|Adar II|Nisan|Iyar|Sivan|Tamuz|Av|Elul",
    "ar": "تشري|مرحشوان|كيسلو|طيفت|شباط|آذار الأول|آذار|آذار الثاني|نيسان|أيار|سيفان|تموز|آب|أيلول",
    "bg": "тишри|хешван|кислев|тебет|шебат|адар I|адар|адар II|нисан|иар|сиван|тамуз|ав|елул",
    "bn": "তিশরি|হেশভান|কিসলেভ|তেভেত|শেভাত|আডার I|আডার|আডার II|নিশান|আয়ার|সিভান|তামুজ|অভ|এলুল",
    "bs-Cyrl": "Тишри|Хешван|Кислев|Тевет|Шеват|Адар I|Адар|Адар II|Нисан|Ијар|Сиван|Тамуз|Ав|Елул",
    "cs": "tišri|chešvan|kislev|tevet|ševat|adar I|adar|adar II|nisan|ijar|sivan|tamuz|av|elul",
    "cv": "тишрей|хешван|кислев|тевет|шеват|адар-алеф|адар|адар-бет|нисан|ияр|сиван|таммуз|ав|элул",
    "da": "tishri|heshvan|kislev|tevet|shevat|adar I|adar|adar II|nisan|iyar|sivan|tamuz|av|elul",
    "de": "Tischri|Cheschwan|Kislew|Tevet|Schevat|Adar I|Adar|Adar II|Nisan|Ijjar|Siwan|Tammus|Aw|Elul",
    "el": "Τισρί|Χεσβάν|Κισλέφ|Τέβετ|Σεβάτ|Αντάρ I|Αντάρ|Αντάρ II|Νισάν|Ιγιάρ|Σιβάν|Ταμούζ|Αβ|Έλουλ",
    "es": "tishri|heshvan|kislev|tevet|shevat|adar I|adar|adar II|nisan|iyar|sivan|tamuz|av|elul",
    "es-419": "Tishri|Heshvan|Kislev|Tevet|Shevat|Adar I|Adar|Adar II|Nisan|Iyar|Sivan|Tamuz|Av|Elul",
    "fa": "تشری|حشوان|کسلو|طوت|شباط|آذار|واذار|واذار الثانی|نیسان|ایار|سیوان|تموز|آب|ایلول",
    "ff-Adlm": "𞤚𞤭𞥃𞤪𞤭|𞤖𞤫𞥃𞤾𞤢𞤲|𞤑𞤭𞤧𞤤𞤫𞤾|𞤚𞤫𞤾𞤫𞤼|𞤡𞤫𞤾𞤢𞤼|𞤀𞤣𞤢𞤪 𞥑|𞤀𞤣𞤢𞤪|𞤀𞤣𞤢𞤪 𞥒|𞤐𞤭𞤧𞤢𞤲|𞤋𞤴𞤢𞤪|𞤅𞤭𞤾𞤢𞤲|𞤚𞤢𞤥𞤵𞥁|𞤀𞤾|𞤉𞤤𞤵𞤤",
    "fi": (
        "tišríkuuta|hešvánkuuta|kislévkuuta|tevétkuuta|ševátkuuta|adárkuuta I|adárkuuta|adárkuuta II|"
        "nisánkuuta|ijjárkuuta|sivánkuuta|tammúzkuuta|abkuuta|elúlkuuta"
    ),
    "fr": "tichri|hèchvan|kislev|téveth|chevat|adar I|adar|adar II|nissan|iyar|sivan|tamouz|av|éloul",
    "fy": "Tisjrie|Chesjwan|Kislev|Tevet|Sjevat|Adar A|Adar|Adar B|Nisan|Ijar|Sivan|Tammoez|Av|Elloel",
    "gu": "તીશ્રી|હેશવાન|કિસ્લેવ|તેવેટ|શેવાત|અદાર I|અદાર|અદાર II|નિસાન|ઈયાર|સિવાન|તામુઝ|આવ|ઈલુલ",
    "he": "תשרי|חשוון|כסלו|טבת|שבט|אדר א׳|אדר|אדר ב׳|ניסן|אייר|סיוון|תמוז|אב|אלול",
    "hu": "Tisri|Hesván|Kiszlév|Tévész|Svát|Ádár I|Ádár|Ádár II|Niszán|Ijár|Sziván|Tamuz|Áv|Elul",
    "is": "tishri|heshvan|kislev|tevet|shevat|adar I|adar|adar II|nisan|iyar|sivan|tamuz|av|elul",
    "kk": "Тишрей|Хешван|Кислев|Тевет|Шват|Адар I|Адар|Адар II|Нисан|Ияр|Сиван|Тамуз|Ав|Элул",
    "kk-Cyrl": "Тишрей|Хешван|Кислев|Тевет|Шват|Адар I|Адар|Адар II|Нисан|Ияр|Сиван|Тамуз|Ав|Элул",
    "kn": ("ಟಿಶ್ರಿ|ಹೆಶ್‌ವಾನ್|ಕಿಸ್ಲೆವ್|ಟೆವೆಟ್|ಶೆವತ್|ಅದಾರ್ I|ಅದಾರ್|ಅದಾರ್ II|ನಿಸಾನ್|ಇಯರ್|ಸಿವನ್|ತಮುಜ್|ಎವಿ|ಎಲುಲ್"),
    "lo": "ທຣິດຣີ|ເຮວານ|ກິດເລບ|ເຕເວດ|ຊີວັດ|ອາດາ I|ອາດາ|ອາດາ II|ນິດຊານ|ອີຍາຣ|ສີວານ|ຕາມູ|ເອບ|ອີລູ",
    "lv": (
        "tišri|hešvans|kisļevs|tevets|ševats|1. adars|adars|2. adars|nisans|ijars|sivans|tamuzs|avs|eluls"
    ),
    "mk": "тишри|хешван|кислев|тевет|шеват|адар I|адар|адар II|нисан|ијар|сиван|тамуз|ав|елул",
    "ml": ("തിഷ്റി|ഹെഷ്‌വൻ|കിസ്‌ലെവ്|ടിവെറ്റ്|സീബാറ്റ്|അദാർ I|അദാർ|അദാർ II|നിസാൻ|ഇയാർ|സിവാൻ|താമൂസ്|അബ്|ഏലുൾ"),
    "mr": "तिशरी|हेशवान|किस्लेव|तेवेत|शेवात|अदार I|अदार|अदार II|निसान|इयार|सिवान|तामुझ|अव|इलुल",
    "nl": "Tisjrie|Chesjwan|Kislev|Tevet|Sjevat|Adar A|Adar|Adar B|Nisan|Ijar|Sivan|Tammoez|Av|Elloel",
    "no": "tishri|heshvan|kislev|tevet|shevat|adar I|adar|adar II|nisan|iyar|sivan|tamuz|av|elul",
    "pa": "ਤਿਸ਼ਰੀ|ਹੇਸ਼ਵਨ|ਕਿਸਲੇਵ|ਟੇਵਟ|ਸ਼ੇਵਟ|ਅਦਰ I|ਅਦਰ|ਅਦਰ II|ਨਿਸਾਨ|ਅਇਯਰ|ਸਿਵਾਨ|ਤਾਮੁਜ਼|ਅਵ|ਏਲੁਲ",
    "pa-Guru": "ਤਿਸ਼ਰੀ|ਹੇਸ਼ਵਨ|ਕਿਸਲੇਵ|ਟੇਵਟ|ਸ਼ੇਵਟ|ਅਦਰ I|ਅਦਰ|ਅਦਰ II|ਨਿਸਾਨ|ਅਇਯਰ|ਸਿਵਾਨ|ਤਾਮੁਜ਼|ਅਵ|ਏਲੁਲ",
    "pl": "Tiszri|Cheszwan|Kislew|Tewet|Szwat|Adar I|Adar|Adar II|Nisan|Ijar|Siwan|Tamuz|Aw|Elul",
    "ro": "Tișrei|Heșvan|Kislev|Tevet|Șevat|Adar I|Adar|Adar II|Nisan|Iyar|Sivan|Tammuz|Av|Elul",
    "ru": "тишрей|хешван|кислев|тевет|шеват|адар I|адар|адар II|нисан|ияр|сиван|таммуз|ав|элул",
    "sc": "tishri|heshvan|kislev|tevet|shevat|adar I|adar|adar II|nisan|iyar|sivan|tamuz|av|elul",
    "shn": (
        "တိသျရိ|ႁေႇသျဝၼ်ႇ|ၶိတ်ႉသလႅပ်ႉ|တႄႇဝႅတ်ႉ|သျေႇဝတ်ႉ|ဢႃႇတႃႇ I|ဢႃႇတႃႇ|ဢႃႇတႃႇ II|ၼီႇသၢၼ်း|ဢီႇယႃႇ|"
        "သီႇဝၼ်ႇ|တမ်ႇမုတ်ႉၸ်|ဢၢပ်ႉၾ်|ဢႄႇလူးလ်"
    ),
    "sr": "Тишри|Хешван|Кислев|Тевет|Шеват|Адар I|Адар|Адар II|Нисан|Ијар|Сиван|Тамуз|Ав|Елул",
    "sr-Cyrl": "Тишри|Хешван|Кислев|Тевет|Шеват|Адар I|Адар|Адар II|Нисан|Ијар|Сиван|Тамуз|Ав|Елул",
    "sr-Cyrl-ME": "Тишри|Хешван|Кислев|Тевет|Шеват|Адар I|Адар|Адар II|Нисан|Ијар|Сиван|Тамуз|Ав|Елул",
    "sr-Latn": "Tišri|Hešvan|Kislev|Tevet|Ševat|Adar I|Adar|Adar II|Nisan|Ijar|Sivan|Tamuz|Av|Elul",
    "sv": "tishrí|heshván|kislév|tevét|shevát|adár I|adár|adár II|nisán|ijjár|siván|tammúz|ab|elúl",
    "ta": ("டிஷ்ரி|ஹெஷ்வான்|கிஸ்லெவ்|டெவெட்|ஷெவாட்|அடார் 1|அடார்|அடார் 2|நிசான்|ஐயார்|சிவான்|தமுஸ்|அவ்|எலுல்"),
    "te": "టిశ్రీ|హేష్‌వాన్|కిస్లెవ్|టెవెట్|షెవాట్|అదర్ I|అదర్|అదర్ II|నిసాన్|ఐయర్|సివాన్|తముజ్|అవ|ఇలుల్",
    "th": "ทิชรี|เฮวาน|กีสเลฟ|เตเวต|เชวัต|อาดาร์ I|อาดาร์|อาดาร์ II|นิสซาน|อิยาร์|สีวัน|ตามูซ|อัฟ|เอลอุล",
    "tr": "Tişri|Heşvan|Kislev|Tevet|Şevat|Adar Rişon|Adar|Veadar|Nisan|İyar|Sivan|Tamuz|Av|Elul",
    "uk": "тішри|марчешван|числьов|тебет|шеват|адар I|адар|адар II|нісан|іар|сиван|таммуз|аб|елул",
    "ur": "ٹشری|هےشوان|کسلیو|تیویت|شیوت|آدر اوّل|آدر|آدر دوّم|نسان|ایئر|سیون|تموز|او|ای لول",
    "yi": "תשרי|חשוון|כסלו|טבת|שבט|אדר א׳|אדר|אדר ב׳|ניסן|אייר|סיון|תמוז|אב|אלול",
}
