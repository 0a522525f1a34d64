"""In which language a page and its parts are: `missing-page-language`, `bad-language`.

ACT rules b5c3f8 and bf051a (the page), 5b7ae0 (`xml:lang`) and de46e4 (its parts). Tags are
those of BCP 47; only their first part is looked at, which is what screen readers choose a voice
by. Codes of two letters are those of ISO 639-1. Of those of three letters, only the ones of
languages that have two are known to be wrong, since the registry asks for the shorter.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.markup.names import name
from checks.markup.tree import SPACES, Document, Element, Told

KINDS = ("bad-language", "missing-page-language")

_TWO = frozenset(
    """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la
lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj
om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv
sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
""".split()  # noqa: SIM905 (a list to read)
)
# ISO 639-2 and 639-3, where ISO 639-1 has a shorter code.
_SHORTER = dict(
    pair.split("=")
    for pair in """
aar=aa abk=ab afr=af aka=ak alb=sq amh=am ara=ar arg=an arm=hy asm=as ava=av ave=ae aym=ay
aze=az bak=ba bam=bm baq=eu bel=be ben=bn bis=bi bod=bo bos=bs bre=br bul=bg bur=my cat=ca
ces=cs cha=ch che=ce chi=zh chu=cu chv=cv cor=kw cos=co cre=cr cym=cy cze=cs dan=da deu=de
div=dv dut=nl dzo=dz ell=el eng=en epo=eo est=et eus=eu ewe=ee fao=fo fas=fa fij=fj fin=fi
fra=fr fre=fr fry=fy ful=ff geo=ka ger=de gla=gd gle=ga glg=gl glv=gv gre=el grn=gn guj=gu
hat=ht hau=ha heb=he her=hz hin=hi hmo=ho hrv=hr hun=hu hye=hy ibo=ig ice=is ido=io iii=ii
iku=iu ile=ie ina=ia ind=id ipk=ik isl=is ita=it jav=jv jpn=ja kal=kl kan=kn kas=ks kat=ka
kau=kr kaz=kk khm=km kik=ki kin=rw kir=ky kom=kv kon=kg kor=ko kua=kj kur=ku lao=lo lat=la
lav=lv lim=li lin=ln lit=lt ltz=lb lub=lu lug=lg mac=mk mah=mh mal=ml mao=mi mar=mr may=ms
mkd=mk mlg=mg mlt=mt mon=mn mri=mi msa=ms mya=my nau=na nav=nv nbl=nr nde=nd ndo=ng nep=ne
nld=nl nno=nn nob=nb nor=no nya=ny oci=oc oji=oj ori=or orm=om oss=os pan=pa per=fa pli=pi
pol=pl por=pt pus=ps que=qu roh=rm ron=ro rum=ro run=rn rus=ru sag=sg san=sa sin=si slk=sk
slo=sk slv=sl sme=se smo=sm sna=sn snd=sd som=so sot=st spa=es sqi=sq srd=sc srp=sr ssw=ss
sun=su swa=sw swe=sv tah=ty tam=ta tat=tt tel=te tgk=tg tgl=tl tha=th tib=bo tir=ti ton=to
tsn=tn tso=ts tuk=tk tur=tr twi=tw uig=ug ukr=uk urd=ur uzb=uz ven=ve vie=vi vol=vo wel=cy
wln=wa wol=wo xho=xh yid=yi yor=yo zha=za zho=zh zul=zu
""".split()  # noqa: SIM905 (a list to read)
)
_FIX = 'Write the code of the language, as in lang="en" for English.'
_CODES = {
    "arabic": "ar", "bengali": "bn", "chinese": "zh", "dutch": "nl", "english": "en",
    "french": "fr", "german": "de", "polish": "pl", "portuguese": "pt", "punjabi": "pa",
    "romanian": "ro", "spanish": "es", "uk": "en-GB", "ukrainian": "uk", "urdu": "ur",
    "welsh": "cy",
}  # fmt: skip


def look(page: Document) -> Iterator[Told]:
    root = page.root
    written = root.get("lang")
    if not written.strip(SPACES):
        yield Told(
            "missing-page-language",
            root,
            "The page does not say in which language it is, so it may be read out wrongly.",
            'Set `language` under `theme` in mkdocs.yml, or lang="en" in <html>.',
            "b5c3f8",
        )
    elif not known(written):
        yield _unknown(root, written, "bf051a")
    elif _first(root.get("xml:lang")) not in ("", _first(written)):
        yield Told(
            "bad-language",
            root,
            f"The page says that it is in “{written}”, and in its xml:lang that it is in "
            f"“{root.get('xml:lang')}”.",
            "Take xml:lang out; browsers go by lang.",
            "5b7ae0",
        )
    for element in page.elements:
        lang = element.get("lang")
        if lang and element is not root and not known(lang) and _speaks(page, element):
            yield _unknown(element, lang, "de46e4")


def known(tag: str) -> bool:
    """Whether there is a language of this tag, as far as its first part says."""
    first = _first(tag)
    if len(first) == 2:
        return first in _TWO
    return first == "x" or (len(first) == 3 and first.isalpha() and first not in _SHORTER)


def _first(tag: str) -> str:
    return tag.lower().partition("-")[0]


def _unknown(element: Element, written: str, rule: str) -> Told:
    first = _first(written.strip(SPACES))
    better = _SHORTER.get(first) or _CODES.get(first, "")
    if "_" in first and known(written.replace("_", "-")):
        better = written.replace("_", "-")
    what = "The page" if rule == "bf051a" else "A part of the page"
    return Told(
        "bad-language",
        element,
        f"{what} says that it is in the language “{written}”, and there is no such language, so "
        "it may be read out wrongly.",
        f'Did you mean lang="{better}"?' if better else _FIX,
        rule,
    )


def _speaks(page: Document, element: Element) -> bool:
    """Whether anything inside is in the language that an element names."""
    stack = [element]
    while stack:
        inside = stack.pop()
        for child in inside.children:
            if isinstance(child, str):
                if child.strip() and inside.shown:
                    return True
            elif "lang" not in child.attributes and not child.gone:
                if child.tag in ("area", "img", "input", "svg") and name(page, child):
                    return True
                stack.append(child)
    return False
