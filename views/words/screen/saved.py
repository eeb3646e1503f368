"""Share, save, compare (分享、保存、对比)."""

from typing import Final

SAVED: Final[dict[str, tuple[str, str]]] = {
    "share_button": ("分享与保存", "Share and save"),
    "share_help": (
        "链接固定当前的基准、口径、目标与数字：日后打开，显示的仍是这些数字。",
        "The link pins baseline, scopes, targets and digits as they are now: whoever opens it "
        "later sees these numbers.",
    ),
    "not_saved": ("未能保存：", "Not saved:"),
    "scenario_title": ("标题", "Title of the scenario"),
    "note": ("备注", "Note"),
    "who": ("保存人", "Who saves"),
    "why": ("事由", "Why"),
    "save": ("保存", "Save"),
    "saved": ("已保存：第 {0} 版", "Saved: version {0}"),
    "link": ("链接", "Link"),
    "paste": ("可粘贴的摘要", "Text to paste"),
    "qr": ("二维码：手机扫码打开", "QR code: opens on a phone"),
    "qr_here": (
        "此为本机网址，手机无法打开：请从本机的网络地址或服务器网址打开页面再分享。",
        "This address is this machine's own and opens on no phone: share from the page opened by "
        "the machine's network address, or the server's.",
    ),
    "no_saved": ("还没有保存的情景。", "No scenario is saved yet."),
    "none_found": ("没有找到。", "Nothing is found."),
    "page_of": ("共 {0} 条，显示", "{0} in all; shown"),
    "current": ("当前情景", "The board now"),
    "saved_under": (
        "“{0}”保存时用的是 {1} 口径，这里改按 {2} 口径判定，与保存时的数字不同。",
        "“{0}” was saved under scope {1}; here it is judged by scope {2}, so the figures are not "
        "those it was saved with.",
    ),
    "saved_list": ("已保存的情景", "Saved scenarios"),
    "search": (
        "查找：标题、备注、人、台账、行业",
        "Search titles, notes, people, ledger, sections",
    ),
    "version": ("版本", "Version"),
    "when": ("时间（北京时间）", "When (Chongqing)"),
    "pick": ("选择情景", "Choose one"),
    "copy_as": ("另存为", "Copy under the title"),
    "duplicate": ("另存", "Duplicate"),
    "archive": ("归档", "Archive"),
    "choose": ("选择二至六个情景", "Choose two to six scenarios"),
    "differ": ("不同的假设", "Assumptions that differ"),
    "alike": ("假设完全相同。", "They assume the same."),
    "outcomes": ("结果与判定", "Outcomes and verdicts"),
    "baselines_differ": (
        "所选情景的基准不同，差异不全来自假设。",
        "The scenarios stand on different baselines: not all that differs is assumed.",
    ),
}
