"""Words that tell a name from what looks like one: titles, relations, staff, buildings, and what is nobody's name."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """
    mr mrs ms miss mx dr doctor prof professor nurse matron sister sir dame lady lord rev reverend cllr
    """
)
RELATIONS = _words(
    """
    husband wife partner son daughter mother mum mam mom father dad brother sister grandson granddaughter
    grandmother grandfather grandma grandad nan nana gran aunt auntie uncle niece nephew cousin friend neighbour
    baby child boyfriend girlfriend
    """
)
STAFF = _words(
    """
    nurse nurses doctor doctors dr drs gp gps consultant midwife physio physiotherapist therapist counsellor
    carer keyworker receptionist paramedic paramedics driver hca cpn matron sister surgeon psychologist
    psychiatrist podiatrist dietician dietitian pharmacist dentist hygienist optician technician operator
    handler practitioner worker coordinator co-ordinator manager trainer student ambulanceman crew staff team
    professor prof
    """
)
BUILDINGS = _words(
    """
    ward unit house centre center hospital hosp road lane street clinic infirmary surgery view court park bridge
    castle college school pharmacy team service ambulance avenue drive close practice
    """
)
NEVER_NAMES = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february july september october november
    december mon tue tues wed thur thurs fri sat feb nov dec oct sept xmas christmas covid covid-19 healthwatch
    mencap macmillan samaritans nhs cqc gp gps nhsuk tesco asda boots specsavers google zoom facebook whatsapp
    twitter teams skype youtube english british europe thx ty lol omg tbh btw ps ok tv wifi dvd mri ecg xray
    x-ray hca hcas cpn cpns camhs a&e ed ot pt pts ots
    universal credit yo town case cases marks each every
    oh winter spring autumn no-show queen king princess prince royal superdrug addenbrooke
    room rm bed bedroom bay cubicle flat
    """
)
MONTHS = _words("april may june august march jan")
ALL_MONTHS = MONTHS | _words(
    "january february july september october november december feb mar apr jul aug sept oct nov dec"
)
BEFORE_MONTHS = _words(
    "in since until till from by of early mid late last next this during before after end beginning st nd rd th"
)
PLACE_BEFORE = _words("in near outside at around across")
AFTER_MAY = _words("i we you they he she be have not the god all also")
PASSED_OVER = _words("was is called named who a an the our my your their , ( ) -")
ENDS = frozenset('.!?"-•*')
