"""Words of many languages that point at something beside them, or take it as known.

A language that is missing here loses this one check and nothing else. Add a line to each table.
"""

# ruff: noqa: E501  # the tables have a line a language, however many ways it has to say so

import re

from newsletter.importing.blocks import Kind

# Pointing at a picture, a table, a video: a defect where the text has none.
POINTS_AT = {
    Kind.IMAGE: re.compile(
        r"\b(?:as|in) the (?:picture|photo|image|figure|chart|map)s?\b[^.]{0,30}\b(?:shows?|above|below|seen)|\bpictured (?:above|below|here)"
        r"|\b(?:see|in) the (?:picture|photo|image|figure|chart|map)s?(?: above| below| here)?\b|\b(?:photo|image|picture|figure|chart|map) (?:above|below)"
        r"|\b(?:comme|tel que) (?:le montre|l['’]illustre|on le voit)\b|\bci-(?:dessus|dessous|contre)\b|\bvoir (?:la photo|l['’]image|la figure|la carte)"
        r"|\bcomo (?:muestra|se ve en|se aprecia en|ilustra) (?:la|el) (?:imagen|foto\w*|figura|gráfic\w+|mapa)|\b(?:véase|ver) la (?:imagen|foto|figura)|\ben la (?:imagen|foto\w*) (?:superior|inferior|de arriba|de abajo)"
        r"|\bcomo (?:mostra|se vê n)\w? ?(?:a|o)? (?:imagem|foto|figura)|\bcom mostra la (?:imatge|foto|figura)|\bcome mostra (?:la foto|l['’]immagine|la figura)"
        r"|\bwie (?:das|die|auf dem|auf der) (?:bild|foto|abbildung|grafik|karte)\b|\b(?:siehe|im) (?:bild|foto|abbildung)\b"
        r"|как (?:показано|видно) на (?:фото|снимке|рисунке|карте)|\bна (?:фото|снимке) (?:выше|ниже)|(?:كما|حسب ما) (?:تظهر|يظهر|توضح|في) (?:الصورة|الصور|الشكل|الخريطة)|(?:انظر|في) الصورة"
        r"|(?:همان ?طور که|چنان ?که) (?:در )?(?:تصویر|عکس)|(?:如|见|見)(?:上|下)?(?:图|圖)(?:所示)?|(?:上|下)(?:图|圖)|(?:上|下)の(?:写真|図|画像)|(?:写真|図)(?:の通り|のように)|(?:위|아래)(?:의)? (?:사진|그림)",
        re.IGNORECASE,
    ),
    Kind.TABLE: re.compile(
        r"\b(?:see|in) the table\b|\btable (?:above|below)|\b(?:voir|dans) le tableau\b|\btableau ci-|\b(?:ver|véase|en) (?:la|el) (?:tabla|cuadro)\b|\b(?:siehe|in der) tabelle\b"
        r"|(?:في|انظر) الجدول|(?:如|见|見)(?:上|下)?表|(?:上|下)表|\bв таблице\b",
        re.IGNORECASE,
    ),
    Kind.CODE: re.compile(
        r"\b(?:watch|in) (?:the|this) video\b|\bvideo (?:above|below)|\b(?:regarder|dans) (?:la|cette) vidéo\b|\b(?:vea|mira|en) (?:el|este) v[ií]deo\b|\bim video\b|(?:شاهد|في) (?:هذا )?الفيديو|(?:观看|觀看|以下|下面)(?:的)?(?:视频|視頻)",
        re.IGNORECASE,
    ),
}
# Pointing at another place of the text; what it means may be there or not, so it is always worth a look.
POINTS_ELSEWHERE = re.compile(
    r"\b(?:see|shown|listed|read) (?:below|above|overleaf)\b|\bsee (?:the )?(?:box|sidebar|next page|page \d+)\b|\bclick (?:below|above)\b"
    r"|\bvoir (?:plus )?(?:bas|haut|ci-)|\bvoir (?:encadré|page)\b|\b(?:ver|véase) (?:más )?(?:abajo|arriba|recuadro|página)\b|\bver (?:abaixo|acima)\b|\bvegeu (?:més )?avall\b|\bvedi (?:sotto|sopra|riquadro)\b"
    r"|\bsiehe (?:unten|oben|kasten|seite)\b|\bzie (?:hieronder|hierboven)\b|\bсм\. (?:ниже|выше)|\başağıya bak|(?:انظر|راجع) (?:أدناه|أعلاه|الصفحة)|(?:در زیر|به پایین) ببینید|(?:见|見|详见|請見|请见)(?:下文|上文|下方|下页)|(?:下記|上記)(?:を|の)?(?:参照|ご覧)|아래(?:를)? 참조",
    re.IGNORECASE,
)
ANAPHORA = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # After this thing …
        r"(?:following|after|further to|at the end of|during) (?:this|that|these|those) (?P<thing>[\w-]+(?: [\w-]+)?)",
        r"(?:à la suite de|après|suite à|au terme de|à l['’]issue de|lors de) (?:ce|cet|cette|ces) (?P<thing>[\w-]+(?: [\w-]+)?)",
        r"(?:tras|después de|a continuación de|al término de|durante) (?:este|esta|estos|estas|dicho|dicha) (?P<thing>[\w-]+(?: [\w-]+)?)",
        r"(?:após|depois d|durante) ?(?:este|esta|estes|estas|esse|essa) (?P<thing>[\w-]+(?: [\w-]+)?)",
        r"(?:després d['’]|arran d['’]|durant ?)(?:aquest|aquesta|aquests|aquestes) (?P<thing>[\w-]+(?: [\w-]+)?)",
        r"(?:dopo|a seguito di|durante) (?:questo|questa|questi|queste|quest['’]) ?(?P<thing>[\w-]+(?: [\w-]+)?)",
        r"(?:nach|im anschluss an|während) (?:dies\w{1,2}) (?P<thing>[\w-]+(?: [\w-]+)?)",
        r"(?:после|вслед за|во время) (?:эт\w{1,3}) (?P<thing>[\w-]+(?: [\w-]+)?)",
        r"(?:و?بعد|و?عقب|و?إثر|و?خلال|و?في ختام) (?:هذا|هذه|ذلك|تلك) (?P<thing>\w+)",
        r"(?:在|继|随着)?(?:这|此|该|本)(?:次|场|个|项|份)?(?P<thing>\w{2,6}?)(?:之后|以后|后|结束)",
        # The thing was followed by …
        r"(?:the|this|that) (?P<thing>[\w-]+(?: [\w-]+){0,3}) (?:was|were) (?:then |later |also )?followed",
        r"(?:le|la|l['’]|les|ce|cet|cette|ces) ?(?P<thing>[\w-]+(?: [\w-]+){0,4}) (?:a été|ont été|fut|furent|était|étaient) suivie?s?",
        r"(?:el|la|los|las|este|esta) (?P<thing>[\w-]+(?: [\w-]+){0,4}) (?:fue|fueron|estuvo) (?:seguid|sucedid)[oa]s?",
        r"a (?:la|el|esta|este) (?P<thing>[\w-]+(?: [\w-]+){0,4}) le siguió",
        r"[oa]s? (?P<thing>[\w-]+(?: [\w-]+){0,4}) (?:foi|foram) seguid[oa]s?",
        r"(?:el|la|l['’]) ?(?P<thing>[\w-]+(?: [\w-]+){0,4}) va ser seguit?d?a?",
        r"(?:il|lo|la|l['’]|questo|questa) ?(?P<thing>[\w-]+(?: [\w-]+){0,4}) (?:è|sono) stat[oaie] seguit[oaie]",
        r"auf (?:den|die|das|diese\w?) (?P<thing>[\w-]+(?: [\w-]+){0,2}) (?:folgte|folgten)",
        r"за (?P<thing>[\w-]+(?: [\w-]+){0,2}) последовал\w?",
        r"(?:و?تل[اىت]\w?|و?أعقبت?|و?تبعت?) (?P<thing>ال\w+(?: \w+)?)",
        r"(?P<thing>\w{2,8}?)(?:之后|结束后|後|后)(?:，|,)?(?:是|进行|举行|紧接着)",
    )
)
