"""The months of the Coptic calendar. Written by tests/i18n/calendars/write_words.py.

Source: CLDR 48.0, as ICU 78.2 has it, Unicode License v3 (https://www.unicode.org/license.txt).
"""

from collections.abc import Mapping

MONTHS: Mapping[str, str] = {
    "und": "Tout|Baba|Hator|Kiahk|Toba|Amshir|Baramhat|Baramouda|Bashans|Paona|Epep|Mesra|Nasie",
    "ar": "توت|بابه|هاتور|كيهك|طوبة|أمشير|برمهات|برمودة|بشنس|بؤونة|أبيب|مسرى|نسيئ",
    "bn": "টাউট|বাবা|হাটর|কিয়াক|টোবা|আমশির|বারামহাট|বারামৌডা|বাসহান্স|পাওনা|এপেপ|মেশ্রা|ন্যাশি",
    "bs-Cyrl": "Таут|Баба|Хатор|Киахк|Тоба|Амшир|Барамхат|Барамуда|Башанс|Паона|Епеп|Месра|Наси",
    "cs": "tout|baba|hatour|kiahk|touba|amshir|baramhat|baramouda|bashans|ba’ouna|abib|mesra|nasie",
    "cv": "тот|бабэ|хатур|кихак|тубэ|амшир|барамхат|бармуда|башнас|бауна|абиб|мисра|наси",
    "da": "tut|babah|hatur|kiyahk|tubah|amshir|baramhat|baramundah|bashans|ba’unah|abib|misra|nasi",
    "de": "Thout|Paopi|Hathor|Koiak|Tobi|Meschir|Paremhat|Paremoude|Paschons|Paoni|Epip|Mesori|Nasie",
    "el": "Τουτ|Μπάπα|Χατούρ|Κεγιάχκ|Τούμπα|Αμσίρ|Μπαραμχάτ|Μπαρμούντα|Μπασάνς|Μπαούνα|Αμπίπ|Μέσρα|Νεσγ",
    "es": "tout|baba|hator|kiahk|toba|amshir|baramhat|baramouda|bashans|paona|epep|mesra|nasie",
    "es-419": "Tout|Baba|Hator|Kiahk|Toba|Amshir|Baramhat|Baramouda|Bashans|Paona|Epep|Mesra|Nasie",
    "fa": "توت|پاوی|اثور|کواق|طوفی|ماخیر|فامینوث|فرموثی|پاخون|پاونی|افیفی|ماسوری|ماه کوچک",
    "ff-Adlm": "𞤚𞤵𞥅𞤼|𞤄𞤢𞥄𞤦𞤢|𞤖𞤢𞥄𞤼𞤮𞤪|𞤑𞤢𞤴𞤸𞤢𞥄𞤳|𞤚𞤵𞥅𞤦𞤢|𞤀𞤥𞥃𞤭𞤪|𞤄𞤢𞤪𞤢𞤥𞤢𞤸𞤢𞥄𞤼|𞤄𞤢𞤪𞤥𞤵𞥅𞤣𞤢|𞤄𞤢𞥃𞤢𞤲𞤧|𞤄𞤢𞤵𞤲𞤢|𞤀𞤦𞤭𞥅𞤦|𞤃𞤫𞤧𞤪𞤢|𞤐𞤢𞤧𞤭",
    "fi": (
        "thoutkuuta|paopikuuta|hathorkuuta|koiakkuuta|tobikuuta|meshirkuuta|paremhatkuuta|"
        "paremoudekuuta|pashonskuuta|paonikuuta|epipkuuta|mesorikuuta|pi-kogi-enavotkuuta"
    ),
    "fr": "tout|bâbâ|hâtour|kyahk|toubah|amshîr|barmahât|barmoudah|bashans|ba’ounah|abîb|misra|al-nasi",
    "fr-CA": "tout|bâbâ|hâtour|kyakh|toubah|amshîr|barmahât|barmoudah|bashans|ba’ounah|abîb|misra|al-nasi",
    "fy": "Tut|Babah|Hatur|Kiyahk|Tubah|Amshir|Baramhat|Baramundah|Bashans|Ba’unah|Abib|Misra|Nasi",
    "gu": "ટૉટ|બાબા|હેટોર|કિયાક|ટોબા|અમશિર|બારમ્હાટ|બારમુઉડા|બાશાન્સ|પાઓના|ઈપેપ|મેસ્રા|નાસીઈ",
    "he": "טאוט|בבה|הטור|קיאק|טובה|אמשיר|ברמהט|ברמודה|בשאנס|פאונה|אפיפ|מסרה|נאסי",
    "hu": (
        "Thot|Paophi|Athür|Koiak|Tübi|Mehir|Phamenóth|Pharmuthi|Pakhónsz|Pauni|Epip|Meszoré|Pi Kogi Enavot"
    ),
    "is": "tout|baba|hator|kiahk|toba|amshir|baramhat|baramouda|bashans|paona|epep|mesra|nasie",
    "kk": "Тут|Баба|Хатур|Кийяк|Туба|Ашмир|Барамхат|Барамуда|Башанс|Ба’уна|’абиб|Мисра|Наси’",
    "kk-Cyrl": "Тут|Баба|Хатур|Кийяк|Туба|Ашмир|Барамхат|Барамуда|Башанс|Ба’уна|’абиб|Мисра|Наси’",
    "kn": "ಟೌಟ್|ಬಾಬಾ|ಹ್ಯಾಟರ್|ಕಿಯಾಹ್ಕ್|ತೋಬ|ಅಮ್‌ಶೀರ್|ಬರಮ್‌ಹಟ್|ಬರಾಮೌಡ|ಬ್ಯಾಷನ್ಸ್|ಪವೋನ|ಎಪೆಪ್|ಮೆಸ್ರಾ|ನಾಸಿ",
    "lo": "ເທົາ|ບາບາ|ຮາໂຕ|ເຄຍ|ໂທບາ|ອາເຊີ|ບາລຳຮາດ|ບາລາມູດາ|ບາສຮານ|ເປົານາ|ອີແປບ|ມາສລາ|ນາຊີວ",
    "lv": "tots|baba|haturs|kihaks|tuba|amšīrs|baramhats|barmuda|bašnass|bauna|abibs|misra|nasī",
    "mk": "тут|баба|хатор|кијак|тоба|амшир|барамхат|барамуда|башанс|паона|епеп|месра|наси",
    "ml": "ടൗട്ട്|ബാബ|ഹാറ്റർ|കിയാക്ക്|ടോബ|ആംഷിർ|ബാരംഹാത്ത്|ബാരമൗഡ|ബാഷൻസ്|പവോണ|ഈപെപ്|മെസ്ര|നസീ",
    "mr": "तौत|बाबा|हातोर|कियाहक|तोबा|ऍमशिर|बरामहाट|बरामउदा|बशान्स|पाओना|इपिप|मेस्रा|नासी",
    "nl": "Tut|Babah|Hatur|Kiyahk|Tubah|Amshir|Baramhat|Baramundah|Bashans|Ba’unah|Abib|Misra|Nasi",
    "no": "tout|baba|hator|kiahk|toba|amshir|baramhat|baramouda|bashans|paona|epep|mesra|nasie",
    "pa": "ਟੋਉਟ|ਬਾਬਾ|ਹੇਟਰ|ਕੀਅਕ|ਤੋਬਾ|ਅਮਸ਼ੀਰ|ਬ੍ਰਾਮਹਟ|ਬਾਰਾਮੂਡਾ|ਬਾਸ਼ਨਸ|ਪਾਓਨਾ|ਅਪੈਪ|ਮੈਸਰਾ|ਨੇਜ਼ੀ",
    "pa-Guru": "ਟੋਉਟ|ਬਾਬਾ|ਹੇਟਰ|ਕੀਅਕ|ਤੋਬਾ|ਅਮਸ਼ੀਰ|ਬ੍ਰਾਮਹਟ|ਬਾਰਾਮੂਡਾ|ਬਾਸ਼ਨਸ|ਪਾਓਨਾ|ਅਪੈਪ|ਮੈਸਰਾ|ਨੇਜ਼ੀ",
    "ro": (
        "Thout|Paopi|Hathor|Koiak|Tobi|Meshir|Paremhat|Paremoude|Pashons|Paoni|Epip|Mesori|Pi Kogi Enavot"
    ),
    "ru": "тот|бабэ|хатур|кихак|тубэ|амшир|барамхат|бармуда|башнас|бауна|абиб|мисра|наси",
    "sc": "tout|baba|hator|kiahk|toba|amshir|baramhat|baramouda|bashans|paona|epep|mesra|nasie",
    "shn": ("ထွၵ်ႉ|ပႃႇပႃႇ|ႁတ်ႉထေႃး|ၵိၶ်|တူဝ်ႇပႃႇ|ဢႅမ်းသႄးရ်|ပရမ်ႇႁတ်ႉ|ပႃႇရႃႇမူဝ်ႇတႃႇ|ပႃႇသၢၼ်ႇ|ပဝ်းၼႃး|ဢႅပ်ႉပႅပ်ႉ|မႅတ်ႉသရႃႇ|ၼႃႇသီႇ"),
    "sr": "Таут|Баба|Хатор|Киахк|Тоба|Амшир|Барамхат|Барамуда|Башанс|Паона|Епеп|Месра|Наси",
    "sr-Cyrl": "Таут|Баба|Хатор|Киахк|Тоба|Амшир|Барамхат|Барамуда|Башанс|Паона|Епеп|Месра|Наси",
    "sr-Cyrl-ME": "Таут|Баба|Хатор|Киахк|Тоба|Амшир|Барамхат|Барамуда|Башанс|Паона|Епеп|Месра|Наси",
    "sr-Latn": "Taut|Baba|Hator|Kiahk|Toba|Amšir|Baramhat|Baramuda|Bašans|Paona|Epep|Mesra|Nasi",
    "sv": "tout|bâbâ|hâtour|kiahk|toubah|amshîr|barmahât|barmoudah|bashans|ba’ounah|abîb|misra|al-nasi",
    "ta": "டட்|பாபா|ஹடுர்|கியாக்|டுபா|அம்ஷீர்|பரம்ஹாட்|பரமுதா|பாஷன்ஸ்|பவுனா|அபீப்|மஸ்ரா|நசி",
    "te": "టౌట్|బాబా|హాటర్|కిహఖ్|తోబా|అమ్షిర్|బారామ్హట్|బారామౌదా|బషాన్స్|పఓనా|ఇపెప్|మెస్రా|నైసే",
    "th": "เทาท์|บาบา|ฮาเทอร์|เคียฟ|โทบา|อัมเชอร์|บารัมฮัท|บาราเมาดา|บาชันส์|พาโอนา|อีเปป|เมสรา|นาซี",
    "tr": "Tût|Bâbe|Hatur|Keyhek|Tûbe|Imşir|Bermuhat|Bermude|Peyştes|Bune|Ebip|Mısrî|Nesî",
    "uk": "тот|бабе|хатур|кіхак|тобе|амшир|барамхат|бармуда|башнас|бауна|абіб|мисра|насі",
    "ur": "ٹاؤٹ|بابا|ہیٹر|کیاہک|توبا|امشیر|برمہات|برموڈا|بشانس|پاؤنا|ایپپ|میسرا|ناسی",
}
