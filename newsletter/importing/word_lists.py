"""Words that sites and newspapers of many languages put around an article.

The rules look at shapes first (case, punctuation, length, place); these tables only add what no
shape can tell. A language that is missing here loses some precision and nothing else.
"""

# ruff: noqa: E501  # the tables have a line a language, however many words it has

import re
import unicodedata

# What a site writes above, beside and below an article: navigation, sharing, rubrics without content.
_FURNITURE_BY_LANGUAGE = {
    "en": (
        "news|latest news|all news|read more|learn more|see more|more|more news|share|share this|share this article|print|home|"
        "back|back to top|back to news|previous|next|previous article|next article|related articles|related news|related|"
        "follow us|subscribe|skip to content|skip to main content|menu|search|tweet|email this|tags|close|download|advertisement|"
        "sign up|contact us|press release|press releases|leave a comment|comments|view all|show more|accept cookies|cookies|top"
    ),
    "fr": (
        "actualités|actualité|toutes les actualités|lire la suite|en savoir plus|lire plus|plus|partager|partager cet article|"
        "imprimer|accueil|retour|retour en haut|haut de page|précédent|suivant|article précédent|article suivant|articles liés|"
        "à lire aussi|lire aussi|suivez-nous|s'abonner|aller au contenu|rechercher|fermer|télécharger|publicité|voir plus|"
        "communiqué de presse|commentaires|voir tout|accepter les cookies"
    ),
    "es": (
        "noticias|últimas noticias|todas las noticias|leer más|leer mas|más información|ver más|compartir|imprimir|inicio|volver|"
        "volver arriba|anterior|siguiente|artículos relacionados|noticias relacionadas|síguenos|suscribirse|suscríbete|menú|buscar|"
        "ir al contenido|saltar al contenido|cerrar|descargar|publicidad|nota de prensa|comentarios|ver todo|más|actualidad"
    ),
    "pt": (
        "notícias|últimas notícias|leia mais|ler mais|saiba mais|ver mais|compartilhar|compartilhe|partilhar|início|voltar|"
        "voltar ao topo|próximo|artigos relacionados|siga-nos|assine|pesquisar|fechar|baixar|publicidade|veja também"
    ),
    "ca": (
        "notícies|llegir més|llegeix més|més informació|comparteix|imprimeix|inici|torna|següent|segueix-nos|subscriu-te|cerca"
    ),
    "it": (
        "notizie|news e comunicati|leggi tutto|leggi di più|continua a leggere|condividi|stampa|torna su|precedente|successivo|"
        "articoli correlati|seguici|iscriviti|cerca|chiudi|scarica|pubblicità|comunicati stampa"
    ),
    "de": (
        "nachrichten|aktuelles|neuigkeiten|weiterlesen|mehr lesen|mehr erfahren|mehr|teilen|drucken|startseite|zurück|"
        "nach oben|vorheriger artikel|nächster artikel|weiter|ähnliche artikel|folgen sie uns|abonnieren|zum inhalt springen|suche|"
        "schließen|herunterladen|werbung|anzeige|pressemitteilung|kommentare|alle anzeigen"
    ),
    "nl": (
        "nieuws|lees meer|lees verder|meer lezen|delen|deel dit artikel|afdrukken|terug|naar boven|vorige|volgende|zoeken"
    ),
    "pl": (
        "aktualności|wiadomości|czytaj więcej|czytaj dalej|udostępnij|drukuj|strona główna|powrót|następny|poprzedni|szukaj"
    ),
    "ru": (
        "новости|читать далее|подробнее|поделиться|печать|главная|назад|наверх|следующая|предыдущая|поиск|подписаться"
    ),
    "uk": ("новини|читати далі|докладніше|поділитися|друк|головна|пошук"),
    "tr": (
        "haberler|haber|devamını oku|devamı|paylaş|yazdır|ana sayfa|anasayfa|geri|yukarı|sonraki|önceki|ara|abone ol"
    ),
    "ar": (
        "أخبار|الأخبار|آخر الأخبار|اقرأ المزيد|اقرأ أيضا|اقرأ أيضاً|المزيد|شارك|مشاركة|شارك المقال|طباعة|الرئيسية|الصفحة الرئيسية|بحث|"
        "السابق|التالي|العودة إلى الأعلى|تابعونا|اشترك|مقالات ذات صلة|القائمة|إغلاق|تحميل|إعلان|بيان صحفي"
    ),
    "fa": (
        "اخبار|خبر|ادامه مطلب|بیشتر بخوانید|بیشتر|اشتراک گذاری|اشتراک‌گذاری|چاپ|خانه|صفحه اصلی|جستجو|قبلی|بعدی|مطالب مرتبط"
    ),
    "he": ("חדשות|קרא עוד|קראו עוד|שתף|שיתוף|הדפסה|ראשי|דף הבית|חיפוש|הבא|הקודם"),
    "zh-Hans": (
        "新闻|最新消息|最新动态|新闻动态|阅读更多|阅读全文|查看更多|更多|分享|分享到|打印|首页|返回|返回顶部|上一篇|下一篇|相关文章|相关新闻|关注我们|订阅|搜索"
    ),
    "zh-Hant": (
        "新聞|閱讀更多|閱讀全文|查看更多|列印|首頁|返回頂部|上一篇|下一篇|相關文章|相關新聞|訂閱|搜尋"
    ),
    "ja": (
        "ニュース|お知らせ|続きを読む|もっと見る|もっと読む|シェア|シェアする|共有|印刷|ホーム|トップ|戻る|ページトップへ|前の記事|次の記事|関連記事|検索"
    ),
    "ko": (
        "뉴스|소식|더 읽기|더보기|더 보기|자세히 보기|공유|공유하기|인쇄|홈|뒤로|맨 위로|이전|다음|관련 기사|검색|구독"
    ),
    "hi bn": ("समाचार|ताज़ा समाचार|और पढ़ें|साझा करें|शेयर करें|प्रिंट|होम|खोजें|পড়ুন|আরও পড়ুন|সংবাদ|শেয়ার"),
    "id sw vi": (
        "berita|baca selengkapnya|selengkapnya|bagikan|cetak|beranda|habari|soma zaidi|shiriki|tin tức|xem thêm|đọc thêm|chia sẻ"
    ),
    "names of networks": (
        "facebook|twitter|linkedin|whatsapp|instagram|youtube|telegram|pinterest|weibo|wechat|rss"
    ),
}
FURNITURE = frozenset(phrase for phrases in _FURNITURE_BY_LANGUAGE.values() for phrase in phrases.split("|"))

