"""Language codes (ISO 639-1) and their English names."""

from __future__ import annotations

from difflib import get_close_matches

_CODES = """
aa Afar; ab Abkhazian; ae Avestan; af Afrikaans; ak Akan; am Amharic; an Aragonese; ar Arabic;
as Assamese; av Avaric; ay Aymara; az Azerbaijani; ba Bashkir; be Belarusian; bg Bulgarian;
bi Bislama; bm Bambara; bn Bengali; bo Tibetan; br Breton; bs Bosnian; ca Catalan; ce Chechen;
ch Chamorro; co Corsican; cr Cree; cs Czech; cu Church Slavonic; cv Chuvash; cy Welsh; da Danish;
de German; dv Divehi; dz Dzongkha; ee Ewe; el Greek; en English; eo Esperanto; es Spanish;
et Estonian; eu Basque; fa Persian; ff Fulah; fi Finnish; fj Fijian; fo Faroese; fr French;
fy Frisian; ga Irish; gd Scottish Gaelic; gl Galician; gn Guarani; gu Gujarati; gv Manx; ha Hausa;
he Hebrew; hi Hindi; ho Hiri Motu; hr Croatian; ht Haitian Creole; hu Hungarian; hy Armenian;
hz Herero; ia Interlingua; id Indonesian; ie Interlingue; ig Igbo; ii Nuosu; ik Inupiaq; io Ido;
is Icelandic; it Italian; iu Inuktitut; ja Japanese; jv Javanese; ka Georgian; kg Kongo; ki Kikuyu;
kj Kuanyama; kk Kazakh; kl Greenlandic; km Khmer; kn Kannada; ko Korean; kr Kanuri; ks Kashmiri;
ku Kurdish; kv Komi; kw Cornish; ky Kyrgyz; la Latin; lb Luxembourgish; lg Ganda; li Limburgish;
ln Lingala; lo Lao; lt Lithuanian; lu Luba-Katanga; lv Latvian; mg Malagasy; mh Marshallese;
mi Maori; mk Macedonian; ml Malayalam; mn Mongolian; mr Marathi; ms Malay; mt Maltese; my Burmese;
na Nauruan; nb Norwegian Bokmål; nd North Ndebele; ne Nepali; ng Ndonga; nl Dutch;
nn Norwegian Nynorsk; no Norwegian; nr South Ndebele; nv Navajo; ny Chichewa; oc Occitan;
oj Ojibwa; om Oromo; or Odia; os Ossetian; pa Punjabi; pi Pali; pl Polish; ps Pashto;
pt Portuguese; qu Quechua; rm Romansh; rn Kirundi; ro Romanian; ru Russian; rw Kinyarwanda;
sa Sanskrit; sc Sardinian; sd Sindhi; se Northern Sami; sg Sango; si Sinhala; sk Slovak;
sl Slovenian; sm Samoan; sn Shona; so Somali; sq Albanian; sr Serbian; ss Swati; st Sotho;
su Sundanese; sv Swedish; sw Swahili; ta Tamil; te Telugu; tg Tajik; th Thai; ti Tigrinya;
tk Turkmen; tl Tagalog; tn Tswana; to Tongan; tr Turkish; ts Tsonga; tt Tatar; tw Twi; ty Tahitian;
ug Uyghur; uk Ukrainian; ur Urdu; uz Uzbek; ve Venda; vi Vietnamese; vo Volapük; wa Walloon;
wo Wolof; xh Xhosa; yi Yiddish; yo Yoruba; za Zhuang; zh Chinese; zu Zulu
"""

NAMES: dict[str, str] = {
    code: name for code, _, name in (entry.strip().partition(" ") for entry in _CODES.split(";"))
}
"""English name of every two-letter code."""

_MISTAKEN = {
    "jp": "ja", "cn": "zh", "ua": "uk", "dk": "da", "cz": "cs", "gr": "el", "by": "be",
    "rs": "sr", "al": "sq", "in": "hi", "iw": "he", "il": "he", "ir": "fa",
    "gb": "en", "us": "en", "vn": "vi", "kz": "kk", "farsi": "fa",
    "mandarin": "zh", "cantonese": "zh", "flemish": "nl", "castilian": "es", "gaelic": "ga",
    "kor": "ko", "rus": "ru", "ukr": "uk", "spa": "es", "ger": "de", "deu": "de", "fre": "fr",
    "fra": "fr", "chi": "zh", "zho": "zh", "jpn": "ja", "ara": "ar", "per": "fa", "fas": "fa",
    "heb": "he", "por": "pt", "pol": "pl", "tur": "tr", "swe": "sv", "hin": "hi", "kp": "ko",
}  # fmt: skip


def is_language(code: str) -> bool:
    """Whether a code is one of ISO 639-1, in lower case."""
    return code in NAMES


def language_name(code: str) -> str:
    """Return the English name of a language: ``Korean`` for ``ko``.

    Raises:
        KeyError: there is no such code.
    """
    return NAMES[code]


def nearest_language(written: str) -> str:
    """Return the code that somebody probably meant, "" when nothing is alike.

    Names, three-letter codes, codes with a region and common country codes are understood.
    """
    lower = written.strip().lower()
    by_name = {name.lower(): code for code, name in NAMES.items()}
    for candidate in (lower, *lower.replace("_", "-").split("-")[:1]):
        if candidate in NAMES:
            return candidate
        if code := _MISTAKEN.get(candidate) or by_name.get(candidate):
            return code
    alike = get_close_matches(lower, by_name, n=1, cutoff=0.7)
    return by_name[alike[0]] if alike else ""
