"""Words that look like names and must stay: medicines, conditions called after people, and set phrases.

Ends of medicines' names follow the stems of the World Health Organization's list of non-proprietary names.
"""

import re

LONGEST_STEM = 6
"""A word no longer than this is no medicine by its end alone."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(pair.split()) for pair in text.split(","))


_MEDICINE_ENDS = re.compile(
    r"[a-z]+(?:azole|oxetine|azepam|azolam|zapine|idone|pril|olol|statin|cillin|mycin|micin|sartan|tidine|triptan|profen"
    r"|codone|orphine|gliptin|gliflozin|glutide|parin|xaban|gatran|phylline|caine|barbital|dipine|thiazide|lukast|setron"
    r"|fenac|triptyline|peridol|phenazine|mazine|promazine|perazine|quinine|ciclovir|navir|dronate|dronic|terol|olone"
    r"|asone|onide|nacin|tadine|cetirizine|trigine|racetam|floxacin|cycline|tamine|formin|platin|taxel|rubicin|limus"
    r"|tinib|ciclib|zumab|ximab|tumab|mumab|limumab|kinra|cept|bactam|penem|conazole|giline|elzine|boxazid|citalopram"
    r"|traline|faxine|zodone|apine|thyroxine|lamide|semide|actone|trexate|prazole|profin|fylline|methasone|nisolone"
    r"|adone|amadol|entanyl|contin|morph|lax|otal|cresol)e?"
)
_MEDICINES = _words(
    """
    abilify aciclovir actrapid acuphase adcal advil alendronic allopurinol amitriptyline apixaban aripiprazole
    aspirin bactroban benadryl betnovate bisacodyl botox buprenorphine buscopan butrans calpol canesten champix
    cialis citalopram clexane clozapine clozaril codeine colchicine concerta cosmofer creon dalmane depakote
    depixol depo-provera dettol dexedrine diazepam diclofenac digoxin dilantin dioralyte diprobase donepezil
    dulcolax duloxetine e45 efexor eliquis elvanse ensure entonox entresto epilim epipen escitalopram evista
    eylea farxiga fentanyl fexofenadine fluoxetine forxiga fortisip fosamax fostair fucidin fybogel gabapentin
    gaviscon gtn haldol heparin herceptin humalog humira humulin hydrocortisone ibuprofen imigran imodium
    inderal insulin invega januvia jardiance keppra ketamine keytruda lactulose lamictal lamotrigine
    lansoprazole lantus lasix laxido lemsip levemir levothyroxine librium lipitor lithium loperamide lorazepam
    losec lucentis lyrica macrodantin madopar medikinet melatonin memantine metformin methadone methotrexate
    mirena mirtazapine modecate mogadon morphine mounjaro movicol naloxone naproxen nexium nexplanon nicorette
    nitrofurantoin novorapid nurofen nytol olanzapine omeprazole ondansetron oramorph ozempic paliperidone
    panadol paracetamol paroxetine pembrolizumab penicillin pethidine phenergan phenytoin piriton plavix ponstan
    pradaxa prednisolone pregabalin premarin priadel prozac pulmicort quetiapine ramipril ranitidine relenza
    rennie requip risperdal risperidone ritalin rivaroxaban rivotril roaccutane rituximab salbutamol salbutomol
    senna senokot seretide seroquel sertraline sevredol sinemet solpadeine spiriva stelara sudocrem suboxone
    subutex symbicort tamiflu tamoxifen tegretol temazepam tramadol tresiba trimethoprim truvada valium
    valproate vaseline venlafaxine ventolin viagra victoza voltarol warfarin wegovy xanax xarelto xeplion zantac
    zoladex zoloft zomorph zopiclone zovirax zyprexa
    """
)
_CONDITIONS = _words(
    """
    achilles addison addisons alzheimer alzheimers alzeimer alzeimers alzhiemers asperger aspergers bartholin
    behcet behcets braxton broca brugada caesarean cesarean charcot coeliac colles creutzfeldt crohn crohns
    chrons chron cushing cushings dupuytren dupuytrens duchenne eczema ehlers danlos fallopian fibromyalgia
    friedreich gaucher gilbert gilberts gillick glasgow graves guillain barre hashimoto hashimotos heimlich
    hickman hirschsprung hodgkin hodgkins huntington huntingtons kaposi kawasaki kegel klinefelter korsakoff
    korsakoffs lewy marfan marfans meniere menieres morton mortons munchausen munchausens non-hodgkin non-
    hodgkins osgood paget pagets parkinson parkinsons parkinsonism perthes petri pilates peyronie peyronies
    picks pap raynaud raynauds reye reynauds rorschach salmonella schlatter sjogren sjogrens stevens-johnson
    still tourette tourettes tourets turner turners wernicke wernickes wilson wilsons foley catheter zimmer
    apgar barrett barretts bell bells baker bakers ménière waterlow bristol bobath schwartz snellen
    """
)
_ALWAYS_CONDITIONS = _CONDITIONS - _words(
    """
    addison baker bakers barrett bell bells bristol cushing foley gilbert gilberts glasgow graves huntington
    morton mortons paget still turner turners wilson wilsons bobath schwartz braxton barre hickman marfan
    duchenne picks
    """
)
_AFTER_A_CONDITION = _words(
    """
    disease syndrome palsy chorea lymphoma line lines catheter catheters frame frames cyst neuroma contracture
    dementia bodies body scale scan test chart score contractions hicks fracture danlos barre jakob pick
    thyroiditis encephalopathy psychosis tube tubes section competence competent tendon manoeuvre schlatter
    exercises sarcoma therapy therapist oesophagus esophagus hicks approach stool coma
    """
)


_PAIRS = _pairs(
    """
    marie curie, red cross, queen elizabeth, royal victoria, florence nightingale, sure start, grow live,
    princess royal, john radcliffe, james cook, alder hey, braxton hicks, for heroes,
    universal credit, council tax, blue badge, best wishes, kind regards, happy christmas, christian lady,
    christian man, christian faith, christian hospice, bi polar, mark my, grace period, good grace,
    saving grace, grace under, hope this, hope that, hope you, hope to, hope the, hope for, hope we, hope i, hope it,
    hope they, hope so, hope everyone, hope all, no hope, lost hope, no faith, lost faith, the joy, joy of,
    bill for, the bill, a bill, bill came, art class, art group, art therapy, an art, jack of, sue them, rob us,
    rob me, drew blood, drew my, drew up, ray of, carol singing, carol singers, carol concert, the ivy,
    olive oil, penny dropped, every penny, chase up, chase them, chase it, to chase, chase the, the dean,
    dean of, rich or, or rich, nick of, iris scan, rose from, rose to, sun rose, a rose, be frank, frank talk,
    a frank, frank discussion, at dawn, the dawn, sunny dawn, summer holidays, this summer, last summer,
    the summer, next summer, in summer, a summer, will be, will you, will they, will it, will this, will not,
    will never, come back, thank you, a guy, the guy, this guy, nice guy, star rating, a star, a gem, an angel,
    angel of, the lord, good lord, dear sir, thankyou all, chance to
    """
)
"""Two words that together are no person, in the order in which they stand."""


def must_stay(word: str, *, before: str, after: str) -> bool:
    """Return whether a plain word is a medicine, a condition called after somebody, or one of a set phrase."""
    if (before, word) in _PAIRS or (word, after) in _PAIRS or word in _MEDICINES or word in _ALWAYS_CONDITIONS:
        return True
    if "-" in word and all(part in _CONDITIONS for part in word.split("-")):
        return True
    if word in _CONDITIONS:
        return after in _AFTER_A_CONDITION
    return len(word) > LONGEST_STEM and _MEDICINE_ENDS.fullmatch(word) is not None
