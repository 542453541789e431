"""One sentence for each audit code. Every code that `record` writes stands here, whichever app writes it.

A sentence says what was done; who did it and to what stand beside it. `%(name)s` is filled from the line's detail.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from heard.accounts.models import OrganisationKind, Role, SuccessionKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RECOGNISED: dict[str, _StrPromise] = {
    "IN_PERSON": _("I met them in person"),
    "VIDEO": _("I saw them on a video call"),
    "CALLED_BACK": _("I called them back on a number we already had"),
    "VOUCHED": _("Someone who works with them confirmed it to me"),
}

WHY_OPENED: dict[str, _StrPromise] = {
    "reply": _("to reply"),
    "harm": _("risk of serious harm"),
    "safeguarding": _("safeguarding"),
    "unclear": _("the copy cannot be understood"),
    "complaint": _("a complaint"),
    "rights": _("a rights request"),
    "legal": _("a legal duty"),
}

PARTS: dict[str, _StrPromise] = {
    "accounts": _("People and organisations"),
    "campaigns": _("Campaigns"),
    "places": _("Places and services"),
    "feedback": _("Feedback"),
    "insight": _("Themes and tone"),
    "casework": _("Casework"),
    "measurement": _("Figures"),
    "publication": _("Toolkits"),
}

SENTENCES: dict[str, _StrPromise] = {
    "accounts.invitation.accepted": _("Accepted an invitation as %(role)s"),
    "accounts.invitation.resent": _("Sent an invitation again"),
    "accounts.invitation.sent": _("Invited someone as %(role)s"),
    "accounts.invitation.withdrawn": _("Withdrew an invitation"),
    "accounts.mail.failed": _("An email could not be sent"),
    "accounts.organisation.created": _("Added the organisation (%(kind)s)"),
    "accounts.organisation.edited": _("Changed the organisation's name, mark or colour"),
    "accounts.person.came_over": _("Came over as %(role)s from %(other)s"),
    "accounts.person.closed": _("Closed the account, as no role was left"),
    "accounts.person.left": _("Ended the person's work in the organisation"),
    "accounts.person.went_over": _("Went over as %(role)s to %(other)s"),
    "accounts.role.given": _("Gave the role %(role)s"),
    "accounts.role.taken": _("Took away the role %(role)s"),
    "accounts.second_factor.removed": _("Removed a lost second factor (%(reason)s)"),
    "accounts.succession.called_off": _("Called off: %(succession)s, %(predecessor)s to %(successor)s"),
    "accounts.succession.decided": _("Decided: %(succession)s, %(predecessor)s to %(successor)s"),
    "accounts.succession.took_effect": _("Took effect: %(succession)s, %(predecessor)s to %(successor)s"),
    "campaigns.budget.planned": _("Planned an amount"),
    "campaigns.budget.planned_removed": _("Took a planned amount out"),
    "campaigns.budget.spent": _("Entered what was spent"),
    "campaigns.budget.spent_removed": _("Took out what was entered as spent"),
    "campaigns.campaign.copied": _("Made the campaign from another one (%(original)s)"),
    "campaigns.plan.approved": _("Approved the plan as its second reader"),
    "campaigns.campaign.changed": _("Changed the campaign"),
    "campaigns.campaign.closed": _("Closed the campaign"),
    "campaigns.campaign.created": _("Made the campaign"),
    "campaigns.campaign.opened": _("Opened the campaign"),
    "campaigns.campaign.paused": _("Paused the campaign"),
    "campaigns.campaign.resumed": _("Resumed the campaign"),
    "campaigns.doors.changed": _("Changed the doors of the landing page"),
    "campaigns.film.changed": _("Chose the film in British Sign Language"),
    "campaigns.film.removed": _("Took the film in British Sign Language away"),
    "campaigns.form.reading_hours_set": _("Said when staff read what a form brings in"),
    "campaigns.form.added": _("Added an organisation's form"),
    "campaigns.form.return_address_changed": _("Changed where the paper form is posted to"),
    "campaigns.objective.added": _("Added an objective"),
    "campaigns.objective.changed": _("Changed an objective"),
    "campaigns.objective.removed": _("Took an objective out of the plan"),
    "campaigns.partner.added": _("Added a partner"),
    "campaigns.placement.made": _("Made a link"),
    "campaigns.placement.recoded": _("Gave a link another code"),
    "campaigns.placement.withdrawn": _("Withdrew a link"),
    "campaigns.placement.scheduled": _("Said when a link goes out"),
    "campaigns.placements.made": _("Made %(links)s links at once, from %(first)s to %(last)s"),
    "campaigns.post.added": _("Wrote the post “%(name)s”"),
    "campaigns.post.approved": _("Approved the post “%(name)s” as its second reader"),
    "campaigns.post.changed": _("Changed the post “%(name)s”"),
    "campaigns.post.translated": _("Wrote the post “%(name)s” in another language"),
    "campaigns.question.added": _("Added the question %(question)s"),
    "campaigns.question.removed": _("Removed the question %(question)s"),
    "campaigns.questions.added": _("Added the questions of a template"),
    "campaigns.questions.frozen": _("Froze the questions"),
    "campaigns.questions.reworded": _("Changed words of the questions: version %(version)s"),
    "campaigns.questions.translated": _("Translated words of the questions (%(language)s): version %(version)s"),
    "campaigns.words.translated": _("Translated the campaign's words (%(language)s)"),
    "campaigns.wave.added": _("Added a wave"),
    "campaigns.wave.changed": _("Changed a wave"),
    "casework.case.assigned": _("Assigned the case"),
    "casework.case.heard_again": _("The person wrote, so the case was opened again"),
    "casework.case.noted": _("Wrote a note"),
    "casework.case.status_set": _("Set the status of the case"),
    "casework.case.unassigned": _("Took the case from whoever had it"),
    "casework.copy.asked": _("The person asked, with their code, for a copy of what is held"),
    "casework.copy.made": _("Made the copy that the person asked for with their code"),
    "casework.copy.taken": _("The person took their copy, with their code"),
    "casework.group.named": _("Named a group of similar pieces"),
    "casework.groups.asked": _("Asked for groups of similar pieces"),
    "casework.quote.chosen": _("Chose a quote"),
    "casework.quote.dropped": _("Let a quote go"),
    "casework.queue.exported": _("Exported the queue: file %(mark)s, filtered by %(filtered_by)s"),
    "casework.risk.closed": _("Closed a risk"),
    "casework.risk.opened": _("Found a sign of risk"),
    "casework.risk.raised": _("Raised a risk"),
    "feedback.consent.narrowed": _("Narrowed who may see a piece of feedback"),
    "feedback.contact.opened": _("Opened a person's contact details (%(why)s)"),
    "feedback.enquiry.changed": _("Changed an enquiry"),
    "feedback.enquiry.logged": _("Logged an enquiry"),
    "feedback.entry.begun": _("Began to enter what someone told us"),
    "feedback.entry.ended": _("Said how someone got their code"),
    "feedback.entry.given_up": _("Gave up what was being entered for someone"),
    "feedback.entry.notice_read": _("Read out the notice, version %(version)s, and the person agreed to go on"),
    "feedback.entry.sent": _("Entered what someone told us: %(reference)s"),
    "feedback.equality.recorded": _("Kept answers to the equality questions"),
    "feedback.erasure.asked": _("Asked for everything of a submission to be erased"),
    "feedback.erasure.finished": _("Erased everything of a submission"),
    "feedback.flag.dismissed": _("Looked at something unusual about how a form came, and found nothing wrong"),
    "feedback.import.columns_chosen": _("Said which column of a file holds what"),
    "feedback.import.confirmed": _("Confirmed an import"),
    "feedback.import.done": _("Finished an import"),
    "feedback.import.given_up": _("Gave up an import"),
    "feedback.import.sent": _("Sent a file to import"),
    "feedback.digest.sent": _("Told the privacy leads of %(openings)s openings"),
    "feedback.opening.agreed": _("Agreed that something sealed be opened (%(why)s)"),
    "feedback.opening.asked": _("Asked to open something sealed (%(why)s)"),
    "feedback.opening.refused": _("Refused that something sealed be opened (%(why)s)"),
    "feedback.opening_rule.one_person": _("Let one person alone open what is sealed"),
    "feedback.opening_rule.two_people": _("Asked for a second person, whose word holds for %(hours)s hours"),
    "feedback.message.opened": _("Read a message as it was written (%(why)s)"),
    "feedback.message.read": _("Read what the person wrote"),
    "feedback.message.received": _("Received a message from the person"),
    "feedback.message.sent": _("Wrote to the person"),
    "feedback.key.forgotten": _("Destroyed the retired key %(key)s"),
    "feedback.key.rotated": _("Changed the key that feedback is sealed to: now %(key)s"),
    "feedback.news.asked": _("The person asked to be told of news"),
    "feedback.news.confirmed": _("The person showed that the address for news is theirs"),
    "feedback.news.stopped": _("Nobody is told of news any more"),
    "feedback.paper.numbered": _("Gave out the numbers %(first)s to %(last)s for paper forms"),
    "feedback.hold.lifted": _("Lifted a legal hold"),
    "feedback.hold.placed": _("Placed a legal hold"),
    "feedback.particulars.changed": _("Changed what people are told about data protection"),
    "feedback.retention.period_set": _("Said for how long to keep one kind of data: %(kind)s, %(months)s months"),
    "feedback.retention.ran": _("Erased what had had its time: %(erased)s erased, %(overdue)s still due"),
    "feedback.surge.weighed": _("Decided whether unusual arrivals count in figures (%(weighing)s, %(forms)s forms)"),
    "feedback.text.redacted_further": _("Hid more of what a person said: %(kind)s, in %(places)s places"),
    "feedback.rights.closed": _("Answered a rights request"),
    "feedback.rights.copied": _("Made a copy of what is held about a person, for them"),
    "feedback.rights.extended": _("Gave a rights request two more months"),
    "feedback.rights.held": _("Asked for an erasure that waits for a legal hold"),
    "feedback.rights.identity_checked": _("Made sure who asks for their rights"),
    "feedback.rights.logged": _("Logged a rights request"),
    "feedback.submission.received": _("Received a form"),
    "feedback.submission.uncounted": _("Left what was sent out of figures, as the person wishes"),
    "feedback.submission.withdrawn": _("Withdrew what was sent"),
    "feedback.words.added": _("Added words to a piece of feedback"),
    "feedback.wrap.dropped": _(
        "Took away the keys of %(of)s to what was sent (%(keys)s); it had opened something of it %(opened)s times"
    ),
    "feedback.words.opened": _("Read a person's words as they wrote them (%(why)s)"),
    "insight.coding.coded": _("Coded piece %(position)s of a set apart from others"),
    "insight.coding.ended": _("Ended the coding of a set"),
    "insight.coding.settled": _("Settled what coders said of %(pieces)s pieces"),
    "insight.coding.started": _("Started a set that %(coders)s people code apart: %(pieces)s pieces"),
    "insight.framework.loaded": _("Loaded a theme framework"),
    "insight.themes.read_again": _("Had themes and tone read anew in %(pieces)s pieces"),
    "insight.model.put_in_use": _(
        "Let %(version)s, which learnt from what people decided (%(learnt)s forms), read themes and tone"
    ),
    "insight.model.taken_out": _("Let the model that comes with Heard read themes and tone, in place of %(version)s"),
    "insight.piece.themes_decided": _("Decided the themes of a piece of feedback"),
    "insight.pieces.drawn": _("Drew %(pieces)s pieces of feedback at random, to be decided by people"),
    "insight.piece.tone_decided": _("Decided the tone of a piece of feedback"),
    "measurement.agreement.fell": _("Found that machine and people agree too little"),
    "measurement.agreement.line_set": _(
        "Said when to tell of too little agreement: below %(line)s, from %(least)s pieces"
    ),
    "measurement.agreement.seen": _("Looked at a notice of too little agreement"),
    "measurement.counts.imported": _("Brought in daily counts (%(rows)s)"),
    "measurement.counts.removed": _("Took daily counts out again (%(rows)s)"),
    "measurement.network.columns_forgotten": _("Forgot what columns of network exports are (%(columns)s)"),
    "measurement.network.columns_told": _("Said what columns of network exports are (%(columns)s)"),
    "measurement.network.imported": _(
        "Brought in an export of %(source)s (rows: %(rows)s, figures replaced: %(restated)s)"
    ),
    "measurement.network.names_told": _("Said what advertisements or posts are (%(names)s)"),
    "measurement.network.taken_back": _("Took an export of %(source)s back (figures: %(figures)s)"),
    "measurement.reach.overlap_set": _("Said what two channels share"),
    "measurement.reach.overlaps_removed": _("Forgot what channels share (%(pairs)s pairs)"),
    "measurement.reach.population_set": _("Said that the campaign could reach %(people)s people"),
    "measurement.survey.imported": _("Brought in results of a survey (%(rows)s)"),
    "measurement.survey.taken_back": _("Took results of a survey back (%(rows)s)"),
    "measurement.alert.raised": _("Raised an alert: %(what)s"),
    "measurement.alert.seen": _("Saw an alert"),
    "measurement.alert.letter_wanted": _("Asked for a letter about alerts each morning"),
    "measurement.alert.letter_stopped": _("Stopped the letter about alerts"),
    "measurement.alert.letter_sent": _("Wrote about %(standing)s alerts that stand and %(ended)s that ended"),
    "measurement.alert.lines_set": _("Set from where on alerts are raised"),
    "measurement.funnel.exported": _("Exported the funnel: file %(mark)s, filtered by %(filtered_by)s"),
    "measurement.mentions.forgotten": _("Emptied %(mentions)s posts at the wish of whoever wrote them"),
    "measurement.stakeholder.added": _("Put a stakeholder in the register"),
    "measurement.stakeholder.account_added": _("Added an account of a stakeholder: %(network)s"),
    "measurement.stakeholder.account_removed": _("Took out an account of a stakeholder: %(network)s"),
    "measurement.stakeholder.changed": _("Changed what is known of a stakeholder"),
    "measurement.stakeholder.removed": _("Took a stakeholder out of the register"),
    "measurement.stakeholders.exported": _("Took away the list of %(stakeholders)s stakeholders"),
    "measurement.stakeholders.imported": _(
        "Brought in a file of stakeholders: %(new)s new, %(known)s known before, %(accounts)s accounts"
    ),
    "measurement.mail_log.imported": _(
        "Brought in the press office’s log of %(rows)s emails: %(new)s suggestions are new"
    ),
    "measurement.engagement.decided": _("Decided what a stakeholder did: %(level)s"),
    "measurement.watch.begun": _("Began to follow #%(tag)s on a network"),
    "measurement.watch.ended": _("Stopped following #%(tag)s on a network"),
    "measurement.cut.asked": _("Had a question about a campaign’s records counted"),
    "measurement.cut.exported": _("Exported the answer to a question: file %(mark)s, %(question)s"),
    "measurement.cut.stopped": _("Stopped a question about a campaign’s records"),
    "measurement.themes.exported": _("Exported the counts of themes: file %(mark)s, filtered by %(filtered_by)s"),
    "places.areas.loaded": _("Loaded areas"),
    "places.contact.added": _("Added an urgent contact"),
    "places.contact.changed": _("Changed an urgent contact"),
    "places.contact.withdrawn": _("Took out an urgent contact"),
    "places.contacts.loaded": _("Loaded urgent contacts"),
    "places.contacts.shipped": _("Kept the urgent contacts that come with Heard"),
    "places.benchmarks.loaded": _("Loaded population benchmarks"),
    "places.office.changed": _("Changed an office's contact details"),
    "places.office.handed_over": _("Handed an office over from %(before)s to %(after)s"),
    "places.office.coverage_removed": _("Took out that the office covers %(area)s"),
    "places.office.coverage_set": _("Said when the office covers %(area)s"),
    "places.offices.loaded": _("Loaded offices"),
    "places.postcodes.loaded": _("Loaded postcodes"),
    "places.service.closed": _("Closed the service"),
    "places.service.name_removed": _("Took away another name of the service"),
    "places.service.named": _("Added another name of the service"),
    "places.service.reopened": _("Opened the service again"),
    "places.service.succeeded": _("Said that the service %(successor)s took over"),
    "places.services.loaded": _("Loaded services"),
    "publication.placement.made": _("%(organisation_name)s made a link of its own"),
    "publication.toolkit_link.first_used": _("The toolkit of %(organisation_name)s was opened by its link"),
    "publication.toolkit_link.made": _("Made a link to the toolkit of %(organisation_name)s (%(days)s days)"),
    "publication.toolkit_link.revoked": _("Took back a link to the toolkit of %(organisation_name)s"),
}

_WORDS: dict[str, Mapping[str, Any]] = {
    "role": dict(Role.choices),
    "kind": dict(OrganisationKind.choices),
    "succession": dict(SuccessionKind.choices),
    "reason": RECOGNISED,
    "why": WHY_OPENED,
}


def sentence(*, code: str, detail: Mapping[str, Any]) -> str:
    """Return what was done, in words; a code that has no sentence is shown as it is, never hidden."""
    if code not in SENTENCES:
        return code
    return str(SENTENCES[code]) % _Said(detail)


class _Said(dict[str, Any]):
    """The detail's values in words; what a line does not hold reads as three dots."""

    def __getitem__(self, name: str) -> str:
        value = self.get(name, "…")
        return str(_WORDS.get(name, {}).get(value, value))
