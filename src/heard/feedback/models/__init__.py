"""What people sent and how it came: submissions and what is sealed of them, drafts, entries, imports, erasures."""

from heard.feedback.models.additions import Addition
from heard.feedback.models.drafts import Draft, SavedForm
from heard.feedback.models.enquiries import Enquiry, EnquiryChannel, EnquiryOutcome
from heard.feedback.models.entries import Entry, EntryQuerySet, EqualityAsked, PaperRun, ReceiptGiven
from heard.feedback.models.erasures import Erasure, ErasureHow, ErasureQuerySet, ErasureStep, HoldGround, LegalHold
from heard.feedback.models.flags import Flag, FlagKind, Likeness, Surge, SurgeKind, Weighing
from heard.feedback.models.imports import BatchState, ImportBatch, ImportMapping
from heard.feedback.models.leases import PieceLease, Stage
from heard.feedback.models.messages import Message, MessageQuerySet, ReplyKey, Sender
from heard.feedback.models.news import NewsAddress, NewsBy
from heard.feedback.models.openings import Opening, OpeningDigest, OpeningQuerySet, OpeningRule
from heard.feedback.models.proofs import SpentProof
from heard.feedback.models.retention import RetentionCount, RetentionPeriod, RetentionRun
from heard.feedback.models.rights import (
    Controller,
    IdentityCheck,
    LawfulBasis,
    PrivacyParticulars,
    Right,
    RightsOutcome,
    RightsRequest,
    SpecialCondition,
)
from heard.feedback.models.sealed import (
    Contact,
    SealingKey,
    SealingKeyQuerySet,
    Text,
    TextField,
    WrappedKey,
    WrapWanted,
)
from heard.feedback.models.sent_back import SentBack
from heard.feedback.models.submissions import (
    FORM_CHANNELS,
    WRITTEN_CHANNELS,
    About,
    Answer,
    Channel,
    Consent,
    EqualityAnswer,
    Piece,
    PieceQuerySet,
    Recipient,
    Submission,
    SubmissionQuerySet,
    Tone,
)

__all__ = [
    "FORM_CHANNELS",
    "WRITTEN_CHANNELS",
    "About",
    "Addition",
    "Answer",
    "BatchState",
    "Channel",
    "Consent",
    "Contact",
    "Controller",
    "Draft",
    "Enquiry",
    "EnquiryChannel",
    "EnquiryOutcome",
    "Entry",
    "EntryQuerySet",
    "EqualityAnswer",
    "EqualityAsked",
    "Erasure",
    "ErasureHow",
    "ErasureQuerySet",
    "ErasureStep",
    "Flag",
    "FlagKind",
    "HoldGround",
    "IdentityCheck",
    "ImportBatch",
    "ImportMapping",
    "LawfulBasis",
    "LegalHold",
    "Likeness",
    "Message",
    "MessageQuerySet",
    "NewsAddress",
    "NewsBy",
    "Opening",
    "OpeningDigest",
    "OpeningQuerySet",
    "OpeningRule",
    "PaperRun",
    "Piece",
    "PieceLease",
    "PieceQuerySet",
    "PrivacyParticulars",
    "ReceiptGiven",
    "Recipient",
    "ReplyKey",
    "RetentionCount",
    "RetentionPeriod",
    "RetentionRun",
    "Right",
    "RightsOutcome",
    "RightsRequest",
    "SavedForm",
    "SealingKey",
    "SealingKeyQuerySet",
    "Sender",
    "SentBack",
    "SpecialCondition",
    "SpentProof",
    "Stage",
    "Submission",
    "SubmissionQuerySet",
    "Surge",
    "SurgeKind",
    "Text",
    "TextField",
    "Tone",
    "Weighing",
    "WrapWanted",
    "WrappedKey",
]
