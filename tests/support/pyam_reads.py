"""What pyam makes of a file, as JSON: run by the environment it has to itself (Makefile)."""

import json
import sys
import warnings

warnings.simplefilter("ignore")  # of what pyam itself imports

import pyam  # noqa: E402

WHOLES = ("Value Added|Services", "Contribution to Growth|Services")


def main(path: str) -> None:
    read = pyam.IamDataFrame(path)
    damaged = read.data.copy()
    damaged.loc[damaged["variable"] == "Value Added|Services|Finance", "value"] *= 1.01
    units = read.data.drop_duplicates("variable").set_index("variable")["unit"]
    told = {
        "model": read.model,
        "scenario": read.scenario,
        "region": read.region,
        "year": read.year,
        "rows": len(read.data),
        "units": units.to_dict(),
        "values": {
            f"{row.variable} {row.year}": row.value for row in read.data.itertuples(index=False)
        },
        "parts": {one: len(read.filter(variable=f"{one}|*", level=0).variable) for one in WHOLES},
        "adds_up": {one: read.check_aggregate(one, rtol=1e-5, atol=1e-5) is None for one in WHOLES},
        "damage_seen": pyam.IamDataFrame(damaged).check_aggregate(WHOLES[0]) is not None,
    }
    print(json.dumps(told))


main(sys.argv[1])
