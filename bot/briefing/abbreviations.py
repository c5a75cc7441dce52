"""Abbreviations that Punkt's models break on, per language. Lower-case, without blanks and the last full stop."""

from __future__ import annotations

# Never the end of a sentence, whatever the next word looks like.
UNFINISHED = {
    "czech": "arch atd.např cca dr ing judr mgr mj mudr nám např prof sv tj tzn tzv ul",
    "dutch": "bijv ca d.w.z dhr dr drs ing ir jhr m.b.t mevr mw o.a prof resp t.a.v t.b.v t.n.v z.g zgn",
    "english": """capt cmdr col dr e.g fig gen gov govs hon i.e lt maj messrs mr mrs ms mt prof rep reps rev sen sens
        sgt supt vs""",
    "french": "c.-à-d cf dr env me mgr mlle mlles mm mme mmes p.ex pr",
    "german": """abs abt bspw bzw ca d.h dipl dr evtl frl ggf hl hr inkl ing insb i.d.r mio mrd prof sog st str tsd u.a
        v.a vgl z z.b z.t zzgl""",
    "greek": "αγ βλ δηλ δρ κ κκ λεωφ π.χ",
    "italian": "ad.es arch avv ca dott dott.ssa gen ing on p.es prof prof.ssa sen sig sig.ra sigg",
    "polish": "al dr gen hab im inż ks m.in mjr np os pl płk por prof rtm św tj tzn tzw ul",
    "portuguese": "av dr dra eng exmo p.ex pe prof profa sr sra sras srs",
    "russian": "акад им напр проф т.е т.к т.н ул",
    "spanish": "arq av avda dr dra ee excmo gral ing lic p.ej prof profa sr sra sres srta ud uds",
    "swedish": "bl.a ca d.v.s dr dvs fr.o.m prof s.k t.ex t.o.m",
    "turkish": "av bkz doç dr mah örn prof sn yrd",
}
# Never the end of a sentence before a number.
NUMBERED = {
    "czech": "č čl kap odst obr par str",
    "dutch": "art blz hfst nr p",
    "english": "art fig no nos p pp par sec vol",
    "french": "art chap fig no nos p pp vol",
    "german": "abb abs art bd kap nr s ziff",
    "greek": "αρ αριθ άρθ εικ σελ",
    "italian": "art fig n nn p pag pagg vol",
    "polish": "art godz nr par pkt poz rys s str ust",
    "portuguese": "art fig n núm p pág págs",
    "russian": "гл д кв рис ст стр",
    "spanish": "art cap fig n núm núms p pág págs",
    "swedish": "art bild kap kl nr s sid",
    "turkish": "no s sy",
}
# After `5 p.m.`, a capital letter that goes on with the time.
AFTER_HOURS = """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december eastern central mountain pacific greenwich"""
# After `U.S.`, one of these capitalised begins a sentence; `President` and `Army` do not.
STARTERS = {
    "english": """a about according after all also although an and another any are as asked at because before both but
        by can did do does during each even every few for from had has have he her here his how however i if in instead
        into is it its just last many meanwhile more most my neither no nor not now of on once one only or other our
        over she since so some such than that the their them then there these they this those though through to under
        until was we were what when where whether which while who why will with yet you your""",
    "spanish": """a además al algunos ante antes aunque aún como con cuando de del desde después dos durante el ella
        ellas ellos en entre era es esa ese eso esta este esto estos fue ha hasta hay la las le lo los mientras muchos
        no nos o otros para pero por porque que quien se según ser si sin sobre su sus también tras un una y ya yo""",
}
