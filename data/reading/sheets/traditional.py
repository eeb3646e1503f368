"""Traditional characters read as the simplified ones that the words are written in (繁体字)."""

from typing import Final

_TRADITIONAL: Final = (
    "產業發輸倉儲郵飲動務資訊軟術機構會組織設財稅貿銷額幣億萬單價環較長減進營際國區縣慶東廣蘇灣"
    "陝雲貴遼寧龍門點數據來註備計當實標準規類與體綜費電車運遊鐵農礦製築積貸險證傳衛療學藝樂圖館"
    "護總開關維調預測終級個間時週書報簡統絕對變現舊歷權無號隻噸貨員職獲潤賬歸屬從該說釋頁續項內"
    "輛樓連併舉餘後氣熱補貼賓飯網絡線團協兩佔貢獻範圍創戶濟況錢銀幾係質達復專聯綠黃紅華滬漢贛魯"
    "鄭煙"
)
_SIMPLIFIED: Final = (
    "产业发输仓储邮饮动务资讯软术机构会组织设财税贸销额币亿万单价环较长减进营际国区县庆东广苏湾"
    "陕云贵辽宁龙门点数据来注备计当实标准规类与体综费电车运游铁农矿制筑积贷险证传卫疗学艺乐图馆"
    "护总开关维调预测终级个间时周书报简统绝对变现旧历权无号只吨货员职获润账归属从该说释页续项内"
    "辆楼连并举余后气热补贴宾饭网络线团协两占贡献范围创户济况钱银几系质达复专联绿黄红华沪汉赣鲁"
    "郑烟"
)
SIMPLIFIED: Final = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""Traditional → simplified, of the signs that tables of the accounts are written with. No sign of
these stands in simplified text, so one that is mapped means nothing else there."""
