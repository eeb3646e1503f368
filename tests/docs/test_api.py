"""The pages of the API are built, and say what each public name is."""

import re
import warnings

import pdoc.doc
import pdoc.render

import yuce


def test_every_public_name_has_its_chapter() -> None:
    pdoc.render.configure(show_source=False)
    module = pdoc.doc.Module(yuce)
    with warnings.catch_warnings():  # a pandas series of numbers is known to type checkers only
        warnings.filterwarnings("ignore", message="Error parsing type annotation pd.Series")
        page = pdoc.render.html_module(module, all_modules={"yuce": module})
    chapters = set(re.findall(r'<section id="(\w+)">', page))
    assert set(yuce.__all__) <= chapters
    said = {one.name for one in module.own_members if one.docstring} | {"__version__"}
    assert set(yuce.__all__) <= said
