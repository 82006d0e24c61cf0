"""Checks: the text is in the script of its language.

Names, code, addresses and kept terms may stand in Latin anywhere. Simplified and traditional Chinese are
told apart by characters that only one of them has.

Sources: Unicode Standard Annex #24 (Script property); UTS #39 §5.1 (mixed-script words).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import regex

from newsletter.i18n.locale import Locale
from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair

_PARTS = {
    "Hans": ("Han", "Bopo"),
    "Hant": ("Han", "Bopo"),
    "Jpan": ("Han", "Hira", "Kana"),
    "Kore": ("Hang", "Han"),
    "Aran": ("Arab",),
}
_FEWEST_LETTERS = 20
_MANY_HAN = 40
_MOST_PERCENT = 10
_WORD = regex.compile(r"[\p{L}\p{M}'’]+")
_KANA, _HANGUL, _HAN = (regex.compile(rf"\p{{Script={name}}}") for name in ("Hira", "Hang", "Han"))
_NEEDED = {"Jpan": _KANA, "Kore": _HANGUL}
"""What no longer text in the script is without."""
_LOOKALIKES = regex.compile(
    r"\p{Script=Latn}\p{M}*[\p{Script=Cyrl}\p{Script=Grek}]|[\p{Script=Cyrl}\p{Script=Grek}]\p{M}*\p{Script=Latn}"
)
_LATIN_RUN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_SMALL_WORD = regex.compile(r"\b\p{Ll}{4,}\b")
_MAY_LOOK_ALIKE = re.compile(r"[\u0370-\u052f]")
_GREEK_SIGNS = regex.compile(r"[µμΩΔπαβγ]")
# Each pair of columns says the same; characters that the other script uses too, in whatever meaning,
# are left out (后, 里, 干, 台, 只, 面 ...).
_SIMPLIFIED = frozenset(
    "们这国说时会为来对发过还经学现动开样关头长问进东书车门见马语读话让认识议论设计许试该请谁课谈谢变"
    "单参双号问间闻听员围园图场坏块声处备复够奖实宝审层属岁币师带帮并庆应庙废归当录张强彻总恶战户护报"
    "担择换据损摄敌数断无旧显机杀权条极构标栏树桥梦检楼欢气汉汤决况济测温湾满热爱状独环电画疗监盖码础确"
    "离积称稳穷竞笔筑签简粮纪约级纸线组细织终结给络统继绩续维综绿编缘网罗职联聪肃脑节范获营蓝虑补装观规"
    "视览觉订训记许证评译详误诉调负财责货质购贸费资赛赞赢趋车轨转轮轻载较输边达迁运违连迟适选遗邮郑释针钟"
    "银错键镇队阳阴际陆险随难静韩页顶项顺须顾预领频题颜额风飞饭馆验龙"
)
_TRADITIONAL = frozenset(
    "們這國說時會為來對發過還經學現動開樣關頭長問進東書車門見馬語讀話讓認識議論設計許試該請誰課談謝變"
    "單參雙號間聞聽員圍園圖場壞塊聲處備復夠獎實寶審層屬歲幣師帶幫慶應廟廢歸當錄張徹總惡戰戶護報"
    "擔擇換據損攝敵數斷無舊顯機殺權條極構標欄樹橋夢檢樓歡氣漢湯濟測溫灣滿熱愛狀獨環電畫療監蓋碼礎確"
    "離積稱穩窮競筆築簽簡糧紀約級紙線組細織終結給絡統繼績續維綜綠編緣網羅職聯聰肅腦節獲營藍慮補裝觀規"
    "視覽覺訂訓記證評譯詳誤訴調負財責貨質購貿費資賽贊贏趨軌轉輪輕載較輸邊達遷運違連遲適選遺郵鄭釋針鐘"
    "銀錯鍵鎮隊陽陰際陸險隨難靜韓頁頂項順須顧預領頻題顏額風飛飯館驗龍"
)
_BOTH = _SIMPLIFIED & _TRADITIONAL
_ONLY_SIMPLIFIED, _ONLY_TRADITIONAL = _SIMPLIFIED - _BOTH, _TRADITIONAL - _BOTH
_FEWEST_TELLTALES = 3


def _classes(names: tuple[str, ...]) -> str:
    return "".join(rf"\p{{Script={name}}}" for name in names)


@lru_cache(maxsize=256)
def _own_letters(script: str) -> "regex.Pattern[str] | None":
    """Return a pattern of runs of a script's letters; None for one that Unicode's data does not know."""
    names = _PARTS.get(script, (script,))
    try:
        return regex.compile(f"[{_classes(names)}\\p{{M}}]+")
    except regex.error:
        return None


def _foreign_words(pair: TextPair, own: "regex.Pattern[str]") -> list[str]:
    """Return the words in other scripts; those of the source, names mostly, are nobody's fault."""
    words = [word for word in _WORD.findall(pair.prose) if not own.search(word)]
    source_words = set(_WORD.findall(pair.said_prose)) if words else set()
    return [word for word in words if word not in source_words]


