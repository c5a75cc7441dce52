"""Languages without a sentence model of their own: their articles are still read, parted and briefed from the top."""
# ruff: noqa: E501 - letters that are two columns wide

from datetime import UTC, datetime

import pytest

from bot.briefing.compose import brief_article
from bot.models import Article, ArticleDraft, Length, Method, RankedArticle
from bot.prepare import Recipe, prepare_drafts

#: Language, headline, paragraphs and number of sentences: one story, told anew in each.
ARTICLES = [
    (
        "hu",
        "Újra közlekedik az orrini komp",
        (
            "Négy nap után kedden újra elindult a komp Orrin szigetére. A kikötőben háromszázan vártak rá.",
            "A vihar hétvégén megrongálta a déli mólót, ezért a hajótársaság leállította a járatot. A javítás két napig "
            "tartott, és a város tizenkétmillió koronát költött rá.",
            "A kikötőmester szerint a tenger ilyen nyugodt novemberben ritkán szokott lenni. A városi tanács pénteken "
            "dönt arról, hogy megnyitja-e az északi mólót is.",
        ),
        6,
    ),
    (
        "fi",
        "Orrinin lautta liikennöi jälleen",
        (
            "Lautta lähti tiistaina Orrinin saarelle ensimmäistä kertaa neljään päivään. Satamassa odotti kolmesataa "
            "matkustajaa.",
            "Myrsky vaurioitti viikonloppuna eteläistä laituria, joten varustamo keskeytti liikenteen. Korjaus kesti "
            "kaksi päivää ja maksoi kaupungille kaksitoista miljoonaa kruunua.",
            "Satamapäällikön mukaan meri on harvoin marraskuussa näin tyyni. Kaupunginvaltuusto päättää perjantaina, "
            "avataanko myös pohjoinen laituri.",
            "Saarella asuu noin kaksituhatta ihmistä, joista moni käy töissä mantereella. Neljän päivän ajan leipä ja "
            "posti tulivat kalastajien veneillä, eikä koulussa ollut opettajia.",
        ),
        8,
    ),
    (
        "ja",
        "オリン島への渡し船、運航を再開",
        (
            "オリン島への渡し船は火曜日、四日ぶりに港を出た。桟橋ではおよそ三百人の乗客が出発を待っていた。",
            "週末の嵐で南側の桟橋が壊れ、船会社は運航を止めていた。修理には二日かかり、町は千二百万クローネを支払った。",
            "港長によると、十一月に海がこれほど穏やかなのは珍しいという。町議会は金曜日、北側の桟橋も開くかどうかを決める。",
        ),
        6,
    ),
    (
        "zh",
        "奥林岛渡轮恢复通航",
        (
            "前往奥林岛的渡轮星期二四天来首次离港启航。码头上约有三百名乘客在等候登船出发前往岛上。",
            "周末的风暴损坏了南侧码头，航运公司因此停止了所有班次。修理工作持续了两天，市政府为此支付了一千二百万克朗。",
            "港务长表示，十一月的海面很少像这样平静而没有风浪。市议会将于星期五决定是否同时开放北侧的码头。",
        ),
        6,
    ),
    (
        "ar",
        "العبارة إلى جزيرة أورين تبحر من جديد",
        (
            "أبحرت العبارة إلى جزيرة أورين يوم الثلاثاء للمرة الأولى منذ أربعة أيام. وكان ثلاثمئة راكب ينتظرون في الميناء.",
            "وكانت العاصفة قد ألحقت أضرارا بالرصيف الجنوبي في نهاية الأسبوع فأوقفت الشركة رحلاتها. واستغرق الإصلاح يومين "
            "وكلف المدينة اثني عشر مليون كرونة.",
            "وقال مدير الميناء إن البحر نادرا ما يكون هادئا هكذا في نوفمبر. ويقرر مجلس المدينة يوم الجمعة ما إذا كان "
            "سيفتح الرصيف الشمالي أيضا.",
        ),
        6,
    ),
    (
        "hi",
        "ओरिन द्वीप की नौका फिर चली",
        (
            "ओरिन द्वीप की नौका मंगलवार को चार दिन बाद पहली बार रवाना हुई। बंदरगाह पर लगभग तीन सौ यात्री इंतज़ार कर रहे थे।",
            "सप्ताहांत के तूफ़ान ने दक्षिणी घाट को तोड़ दिया था और कंपनी ने नौका रोक दी थी। मरम्मत में दो दिन लगे और शहर ने एक "
            "करोड़ बीस लाख क्रोन दिए।",
            "बंदरगाह के प्रमुख ने कहा कि नवंबर में समुद्र इतना शांत कम ही होता है। नगर परिषद शुक्रवार को तय करेगी कि उत्तरी घाट भी "
            "खुलेगा या नहीं।",
        ),
        6,
    ),
    (
        "ko",
        "오린섬 여객선 운항 재개",
        (
            "오린섬으로 가는 여객선이 나흘 만인 화요일에 다시 출항했다. 부두에서는 승객 약 삼백 명이 기다리고 있었다.",
            "주말의 폭풍으로 남쪽 부두가 부서져 선사는 운항을 중단했다. 수리에는 이틀이 걸렸고 시는 천이백만 크로네를 냈다.",
            "항만장은 십일월에 바다가 이렇게 잔잔한 일은 드물다고 말했다. 시의회는 북쪽 부두도 열지를 금요일에 결정한다.",
            "섬에는 약 이천 명이 살고 있으며 많은 주민이 뭍에서 일한다. 나흘 동안 빵과 우편물은 어선이 날랐고 학교에는 선생님이 없었다.",
        ),
        8,
    ),
]


@pytest.mark.parametrize("method", [Method.LEAD, Method.LEXRANK])
@pytest.mark.parametrize(("language", "title", "paragraphs", "sentences"), ARTICLES, ids=[one[0] for one in ARTICLES])
def test_an_article_in_a_language_without_a_model(language, title, paragraphs, sentences, method):
    draft = ArticleDraft(
        title, (), paragraphs, source="Orrin", origin="/a.txt", published_at=datetime(2026, 11, 10, tzinfo=UTC)
    )
    (prepared,) = prepare_drafts([draft], recipe=Recipe(method, 200))
    assert prepared.language == language
    ranking = prepared.ranking
    assert (ranking.refusal, len(ranking.spans)) == (None, sentences)
    article = Article(1, title, (), paragraphs, "Orrin", prepared.published_at, language)
    points = brief_article(RankedArticle(article, ranking), Length.STANDARD).points
    assert points
    assert all(point.text in paragraphs[point.paragraph] for point in points)
    assert all(point.text[-1] in ".。।" for point in points)
    if method is Method.LEAD:
        assert points[0].position == 0
