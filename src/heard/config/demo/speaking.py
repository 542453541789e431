"""The demonstration's own words in each language of the public side; like all of them, no translator has read them."""

from collections.abc import Mapping
from datetime import datetime

from heard.accounts.models import User
from heard.campaigns import actions as campaigns
from heard.campaigns import translating
from heard.campaigns.models import Campaign
from heard.design.languages import OTHERS

TITLE = "Tell Us How It Was"
SUMMARY = (
    "Good or bad, in your own words. What you tell us helps to make care better."
    " This is a demonstration: every place, service and person in it is made up."
)
GIVE_FEEDBACK, TELL_YOUR_OFFICE = "Give feedback on care", "Tell your local office"
FOR_THE_REGULATOR = "To the body that checks care. It cannot settle a complaint."
FOR_THE_NETWORK = "To the people who speak up for your area."
_LAUNCH = "Good, bad or both: tell us what your care was like."
_WINTER = "Did you wait for care this winter? Tell us what it was like."

WORDS: Mapping[str, Mapping[str, str]] = {
    "cy": {
        TITLE: "Dywedwch Wrthym Sut Oedd Hi",
        SUMMARY: (
            "Da neu ddrwg, yn eich geiriau eich hun. Mae'r hyn a ddywedwch wrthym yn helpu i wella gofal."
            " Arddangosiad yw hwn: mae pob lle, gwasanaeth a pherson ynddo wedi'i ddyfeisio."
        ),
        _LAUNCH: "Da, drwg neu'r ddau: dywedwch wrthym sut oedd eich gofal.",
        _WINTER: "A fuoch chi'n aros am ofal y gaeaf hwn? Dywedwch wrthym sut oedd hi.",
        GIVE_FEEDBACK: "Rhoi adborth am ofal",
        TELL_YOUR_OFFICE: "Dweud wrth eich swyddfa leol",
        FOR_THE_REGULATOR: "I'r corff sy'n gwirio gofal. Ni all setlo cwyn.",
        FOR_THE_NETWORK: "I'r bobl sy'n siarad dros eich ardal.",
        "Everyone": "Pawb",
        "People who care for someone": "Pobl sy'n gofalu am rywun",
        "People waiting for care": "Pobl sy'n aros am ofal",
    },
    "pl": {
        TITLE: "Powiedz nam, jak było",
        SUMMARY: (
            "Dobrze czy źle, własnymi słowami. To, co nam powiesz, pomaga poprawić opiekę."
            " To jest pokaz: wszystkie miejsca, placówki i osoby są zmyślone."
        ),
        _LAUNCH: "Dobrze, źle albo i tak, i tak: powiedz nam, jaka była Twoja opieka.",
        _WINTER: "Trzeba było tej zimy czekać na opiekę? Powiedz nam, jak było.",
        GIVE_FEEDBACK: "Przekaż opinię o opiece",
        TELL_YOUR_OFFICE: "Powiedz swojemu lokalnemu biuru",
        FOR_THE_REGULATOR: "Do instytucji, która kontroluje opiekę. Nie może rozstrzygnąć skargi.",
        FOR_THE_NETWORK: "Do osób, które zabierają głos w imieniu Twojej okolicy.",
        "Everyone": "Wszyscy",
        "People who care for someone": "Osoby, które opiekują się kimś bliskim",
        "People waiting for care": "Osoby czekające na opiekę",
    },
    "ur": {
        TITLE: "ہمیں بتائیں کیسا رہا",
        SUMMARY: (
            "اچھا ہو یا برا، اپنے الفاظ میں۔ آپ جو بتاتے ہیں اس سے دیکھ بھال بہتر ہوتی ہے۔"
            " یہ ایک نمونہ ہے: اس میں ہر جگہ، سروس اور شخص فرضی ہے۔"
        ),
        _LAUNCH: "اچھی، بری یا دونوں: ہمیں بتائیں کہ آپ کی دیکھ بھال کیسی تھی۔",
        _WINTER: "کیا آپ نے ان سردیوں میں دیکھ بھال کا انتظار کیا؟ ہمیں بتائیں کہ یہ کیسا تھا۔",
        GIVE_FEEDBACK: "دیکھ بھال کے بارے میں رائے دیں",
        TELL_YOUR_OFFICE: "اپنے مقامی دفتر کو بتائیں",
        FOR_THE_REGULATOR: "اس ادارے کو جو دیکھ بھال کی جانچ کرتا ہے۔ یہ شکایت کا فیصلہ نہیں کر سکتا۔",
        FOR_THE_NETWORK: "ان لوگوں کو جو آپ کے علاقے کے لیے آواز اٹھاتے ہیں۔",
        "Everyone": "سب لوگ",
        "People who care for someone": "وہ لوگ جو کسی کی دیکھ بھال کرتے ہیں",
        "People waiting for care": "وہ لوگ جو دیکھ بھال کا انتظار کر رہے ہیں",
    },
    "en-easy": {
        SUMMARY: (
            "Was your care good? Was it bad? Tell us. You help to make care better."
            " This is only a test site. All people and places here are made up."
        ),
        _LAUNCH: "Was your care good? Was it bad? Tell us.",
        _WINTER: "Did you wait for care? Tell us what it was like.",
        FOR_THE_REGULATOR: "This goes to the people who check care. They cannot sort out a complaint.",
        FOR_THE_NETWORK: "This goes to the people who speak up for your area.",
    },
}


def translate(*, campaign: Campaign, by: User, now: datetime) -> None:
    """Say the demonstration's own words in every language, through the action that staff use."""
    for language in OTHERS:
        made = WORDS[language.code]
        asked = translating.words_in(campaign, language=language)
        words = {one.place: made[one.english] for one in asked if one.english in made}
        campaigns.translate_campaign(campaign=campaign, language=language, words=words, by=by, now=now)
