"""Styles and sentences for the tests of the text engine; the words are the project's own."""

from clipmaker.text.model import TextStyle

HEADLINE = TextStyle(
    family="Inter",
    weight=800,
    size_px=88,
    line_height=1.02,
    tracking_em=-0.015,
    highlight="#FFD60A",
)
CAPTION = TextStyle(family="Inter", weight=600, size_px=68, line_height=1.16, tracking_em=-0.01)

SENTENCES = {
    "en": "The lighthouse keeper says he will *stay on* the island.",
    "ru": "Смотритель маяка говорит, что *останется* на острове.",
    "uk": "Доглядач маяка каже, що *залишиться* на острові.",
    "el": "Ο φαροφύλακας λέει ότι θα *μείνει* στο νησί.",
    "ko": "등대지기는 “섬에 *남겠다*”고 2025년 3월 2일 말했다.",
    "ja": "灯台守は「島に*残りたい*」と、2025年3月2日に話した。",
    "zh-Hans": "灯塔看守人说，他想*留在岛上*（据报道）。",
    "zh-Hant": "燈塔看守人說，他想*留在島上*，不願離開。",
    "ar": "قال حارس المنارة إنه سيبقى *في الجزيرة*، بحسب (AB) في 2 مارس 2025.",
    "he": "שומר המגדלור אמר (AB) שהוא *יישאר* באי עד 2025.",
    "fa": "نگهبان فانوس گفت که *می‌ماند*.",
    "hi": "प्रकाशस्तंभ के रक्षक ने कहा कि वह *द्वीप पर* रहेगा।",
    "bn": "বাতিঘরের রক্ষক বলেছেন তিনি *দ্বীপে* থাকবেন।",
    "th": "ผู้ดูแลประภาคารบอกว่าเขาจะ*อยู่ต่อ*บนเกาะ เมื่อปี 2025",
    "my": "မီးပြတိုက်စောင့်က *ကျွန်းပေါ်မှာ* နေမည်ဟု ပြောသည်။",
    "lo": "ຜູ້ເຝົ້າ *ຢູ່ຕໍ່* ທີ່ນີ້",
    "vi": "Người gác hải đăng nói sẽ *ở lại* trên đảo ẤỒ.",
    "de": "Der Leuchtturm­wärter bleibt *auf der Insel*.",
}
