"""Language codes (ISO 639-1, with their three-letter forms) and their English names."""

from __future__ import annotations

from difflib import get_close_matches

from clipmaker.scripts import script_of_language

_CODES = """
aa aar Afar; ab abk Abkhazian; ae ave Avestan; af afr Afrikaans; ak aka Akan; am amh Amharic; an
arg Aragonese; ar ara Arabic; as asm Assamese; av ava Avaric; ay aym Aymara; az aze Azerbaijani;
ba bak Bashkir; be bel Belarusian; bg bul Bulgarian; bi bis Bislama; bm bam Bambara; bn ben
Bengali; bo bod/tib Tibetan; br bre Breton; bs bos Bosnian; ca cat Catalan; ce che Chechen; ch cha
Chamorro; co cos Corsican; cr cre Cree; cs ces/cze Czech; cu chu Church Slavonic; cv chv Chuvash;
cy cym/wel Welsh; da dan Danish; de deu/ger German; dv div Divehi; dz dzo Dzongkha; ee ewe Ewe; el
ell/gre Greek; en eng English; eo epo Esperanto; es spa Spanish; et est Estonian; eu eus/baq
Basque; fa fas/per Persian; ff ful Fulah; fi fin Finnish; fj fij Fijian; fo fao Faroese; fr
fra/fre French; fy fry Frisian; ga gle Irish; gd gla Scottish Gaelic; gl glg Galician; gn grn
Guarani; gu guj Gujarati; gv glv Manx; ha hau Hausa; he heb Hebrew; hi hin Hindi; ho hmo Hiri
Motu; hr hrv Croatian; ht hat Haitian Creole; hu hun Hungarian; hy hye/arm Armenian; hz her
Herero; ia ina Interlingua; id ind Indonesian; ie ile Interlingue; ig ibo Igbo; ii iii Nuosu; ik
ipk Inupiaq; io ido Ido; is isl/ice Icelandic; it ita Italian; iu iku Inuktitut; ja jpn Japanese;
jv jav Javanese; ka kat/geo Georgian; kg kon Kongo; ki kik Kikuyu; kj kua Kuanyama; kk kaz Kazakh;
kl kal Greenlandic; km khm Khmer; kn kan Kannada; ko kor Korean; kr kau Kanuri; ks kas Kashmiri;
ku kur Kurdish; kv kom Komi; kw cor Cornish; ky kir Kyrgyz; la lat Latin; lb ltz Luxembourgish; lg
lug Ganda; li lim Limburgish; ln lin Lingala; lo lao Lao; lt lit Lithuanian; lu lub Luba-Katanga;
lv lav Latvian; mg mlg Malagasy; mh mah Marshallese; mi mri/mao Maori; mk mkd/mac Macedonian; ml
mal Malayalam; mn mon Mongolian; mr mar Marathi; ms msa/may Malay; mt mlt Maltese; my mya/bur
Burmese; na nau Nauruan; nb nob Norwegian Bokmål; nd nde North Ndebele; ne nep Nepali; ng ndo
Ndonga; nl nld/dut Dutch; nn nno Norwegian Nynorsk; no nor Norwegian; nr nbl South Ndebele; nv nav
Navajo; ny nya Chichewa; oc oci Occitan; oj oji Ojibwa; om orm Oromo; or ori Odia; os oss
Ossetian; pa pan Punjabi; pi pli Pali; pl pol Polish; ps pus Pashto; pt por Portuguese; qu que
Quechua; rm roh Romansh; rn run Kirundi; ro ron/rum Romanian; ru rus Russian; rw kin Kinyarwanda;
sa san Sanskrit; sc srd Sardinian; sd snd Sindhi; se sme Northern Sami; sg sag Sango; si sin
Sinhala; sk slk/slo Slovak; sl slv Slovenian; sm smo Samoan; sn sna Shona; so som Somali; sq
sqi/alb Albanian; sr srp Serbian; ss ssw Swati; st sot Sotho; su sun Sundanese; sv swe Swedish; sw
swa Swahili; ta tam Tamil; te tel Telugu; tg tgk Tajik; th tha Thai; ti tir Tigrinya; tk tuk
Turkmen; tl tgl Tagalog; tn tsn Tswana; to ton Tongan; tr tur Turkish; ts tso Tsonga; tt tat
Tatar; tw twi Twi; ty tah Tahitian; ug uig Uyghur; uk ukr Ukrainian; ur urd Urdu; uz uzb Uzbek; ve
ven Venda; vi vie Vietnamese; vo vol Volapük; wa wln Walloon; wo wol Wolof; xh xho Xhosa; yi yid
Yiddish; yo yor Yoruba; za zha Zhuang; zh zho/chi Chinese; zu zul Zulu
"""

_ENTRIES = [entry.split() for entry in _CODES.split(";")]

NAMES: dict[str, str] = {code: " ".join(words) for code, _, *words in _ENTRIES}
"""English name of every two-letter code."""

