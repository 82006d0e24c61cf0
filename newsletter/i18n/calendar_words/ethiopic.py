"""The months of the Ethiopic calendar. Written by tests/i18n/calendars/write_words.py.

Source: CLDR 48.0, as ICU 78.2 has it, Unicode License v3 (https://www.unicode.org/license.txt).
"""

from collections.abc import Mapping

MONTHS: Mapping[str, str] = {
    "und": "Meskerem|Tekemt|Hedar|Tahsas|Ter|Yekatit|Megabit|Miazia|Genbot|Sene|Hamle|Nehasse|Pagumen",
    "am": "መስከረም|ጥቅምት|ኅዳር|ታኅሣሥ|ጥር|የካቲት|መጋቢት|ሚያዝያ|ግንቦት|ሰኔ|ሐምሌ|ነሐሴ|ጳጉሜን",
    "ar": "مسكريم|تكمت|هدار|تهساس|تر|يكتت|مجابيت|ميازيا|جنبت|سين|هامل|نهاس|باجمن",
    "ast": (
        "de meskerem|de tekemt|d’hedar|de tahsas|de ter|de yekatit|de megabit|de miazia|de genbot|"
        "de sene|d’hamle|de nehasse|de pagumen"
    ),
    "bn": ("মাস্কেরেম|টেকেমট|হিডার|তাহসাস|টের|ইয়েকাটিট|মেগাবিট|মিয়াজিয়া|গেনবট|সিনি|হ্যামলি|নেহাসে|পাগুমেন"),
    "bs-Cyrl": "Мескерем|Текемт|Хедар|Тахсас|Тер|Јекатит|Мегабит|Миазиа|Генбот|Сене|Хамле|Нехасе|Пагумен",
    "cs": "meskerem|tikemet|hidar|tahesas|tir|yekatit|megabit|miyaza|ginbot|sene|hamle|nehase|pagume",
    "cv": "мескерем|текемт|хедар|тахсас|тер|якатит|магабит|миазия|генбот|сэнэ|хамлэ|нахасэ|эпагомен",
    "da": "meskerem|tekemt|hedar|tahsas|ter|yekatit|megabit|miazia|genbot|sene|hamle|nehasse|pagumen",
    "de": "Mäskäräm|Ṭəqəmt|Ḫədar|Taḫśaś|Ṭərr|Yäkatit|Mägabit|Miyazya|Gənbot|Säne|Ḥamle|Nähase|Ṗagumen",
    "es": "meskerem|tekemt|hedar|tahsas|ter|yekatit|megabit|miazia|genbot|sene|hamle|nehasse|pagumen",
    "fa": "مسکرم|تکیمت|هیدار|طه‌ساز|تر|یکوتیت|مگابیت|میازیا|گین‌بوت|سنه|حمله|نحسه|پاگومه",
    "ff-Adlm": ("𞤃𞤫𞤧𞤳𞤫𞤪𞤫𞤥|𞤚𞤫𞤳𞤥𞤫𞤼|𞤖𞤫𞤣𞤢𞥄𞤪|𞤚𞤢𞤸𞤢𞤧𞤢𞥄𞤧|𞤚𞤫𞤪|𞤒𞤫𞤳𞤢𞤼𞤫𞤳|𞤃𞤫𞤺𞤢𞤦𞤭𞤼|𞤃𞤭𞤴𞤢𞥄𞥁𞤴𞤢|𞤘𞤫𞤲𞤦𞤮𞤼|𞤅𞤫𞥅𞤲𞤫|𞤖𞤢𞤥𞤤𞤫|𞤐𞤫𞤸𞤢𞥄𞤧𞤫|𞤆𞤢𞤺𞤵𞤥𞤫𞥅𞤲"),
    "fi": (
        "mäskärämkuuta|ṭəqəmtkuuta|ḫədarkuuta|taḫśaśkuuta|ṭərrkuuta|yäkatitkuuta|mägabitkuuta|"
        "miyazyakuuta|gənbotkuuta|sänekuuta|ḥamlekuuta|nähasekuuta|ṗagumenkuuta"
    ),
    "fr": "mäskäräm|teqemt|hedar|tahesas|ter|yäkatit|mägabit|miyazya|guenbot|säné|hamlé|nähasé|pagumén",
    "fy": "Mäskäräm|Teqemt|Hedar|Tahsas|T’er|Yäkatit|Mägabit|Miyazya|Genbot|Säne|Hamle|Nähase|Pagumän",
    "gu": ("મેસ્કેરેમ|ટેકેમ્ટ|હેડાર|તાહસાસ|તેર|યેકાતીત|મેગાબીટ|મિયાઝિયા|ગેનબોટ|સેને|હેમલે|નેહાસ્સે|પેગુમેન"),
    "he": "מסקרם|טקמת|הדר|תהסס|טר|יכתית|מגבית|מיאזיה|גנבות|סאנה|המלה|נהסה|פגומן",
    "hi": "मस्केरेम|टेकेम्ट|हेदर|तहसास|टर|येकाटिट|मेगाबिट|मियाज़िया|गनबोट|सेन|हम्ले|नेहासे|पागूमन",
    "is": "meskerem|tekemt|hedar|tahsas|ter|yekatit|megabit|miazia|genbot|sene|hamle|nehasse|pagumen",
    "kn": ("ಮೆಸ್ಕರೆಮ್|ಟೆಕೆಮ್ಟ್|ಹೆದರ್|ತೆಹ್‌ಸಾಸ್|ಟೆರ್|ಯೆಕಟಿಟ್|ಮೆಗಾಬಿಟ್|ಮೈಝಿಯಾ|ಜೆನ್‌ಬಾಟ್|ಸೆನೆ|ಹ್ಯಾಮ್ಲೆ|ನಿಹಾಸ್ಸೆ|ಪೆಗ್ಯುಮೆನ್"),
    "lo": "ແມສເຄີແຣມ|ເຕເກມ|ເຮດາ|ທາຊັສ|ເທີ|ເຍຄາທິດ|ເມກາບິດ|ເມຍເຊຍ|ເຈນບອດ|ເຊເນ|ຮຳເລ|ເນແຮສ໌|ພາກູເມນ",
    "lv": (
        "meskerems|tekemts|hedars|tahsass|ters|jakatīts|magabits|miāzija|genbots|senē|hamlē|nahasē|epagomens"
    ),
    "mk": "мескерем|текемт|хедар|тахсас|тер|јекатит|мегабит|миазиа|генбот|сене|хамле|нехасе|пагумен",
    "ml": ("മെസ്‌കെരെം|ടെക്കെംറ്റ്|ഹേദർ|തഹ്‌സാസ്|ടെർ|യെക്കാറ്റിറ്റ്|മെഗാബിറ്റ്|മിയാസിയ|ഗെൻബോട്ട്|സെനെ|ഹാംലെ|നെഹാസെ|പാഗുമെൻ"),
    "mr": ("मेसकेरेम|तेकेम्त|हेदार|ताहसास|तेर|येकातित|मेगाबित|मियाझिया|गेनबोत|सेने|हाम्ले|नेहास्से|पागुमेन"),
    "nl": "Mäskäräm|Teqemt|Hedar|Tahsas|T’er|Yäkatit|Mägabit|Miyazya|Genbot|Säne|Hamle|Nähase|Pagumän",
    "no": "meskerem|tekemt|hedar|tahsas|ter|yekatit|megabit|miazia|genbot|sene|hamle|nehasse|pagumen",
    "om": (
        "Fulbaana|Guraandhala|Sadaasa|Mudde|Amajji|Waxabajjii|Bitootessa|Eebila|Caamsaa|Onkoloolessa|"
        "Adoolessa|Hagayya|Qaam’ee"
    ),
    "pa": "ਮੇਸਕੇਰੇਮ|ਟੇਕੇਮਟ|ਹੈਡਰ|ਤਾਹਸਸ|ਟਰ|ਯਕੇਟਿਤ|ਮੇਗਾਬਿਟ|ਮਿਆਜਿਆ|ਜੇਨਬੋਟ|ਸੀਨ|ਹਮਲੇ|ਨੇਹਾਸੇ|ਪਾਗੂਮੇਨ",
    "pa-Guru": "ਮੇਸਕੇਰੇਮ|ਟੇਕੇਮਟ|ਹੈਡਰ|ਤਾਹਸਸ|ਟਰ|ਯਕੇਟਿਤ|ਮੇਗਾਬਿਟ|ਮਿਆਜਿਆ|ਜੇਨਬੋਟ|ਸੀਨ|ਹਮਲੇ|ਨੇਹਾਸੇ|ਪਾਗੂਮੇਨ",
    "ro": "meskerem|taqemt|hedar|tahsas|ter|yekatit|megabit|miazia|genbot|sene|hamle|nehase|pagumen",
    "ru": "мескерем|текемт|хедар|тахсас|тер|якатит|магабит|миазия|генбот|сэнэ|хамлэ|нахасэ|эпагомен",
    "sc": "meskerem|tekemt|hedar|tahsas|ter|yekatit|megabit|miazia|genbot|sene|hamle|nehasse|pagumen",
    "shn": (
        "မႅတ်ႉသ်ရႅမ်ႇ|တႅၵ်ႉၵမ်ႇ|ႁႄႇတႃႇ|တႃးသတ်ႉသ်|တႄးလ်|ယေႇၵတိတ်ႉ|မႅၵ်ႇၵႃႇပိတ်ႉ|မိယႃႇၸီႇယႃႇ|ၵႅၼ်ႇပၢတ်ႉ|သိၼ်း|ႁႅမ်းလႄး|ၼႁၢတ်ႉသ်|ပႃႇၵူႇမႅၼ်ႇ"
    ),
    "sr": "Мескерем|Текемт|Хедар|Тахсас|Тер|Јекатит|Мегабит|Миазиа|Генбот|Сене|Хамле|Нехасе|Пагумен",
    "sr-Cyrl": "Мескерем|Текемт|Хедар|Тахсас|Тер|Јекатит|Мегабит|Миазиа|Генбот|Сене|Хамле|Нехасе|Пагумен",
    "sr-Cyrl-ME": "Мескерем|Текемт|Хедар|Тахсас|Тер|Јекатит|Мегабит|Миазиа|Генбот|Сене|Хамле|Нехасе|Пагумен",
    "sr-Latn": "Meskerem|Tekemt|Hedar|Tahsas|Ter|Jekatit|Megabit|Miazia|Genbot|Sene|Hamle|Nehase|Pagumen",
    "sv": "mäskäräm|teqemt|hedar|tahesas|ter|yäkatit|mägabit|miyazya|guenbot|säné|hamlé|nähasé|pagumén",
    "ta": "மஸ்கரம்|தெகெம்ப்த்|ஹெதர்|தஹ்சாஸ்|தெர்|யாகாடிட்|மகாபிட்|மியாஸ்யா|கென்போ|சனே|ஹமேல்|நஹாசே|பாகுமே",
    "te": ("మెస్క్‌రమ్|టెకెమట్|హెదర్|తహసాస్|టర్|యెకాటిట్|మెగాబిట్|మియజియ|గెన్‌బోట్|సెనె|హమ్లె|నెహస్సె|పగుమెన్"),
    "th": ("เมสเคอเรม|เตเกมท|เฮดาร์|ทาฮ์ซัส|เทอร์|เยคาทิท|เมกาบิต|เมียเซีย|เจนบอต|เซเน|ฮัมเล|เนแฮซ|พากูเมน"),
    "ti": "መስከረም|ጥቅምቲ|ሕዳር|ታሕሳስ|ጥሪ|ለካቲት|መጋቢት|ሚያዚያ|ጉንበት|ሰነ|ሓምለ|ነሓሰ|ጷጉሜ",
    "tr": "Meskerem|Tikimt|Hidar|Tahsas|Tir|Yakatit|Magabit|Miyazya|Ginbot|Sene|Hamle|Nehasa|Pagumiene",
    "uk": (
        "мескерема|текемта|хедара|тахсаса|тера|єкатіта|мегабіта|міязія|генбота|сене|хамле|нехасе|пагумена"
    ),
    "ur": "مسکرم|تیکیمت|ہیدر|تہساس|تیر|یکاتیت|میگابت|میازیا|گیمبوٹ|سینے|ہیملے|نیہاسے|پیگیومین",
}
