"""The small words of each language, which tell it even in a headline.

A word counts as 1/k for each of the k languages below that have it, so that what is common to kin decides nothing.
Method: Grefenstette, "Comparing two language identification schemes" (JADT 1995), with the weights added.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

# The ones among the commonest that a line of news holds, with some verbs of reporting, months and weekdays left out:
# names of days and months are alike across kin. Letters and words as they are spelt, without case.
_WORDS = {
    "en": "the of to and in is that for it as was with be by on not he his but at are this have from or had an they "
    "which one were her she there would their we him been has when who will more no if out so said what up its about "
    "into than them can only other new some could time these two may then do first any my now such like our over man "
    "me even most made after also did many before must through years where much your way down should because each "
    "just those how too under while says against amid off back your you all please",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
    "hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis "
    "mehr durch man sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre dann unter wir soll ich "
    "eines jahr zwei diese dieser wieder keine will zwischen immer was sagte gibt alle diesem wurden während beim "
    "sollen bleibt nach neue ins bitte dieses",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se il ce avec elle sont "
    "son aux d l qu n s c j cette ou ses mais comme on tout nous sa été même aussi leur deux fait être ont sans après "
    "peut où y entre sous avant selon depuis contre ces dont encore avait était avoir ans très si lui je vous leurs "
    "ils chez vers ainsi afin face votre vos veuillez quand donc",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me sin "
    "sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué "
    "sólo solo han yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora e tras "
    "según contra durante antes ante quien cada siguen una unos estos esos sea debe",
    "it": "di e il la che in a per un è del della non con si le i una dei da al lo nel alla sono anche come più ha "
    "gli dal delle ma o se su l d ed nella cui questo questa ai degli dell all sul loro stato era suo sua dalla ci "
    "due essere tra fra anni dopo quando dei dagli nell sulla chi fa ancora hanno stata stati così già solo senza "
    "contro ogni prima dove poi tutti molto nei negli sui dai alle agli quello quella",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu "
    "sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter "
    "seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja "
    "qual será nós lhe deles desde sobre após anos ainda contra segundo disse são este esta vai cada",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog door over "
    "naar hij ze zich wordt heeft hebben worden had was werd deze tot kan die je we meer jaar geen moet wel veel na "
    "zo haar hun al zou onder twee nu tegen onze wat wie waar kunnen moeten wil gaat gaan weer zegt tussen volgens "
    "tijdens sinds omdat maar toch worden bent uw wij zij dit blijft",
    "pl": "w i z na do się nie to jest że o od za po przez dla jak oraz tym który jego są co ale tego być a czy już "
    "ma jako ich był ze przy tylko roku jej także była było która które może pod lub nad przed po tak gdy ponad lat "
    "został została zostały zostanie tej aby by bez między bardzo jeszcze więc który którzy możesz mają będzie będą "
    "proszę ten te ku we mówi we",
    "cs": "a v se na je že o s z do i to k za by ve pro tak po jako ale od jsem jsou si už které který která podle "
    "však nebo při jeho být bude má jen není ze byl také až mezi pod před byla bylo let byli ještě ke co u po dva "
    "když jak aby nové než více roku kde jejich musí může můžete jste prosím kvůli poté proti toho tento této tyto "
    "ho mu mě však uvedl říká",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag från vi så kan när man "
    "ska eller hade efter sig nu där under sin år mot hon vid mer också ut upp skulle sedan bara detta alla andra blir "
    "över mycket än utan hur då här kommer varit vara in sina hans säger många några måste finns göra du din detta "
    "dessa ingen inga kvar redan enligt genom mellan får",
    "tr": "ve bir bu için ile da de çok daha olarak olan kadar gibi en ise sonra var o ne değil göre her ancak ama "
    "olduğu iki ki mi mı diye yeni dedi etti oldu bin yüzde ardından olduğunu tarafından büyük önce son şu ya veya "
    "hem üzerinde nedeniyle karşı içinde arasında ilgili yıl yer aldı edildi bulunan lütfen bulunuyor olacak "
    "açıkladı ilk üç gün lira ederek",
    "ru": "и в не на с что по как это из он за от к у но его о для а до же при все был так мы или они бы быть только "
    "было ещё еще если уже может после под также время более где чтобы была были со без года лет до том этого себя "
    "который которые которая она их ее её вы во об над между сообщил сообщили из-за перед два будет нет этот эта ко "
    "через против пожалуйста",
    "da": "og i at det er en til på af for med den som de der ikke har et var han men om vi sig fra kan jeg så skal "
    "vil eller efter hvor ud op ved mod blev også være når nu hun over været under mere end kun man mange blive år "
    "siden hvis selv bliver havde mellem hvad da uden dette disse igen deres sin ind oplyser dig din du",
    "no": "og i på er det av som en til for med at å den har de ikke et om var han men fra vi seg kan jeg så skal vil "
    "eller etter der ut opp ved mot ble også være når nå hun over vært under mer enn bare man mange bli år siden hvis "
    "selv blir hadde mellom hva da uten dette disse igjen deres sin inn sier opplyser deg din du",
    "uk": "і в у не на з що до як за та це від його для по є про а але був він бути так ми або вони би лише було ще "
    "якщо вже може після під також час більше де щоб була були зі без року років тому цього який які яка вона їх її ви "
    "над між повідомив повідомили через перед два буде немає цей ця проти ж й із",
    "bg": "и на в да се за от с не по е са ще че а като до при който това или към които но след през има няма бе бил "
    "която може само още е във със те той тя му ги го защото тази този тези най също беше би над под между срещу "
    "според повече години година вече каза",
    "ca": "de la i el que a en els per les un del amb una és no al es l d als va més han per ha com o si dels seva "
    "aquest aquesta però seu ser són també fins entre sobre després sense quan anys ja molt tot hi ho li ens us pel "
    "pels estat tenir tenen té n s on fa dos dues perquè segons contra cada aquests",
    "gl": "de a o que e do da en un para é con non unha os no se na por máis as dos como pero foi ao el das ten á seu "
    "súa ou ser cando moi hai nos xa está eu tamén só polo pola ata iso ela entre era despois sen mesmo aos ter son "
    "anos sobre",
    "ro": "și de la în a cu pe nu se că un o din să pentru care mai este sunt au fost ce al ale lui sau dar ca le fi "
    "dintre după prin când până cum va vor avea această acest unei unui fără peste iar i-a am are ani spus două doi "
    "toate foarte numai doar între împotriva",
    "sk": "a v sa na je že o s z do i to k za by vo pre tak po ako ale od som sú si už ktoré ktorý ktorá podľa však "
    "alebo pri jeho byť bude má len nie zo bol tiež až medzi pod pred bola bolo rokov boli ešte ku čo u dva keď ako "
    "aby nové než viac roku kde ich musí môže môžete ste prosím pre po proti toho tento tejto tieto ho mu ma uviedol",
    "hr": "i u je se na da za od su s o a koji to kao ne do što iz bi ali će koja koje po ili te nije još bio samo "
    "više kako sve prema može biti ima uz već kod pri bila godine godina nakon između protiv zbog dok jer sam smo "
    "ste ovo ovaj ova te pod nad bez rekao",
    "sl": "in je v na se da za so z s ki pa po ne s tudi od kot bi do to ob pri iz še ali ko bo več med sta bil bila "
    "bilo niso lahko le jih že ni ga svoje samo zaradi pred proti brez če ker leta let leto bodo smo ste",
    "hu": "a az és hogy nem is egy van ez meg azt csak de el már még mint ki volt után lesz ezt vagy minden sem több "
    "fel be ami itt nagy pedig majd két amely szerint ha annak aki lehet között miatt ellen sok új kell nincs való "
    "illetve olyan arról",
    "fi": "ja on ei se että oli hän mutta ovat kun myös kuin joka sen hänen sitä niin jos ole tai olla jo vain mitä "
    "mukaan ollut jälkeen vielä kuitenkin ne nyt sekä voi joka ennen kanssa sanoo jotka siitä tämä tämän noin koska "
    "kaksi uusi yli saa vuoden",
    "id": "yang dan di dari untuk dengan pada ini itu dalam tidak akan ke juga adalah oleh saya ada sebagai telah "
    "mereka bisa karena dia atau lebih sudah para anda kata orang tahun harus dapat setelah secara seorang hari kami "
    "tersebut namun hingga terkait belum",
    "et": "ja on ei et ka see kui oli mis oma ta aga nii siis või veel pärast kes ning välja pole üle juba mida kuid "
    "seda olid kas tema nad nende selle võib peab kaks enne eest kõik aastat saab vastu",
    "lt": "ir į kad iš su ne tai buvo yra kaip bet ar po už apie jau dar nuo jis kurie kuris savo tik metų dėl iki "
    "prie bus jo jų tačiau gali taip pat per prieš pagal daug ji",
    "lv": "un ir ar no ka par uz kas bet tā arī vai to pēc kā līdz tika bija lai jau šo gada tikai pie viņš savu nav "
    "ja tas būs viņa kurā pret gadu",
    "eu": "eta da ez dira bat ere baina du izan dute zen egin duen hau hori baino egiten behar dela beste den edo "
    "ditu zuen zuten bere gabe arte",
}
# Letters that hardly another of these languages has: each different word with one counts as half a word.
_LETTERS = {
    "de": "ß",
    "fr": "œ",
    "es": "ñ¿¡",
    "pt": "ãõ",
    "pl": "łąęńśźż",
    "cs": "řěů",
    "tr": "ğış",
    "sk": "ľĺŕ",
    "hu": "őű",
    "ro": "țșă",
    "ru": "ыэъё",
    "uk": "їєіґ",
    "lt": "ėįų",
    "lv": "āņļķģ",
}
_LETTER_WEIGHT = 0.5
_WORD = re.compile(r"[^\W\d_]+|[¿¡]")


def word_evidence(text: str) -> dict[str, float]:
    """How much the small words and rare letters of a text speak for each language, in words that only it has."""
    weights, letters = _weights(), _letters()
    found: defaultdict[str, float] = defaultdict(float)
    words = _WORD.findall(text.lower())
    for word in words:
        for language, weight in weights.get(word, ()):
            found[language] += weight
    for word in set(words):
        for language in {letters[letter] for letter in word if letter in letters}:
            found[language] += _LETTER_WEIGHT
    return found


@cache
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """The languages that have each word, with what it counts for each."""
    languages: defaultdict[str, list[str]] = defaultdict(list)
    for language, words in _WORDS.items():
        for word in dict.fromkeys(words.split()):
            languages[word].append(language)
    return {word: tuple((language, 1 / len(having)) for language in having) for word, having in languages.items()}


@cache
def _letters() -> dict[str, str]:
    return {letter: language for language, letters in _LETTERS.items() for letter in letters}
