"""A scenario with one of everything."""

BUSY = {
    "name": "busy",
    "title_zh": "金融先行",
    "assumptions": [
        {"section": "J", "years": [2026, 2027], "value": 0.0777, "reason": "=1+1"},
        {"section": "F", "years": [2026], "kind": "change", "value": -0.01, "owner": "@张三"},
        {"section": "I", "years": [2027], "measure": "deflator", "value": 0.03},
    ],
    "events": [
        {"kind": "project", "section": "I", "from": 2026, "amount": 120.5, "ramp": 3},
        {"kind": "census", "section": "M", "from": 2027, "shift": 0.08},
        {"kind": "rescoping", "section": "F", "from": 2027, "scope": "D3", "coefficient": 0.4},
    ],
}
