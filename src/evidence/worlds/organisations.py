"""The bodies of the made-up campaign. None of them exists."""

from evidence.worlds.values import Organisation

REGULATOR = "regulator"
NETWORK = "network"

ORGANISATIONS = (
    Organisation(
        key=REGULATOR, name="Office for Good Care", short_name="Good Care", kind="REGULATOR", colour="#4b2e83"
    ),
    Organisation(key=NETWORK, name="Speak Up Network", short_name="Speak Up", kind="NATIONAL_BODY", colour="#00695c"),
    Organisation(
        key="later-years",
        name="Later Years Together",
        short_name="Later Years",
        kind="CHARITY_PARTNER",
        colour="#9c1f5c",
    ),
    Organisation(
        key="carers-lantern",
        name="Carers' Lantern",
        short_name="Carers Lantern",
        kind="CHARITY_PARTNER",
        colour="#8a3b00",
    ),
    Organisation(
        key="harbour-cancer",
        name="Harbour Cancer Friends",
        short_name="Harbour",
        kind="CHARITY_PARTNER",
        colour="#006747",
    ),
    Organisation(key="plainly", name="Plainly Put", short_name="Plainly Put", kind="CHARITY_PARTNER", colour="#0b4ea2"),
    Organisation(
        key="level-steps", name="Level Steps", short_name="Level Steps", kind="CHARITY_PARTNER", colour="#5a2ca0"
    ),
    Organisation(
        key="larkmere-hospitals",
        name="Larkmere Hospitals",
        short_name="Larkmere",
        kind="NHS_BODY",
        colour="#005eb8",
    ),
    Organisation(
        key="kindly-homes",
        name="Kindly Care Homes",
        short_name="Kindly",
        kind="SERVICE_PROVIDER",
        colour="#7a4b00",
    ),
)
PARTNERS = tuple(each.key for each in ORGANISATIONS if each.kind == "CHARITY_PARTNER")