_TWO_LETTERS = {three: code for code, threes, *_ in _ENTRIES for three in threes.split("/")}

_MISTAKEN = {
    "jp": "ja", "cn": "zh", "ua": "uk", "dk": "da", "cz": "cs", "gr": "el", "by": "be",
    "rs": "sr", "al": "sq", "in": "hi", "iw": "he", "il": "he", "ir": "fa",
    "gb": "en", "us": "en", "vn": "vi", "kz": "kk", "farsi": "fa",
    "mandarin": "zh", "cantonese": "zh", "flemish": "nl", "castilian": "es", "gaelic": "ga",
    "kp": "ko", "eg": "ar", "sy": "ar", "iq": "ar", "at": "de", "pk": "ur", "bd": "bn",
    "np": "ne", "kh": "km", "ph": "tl", "mm": "my", "ge": "ka", "mx": "es", "tj": "tg", "tm": "tk",
    "au": "en", "pt-br": "pt", "me": "sr",
}  # fmt: skip

_OWN_NAMES = {
    "deutsch": "de", "français": "fr", "francais": "fr", "español": "es", "espanol": "es",
    "castellano": "es", "italiano": "it", "português": "pt", "portugues": "pt", "nederlands": "nl",
    "polski": "pl", "čeština": "cs", "cesky": "cs", "slovenčina": "sk", "magyar": "hu",
    "română": "ro", "türkçe": "tr", "turkce": "tr", "svenska": "sv", "norsk": "no", "dansk": "da",
    "suomi": "fi", "hrvatski": "hr", "lietuvių": "lt", "latviešu": "lv", "eesti": "et",
    "русский": "ru", "українська": "uk", "беларуская": "be", "български": "bg", "српски": "sr",
    "ελληνικά": "el", "العربية": "ar", "עברית": "he", "فارسی": "fa", "हिन्दी": "hi", "हिंदी": "hi",
    "ไทย": "th", "中文": "zh", "汉语": "zh", "日本語": "ja", "한국어": "ko", "tiếng việt": "vi",
    "bahasa indonesia": "id",
}  # fmt: skip
"""What languages call themselves."""


def reads_from_right(code: str) -> bool:
    """Whether a language is written from right to left; codes may have a region (``ar-EG``)."""
    return script_of_language(code).from_right


def is_language(code: str) -> bool:
    """Whether a code is one of ISO 639-1, in lower case."""
    return code in NAMES


def language_name(code: str) -> str:
    """Return the English name of a language: ``Korean`` for ``ko``.

    Raises:
        KeyError: there is no such code.
    """
    return NAMES[code]


def two_letters(code: str) -> str:
    """Return the two-letter form of a code of ISO 639-1 or 639-2 as media files hold it.

    Codes without a two-letter form are returned as they are; ``und`` and nothing give "".
    """
    lower = code.strip().lower().replace("_", "-").split("-")[0]
    return "" if lower == "und" else _TWO_LETTERS.get(lower, lower)


_ALSO_LANGUAGES = {
    "ae": "ar", "ch": "de", "co": "es", "cr": "es", "cu": "es", "cv": "pt", "ee": "et", "gn": "fr",
    "ie": "en", "kg": "ky", "kr": "ko", "kw": "ar", "li": "de", "lu": "fr", "ng": "en", "se": "sv",
    "tn": "ar", "tw": "zh", "ve": "es",
}  # fmt: skip
"""Codes of languages that no engine hears (Kanuri, Ewe, Northern Sami) and of countries as well,
with what is spoken there."""


def country_language(code: str) -> str:
    """Return what is spoken in the country whose code a rare language's code is, too.

    Returns:
        ``ko`` for ``kr``, which is Kanuri; "" where nobody would take the one for the other.
    """
    return _ALSO_LANGUAGES.get(code, "")


def three_letters(code: str) -> str:
    """Return the three-letter form of a code, which no country has: ``kau`` for ``kr``."""
    return next(three for three, two in _TWO_LETTERS.items() if two == code)


def taken_for_country(written: str) -> str:
    """Return the code that a rare language's three letters stand for, "" for all others."""
    code = _TWO_LETTERS.get(written, "")
    return code if code in _ALSO_LANGUAGES else ""


def nearest_language(written: str) -> str:
    """Return the code that somebody probably meant, "" when nothing is alike.

    Names, three-letter codes, codes with a region and common country codes are understood.
    """
    lower = written.strip().lower()
    by_name = {name.lower(): code for code, name in NAMES.items()}
    for candidate in (lower, *lower.replace("_", "-").split("-")[:1]):
        if candidate in NAMES:
            return candidate
        for table in (_TWO_LETTERS, _MISTAKEN, by_name, _OWN_NAMES):
            if candidate in table:
                return table[candidate]
    alike = get_close_matches(lower, by_name, n=1, cutoff=0.7)
    return by_name[alike[0]] if alike else ""
