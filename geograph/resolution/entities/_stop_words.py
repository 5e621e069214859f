"""Words that say little about who somebody is: legal forms, titles, particles, common words.

Phrases are written in Latin letters as transliteration leaves them;
`geograph.resolution.entities.normalized_names` folds them as it folds names, so that each stands
for its spellings.
"""

from __future__ import annotations

__all__ = [
    "COMMON",
    "FORMS",
    "GIVEN",
    "GIVEN_NAMES",
    "PARTICLES",
    "PLACES",
    "SAME_WORD",
    "SHIP",
    "TITLES",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Legal form → the phrases that stand for it. Forms of one meaning in several laws share a key,
#: because lists translate them as they please.
FORMS: dict[str, tuple[str, ...]] = {
    "llc": (
        "limited liability company", "llc", "ooo", "obshchestvo s ogranichennoy otvetstvennostyu",
        "company with limited liability", "society with limited liability", "tov", "too",
        "tovaristvo z obmezhenoyu vidpovidalnistyu", "tovarystvo z obmezhenoiu vidpovidalnistiu",
        "ltd", "limited", "ltda", "co ltd", "company limited", "co limited", "corporation limited",
        "pte ltd", "pvt ltd", "private limited", "pty ltd", "pt", "gmbh", "gesellschaft mbh",
        "srl", "s r l", "sarl", "sp z oo", "sp z o o", "spzoo", "bv", "b v", "kft", "doo", "d o o",
        "ooo s", "mchj", "sociedad limitada", "sl", "fze", "fzc", "fzco", "fz llc", "fzllc", "dmcc",
        "youxian gongsi", "wll", "lda", "uab", "oue", "ou", "sia",
    ),
    "jsc": (
        "joint stock company", "jsc", "ao", "aktsionernoe obshchestvo", "aktsionernoye obshchestvo",
        "aktsionerne tovaristvo", "aktsionerne tovarystvo", "at", "stock company", "ag",
        "aktiengesellschaft", "sa", "s a", "spa", "s p a", "nv", "n v", "ab", "oy", "oyj", "asa",
        "plc", "inc", "incorporated", "corp", "corporation", "kk", "sae", "as", "a s",
    ),
    "pjsc": (
        "public joint stock company", "pjsc", "pao", "publichnoe aktsionernoe obshchestvo",
        "publichnoye aktsionernoye obshchestvo", "publichne aktsionerne tovaristvo", "pat",
    ),
    "ojsc": (
        "open joint stock company", "ojsc", "oao", "otkrytoe aktsionernoe obshchestvo",
        "otkrytoye aktsionernoye obshchestvo", "vidkrite aktsionerne tovaristvo", "vat",
    ),
    "cjsc": (
        "closed joint stock company", "cjsc", "zao", "zakrytoe aktsionernoe obshchestvo",
        "private joint stock company", "private joint stock", "prjsc",
    ),
    "nao": ("non public joint stock company", "npjsc", "nepublichnoe aktsionernoe obshchestvo"),
    "fgup": (
        "federal state unitary enterprise", "fsue", "fgup", "state unitary enterprise", "gup",
        "federalnoe gosudarstvennoe unitarnoe predpriyatie", "unitary enterprise",
        "state enterprise", "republican unitary enterprise", "rup", "state owned enterprise",
    ),
    "fgbu": (
        "federal state budgetary institution", "fgbu", "fsbi", "federal state budgetary",
        "federal state institution", "federal state budgetary educational institution of higher",
        "federal state autonomous", "state budgetary institution", "gbu", "fgbou", "fgaou",
        "federalnoe gosudarstvennoe byudzhetnoe uchrezhdenie", "federal state treasury institution",
    ),
    "ano": (
        "autonomous non profit organization", "autonomous noncommercial organization", "ano",
        "autonomous non commercial organization", "avtonomnaya nekommercheskaya organizatsiya",
    ),
    "partnership": ("lp", "llp", "limited partnership", "limited liability partnership", "kg"),
    "ip": ("individual entrepreneur", "sole proprietor", "individualnyy predprinimatel"),
    "company": ("company", "co", "compagnie", "kompaniya", "firma", "firm", "sherkat", "sharikat"),
}  # fmt: skip

#: Words that lists translate or abbreviate → the one that stands for them.
SAME_WORD: dict[str, tuple[str, ...]] = {
    "npp": (
        "scientific production enterprise", "scientific and production enterprise", "npp", "rpe",
        "research and production enterprise", "research production enterprise", "spe", "nvp",
        "nauchno proizvodstvennoe predpriyatie", "naukovo virobniche pidpriemstvo",
    ),
    "npo": (
        "scientific production association", "scientific and production association", "npo", "rpa",
        "research and production association", "research production association", "spa npo", "nvo",
        "nauchno proizvodstvennoe obedinenie", "naukovo virobniche obednannya",
    ),
    "npk": (
        "research and production corporation", "scientific and production corporation", "npk",
        "scientific production corporation", "research and production company", "rpc",
        "research and production complex", "scientific production complex", "npc",
        "scientific and production complex", "scientific production company",
        "scientific and production company", "npf", "scientific production firm",
        "research production company", "research and production firm",
        "scientific and production firm",
    ),
    "npts": (
        "scientific production center", "research and production center", "npts", "npc center",
        "scientific and production center", "research production center",
    ),
    "nii": (
        "scientific research institute", "research institute", "nii", "sri", "ndi",
        "nauchno issledovatelskiy institut", "research and development institute",
    ),
    "kb": ("design bureau", "kb", "konstruktorskoe byuro", "construction bureau"),
    "okb": ("experimental design bureau", "okb", "special design bureau", "skb", "tskb",
            "central design bureau"),
    "plant": ("plant", "zavod", "factory", "works", "fabrika", "mill"),
    "machinebuilding": (
        "machine building", "machinebuilding", "mashinostroitelnyy", "machinery", "mashzavod",
        "engineering", "mashinostroitelny", "mashinostroitel",
    ),
    "association": ("association", "obedinenie", "obyedineniye", "obednannya"),
    "concern": ("concern", "kontsern", "konzern"),
    "centre": ("center", "centre", "tsentr", "markaz"),
    "institute": ("institute", "institut"),
    "instrument": ("instrument making", "priborostroitelnyy", "pribor", "instrument"),
    "optical": ("optical mechanical", "optical and mechanical", "optiko mekhanicheskiy"),
    "organisation": ("organization", "organisation", "organizatsiya", "sazman"),
    "university": ("university", "universitet", "daneshgah", "universiteti"),
    "shipping": ("shipping", "keshtirani", "maritime", "marine", "ship management"),
    "industry": ("industries", "industry", "industrial", "sanaye", "sanat"),
    "airline": ("airlines", "airline", "airways", "aviakompaniya", "air lines"),
    "named": ("named after", "imeni", "im", "name of"),
}  # fmt: skip

#: Words of organisations that many share; they count little whatever the entities at hand say.
COMMON: frozenset[str] = _words("""
    and of the for in de la el und i y v na dla a an international national general group
    holding trading trade commercial development services service technology technologies tech
    engineering systems system production industry plant shipping company enterprise centre
    institute organisation association state federal federation russian russia iran iranian
    syria syrian china chinese korea republic ltd research scientific management investment
    investments capital energy oil petroleum transport logistics global world import export
    machinebuilding works electronics electronic equipment division branch named joint
    university ship marine bank department ministry minister ministers office agency council
    committee commission security forces force army government president embassy secretary
    administration authority bureau directorate main ministerstvo departament agentstvo komitet
    party union republican public society foundation fund center
""")

#: Words that tell a branch or an affiliate from its head: parts of the world, countries that have
#: many of them, and what branches are called.
PLACES: frozenset[str] = _words("""
    north south east west northern southern eastern western central middle greater upper lower
    africa asia europe america arabia arabian peninsula maghreb sahara sahel caucasus siberia ural
    levant khorasan sinai balkan crimea crimean donbas donetsk luhansk lugansk kherson zaporizhzhia
    sevastopol moscow petersburg afghanistan algeria belarus bosnia china egypt ethiopia france
    germany gulf india indonesia iran iraq italy japan jordan kazakhstan kenya korea kuwait lebanon
    libya malaysia mali nigeria oman pakistan philippines qatar russia saudi singapore somalia
    sudan syria tajikistan tanzania tunisia turkey turkiye uganda ukraine uae usa uzbekistan yemen
    branch regional province provincial office filial affiliate chapter subsidiary navy naval ground
    aerospace brigade regiment battalion
""")

#: Titles that stand before or after a person's name.
TITLES: frozenset[str] = _words("""
    mr mrs ms miss dr prof professor sir lord lady sheikh shaikh shaykh sheik shaik cheikh haji
    hajji hadji hajj haj mullah mulla mawlawi maulavi maulawi moulavi mawlana maulana hafiz qari
    mufti imam ayatollah sayyid sayed syed seyed seyyed said general gen colonel col major maj
    captain capt brigadier lieutenant lt admiral president minister prince princess
    hojjatoleslam engineer eng jr sr iii
""")

#: Parts of names that come and go from one spelling to the next.
PARTICLES: frozenset[str] = _words("""
    al el ul ad ar as at az an ash ibn bin ben bint binti de der den del della di da dos van von zu
    la le du ould uld i y e bn oglu ogly kyzy
""")

#: Prefixes of ships' names.
SHIP: frozenset[str] = _words("mv mt ms ss mts vessel tanker motor ship lng lpg")

#: How folded given names, and the patronymics of them, begin in Ukrainian, Belarusian or English
#: → how they begin in Russian.
GIVEN: tuple[tuple[str, str], ...] = (
    ("aleksander", "aleksandr"), ("oleksander", "aleksandr"), ("oleksand", "aleksand"),
    ("olekse", "alekse"), ("oleksi", "alekse"), ("aleksi", "alekse"),
    ("volodimir", "vladimir"), ("uladzimir", "vladimir"), ("volodomir", "vladimir"),
    ("mikolaiov", "nikolaev"), ("mikola", "nikola"), ("mikit", "nikit"), ("sergi", "serge"),
    ("sarge", "serge"), ("andri", "andre"), ("dmitro", "dmitri"), ("dzmitr", "dmitri"),
    ("ievgen", "evgen"), ("evhen", "evgen"), ("ugen", "evgen"), ("olen", "elen"), ("alen", "elen"),
    ("iele", "ele"), ("tetan", "tatan"), ("tetian", "tatan"), ("katerin", "ekaterin"),
    ("kostantin", "konstantin"), ("hrihor", "grigor"), ("rigor", "grigor"), ("mihailo", "mihail"),
    ("mihal", "mihail"), ("michael", "mihail"), ("fedir", "fedor"), ("fodor", "fedor"),
    ("viacesla", "vacesla"), ("sviatosla", "svatosla"), ("ihor", "igor"), ("natali", "natal"),
    ("iuli", "ul"), ("uli", "ul"), ("iuri", "uri"), ("iur", "ur"), ("ilia", "ila"),
    ("sofi", "sof"), ("mariia", "maria"), ("kirilo", "kiril"), ("petro", "petr"), ("pavlo", "pavl"),
)  # fmt: skip

#: Whole folded given names of the same sort.
GIVEN_NAMES: dict[str, str] = {
    "mikola": "nikolai", "nikola": "nikolai", "petro": "petr", "petr": "petr", "pavlo": "pavel",
    "ganna": "ana", "gana": "ana", "hana": "ana", "oleg": "oleg", "oleh": "oleg", "peter": "petr",
    "lubov": "lubov", "liubov": "lubov", "danilo": "danil", "artiom": "artem", "artom": "artem",
    "mihailo": "mihail", "mikhailo": "mihail", "iosif": "iosif", "iosip": "iosif",
}  # fmt: skip
