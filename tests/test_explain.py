"""`local-offer explain`: every duty and every check, in plain words."""

from __future__ import annotations

import pytest

from checks import explain, run
from checks.model import CannotRun
from checks.suite import CHECKS as OFFLINE
from checks.suite import ON_REQUEST
from publish import cli
from tests.conftest import ROOT

CHECKS = (*OFFLINE, *ON_REQUEST)


def test_every_duty_is_explained(law):
    for duty in law.requirements:
        text = explain.explain(duty.id, law.requirements, CHECKS)
        words = " ".join(text.split())
        assert text.startswith(f"{duty.id}: {duty.title}\n")
        for part in (duty.asks, duty.write, duty.citation):
            assert part in words
        assert max(len(line) for line in text.splitlines()[1:] if "://" not in line) <= 80
        # The duty's own number may not be confirmed; only the safe citation is shown.
        assert "{" not in text


def test_every_check_is_explained(law):
    for check in CHECKS:
        text = explain.explain(run.name_of(check), law.requirements, CHECKS)
        assert (check.__doc__ or "").strip() in text


def test_all_are_listed(law, capsys):
    assert cli.main(["explain"]) == 0
    listed = capsys.readouterr().out
    for name in [duty.id for duty in law.requirements] + [run.name_of(check) for check in CHECKS]:
        assert f"  {name} " in listed


def test_the_handbook_s_list_is_up_to_date(request):
    file = ROOT / "handbook/checks.md"
    expected = explain.handbook(CHECKS)
    if request.config.getoption("--update-golden"):
        file.write_text(expected, "utf-8", newline="\n")
    assert file.read_text("utf-8") == expected


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("sch2-71", "Did you mean “sch2-17”?"),
        ("broken-lnk", "Did you mean “broken-link”?"),
        ("zzz", "“local-offer explain” lists them all."),
    ],
)
def test_a_name_that_is_neither(name, hint, law, capsys):
    with pytest.raises(CannotRun, match=name):
        explain.explain(name, law.requirements, CHECKS)
    assert cli.main(["explain", name]) == 2
    assert capsys.readouterr().err == f"“{name}” is neither a duty nor a check. {hint}\n"
