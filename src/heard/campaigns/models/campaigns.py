"""Campaigns: waves, partners, forms and their questions, placements and what visitors did."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation
from heard.design.languages import ENGLISH, LANGUAGES, OTHERS
from heard.places.models import Area

LONGEST_OUTSIDE = 500
"""Signs of an address outside the site to which a link leads."""


class CampaignState(models.TextChoices):
    """Where a campaign stands. In preparation its links and forms work for preview, marked and never counted."""

    PREPARING = "PREPARING", _("In preparation")
    OPEN = "OPEN", _("Open")
    PAUSED = "PAUSED", _("Paused")
    CLOSED = "CLOSED", _("Closed")


class Campaign(models.Model):
    """A public feedback campaign run by one organisation with others."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    hashtag = models.CharField(max_length=60, blank=True)
    summary = models.TextField(blank=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="owned_campaigns")
    state = models.CharField(max_length=10, choices=CampaignState, default=CampaignState.PREPARING)
    starts_on = models.DateField()
    ends_on = models.DateField()
    baseline_starts_on = models.DateField()
    baseline_ends_on = models.DateField()
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_hours = models.CharField(max_length=200, blank=True)
    allowed_hosts = models.JSONField(default=list, blank=True)
    film = models.FileField(upload_to="films/", max_length=120, blank=True)
    film_captions = models.FileField(upload_to="films/", max_length=120, blank=True)
    film_address = models.URLField(max_length=500, blank=True)
    doors = models.JSONField(default=dict, blank=True)
    is_front_page = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    untranslated: frozenset[str] = frozenset()
    """Which of its words stand in English on a page in another language, where it is a copy to show."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=CampaignState.values), name="campaign_state_known"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="campaign_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(baseline_ends_on__gte=models.F("baseline_starts_on")),
                name="baseline_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["is_front_page"], condition=models.Q(is_front_page=True), name="one_front_page"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_preparing(self) -> bool:
        """Whether the campaign is in preparation: nobody but its own people may see it."""
        return self.state == CampaignState.PREPARING

    @property
    def is_open(self) -> bool:
        """Whether the public may use its forms."""
        return self.state == CampaignState.OPEN


class Audience(models.TextChoices):
    """Whom a wave is for, so that its landing page can greet them; blank for anybody else."""

    CARERS = "CARERS", _("Carers")
    OLDER = "OLDER", _("Older people")
    LEARNING_DISABILITY = "LEARNING_DISABILITY", _("People with a learning disability")
    DISABLED = "DISABLED", _("Disabled people")
    PARENTS = "PARENTS", _("Parents")
    YOUNG = "YOUNG", _("Young people")
    LONG_TERM = "LONG_TERM", _("People with a long illness")


class Translation(models.Model):
    """Words of a campaign in another language: their place, the English that they were made from, and the words."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10)
    place = models.CharField(max_length=100)
    source = models.TextField()
    words = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "language", "place"], name="translation_once"),
            models.CheckConstraint(
                condition=models.Q(language__in=[language.code for language in OTHERS]),
                name="translation_language_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.place}"


class Wave(models.Model):
    """A part of a campaign for one audience, between two days. `greeting` is what the landing page says to them.

    `population` is how many people the audience stands for, and `population_source` who says so.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="waves")
    name = models.CharField(max_length=120)
    audience = models.CharField(max_length=120)
    audience_kind = models.CharField(max_length=20, choices=Audience, blank=True)
    greeting = models.CharField(max_length=200, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_source = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), "campaign", name="wave_name_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="wave_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(population=None) | ~models.Q(population_source=""), name="wave_population_has_source"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """The part an organisation plays in a campaign when it passes the campaign's links on."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "organisation"], name="partner_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.campaign_id}"


class Form(models.Model):
    """One organisation's form within a campaign. That organisation receives what is sent by it.

    `return_address` is where the paper form is posted to, free of charge, one line each. `reading_hours` are when its
    staff read what arrives, in words that `heard.places.hours` reads; without them that is not known.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="forms")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="forms")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    return_address = models.CharField(max_length=300, blank=True)
    reading_hours = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "slug"], name="form_slug_once")]

    def __str__(self) -> str:
        return self.title


class QuestionSet(models.Model):
    """One version of a form's pages and questions; frozen once opened, and changed only by a next version.

    `digest` is the SHA-256 of what was frozen: it shows that nothing changed since, and names it in memory.
    """

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="question_sets")
    version = models.PositiveIntegerField()
    template = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "version"], name="question_set_version_once")]

    def __str__(self) -> str:
        return f"{self.form_id} v{self.version}"


class FormPage(models.Model):
    """A page of a form: where it stands, and the words above its questions. `data` feeds evidence.journey.Page."""

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="pages")
    position = models.PositiveIntegerField()
    slug = models.SlugField(max_length=60)
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_set", "slug"], name="page_slug_once"),
            models.UniqueConstraint(fields=["question_set", "position"], name="page_position_once"),
        ]

    def __str__(self) -> str:
        return self.slug


class Question(models.Model):
    """One question: how it is asked (kind), what its answer is (binding), its words. `data` feeds evidence.journey."""

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="questions")
    page = models.ForeignKey(FormPage, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=20)
    binding = models.CharField(max_length=20)
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question_set", "slug"], name="question_slug_once")]

    def __str__(self) -> str:
        return self.slug


class Destination(models.TextChoices):
    """Where a placement's link leads."""

    LANDING = "LANDING", _("The landing page")
    FORM = "FORM", _("One organisation's form")
    OUTSIDE = "OUTSIDE", _("An address on another website")


class Channel(models.TextChoices):
    """Where a link is seen."""

    FACEBOOK = "FACEBOOK", "Facebook"
    INSTAGRAM = "INSTAGRAM", "Instagram"
    X = "X", "X"
    TIKTOK = "TIKTOK", "TikTok"
    LINKEDIN = "LINKEDIN", "LinkedIn"
    YOUTUBE = "YOUTUBE", "YouTube"
    BLUESKY = "BLUESKY", "Bluesky"
    MASTODON = "MASTODON", "Mastodon"
    EMAIL = "EMAIL", _("E-mail or newsletter")
    WEBSITE = "WEBSITE", _("Website")
    PRINT = "PRINT", _("Poster, leaflet or letter")
    OTHER = "OTHER", _("Another channel")


class Placement(models.Model):
    """Where a link stands (campaign × wave × partner × channel × post) and leads. One link, never one per person.

    `area` is where the people are who see it, if that is known: a local partner's link, a poster in one town. `post` is
    the name of what is said there; `ready_post` holds it, where it was written in Heard. `goes_out_at` is when.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="placements")
    wave = models.ForeignKey(Wave, null=True, blank=True, on_delete=models.PROTECT, related_name="placements")
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="placements")
    channel = models.CharField(max_length=10, choices=Channel)
    post = models.CharField(max_length=160, blank=True)
    ready_post = models.ForeignKey(
        "campaigns.Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="placements"
    )
    goes_out_at = models.DateTimeField(null=True, blank=True)
    is_paid = models.BooleanField(default=False)
    destination = models.CharField(max_length=8, choices=Destination, default=Destination.LANDING)
    form = models.ForeignKey(Form, null=True, blank=True, on_delete=models.PROTECT, related_name="placements")
    outside_url = models.URLField(max_length=LONGEST_OUTSIDE, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, unique=True)
    language = models.CharField(max_length=10, default=ENGLISH.code)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(destination="LANDING", form=None, outside_url="")
                    | models.Q(destination="FORM", form__isnull=False, outside_url="")
                    | (models.Q(destination="OUTSIDE", form=None) & ~models.Q(outside_url=""))
                ),
                name="placement_leads_somewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=[language.code for language in LANGUAGES]),
                name="placement_language_known",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class VisitKind(models.TextChoices):
    """What a visitor did. Submits are counted from submissions, not here."""

    CLICK = "CLICK", _("Click")
    LANDING = "LANDING", _("Landing")
    LOOKUP = "LOOKUP", _("Contact look-up")
    NUMBER_SHOWN = "NUMBER_SHOWN", _("Number shown")
    CALL_TAP = "CALL_TAP", _("Call tap")
    EMAIL_TAP = "EMAIL_TAP", _("Email tap")
    WEB_TAP = "WEB_TAP", _("Website tap")
    FORM_START = "FORM_START", _("Form start")


class VisitClass(models.TextChoices):
    """Who the visitor seems to be; suspects are classed and never deleted."""

    HUMAN = "HUMAN", _("Human")
    PREVIEW = "PREVIEW", _("Link preview")
    BOT = "BOT", _("Bot")
    SUSPECT = "SUSPECT", _("Suspect")


class VisitQuerySet(models.QuerySet["Visit"]):
    """Visits, as English."""

    def counted(self) -> "VisitQuerySet":
        """Return those that belong in figures: everything but previews and tests by the campaign's own people."""
        return self.filter(is_test=False)

    def by_people(self) -> "VisitQuerySet":
        """Return those that belong in figures and seem to be a person's."""
        return self.counted().filter(visitor_class=VisitClass.HUMAN)


class Visit(models.Model):
    """One thing a visitor did. No address, no browser's name and no cookie is stored.

    `area` is the one that the visitor asked for, else the one that the link was placed for. Each index is written with
    each click, so there is none that no question needs.
    """

    at = models.DateTimeField()
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="visits", db_index=False)
    placement = models.ForeignKey(Placement, null=True, on_delete=models.PROTECT, related_name="visits", db_index=False)
    form = models.ForeignKey(Form, null=True, on_delete=models.PROTECT, related_name="visits", db_index=False)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=VisitKind)
    visitor_class = models.CharField(max_length=8, choices=VisitClass)
    reason = models.CharField(max_length=20, blank=True)
    visitor_day = models.BinaryField(max_length=16, null=True)
    is_test = models.BooleanField(default=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "kind", "at"], name="visit_by_campaign"),
            models.Index(fields=["placement", "kind", "at"], name="visit_by_placement"),
            models.Index(
                fields=["visitor_day"],
                condition=models.Q(kind="CLICK", visitor_class="HUMAN", is_test=False, visitor_day__isnull=False),
                name="click_by_visitor_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class DailySalt(models.Model):
    """The salt of one day's visitor-days; deleted after 48 hours."""

    day = models.DateField(unique=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.day)


class MissedVisits(models.Model):
    """How many clicks of an hour went on their way uncounted because their commit did not come in time."""

    hour = models.DateTimeField(unique=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} at {self.hour}"