def _chinese_telltale_counts(pair: TextPair) -> tuple[int, int]:
    """Return how many characters tell of the wrong and of the right way to write Chinese."""
    right, wrong = _ONLY_SIMPLIFIED, _ONLY_TRADITIONAL
    if pair.locale.script == "Hant":
        right, wrong = wrong, right
    chars = set(pair.translation)
    return len(chars & wrong), len(chars & right)


def _may_be_foreign(pair: TextPair) -> bool:
    """Tell quickly whether there is enough in other scripts to look closer."""
    script = pair.locale.script
    stray = _stray_letters(script)
    if stray is None or (script == "Latn" and pair.translation.isascii()):
        return False
    if script != "Latn" and sum(map(len, _LATIN_RUN.findall(pair.translation))) >= _FEWEST_LETTERS:
        return True
    return stray.search(pair.translation) is not None


def _is_plainly_foreign(pair: TextPair) -> bool:
    """Tell whether the text as a whole is in another script."""
    own = _own_letters(pair.locale.script)
    if own is None or not _may_be_foreign(pair):
        return False
    if pair.translation == pair.source:  # what is not translated at all is another check's
        return False
    own_count = sum(map(len, own.findall(pair.shown.text)))
    if len(pair.translation) - own_count < _FEWEST_LETTERS:
        return False
    foreign = _foreign_words(pair, own)
    # A Han character is a word, and texts of them have no spaces.
    count = sum(len(word) * (3 if _HAN.match(word) else 1) for word in foreign)
    return count >= _FEWEST_LETTERS and own_count * 100 <= _MOST_PERCENT * (count + own_count)


