"""A link that was opened (链接): what was checked, what differs, who sealed it."""

from typing import Final

LINKS: Final[dict[str, tuple[str, str]]] = {
    "decided": ("发出时与今日", "As sent and today"),
    "compare": ("对比", "Compare"),
    "bad_link": (
        "此链接不可采信，未作任何改动。",
        "This link cannot be believed; nothing was changed.",
    ),
    "bad_input": ("请更正以下内容。", "Please correct the following."),
    "to_overview": ("到总览", "To the overview"),
    "same_numbers": (
        "已在本机重新推算，与链接所载的数字完全一致；链接日期：{0}",
        "The same numbers as the link states, recomputed here; the link's date: {0}",
    ),
    "same_elsewhere": (
        "与链接（自述日期 {0}）的数字一致，到 0.01 个百分点：链接写的基准 {1} 不在本机，"
        "此处用数据相同的基准 {2} 推算。",
        "The same numbers as the link of {0} states, to 0.01 point: it names baseline {1}, which "
        "is not here; computed on {2}, of the same figures.",
    ),
    "other_numbers": (
        "链接的数字有 {1} 处与本机重新推算的不同，以下均为本机推算；链接日期：{0}",
        "{1:# number} not as the link of {0} states; those below were computed here",
    ),
    "other_software": (
        "链接（{0}）写明由其他版本的软件生成（渝策 {1}，本机为 {2}）：{3} 处数字与本机推算的不同，"
        "逐项列出；以下均为本机推算，链接所记数字无从核对",
        "The link of {0} states that other software made it (Yuce {1}; {2} is here): "
        "{3:# number} not as computed here, each listed. Those below were computed here; the "
        "link's own cannot be checked",
    ),
    "as_decided": ("发出时结果", "As sent"),
    "today": ("今日 · 同样假设", "Today · same assumptions"),
    "today_same": (
        "没有发布更新的基准，今日结果即当时结果。",
        "No newer baseline is published: today's result is that of then.",
    ),
    "today_none": ("今日结果无法得出。", "There is no result for today."),
    "gap_title": ("为何不同（百分点）", "Why they differ (points)"),
    "assumption": ("假设", "Assumption"),
    "by_model": ("模型", "Model"),
    "by_data": ("数据更新（含首次公布）", "Data updates, first releases too"),
    "by_scope": ("口径表变动", "Scope table changes"),
    "in_all": ("合计", "In all"),
    "splitting": ("正在用今日模型重算当时数据……", "Fitting the data of then with today's model…"),
    "not_split": ("差异未能分解。", "The difference could not be split."),
    "where": ("项目", "Item"),
    "differs_scopes": ("口径表", "Scope table"),
    "differs_standing": ("滑块位置", "Where the sliders stood"),
    "stated": ("链接所写", "Stated in the link"),
    "worked_out": ("本机推算", "Computed here"),
    "then": ("当时", "Then"),
    "now": ("现在", "Now"),
    "ledger": (
        "台账：与基准不同之处及提出人",
        "Ledger: what differs from the baseline, who said so",
    ),
    "measure": ("指标", "Measure"),
    "real_growth": ("可比价增速", "Real growth"),
    "deflator": ("缩减指数", "Deflator"),
    "assumed": ("假设", "Assumed"),
    "reason": ("理由", "Reason"),
    "source": ("来源", "Source"),
    "owner": ("提出人", "Owner"),
    "review": ("复核日", "Review"),
    "past_years": (
        "{0} 处假设的年份已成过去，今日结果不再采用。",
        "{0:# assumption} of past years, with no place in today's result.",
    ),
    "left_out": (
        "链接未能容纳：{1}。链接称完整记录为 ?s={0}，但不在本机情景库，无法核对。",
        "The link had no room for: {1}. It says that the whole is ?s={0}, which is not in the "
        "store here to compare.",
    ),
    "take_over": ("以这些假设继续", "Go on from these assumptions"),
    "all_taken": (
        "增速、其他假设、联动、口径、自定口径与目标、台账全部带入情景页。",
        "Growth, the other assumptions, linkage, scope, own scopes and targets and the ledger all "
        "come along.",
    ),
    "left_behind": (
        "带入增速、其他假设、联动、口径、自定口径与目标、台账；不带入：{0}。",
        "Growth, the other assumptions, linkage, scope, own scopes and targets and the ledger come "
        "along; left behind: {0}.",
    ),
    "none_taken": (
        "此情景没有可带入的假设：{0}。只带入口径、自定口径与目标；滑块停在基准。",
        "None of its assumptions can come along: {0}. Only scope, own scopes and own targets do; "
        "the sliders stand at the baseline.",
    ),
    "carried_on": ("沿用自{0}。未带入：{1}。", "Goes on from {0}. Left behind: {1}."),
    "past_items": ("{0} 处已成过去的假设", "{0:# assumption} of past years"),
    "pin_line": (
        "编号 {0} · 基准 {1} · {2} 数据 · 软件 {3}",
        "Id {0} · baseline {1} · data as of {2} · software {3}",
    ),
    "kept_here": ("本库存为“{0}”：{1}", "Kept in this store as “{0}”: {1}"),
    "kept_also": ("本库也存有此情景，题为“{0}”：{1}", "This store also keeps it, as “{0}”: {1}"),
    "kept_other": (
        "已按其他软件（渝策 {0}）的链接存入：{1} 处数字与本机推算的不同，打开时逐项列出",
        "Kept as a link of other software (Yuce {0}): {1:# number} not as computed here; "
        "opening it lists each",
    ),
    "more_titles": (
        "共 {0} 个标题，列出最新 {1} 个；--most 可多列",
        "{0} titles; the newest {1} are listed: --most lists more",
    ),
    "kept_more": ("本库还以另外 {0} 个标题存有此情景", "Kept here under {0:# more title}"),
    "not_believed": ("链接不可采信：{0}", "This link is not believed: {0}"),
    "ledger_claimed": (
        "理由、来源和姓名是发送者自称，无人担保。",
        "Reasons, sources and names are the sender's claims; nobody vouches for them.",
    ),
    "claim": ("自称", "as claimed"),
    "seal_nobody": ("未登录者", "somebody not signed in"),
    "seal_here_nobody": (
        "由本系统为未登录者签章，{1}；标题和姓名是自称。",
        "Sealed here for somebody not signed in, {1}; title and names are claims.",
    ),
    "seal_named": ("“{0}”", "“{0}”"),
    "seal_here": (
        "由本系统签章：{0}，{1}。",
        "Sealed here for {0}, {1}.",
    ),
    "seal_trusted": (
        "由另一系统签章，本系统信任（“{2}”）：{0}，{1}。",
        "Sealed by another installation, trusted here (“{2}”): {0}, {1}.",
    ),
    "seal_earlier": (
        "由本系统恢复备份前的旧密钥签章，本系统信任：{0}，{1}。",
        "Sealed with the key this installation had before a backup was restored, trusted here: "
        "{0}, {1}.",
    ),
    "seal_unknown": (
        "由另一系统签章，本系统未信任；姓名和时间是对方自称：{0}，{1}。",
        "Sealed by another installation, not trusted here; name and time are its claims: {0}, {1}.",
    ),
    "seal_none": (
        "未签章：链接所载的标题、姓名和日期是发送者自称。",
        "Not sealed: title, names and dates in it are the sender's claims.",
    ),
    "seal_no_link": (
        "本文件未签章：情景标题、说明、来源和所列姓名均为自称。",
        "This file has no seal: its title, note, sources and names are claims.",
    ),
    "seal_broken": (
        "签章无效：签章后有改动，或签章取自他处；链接所载的标题、姓名和日期不可信。",
        "Seal broken: something was changed since, or the seal was taken from elsewhere. Believe "
        "no title, name or date in it.",
    ),
    "link_unsealed": (
        "情景库无法使用，链接未签章：收到的人会看到姓名和日期是自称。",
        "The store cannot be used, so the link has no seal: its reader will see names and "
        "dates marked as claims.",
    ),
    "link_no_room": (
        "链接未能容纳：{0}。用 --save 存入情景库，短链接保留全部内容。",
        "The link has no room for {0}: with --save the ?s= link has all.",
    ),
    "came_between": (
        "在此期间他人保存了这一版本，您的内容尚未保存。查看后再次点击“保存”，即存为下一版本。",
        "This version came between; yours is not saved yet. Look at it: saving once more makes "
        "yours the next.",
    ),
    "own_key": ("本系统的签章密钥指纹：{0}", "Fingerprint of this installation's sealing key: {0}"),
    "setting_name": ("设置", "Setting"),
    "whence": ("来源", "From"),
    "meaning": ("含义", "Meaning"),
    "from_environment": ("环境变量", "environment"),
    "from_default": ("默认", "default"),
    "own_key_none": (
        "本系统尚无签章密钥，首次保存或分享时生成。",
        "No sealing key yet: the first saving or sharing makes it.",
    ),
    "key_print": ("指纹 {0}", "Fingerprint {0}"),
    "fingerprint": ("指纹", "Fingerprint"),
    "key_is": ("身份", "What it is"),
    "named": ("名称", "Name"),
    "key_own": ("本系统", "this installation"),
    "key_earlier": ("本系统旧密钥", "this installation's earlier key"),
    "key_trusted": ("已信任", "trusted"),
    "key_untrusted": ("不信任", "not trusted"),
}
