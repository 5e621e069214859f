"""Readings of the Chinese characters that Japanese names are mostly written with.

Not a dictionary: the readings, in Hepburn's spelling, that the commonest family and given names
use. ``ō`` and ``ū`` are long. A character that is missing has no Japanese reading here.
"""

from __future__ import annotations

__all__ = ["CHARACTERS", "WORDS"]

#: Whole family names whose reading is not that of their characters.
WORDS: dict[str, tuple[str, ...]] = {
    "麻生": ("aso", "asō"), "服部": ("hattori",), "長谷": ("hase",), "五十嵐": ("igarashi",),
    "日下": ("kusaka",), "大和": ("yamato",), "東海林": ("shoji",), "飛鳥": ("asuka",),
    "菅原": ("sugawara",), "藤原": ("fujiwara",), "羽生": ("hanyu", "hanyū"), "桑原": ("kuwabara",),
    "春日": ("kasuga",), "小田": ("oda",), "土師": ("haji",), "和泉": ("izumi",),
    "海老": ("ebi",), "不破": ("fuwa",), "二階": ("nikai",), "甘利": ("amari",),
    "百合": ("yuri",), "大輔": ("daisuke",), "一郎": ("ichiro", "ichirō"), "京介": ("kyosuke",),
    "早苗": ("sanae",),
}  # fmt: skip

