"""Email addresses, phone numbers and postcodes as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import contacts

KNOWN = ("anywhere.gov.uk",)


@pytest.mark.parametrize(
    "address",
    ["a@b.gov.uk", "first.last+tag@anywhere.gov.uk", "x@nhs.net", "o'neil@charity.org.uk",
     "help@x.co", "a@ymail.com", "a@mail.com", "a@sub.anywhere.gov.uk", "a@anyone.gov.uk"],
)  # fmt: skip
def test_a_good_address(address):
    assert contacts.email(address, KNOWN) is None


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("a@anywere.gov.uk", "a@anywhere.gov.uk"),
        ("a@anyhwere.gov.uk", "a@anywhere.gov.uk"),
        ("a@anywheree.gov.uk", "a@anywhere.gov.uk"),
        ("a@gmial.com", "a@gmail.com"),
        ("a@charity.con", "a@charity.com"),
        ("a@charity.ogr.uk", "a@charity.org.uk"),
        ("a@x.gov.k", "a@x.gov.uk"),
    ],
)
def test_a_slip_after_the_at_is_doubted(address, meant):
    found = contacts.email(address, KNOWN)
    assert found is not None
    assert (found.meant, found.doubt) == (meant, True)


@pytest.mark.parametrize("address", ["a@b", "a@b..uk", "a.@b.uk", "a b@c.uk", "@b.uk", "a@"])
def test_what_is_no_address_is_wrong(address):
    found = contacts.email(address, KNOWN)
    assert found is not None
    assert not found.doubt


def test_only_hosts_that_are_used_often_are_known():
    addresses = ["a@often.org.uk", "b@often.org.uk", "c@Often.org.uk", "a@once.org.uk"]
    assert contacts.hosts(addresses) == {"often.org.uk"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring 01865 810516.", ["01865 810516"]),
        ("(01865) 810516", ["(01865) 810516"]),
        ("+44 1865 810516", ["+44 1865 810516"]),
        ("020 7946 0018 020 7946 0019", ["020 7946 0018", "020 7946 0019"]),
        ("01865 810516 01865 810517", ["01865 810516", "01865 810517"]),
        ("01865\u2013810516, 01865.810516", ["01865\u2013810516", "01865.810516"]),
        ("0044 1865 810516", ["0044 1865 810516"]),
        ("2026-11-22, 01.02.2026, 0.5, 1089464, AC001292-2025, 0800 1111", []),
        ("https://example.org/01865810516", []),
        ("[x](tel:01865810516)", []),
    ],
)
def test_what_looks_like_a_phone_number(text, found):
    assert [number for _, number in contacts.phones(contacts.read(text))] == found


@pytest.mark.parametrize(
    ("target", "text", "wrong"),
    [
        ("tel:01865810516", "01865 810516", ""),
        ("tel:+44-1865-810516", "Ring us", ""),
        ("tel:01865%20810516", "01865 810516 (option 2)", ""),
        ("tel:116123", "116 123", ""),
        ("tel:01865810517", "01865 810516", "is not the number that readers see, 01865 810516"),
        ("tel:0186581051", "Ring us", "is no number that the UK has"),
        ("tel:call", "Ring us", "can't be dialled: it holds more than digits"),
        ("tel:", "Ring us", "dials nothing"),
        ("tel:+441865810516,,2", "01865 810516, then 2", ""),
        ("tel:999", "01865 810516", "is not the number that readers see, 01865 810516"),
        ("tel:+441865810516", "0800 1111", "is not the number that readers see, 0800 1111"),
        ("tel:105", "Call 999", "is not the number that readers see, 999"),
        ("tel:1865810516", "Ring us", "lacks the 0 or the +44 at its start"),
        ("tel:1800101865810516", "18001 01865 810516", ""),
        (
            "tel:1800101865810517",
            "18001 01865 810516",
            "is not the number that readers see, 01865 810516",
        ),
        ("tel:+4401865810516", "Ring us", "has a 0 after +44, which nobody can dial"),
    ],
)
def test_a_link_dials_what_its_words_say(target, text, wrong):
    found = contacts.dials(target, text)
    assert (found.wrong if found else "") == wrong


@pytest.mark.parametrize(
    "code", ["OX1 1ND", "M1 1AE", "SW1A 1AA", "EC1A 1BB", "W1A 0AX", "BT1 5GS", "CR2 6XH"]
)
def test_a_good_postcode(code):
    assert list(contacts.postcodes(f"Come to {code}.")) == []


@pytest.mark.parametrize(
    ("code", "meant", "doubt"),
    [("OX11ND", "OX1 1ND", True), ("OX1 IND", "OX1 1ND", False), ("OXO 1ND", "OX0 1ND", False),
     ("OX1 1CI", "", False), ("XX1 1AA", "", False), ("ox1 1nd", "OX1 1ND", True),
     ("Ox1 1Nd", "OX1 1ND", True), ("e1 6an", "E1 6AN", True), ("0X1 1ND", "OX1 1ND", False),
     ("S014 2AA", "SO14 2AA", False), ("OX1  1ND", "OX1 1ND", True), ("OX1  1N", "", True),
     ("OX1 1N", "", True)],
)  # fmt: skip
def test_a_bad_postcode(code, meant, doubt):
    (found,) = contacts.postcodes(f"Come to {code}.")
    assert (found.text, found.meant, found.doubt) == (code, meant, doubt)


@pytest.mark.parametrize(
    "words", ["e1 2nd", "m1 1st", "b12 3rd", "room B1 2C", "the A40 1ST exit", "part 0B1 2CD",
              "size m25 4x", "ox11nd", "a1 4th", "M25 100", "h264 1080p", "i5 8th"]
)  # fmt: skip
def test_what_is_no_postcode_and_need_be_none(words):
    assert list(contacts.postcodes(f"See {words}.")) == []


@pytest.mark.parametrize(
    ("address", "wrong", "meant"),
    [
        ("a@b.org-", "it may not end with a hyphen", "a@b.org"),
        ("a@xn--a.org", "the part after the @ holds a sign that no website has", ""),
        ("a@b\u200bc.org", "it holds a sign that can't be seen, or that no address may hold", ""),
        ("a@b_c.org", "the part after the @ holds a sign that may not stand there", ""),
        ("a b@c.org", "it holds a sign that may not stand there", ""),
        ("a@b", "the part after the @ has no full stop", ""),
        ("a@b.123", "no website's name has such an ending", ""),
        ("a..b@c.org", "it may not have two full stops in a row", ""),
        ("@c.org", "nothing stands before the @", ""),
        ("a@", "nothing stands after the @", ""),
        (f"a@{'b' * 70}.org", "the part after the @ is too long", ""),
    ],
)
def test_why_it_is_no_address_is_said_plainly(address, wrong, meant):
    found = contacts.email(address)
    assert found is not None
    assert (found.wrong, found.meant) == (f"is no email address: {wrong}", meant)


@given(st.text(alphabet="OX1I0 @.+4(0)-abc\n<>\"'`:/#", max_size=60))
def test_any_text(text):
    """No text stops a finder; what it finds stands where it says; blanking moves nothing."""
    read = contacts.read(text)
    assert len(read) == len(text)
    assert [n for n, c in enumerate(read) if c == "\n"] == [
        n for n, c in enumerate(text) if c == "\n"
    ]
    for offset, address in contacts.emails(read):
        assert read.startswith(address, offset)
        contacts.email(address)
    for offset, number in contacts.phones(read):
        assert number in read[offset:]
        contacts.phone(number)
    for wrong in contacts.postcodes(read):
        assert read.startswith(wrong.text, wrong.offset)
