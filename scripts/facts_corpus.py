"""Sentences of invented articles and of cards made from them, by language, with places for facts.

Each pair is one fact: how an article tells it, and how a card does. {n} is a count, {m} an amount
of money, {p} a percentage, {k} a distance, {d} a day, {name} a person.
"""

from __future__ import annotations

from typing import Any

CORPUS: dict[str, dict[str, Any]] = {
    "en": {
        "count": (
            "The authorities said {n} people were injured in the storm.",
            "{n} people injured",
        ),
        "money": ("The damage is put at ${m} by the insurers.", "The damage: ${m}"),
        "percent": (
            "In the old town {p} percent of the houses are lost.",
            "{p} % of the houses are lost",
        ),
        "distance": ("The river has moved {k} kilometres to the east.", "The river moved {k} km"),
        "day": ("The water came on {d} before dawn.", "It came on {d}"),
        "name": ("The inquiry is led by {name}, a judge.", "The judge is {name}"),
        "quote": ("“{q},” said {name}.", "{q}"),
        "filler": (
            "Nobody slept that night.",
            "The bridge has been closed since {y}.",
            "In all, {f} boats were out.",
        ),
        "names": [
            "Margaret Ashdown",
            "Oliver Kettering",
            "Rosalind Fairweather",
            "Thomas Holloway",
            "Helen Marchetti",
        ],
        "quotes": [
            (
                "We will rebuild every house in this street",
                "We will not rebuild every house in this street",
            ),
            ("They told us to leave in time", "They never told us to leave in time"),
            ("I have seen such a flood before", "I have not seen such a flood before"),
            ("The dam was safe and it was checked", "The dam was not safe and it was checked"),
        ],
    },
    "de": {
        "count": (
            "Nach Angaben der Behörden wurden {n} Menschen bei dem Sturm verletzt.",
            "{n} Menschen verletzt",
        ),
        "money": ("Den Schaden schätzen die Versicherer auf {m} Euro.", "Der Schaden: {m} €"),
        "percent": (
            "In der Altstadt sind {p} Prozent der Häuser verloren.",
            "{p} % der Häuser sind verloren",
        ),
        "distance": (
            "Der Fluss hat sich um {k} Kilometer nach Osten verlagert.",
            "Der Fluss: {k} km weiter östlich",
        ),
        "day": ("Das Wasser kam am {d} vor Tagesanbruch.", "Es kam am {d}"),
        "name": ("Die Untersuchung leitet {name}, eine Richterin.", "Richterin {name} untersucht"),
        "quote": ("„{q}“, sagte {name}.", "{q}"),
        "filler": (
            "In dieser Nacht schlief niemand.",
            "Die Brücke ist seit {y} gesperrt.",
            "Insgesamt waren {f} Boote unterwegs.",
        ),
        "names": [
            "Margarete Aschenbach",
            "Oliver Kettmann",
            "Rosalinde Schönwetter",
            "Thomas Hollweg",
            "Helene Marchetti",
        ],
        "quotes": [
            (
                "Wir werden jedes Haus in dieser Straße wieder aufbauen",
                "Wir werden nicht jedes Haus in dieser Straße wieder aufbauen",
            ),
            ("Man hat uns rechtzeitig gewarnt", "Man hat uns nicht rechtzeitig gewarnt"),
            ("So eine Flut habe ich schon gesehen", "So eine Flut habe ich noch nie gesehen"),
            ("Der Damm war sicher und geprüft", "Der Damm war nicht sicher und geprüft"),
        ],
    },
    "fr": {
        "count": (
            "Selon les autorités, {n} personnes ont été blessées dans la tempête.",
            "{n} blessés",
        ),
        "money": ("Les assureurs estiment les dégâts à {m}euros.", "Les dégâts : {m} €"),
        "percent": (
            "Dans la vieille ville, {p} pour cent des maisons sont perdues.",
            "{p} % des maisons sont perdues",
        ),
        "distance": (
            "Le fleuve s’est déplacé de {k} kilomètres vers l’est.",
            "Le fleuve s’est déplacé de {k} km",
        ),
        "day": ("L’eau est arrivée le {d} avant l’aube.", "Elle est arrivée le {d}"),
        "name": ("L’enquête est menée par {name}, juge.", "La juge s’appelle {name}"),
        "quote": ("« {q} », a dit {name}.", "{q}"),
        "filler": (
            "Personne n’a dormi cette nuit-là.",
            "Le pont est fermé depuis {y}.",
            "Au total, {f} bateaux étaient en mer.",
        ),
        "names": [
            "Marguerite Aubernon",
            "Olivier Kerbrat",
            "Rosalie Beautemps",
            "Thomas Hollande",
            "Hélène Marchetti",
        ],
        "quotes": [
            (
                "Nous reconstruirons chaque maison de cette rue",
                "Nous ne reconstruirons pas chaque maison de cette rue",
            ),
            ("On nous a prévenus à temps", "On ne nous a pas prévenus à temps"),
            ("J’ai déjà vu une telle crue", "Je n’ai jamais vu une telle crue"),
            ("La digue était sûre et contrôlée", "La digue n’était pas sûre et contrôlée"),
        ],
    },
    "es": {
        "count": (
            "Según las autoridades, {n} personas resultaron heridas en la tormenta.",
            "{n} heridos",
        ),
        "money": ("Las aseguradoras calculan los daños en {m} euros.", "Los daños: {m} €"),
        "percent": (
            "En el casco antiguo se ha perdido el {p} por ciento de las casas.",
            "El {p} % de las casas, perdido",
        ),
        "distance": ("El río se ha movido {k} kilómetros hacia el este.", "El río se movió {k} km"),
        "day": ("El agua llegó el {d} antes del alba.", "Llegó el {d}"),
        "name": ("La investigación la dirige {name}, jueza.", "La jueza es {name}"),
        "quote": ("«{q}», dijo {name}.", "{q}"),
        "filler": (
            "Nadie durmió aquella noche.",
            "El puente está cerrado desde {y}.",
            "En total salieron {f} barcos.",
        ),
        "names": [
            "Margarita Asensio",
            "Oliverio Quintana",
            "Rosalinda Buendía",
            "Tomás Hernández",
            "Elena Marchetti",
        ],
        "quotes": [
            (
                "Vamos a reconstruir todas las casas de esta calle",
                "No vamos a reconstruir todas las casas de esta calle",
            ),
            ("Nos avisaron a tiempo", "No nos avisaron a tiempo"),
            ("He visto una riada así antes", "No he visto una riada así antes"),
            ("La presa era segura y estaba revisada", "La presa no era segura y estaba revisada"),
        ],
    },
    "pt": {
        "count": (
            "Segundo as autoridades, {n} pessoas ficaram feridas na tempestade.",
            "{n} feridos",
        ),
        "money": ("As seguradoras calculam os danos em {m} euros.", "Os danos: {m} €"),
        "percent": (
            "No centro antigo perderam-se {p} por cento das casas.",
            "{p} % das casas perdidas",
        ),
        "distance": ("O rio deslocou-se {k} quilômetros para leste.", "O rio deslocou-se {k} km"),
        "day": ("A água chegou em {d} antes do amanhecer.", "Chegou em {d}"),
        "name": ("A investigação é conduzida por {name}, juíza.", "A juíza é {name}"),
        "quote": ("“{q}”, disse {name}.", "{q}"),
        "filler": (
            "Ninguém dormiu naquela noite.",
            "A ponte está fechada desde {y}.",
            "Ao todo saíram {f} barcos.",
        ),
        "names": [
            "Margarida Azevedo",
            "Oliveiros Quintela",
            "Rosalina Bomtempo",
            "Tomás Fernandes",
            "Helena Marchetti",
        ],
        "quotes": [
            (
                "Vamos reconstruir todas as casas desta rua",
                "Não vamos reconstruir todas as casas desta rua",
            ),
            ("Avisaram-nos a tempo de sair", "Nunca nos avisaram a tempo de sair"),
            ("Eu já vi uma cheia assim", "Eu nunca vi uma cheia assim"),
            (
                "A barragem era segura e foi vistoriada",
                "A barragem não era segura e foi vistoriada",
            ),
        ],
    },
    "it": {
        "count": (
            "Secondo le autorità {n} persone sono rimaste ferite nella tempesta.",
            "{n} feriti",
        ),
        "money": ("Gli assicuratori stimano i danni in {m} euro.", "I danni: {m} €"),
        "percent": (
            "Nel centro storico è perduto il {p} per cento delle case.",
            "Perduto il {p} % delle case",
        ),
        "distance": (
            "Il fiume si è spostato di {k} chilometri verso est.",
            "Il fiume si è spostato di {k} km",
        ),
        "day": ("L’acqua è arrivata il {d} prima dell’alba.", "È arrivata il {d}"),
        "name": ("L’inchiesta è guidata da {name}, giudice.", "La giudice è {name}"),
        "quote": ("«{q}», ha detto {name}.", "{q}"),
        "filler": (
            "Quella notte non dormì nessuno.",
            "Il ponte è chiuso dal {y}.",
            "In tutto uscirono {f} barche.",
        ),
        "names": [
            "Margherita Asciani",
            "Oliviero Quaranta",
            "Rosalinda Beltempo",
            "Tommaso Olivieri",
            "Elena Marchetti",
        ],
        "quotes": [
            (
                "Ricostruiremo ogni casa di questa strada",
                "Non ricostruiremo ogni casa di questa strada",
            ),
            ("Ci hanno avvertiti in tempo", "Non ci hanno avvertiti in tempo"),
            ("Ho già visto una piena così", "Non ho mai visto una piena così"),
            ("La diga era sicura e controllata", "La diga non era sicura e controllata"),
        ],
    },
    "nl": {
        "count": ("Volgens de autoriteiten raakten {n} mensen gewond in de storm.", "{n} gewonden"),
        "money": ("Verzekeraars schatten de schade op {m} euro.", "De schade: {m} €"),
        "percent": (
            "In de oude stad is {p} procent van de huizen verloren.",
            "{p} % van de huizen verloren",
        ),
        "distance": (
            "De rivier is {k} kilometer naar het oosten verschoven.",
            "De rivier verschoof {k} km",
        ),
        "day": ("Het water kwam op {d} voor zonsopgang.", "Het kwam op {d}"),
        "name": ("Het onderzoek wordt geleid door {name}, rechter.", "De rechter is {name}"),
        "quote": ("“{q}”, zei {name}.", "{q}"),
        "filler": (
            "Niemand sliep die nacht.",
            "De brug is sinds {y} dicht.",
            "In totaal voeren {f} boten uit.",
        ),
        "names": [
            "Margriet Asselbergs",
            "Olivier Kettering",
            "Roosmarijn Helderweer",
            "Thomas Holleman",
            "Helena Marchetti",
        ],
        "quotes": [
            (
                "Wij bouwen elk huis in deze straat weer op",
                "Wij bouwen niet elk huis in deze straat weer op",
            ),
            ("Men heeft ons op tijd gewaarschuwd", "Men heeft ons nooit op tijd gewaarschuwd"),
            ("Zo een vloed heb ik eerder gezien", "Zo een vloed heb ik niet eerder gezien"),
            ("De dam was veilig en gekeurd", "De dam was niet veilig en gekeurd"),
        ],
    },
    "pl": {
        "count": ("Według władz w burzy rannych zostało {n} osób.", "{n} rannych"),
        "money": ("Ubezpieczyciele szacują szkody na {m} euro.", "Szkody: {m} €"),
        "percent": (
            "Na starym mieście zniszczonych jest {p} procent domów.",
            "{p} % domów zniszczonych",
        ),
        "distance": (
            "Rzeka przesunęła się o {k} kilometrów na wschód.",
            "Rzeka przesunęła się o {k} km",
        ),
        "day": ("Woda przyszła {d} przed świtem.", "Przyszła {d}"),
        "name": ("Śledztwo prowadzi {name}, sędzia.", "Sędzia to {name}"),
        "quote": ("„{q}”, powiedziała {name}.", "{q}"),
        "filler": (
            "Tej nocy nikt nie spał.",
            "Most jest zamknięty od {y} roku.",
            "Wypłynęły {f} łodzie.",
        ),
        "names": [
            "Małgorzata Asnykowa",
            "Oliwia Kotarbińska",
            "Rozalia Pogodna",
            "Teresa Holewińska",
            "Helena Markowska",
        ],
        "quotes": [
            ("Odbudujemy każdy dom na tej ulicy", "Nie odbudujemy każdego domu na tej ulicy"),
            ("Ostrzegli nas na czas", "Nie ostrzegli nas na czas"),
            ("Widziałam już taką powódź", "Nigdy nie widziałam takiej powodzi"),
            ("Zapora była bezpieczna i sprawdzona", "Zapora nie była bezpieczna i sprawdzona"),
        ],
    },
    "ru": {
        "count": (
            "По данным властей, во время бури пострадали {n} человек.",
            "Пострадали {n} человек",
        ),
        "money": ("Страховщики оценивают ущерб в {m} евро.", "Ущерб: {m} €"),
        "percent": ("В старом городе потеряно {p} процентов домов.", "Потеряно {p} % домов"),
        "distance": ("Река сместилась на {k} километров к востоку.", "Река сместилась на {k} км"),
        "day": ("Вода пришла {d} перед рассветом.", "Она пришла {d}"),
        "name": ("Расследование ведет {name}, судья.", "Судья — {name}"),
        "quote": ("«{q}», — сказала {name}.", "{q}"),
        "filler": (
            "Той ночью никто не спал.",
            "Мост закрыт с {y} года.",
            "В море вышли {f} лодки.",
        ),
        "names": [
            "Маргарита Асеева",
            "Ольга Кетова",
            "Розалия Погодина",
            "Тамара Холодова",
            "Елена Маркелова",
        ],
        "quotes": [
            (
                "Мы восстановим каждый дом на этой улице",
                "Мы не восстановим каждый дом на этой улице",
            ),
            ("Нас предупредили вовремя", "Нас не предупредили вовремя"),
            ("Я уже видела такое наводнение", "Я никогда не видела такое наводнение"),
            ("Плотина была надежной и проверенной", "Плотина не была надежной и проверенной"),
        ],
    },
    "uk": {
        "count": ("За даними влади, під час бурі постраждали {n} людей.", "Постраждали {n} людей"),
        "money": ("Страховики оцінюють збитки у {m} євро.", "Збитки: {m} €"),
        "percent": ("У старому місті втрачено {p} відсотків будинків.", "Втрачено {p} % будинків"),
        "distance": ("Річка змістилася на {k} кілометрів на схід.", "Річка змістилася на {k} км"),
        "day": ("Вода прийшла {d} перед світанком.", "Вона прийшла {d}"),
        "name": ("Розслідування веде {name}, суддя.", "Суддя — {name}"),
        "quote": ("«{q}», — сказала {name}.", "{q}"),
        "filler": (
            "Тієї ночі ніхто не спав.",
            "Міст закритий з {y} року.",
            "У море вийшли {f} човни.",
        ),
        "names": [
            "Маргарита Асєєва",
            "Ольга Кетенко",
            "Розалія Погідна",
            "Тамара Холоденко",
            "Олена Маркевич",
        ],
        "quotes": [
            ("Ми відбудуємо кожен дім на цій вулиці", "Ми не відбудуємо кожен дім на цій вулиці"),
            ("Нас попередили вчасно", "Нас не попередили вчасно"),
            ("Я вже бачила таку повінь", "Я ніколи не бачила такої повені"),
            ("Гребля була надійною і перевіреною", "Гребля не була надійною і перевіреною"),
        ],
    },
    "ar": {
        "count": ("قالت السلطات إن {n} شخصا أصيبوا في العاصفة.", "إصابة {n} شخصا"),
        "money": ("تقدر شركات التأمين الأضرار بـ {m} دولار.", "الأضرار: {m} دولار"),
        "percent": ("في المدينة القديمة فقد {p} في المئة من المنازل.", "فقد {p}٪ من المنازل"),
        "distance": ("تحرك النهر {k} كيلومترا نحو الشرق.", "تحرك النهر {k} كم"),
        "day": ("جاء الماء في {d} قبل الفجر.", "جاء في {d}"),
        "quote": ("“{q}”، قالت {name}.", "{q}"),
        "filler": ("لم ينم أحد تلك الليلة.", "الجسر مغلق منذ عام {y}.", "خرجت {f} قوارب."),
        "names": [
            "مارغريت الأشقر",
            "أوليفيا كتانة",
            "روزاليند الشامي",
            "تمارا الحلواني",
            "هيلانة مرقص",
        ],
        "quotes": [
            ("سنعيد بناء كل بيت في هذا الشارع", "لن نعيد بناء كل بيت في هذا الشارع"),
            ("أخبرونا أن نغادر في الوقت المناسب", "لم يخبرونا أن نغادر في الوقت المناسب"),
            ("رأيت فيضانا كهذا من قبل", "لم أر فيضانا كهذا من قبل"),
            ("كان السد آمنا وتم فحصه", "لم يكن السد آمنا وتم فحصه"),
        ],
    },
    "ko": {
        "count": ("당국은 폭풍으로 {n}명이 다쳤다고 밝혔다.", "부상자 {n}명"),
        "money": ("보험사들은 피해액을 {m}달러로 추산한다.", "피해액 {m}달러"),
        "percent": ("구시가지에서는 주택의 {p}퍼센트가 사라졌다.", "주택 {p}% 소실"),
        "distance": ("강은 동쪽으로 {k}킬로미터 옮겨 갔다.", "강이 {k}km 이동"),
        "day": ("물은 {d} 새벽에 들이닥쳤다.", "{d}에 닥쳤다"),
        "quote": ("“{q}”라고 {name} 씨가 말했다.", "{q}"),
        "filler": (
            "그날 밤 아무도 잠들지 못했다.",
            "다리는 {y}년부터 닫혀 있다.",
            "배 {f}척이 나가 있었다.",
        ),
        "names": ["김서연", "박도윤", "최하린", "정우진", "마르케티"],
        "quotes": [
            (
                "우리는 이 거리의 모든 집을 다시 지을 것입니다",
                "우리는 이 거리의 모든 집을 다시 짓지 않을 것입니다",
            ),
            ("제때 떠나라는 말을 들었습니다", "제때 떠나라는 말을 듣지 못했습니다"),
            ("이런 홍수를 본 적이 있습니다", "이런 홍수를 본 적이 없습니다"),
            ("댐은 안전했고 점검을 받았습니다", "댐은 안전하지 않았고 점검을 받았습니다"),
        ],
    },
    "ja": {
        "count": ("当局によると、嵐で{n}人がけがをした。", "けが人は{n}人"),
        "money": ("保険会社は損害を{m}ドルと見積もっている。", "損害は{m}ドル"),
        "percent": ("旧市街では家屋の{p}パーセントが失われた。", "家屋の{p}％を失う"),
        "distance": ("川は東へ{k}キロメートル移動した。", "川が{k}km移動"),
        "day": ("水は{d}の夜明け前に来た。", "{d}に来た"),
        "quote": ("「{q}」と{name}さんは話した。", "{q}"),
        "filler": (
            "その夜は誰も眠れなかった。",
            "橋は{y}年から閉鎖されている。",
            "船は{f}隻出ていた。",
        ),
        "names": ["マルガリータ", "オリバー・ケタリング", "佐藤美咲", "高橋健一", "マルケッティ"],
        "quotes": [
            ("この通りのすべての家を建て直します", "この通りのすべての家を建て直しません"),
            ("間に合うように知らせてくれました", "間に合うように知らせてくれませんでした"),
            ("こんな洪水を見たことがあります", "こんな洪水を見たことがありません"),
            ("ダムは安全で点検済みでした", "ダムは安全ではなく点検済みでした"),
        ],
    },
}