class IsInItsScript(Check):
    """The text as a whole is written in the script of the locale."""

    code = "script"
    severity = Severity.BLOCKS
    good = (
        TextPair(source="The city of Paris", translation="La ville de Paris"),
        TextPair(source="The city", translation="城市的气候行动计划", locale=Locale("zh-Hans")),
        TextPair(source="UITP", translation="UITP", locale=Locale("ar")),
        TextPair(
            source="International Association of Public Transport",
            translation="International Association of Public Transport",
            locale=Locale("ar"),
        ),
        TextPair(source="See `newsletter publish`", translation="`newsletter publish`", locale=Locale("fa")),
        TextPair(source="A plan for the city", translation="План за град", locale=Locale("sr-Cyrl")),
        TextPair(source="A plan for the city", translation="Plan za grad", locale=Locale("sr-Latn")),
        TextPair(source="Tokyo", translation="東京都気候行動計画", locale=Locale("ja")),
        TextPair(source="A plan", translation="Plean nua don chathair mhór álainn", locale=Locale("mga")),
    )
    bad = (
        TextPair(
            source="The plan of the city was accepted",
            translation="Le plan de la ville a été accepté",
            locale=Locale("ar"),
        ),
        TextPair(
            source="The plan of the city was accepted",
            translation="Plan grada je prihvaćen juče",
            locale=Locale("sr-Cyrl"),
        ),
        TextPair(
            source="The plan of the city was accepted",
            translation="План града је прихваћен јуче",
            locale=Locale("sr-Latn"),
        ),
        TextPair(source="This is ready", translation="這個計劃讓我們的國家實現了", locale=Locale("zh-Hans")),
        TextPair(source="This is ready", translation="这个计划让我们的国家实现了", locale=Locale("zh-Hant")),
        TextPair(source="This is ready", translation="この計画はとてもよいです", locale=Locale("zh-Hans")),
        TextPair(source="A plan", translation="城市" * 25, locale=Locale("ja")),
        TextPair(source="A plan", translation="城市" * 25, locale=Locale("ko")),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield at most one fault."""
        script = pair.locale.script
        if _is_plainly_foreign(pair) or (script in _PARTS and _is_other_east_asian(pair, script)):
            yield FindingText(
                f"the text is not in the script of {pair.locale}",
                "Translate it, or move it to the catalogue of its language",
            )


def _is_other_east_asian(pair: TextPair, script: str) -> bool:
    """Tell Chinese, Japanese and Korean apart, which share a script."""
    text = pair.prose
    if script in ("Hans", "Hant"):
        wrong, right = _chinese_telltale_counts(pair)
        return (wrong >= _FEWEST_TELLTALES and right == 0) or len(_KANA.findall(text)) * 4 > len(text)
    needed = _NEEDED.get(script)
    return needed is not None and needed.search(text) is None and len(_HAN.findall(text)) > _MANY_HAN


class MixesNoScripts(Check):
    """No word is half in another script, and no part of the text in a script of neither side."""

    code = "mixed-script"
    severity = Severity.WARNS
    good = (
        TextPair(source="The IT team", translation="IT-команда", locale=Locale("uk")),
        TextPair(source="10 μm", translation="10 μm"),
        TextPair(source="A plan", translation="Plean é", locale=Locale("mga")),
        TextPair(source="Beijing (北京)", translation="Pékin (北京)"),
        TextPair(source="A plan", translation="这个计划", locale=Locale("zh-Hans")),
    )
    bad = (
        TextPair(source="A plan", translation="Плaн", locale=Locale("uk")),
        TextPair(source="The city", translation="La ville 城市计划"),
        TextPair(source="A plan", translation="这个計劃", locale=Locale("zh-Hans")),
        TextPair(source="A plan", translation="план и plan града", locale=Locale("sr-Cyrl")),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per kind of mixture."""
        if pair.locale.script == "Latn" and pair.translation.isascii():
            return
        match = _lookalike_match(pair)
        if match and not _GREEK_SIGNS.search(match[0]):
            yield FindingText(f"{match[0]!r} mixes letters of two scripts", "Write the word in one script")
        yield from _stray_word_findings(pair)
        if pair.locale.script in ("Hans", "Hant"):
            wrong, right = _chinese_telltale_counts(pair)
            if wrong and (right or wrong < _FEWEST_TELLTALES):
                yield FindingText(
                    f"{wrong} characters are not those of {pair.locale.script} Chinese",
                    "Write them as the rest of the text is written",
                )


def _lookalike_match(pair: TextPair) -> "regex.Match[str] | None":
    text = pair.translation
    if not (_MAY_LOOK_ALIKE.search(text) and _LATIN_RUN.search(text)):
        return None
    return _LOOKALIKES.search(pair.prose)


@lru_cache(maxsize=256)
def _stray_letters(script: str) -> "regex.Pattern[str] | None":
    """Return a pattern of letters of neither this script nor Latin (nor, in Cyrillic Serbian, of that)."""
    names = _PARTS.get(script, (script,))
    inside = _classes(names)
    try:
        return regex.compile(
            rf"[\p{{L}}--[{inside}\p{{Script=Latn}}\p{{Script=Grek}}\p{{Script=Zyyy}}\p{{Script=Zinh}}]]+",
            regex.V1,
        )
    except regex.error:
        return None


def _stray_word_findings(pair: TextPair) -> Iterator[FindingText]:
    """Yield a finding for words in a script that neither the language nor the source has."""
    pattern = _stray_letters(pair.locale.script)
    if pattern is None:
        return
    strange: list[str] = []
    if pattern.search(pair.translation):
        strange = [word for word in pattern.findall(pair.prose) if word not in pair.source]
    if pair.locale.language == "sr" and pair.locale.script == "Cyrl":
        strange += [word for word in _SMALL_WORD.findall(pair.prose) if word.isascii()]
    if strange:
        yield FindingText(
            f"{strange[0]!r} is in a script that {pair.locale} is not written in", "Transliterate it"
        )
