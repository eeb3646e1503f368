"""Words of screens and documents, 中文 and English (词表).

Not here: what a verdict is called (scenarios/outcome/verdict_wording.py), which records and
messages say too; how a number is rounded and printed (base/digits.py); an error, which stands
where it is found.
"""