_TABLE = """
安 yasu an a
倍 be bai
晋 shin susumu
三 mi zo zō san kazu
岸 kishi
田 ta da
文 fumi bun
雄 o yu yū take katsu
石 ishi seki iwa
破 ba ha
茂 shige shigeru mo
菅 suga kan suge
義 yoshi gi
偉 hide i
太 ta tai o
郎 ro rō o
一 kazu ichi i hajime
二 ji ni futa
四 shi yo
五 go itsu
六 mu roku
七 nana shichi
八 ya hachi
九 ku kyu kyū
十 ju jū to
千 chi sen
百 hyaku momo
野 no
直 nao tada
人 to hito jin
山 yama san
川 kawa gawa
河 kawa gawa ko kō
本 moto hon
中 naka chu chū
村 mura
木 ki gi moku
林 hayashi bayashi rin
森 mori
高 taka ko kō
橋 hashi bashi
小 ko o sho
大 o ō dai hiro oo masaru
泉 izumi sen
純 jun sumi atsushi
島 shima jima
嶋 shima jima
松 matsu sho
井 i
上 ue kami uwa jo
下 shita shimo
藤 fuji to tō do dō
佐 sa suke
伊 i
加 ka
斎 sai
斉 sai nari
齋 sai
渡 wata
辺 be nabe
邊 be nabe
部 be
清 kiyo shi kiyoshi sei
水 mizu
池 ike
谷 tani ya gai
沢 sawa zawa
澤 sawa zawa
原 hara wara bara
吉 yoshi kichi
久 hisa ku kyu
保 ho yasu tamotsu
福 fuku
前 mae
後 go
西 nishi
東 higashi to tō azuma
北 kita
南 minami
金 kane kin kana
鈴 suzu rei
青 ao
赤 aka
白 shira shiro
黒 kuro haru
星 hoshi
宮 miya gu
崎 saki zaki
﨑 saki zaki
阿 a
坂 saka
阪 saka
今 ima
長 naga osa
永 naga ei
岡 oka
丘 oka
平 hira hei taira
新 ara shin nii
古 furu ko
内 uchi
竹 take
武 take mu takeshi
工 ku
近 kon chika
遠 en
浜 hama
濱 hama
浅 asa
荒 ara
増 masu
桜 sakura
櫻 sakura
萩 hagi
梅 ume
杉 sugi
柳 yanagi yana
栗 kuri
関 seki
塚 tsuka zuka
堀 hori
片 kata
土 tsuchi do
屋 ya
口 kuchi guchi
戸 to do be
門 kado mon
城 shiro ki jo
町 machi
市 ichi shi
早 haya
苗 nae
典 nori fumi
寺 tera dera
稲 ina
世 se yo
朋 tomo
美 mi yoshi
子 ko
恵 e megumi kei
香 ka kaori
花 hana ka
真 ma shin makoto
理 ri masa
里 ri sato
奈 na
菜 na
由 yu yoshi yū
有 yu ari yū
紀 ki nori
樹 ki itsuki ju
裕 yu hiro yū yutaka
祐 yu suke yū
佑 yu suke yū
勇 yu isamu yū
優 yu masaru yū
博 hiro hiroshi haku
弘 hiro ko hiroshi
浩 hiro ko hiroshi
宏 hiro ko hiroshi
洋 yo hiro hiroshi yō
広 hiro
寛 hiro kan hiroshi
之 yuki no
行 yuki
幸 yuki ko sachi kō
孝 taka ko takashi
隆 taka ryu takashi ryū
貴 taka ki
敬 taka kei
志 shi
司 shi ji tsukasa
史 shi fumi
治 haru ji osamu
明 aki mei akira
昭 aki sho akira
章 aki sho akira
晃 aki ko akira
彰 aki sho akira
秋 aki shu
春 haru shun
夏 natsu
冬 fuyu
英 hide ei
秀 hide shu shū
正 masa tada sho tadashi
昌 masa
雅 masa miyabi
政 masa
和 kazu wa
利 toshi ri
俊 toshi shun
敏 toshi bin
年 toshi
寿 toshi ju hisashi
健 ken take takeshi
謙 ken
賢 ken satoshi
憲 ken nori
建 ken take tate
剛 tsuyoshi go takeshi gō
毅 tsuyoshi takeshi ki
徹 tetsu toru toru
哲 tetsu satoshi
智 tomo satoshi chi
聡 satoshi so
知 tomo
友 tomo
伸 nobu shin
信 nobu shin makoto
延 nobu en
宣 nobu
光 mitsu ko hikaru
満 mitsu mitsuru
充 mitsu mitsuru
修 osamu shu shū
学 manabu gaku
誠 makoto sei
実 minoru mi sane
豊 yutaka toyo
進 susumu shin
茜 akane
翔 sho
介 suke
助 suke
輔 suke
彦 hiko
夫 o
男 o
生 o ki sei
也 ya
哉 ya
弥 ya
次 ji tsugu
二 ji
朗 ro rō akira
良 ryo yoshi ryō
亮 ryo akira ryō
龍 ryu tatsu ryū
竜 ryu tatsu ryū
辰 tatsu
達 tatsu
重 shige
繁 shige shigeru
勝 katsu masaru
克 katsu
功 isao ko
勲 isao
忠 tada
順 jun
淳 jun atsushi
潤 jun
准 jun
篤 atsushi atsu
厚 atsu
道 michi do
通 michi
路 ji
則 nori
規 nori ki
範 nori
徳 nori toku
仁 hito jin hitoshi
均 hitoshi
守 mamoru mori
康 yasu ko
靖 yasu yasushi
泰 yasu tai
恭 yasu kyo
仲 naka
元 moto gen hajime
基 moto ki
甘 ama
翁 okina
尾 o
歌 uta
宇 u
都 tsu to miyako
須 su
賀 ga
多 ta
津 tsu
馬 ma ba
場 ba
岩 iwa
宅 yake
笠 kasa
鹿 ka shika
鳩 hato
羽 ha hane
鶴 tsuru
亀 kame
熊 kuma
犬 inu
猪 i ino
牧 maki
秦 hata
萬 man
葉 ha ba yo
蓮 ren hasu
若 waka
茨 ibara
角 kado kaku
額 nuka
矢 ya
倉 kura
蔵 kura zo
庄 sho
丸 maru
向 mukai
江 e
越 koshi goshi
湯 yu
滝 taki
瀧 taki
樽 taru
床 toko
曽 so
曾 so
栄 ei sakae hide
喜 yoshi ki nobu
佳 yoshi kei ka
茂 mote
芳 yoshi
陽 yo haru hi
枝 eda e
位 i
玄 gen kuro
兵 hyo
衛 e
悠 yu haru
翼 tsubasa
拓 taku hiro
敦 atsu atsushi
善 yoshi zen
吾 go
悟 satoru go
朝 asa tomo
彩 aya
絵 e
結 yu
愛 ai
麗 rei
静 shizu
節 setsu
嘉 yoshi
暁 aki
浅 asa
防 bo
房 fusa
細 hoso
額 nuka
角 tsuno
神 kami jin
笹 sasa
柴 shiba
芝 shiba
植 ue
根 ne
波 nami ha
磯 iso
飯 ii
米 yone kome
梶 kaji
望 mochi nozomi
"""


def _characters() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.strip().splitlines():
        character, *readings = line.split()
        found[character] = tuple(dict.fromkeys((*found.get(character, ()), *readings)))
    return found


#: Character → its readings in names.
CHARACTERS: dict[str, tuple[str, ...]] = _characters()
