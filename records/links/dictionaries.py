"""Words that links have in common, one dictionary a link version (压缩词典).

Deflate refers to them instead of carrying them, which is how 84 sliders fit a link. A
dictionary is frozen with its version: one letter changed, and old links no longer open, which
`test_links.py` and the golden links would say.
"""

from typing import Final

_TARGETS = (
    '"targets":[{"en":"Services value added grows about 6.5% in 2025","id":"growth-2025",'
    '"measure":"services_real_growth","note":"tolerance is this project\'s reading of 左右, '
    'editable","release":"report-2025-05","scope":null,"strict":false,"threshold":0.065,'
    '"tolerance":0.005,"wording":"6.5%左右","year":2025,"zh":"2025年服务业增加值增长6.5%左右"},'
    '{"en":"Producer services exceed 60% of services value added in 2027","id":"share-2027",'
    '"measure":"producer_share","note":"scope and base are not stated by the source",'
    '"release":"report-2025-05","scope":"any","strict":true,"threshold":0.6,"tolerance":0.0,'
    '"wording":"超过60%","year":2027,"zh":"2027年生产性服务业占服务业比重超过60%"}]}'
)

_VERDICTS = '"targets":[["target","scope","value","odds","verdict","published"],' + "".join(
    f'["{target}",{scope},0.{digits},0.{digits},"{verdict}",{published}],'
    for target, scope, digits, verdict, published in (
        ("growth-2025", "null", "06", "met", "false"),
        ("growth-2025", "null", "062", "missed", "true"),
        *(("share-2027", f'"D{n}"', "", "too_close", "false") for n in range(1, 9)),
        ("share-2027", '"D1"', "4", "missed", "false"),
        ("share-2027", '"D1"', "6", "met", "false"),
    )
)

_STANDING = '"standing":{' + ",".join(
    f'"{measure}":{{' + ",".join(f'"{code}":[' for code in "FGHIJKLMNOPQRS") + "}"
    for measure in ("deflator", "real_growth")
)

_RUNS = "".join(
    f'[{{"kind":"{kind}","measure":"{measure}","owner":"","reason":"","review":null,'
    f'"section":"{section}","source":""}},[2025,2026,2027,2028,2029,2030],['
    for kind, measure in (("percentile", "deflator"), ("change", "real_growth"))
    for section in "F"
) + "".join(
    f'[{{"kind":"level","measure":"real_growth","owner":"","reason":"","review":null,'
    f'"section":"{section}","source":""}},[2026,2027,2028,2029,2030],['
    for section in "GHIJKLMNOPQRSF"
)

_WORDS = (
    "政策规划项目投资消费出口人口就业成渝地区双城经济圈西部金融中心国际消费中心软件信息租赁商务"
    "科技研发物流数字化人工智能低空经济文旅教育卫生房地产批发零售住宿餐饮市统计局发展改革委商务委"
    "经济信息委国家统计局统计公报年度计划报告预计增长下降回升同比较快稳定支撑带动根据按照达到百分点"
    "服务业生产性服务业增加值增速去年今年上半年一季度二季度三季度四季度以来以上左右"
)

_FIRST: Final = "".join(
    (
        _WORDS,
        _TARGETS,
        _STANDING,
        _VERDICTS,
        _RUNS,
        '{"baseline":{"as_of":"2025-05-28","draws":10000,"id":"',
        '{"baseline":{"as_of":"2026-03-31","draws":10000,"id":"',
        '","origin":2025,"years":5},"headline":{"growth":{"2025":0.06,"2026":0.06',
        ',"2027":0.06,"2028":0.06,"2029":0.06,"2030":0.05},"joint":{"D1":0.0,"D2":0.0',
        ',"D3":0.0,"D4":0.0,"D5":0.0,"D6":0.0,"D7":0.0,"D8":0.0},"targets":[',
        ']]},"left_out":null,"made":"2026-11-23","scenario":{"assumptions":[[',
        ']]],"baseline":"","name":"scenario","note_en":"","note_zh":"","schema":1,"scope":"D3"',
        ',"source":"","title_en":"","title_zh":""},"schema":1,"scopes":"","software":"0.1.0",',
    )
).encode()

DICTIONARIES: Final[dict[str, bytes]] = {"1": _FIRST, "2": _FIRST}
"""Link version → its dictionary. Deflate sees 32 KiB back; what comes last is cheapest."""