HOME = frozenset(
    [
        "home",
        "accueil",
        "inicio",
        "início",
        "inici",
        "startseite",
        "главная",
        "головна",
        "ana sayfa",
        "anasayfa",
        "الرئيسية",
        "خانه",
        "首页",
        "首頁",
        "ホーム",
        "홈",
        "होम",
        "strona główna",
        "beranda",
        "דף הבית",
    ]
)

# Words that a caption begins with, or that name its picture.
CAPTION = re.compile(
    r"\W*(?:(?:the|a|an|un|une|una|uno|um|uma|le|la|l['’]|el|o|il|ein|eine|een|das|die|der) ?)?(?:group photo|family photo|screenshot|photo(?:graph|graphie|s)?|image|picture|figure|fig\.|moments?|snapshot|pictured|caption|credits?|view of|scene"
    r"|légende|crédits?|vue|instant|imagen|foto(?:graf[ií]a|s)?|figura|momentos?|instantánea|vista|imagem|legenda|crédito"
    r"|imatge|immagine|momento|bild(?:er)?|abbildung|abb\.|foto:|beeld|zdjęcie|фото|снимок|рисунок|на снимке|на фото"
    r"|fotoğraf|görsel|الصورة|صورة|صور|لحظة|لقطة|جانب من|مشهد|عکس|تصویر|图|圖|图片|圖片|图为|圖為|照片|摄影|攝影|写真|画像|図"
    r"|사진|그림|चित्र|फोटो|תמונה|צילום)(?![^\W\d_])(?!\w)|\W*©",
    re.IGNORECASE,
)  # fmt: skip
# A caption names its photographer at the end.
PHOTO_CREDIT = re.compile(
    r"[(（\[—–-]\s*(?:photo|foto|image|crédits?|credits?|fotograf\w*|фото|الصورة|تصوير|عکس|摄影|攝影|图片来源|写真|撮影|사진)\b[^()（）]{0,60}[)）\]]?\s*\Z",
    re.IGNORECASE,
)
# Scripts without spaces: a caption word is followed by anything.
CAPTION_UNSPACED = re.compile(
    r"[^\w\s]*(?:图为|圖為|图[：:0-9一二三]|圖[：:0-9一二三]|图片|圖片|照片|写真|画像|現場|现场)"
)

# A line that says who wrote the text; the name follows.
BYLINE = re.compile(
    r"(?:written by|words by|text by|story by|reported by|by|author|text|par|auteur|autrice|texte|por|autora?|texto|per|text de"
    r"|di|testo|von|autor|autorin|text von|door|tekst|autor tekstu|автор|текст|yazan|yazar|بقلم|كتب|الكاتب|تحرير|نویسنده|نوشته"
    r"|作者|撰文|文|记者|記者|文責|執筆|著者|글|작성자|기자|लेखक|מאת)(?:\s*[:：/]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)

# What names a date: "Published on 4 December 2019".
DATE_LABEL = re.compile(
    r"(?:(?:last )?(?:updated|published|posted|created|date|publication date)|publié|mis à jour|publicado|publicada|actualizado"
    r"|fecha|data|publicat|pubblicato|veröffentlicht|stand|datum|gepubliceerd|opublikowano|опубликовано|дата|tarih|yayın tarihi"
    r"|نشر|تاريخ النشر|التاريخ|تاریخ|发布时间|发布日期|日期|時間|時间|公開日|更新日|掲載日|게시일|등록일|작성일|दिनांक)",
    re.IGNORECASE,
)


def folded(text: str) -> str:
    """Return a text for comparing: no case, no outer punctuation, single spaces, one apostrophe.

    >>> folded("  Read  more » ")
    'read more'
    """
    words = " ".join(text.replace("’", "'").casefold().split())
    start, end = 0, len(words)
    while start < end and _is_outer(words[start]):
        start += 1
    while end > start and _is_outer(words[end - 1]):
        end -= 1
    return words[start:end]


def _is_outer(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter)[0] in "PSZ"
