"""The permission table: every address, who may open it, and what they get.

A public address stands in each language under its prefix; `test_permissions` opens each of them.
Strangers (people with every role, in another organisation) get 404 wherever a record is named, as if it did not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

MANAGER, ANALYST, CASEWORKER, PARTNER, RESPONDER, ADMINISTRATOR, PRIVACY = ROLES = (
    "CAMPAIGN_MANAGER",
    "ANALYST",
    "CASEWORKER",
    "PARTNER",
    "RESPONDER",
    "ADMINISTRATOR",
    "PRIVACY_LEAD",
)
ANSWERED = 0  # 200, 302, 303 or 422: what is posted here is empty
SIGN_IN, GONE, OK, MOVED, POST_ONLY, SEE_OTHER, NO_DRAFT, ASKS_AGAIN = 302, 404, 200, 302, 405, 303, 410, 422
NOTHING_TO_SHOW = 204
IMPORTERS = (MANAGER, ANALYST, ADMINISTRATOR)

World = Any
Arguments = Callable[[World], list[Any]]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One address: its arguments, what each kind of visitor gets, and whether it is drawn by Heard for the public."""

    arguments: Arguments
    method: str = "get"
    public: int
    stranger: int
    roles: dict[str, int]


def _none(world: World) -> list[Any]:
    return []


def public(arguments: Arguments = _none, *, status: int = OK) -> Row:
    """Anyone may open it, signed in or not."""
    return Row(arguments=arguments, public=status, stranger=status, roles=dict.fromkeys(ROLES, status))


def signed_in(*, public: int = SIGN_IN, status: int = OK) -> Row:
    """Any member of staff may open it, about themself."""
    return Row(arguments=_none, public=public, stranger=status, roles=dict.fromkeys(ROLES, status))


def staff(*roles: str, arguments: Arguments = _none, status: int = OK) -> Row:
    """People with one of the roles may open it. With arguments it names a record of one organisation."""
    stranger = status if arguments is _none else GONE
    return Row(
        arguments=arguments,
        public=SIGN_IN,
        stranger=stranger,
        roles={role: status if role in roles else GONE for role in ROLES},
    )


def posted(*roles: str, arguments: Arguments) -> Row:
    """As staff(), for an address that only takes what is posted; those who may get an answer of some kind."""
    row = staff(*roles, arguments=arguments, status=ANSWERED)
    return replace(row, method="post")


def _organisation(world: World) -> list[Any]:
    return [world.organisation.slug]


def _person(world: World) -> list[Any]:
    return [world.organisation.slug, world.people[CASEWORKER].pk]


def _invitation(world: World) -> list[Any]:
    return [world.organisation.slug, world.invitation.pk]


def _campaign(world: World) -> list[Any]:
    return [world.campaign.slug]


def _campaign_and_kind(world: World) -> list[Any]:
    return [world.campaign.slug, "csv"]


def _wave(world: World) -> list[Any]:
    return [world.campaign.slug, world.wave.pk]


def _objective(world: World) -> list[Any]:
    return [world.campaign.slug, world.objective.pk]


def _post(world: World) -> list[Any]:
    return [world.campaign.slug, world.post.pk]


def _placement(world: World) -> list[Any]:
    return [world.campaign.slug, world.placement.code]


def _toolkit(world: World) -> list[Any]:
    return [world.campaign.slug, world.partner_organisation.slug]


def _code(world: World) -> list[Any]:
    return [world.own_link.code]


def _own_link(world: World) -> list[Any]:
    return [*_toolkit(world), *_code(world)]


def _held(world: World) -> list[Any]:
    return [world.toolkit.secret]


def _held_link(world: World) -> list[Any]:
    return [*_held(world), *_code(world)]


def _form(world: World) -> list[Any]:
    return [world.campaign.slug, world.form.slug]


def _sharing_page(world: World) -> list[Any]:
    return [*_form(world), "sharing"]


def _question(world: World) -> list[Any]:
    return [*_form(world), "tone"]


def _form_page(world: World) -> list[Any]:
    return [*_form(world), "nowhere"]


def _form_piece(world: World) -> list[Any]:
    return [*_form(world), "nowhere", "a"]


def _case(world: World) -> list[Any]:
    return [world.case.pk]


def _group(world: World) -> list[Any]:
    return [world.group.pk]


def _quote(world: World) -> list[Any]:
    return [world.quote.pk]


def _case_text(world: World) -> list[Any]:
    return [world.case.pk, world.case.piece.texts.get().pk]


def _coding_set(world: World) -> list[Any]:
    return [world.coding_set.pk]


def _coded_piece(world: World) -> list[Any]:
    return [world.coding_set.pk, 1]


def _case_message(world: World) -> list[Any]:
    return [world.case.pk, world.message.pk]


def _opening(world: World) -> list[Any]:
    return [world.opening.pk]


def _surge(world: World) -> list[Any]:
    return [world.surge.pk]


def _flag(world: World) -> list[Any]:
    return [world.case.pk, world.flag.pk]


def _office(world: World) -> list[Any]:
    return [world.office.pk]


def _coverage(world: World) -> list[Any]:
    return [world.office.pk, world.coverage.pk]


def _contact(world: World) -> list[Any]:
    return [world.contact.pk]


def _batch(world: World) -> list[Any]:
    return [world.batch.pk]


def _entry(world: World) -> list[Any]:
    return [world.entry.pk]


def _entry_page(world: World) -> list[Any]:
    return [world.entry.pk, "about"]


def _entry_piece(world: World) -> list[Any]:
    return [world.entry.pk, "kind-of-experience", "1"]


def _rights(world: World) -> list[Any]:
    return [world.rights.pk]


def _hold(world: World) -> list[Any]:
    return [world.hold.pk]


def _enquiry(world: World) -> list[Any]:
    return [world.enquiry.pk]


def _service(world: World) -> list[Any]:
    return [world.service.pk]


def _closed_service(world: World) -> list[Any]:
    return [world.closed_service.pk]


def _service_name(world: World) -> list[Any]:
    return [world.service.pk, world.service.other_names.get().pk]


def shared(row: Row) -> Row:
    """The register of services is everybody's: people with the roles elsewhere get the same."""
    return replace(row, stranger=max(row.roles.values(), key=lambda status: status != GONE))


def _agreement_notice(world: World) -> list[Any]:
    return [world.agreement_notice.pk]


def _survey(world: World) -> list[Any]:
    return [world.campaign.slug, world.survey.pk]


def _network_import(world: World) -> list[Any]:
    return [world.campaign.slug, world.network_import.pk]


def _known_column(world: World) -> list[Any]:
    return [world.campaign.slug, world.known_column.pk]


def _campaign_and_alert(world: World) -> list[Any]:
    return [world.campaign.slug, world.alert.pk]


def _stakeholder(world: World) -> list[Any]:
    return [world.stakeholder.pk]


def _stakeholder_account(world: World) -> list[Any]:
    return [world.stakeholder.pk, world.stakeholder.handles.get().pk]


def _engagement(world: World) -> list[Any]:
    return [world.campaign.slug, world.engagement.pk]


def _watch(world: World) -> list[Any]:
    return [world.watch.pk]


def _cut(world: World) -> list[Any]:
    return [world.campaign.slug, world.cut.pk]


def _counts(world: World) -> list[Any]:
    return [world.counts.pk]


TABLE: dict[str, Row] = {
    # signing in: allauth's pages
    "account_login": Row(arguments=_none, public=OK, stranger=MOVED, roles=dict.fromkeys(ROLES, MOVED)),
    "account_logout": signed_in(public=MOVED),
    "account_inactive": public(),
    "account_reauthenticate": signed_in(),
    "account_change_password": signed_in(),
    "account_reset_password": public(),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": public(lambda world: ["1", "nonsense"]),
    "account_reset_password_from_key_done": public(),
    "mfa_index": signed_in(),
    "mfa_authenticate": public(status=MOVED),
    "mfa_reauthenticate": signed_in(),
    "mfa_activate_totp": signed_in(status=MOVED),
    "mfa_deactivate_totp": signed_in(status=MOVED),
    "mfa_view_recovery_codes": signed_in(status=GONE),
    "mfa_generate_recovery_codes": signed_in(status=MOVED),
    "mfa_download_recovery_codes": signed_in(status=GONE),
    # accounts
    "accounts:join": public(status=GONE),
    "accounts:invitation": public(lambda world: ["nonsense"], status=MOVED),
    "accounts:mark": public(lambda world: ["nonsense"], status=GONE),
    "accounts:home": signed_in(),
    "accounts:account": signed_in(),
    "accounts:account_leave": staff(*ROLES, arguments=_organisation),
    "accounts:people": staff(ADMINISTRATOR, status=MOVED),
    "accounts:people_of": staff(ADMINISTRATOR, arguments=_organisation),
    "accounts:invite": staff(ADMINISTRATOR, arguments=_organisation),
    "accounts:resend": posted(ADMINISTRATOR, arguments=_invitation),
    "accounts:withdraw": posted(ADMINISTRATOR, arguments=_invitation),
    "accounts:person": staff(ADMINISTRATOR, arguments=_person),
    "accounts:person_leave": staff(ADMINISTRATOR, arguments=_person),
    "accounts:person_second_factor": staff(ADMINISTRATOR, arguments=_person),
    "accounts:organisations": staff(ADMINISTRATOR),
    "accounts:organisation_new": replace(staff(ADMINISTRATOR), stranger=GONE),
    "accounts:organisation": staff(ADMINISTRATOR, arguments=_organisation),
    "accounts:organisation_history": staff(ADMINISTRATOR, arguments=_organisation),
    "accounts:call_off": posted(ADMINISTRATOR, arguments=_organisation),
    "accounts:first_administrator": staff(arguments=_organisation),
    "accounts:audit": staff(ADMINISTRATOR, PRIVACY, status=MOVED),
    "accounts:audit_of": staff(ADMINISTRATOR, PRIVACY, arguments=_organisation),
    # campaigns
    "campaigns:front": public(),
    "campaigns:landing": public(_campaign),
    "campaigns:contact": public(_campaign),
    "campaigns:tap": replace(public(_campaign, status=NOTHING_TO_SHOW), method="post"),
    "campaigns:link": public(lambda world: [world.placement.code], status=MOVED),
    "hot:link": public(status=MOVED),
    "hot:tap": replace(public(status=NOTHING_TO_SHOW), method="post"),
    "campaigns:list": staff(MANAGER, ANALYST),
    "campaigns:create": staff(MANAGER),
    "campaigns:campaign": staff(MANAGER, ANALYST, arguments=_campaign),
    "campaigns:edit": staff(MANAGER, arguments=_campaign),
    "campaigns:doors": staff(MANAGER, arguments=_campaign),
    "campaigns:add_form": staff(MANAGER, arguments=_campaign),
    "campaigns:questions": staff(MANAGER, ANALYST, arguments=_form),
    "campaigns:words": staff(MANAGER, arguments=_sharing_page),
    "campaigns:reading_hours": staff(MANAGER, arguments=_form),
    "campaigns:add_question": staff(MANAGER, arguments=_form),
    "campaigns:remove_question": staff(MANAGER, arguments=_question),
    "campaigns:film": public(_campaign, status=GONE),
    "campaigns:film_file": public(lambda world: [f"{'0' * 24}.mp4"], status=GONE),
    "campaigns:choose_film": staff(MANAGER, arguments=_campaign),
    "campaigns:languages": staff(MANAGER, arguments=_campaign),
    "campaigns:translate": staff(MANAGER, arguments=lambda world: [world.campaign.slug, "ur"]),
    "campaigns:translate_page": staff(MANAGER, arguments=lambda world: [*_sharing_page(world), "ur"]),
    "campaigns:add_wave": staff(MANAGER, arguments=_campaign),
    "campaigns:wave": staff(MANAGER, arguments=_wave),
    "campaigns:add_partner": staff(MANAGER, arguments=_campaign),
    "campaigns:step": staff(MANAGER, arguments=lambda world: [world.campaign.slug, "pause"]),
    "campaigns:plan": staff(MANAGER, ANALYST, arguments=_campaign),
    "campaigns:add_objective": staff(MANAGER, arguments=_campaign),
    "campaigns:objective": staff(MANAGER, arguments=_objective),
    "campaigns:remove_objective": staff(MANAGER, arguments=_objective),
    "campaigns:place": staff(MANAGER, arguments=_campaign),
    "campaigns:approve_plan": staff(MANAGER, arguments=lambda world: [world.campaign.slug, 1]),
    "campaigns:budget": staff(MANAGER, ANALYST, arguments=_campaign),
    "campaigns:add_planned": staff(MANAGER, arguments=_campaign),
    "campaigns:add_spent": staff(MANAGER, arguments=_campaign),
    "campaigns:remove_amount": staff(MANAGER, arguments=lambda world: [world.campaign.slug, world.amount.pk]),
    "campaigns:copy": staff(MANAGER, arguments=_campaign),
    "campaigns:posts": staff(MANAGER, ANALYST, arguments=_campaign),
    "campaigns:add_post": staff(MANAGER, arguments=_campaign),
    "campaigns:post": staff(MANAGER, ANALYST, arguments=_post),
    "campaigns:edit_post": staff(MANAGER, arguments=_post),
    "campaigns:post_picture": staff(MANAGER, ANALYST, arguments=_post, status=GONE),
    "campaigns:approve_post": staff(MANAGER, arguments=lambda world: [*_post(world), 1]),
    "campaigns:translate_post": staff(MANAGER, arguments=lambda world: [*_post(world), "cy"]),
    "campaigns:calendar": staff(MANAGER, ANALYST, arguments=_campaign),
    "campaigns:calendar_ics": staff(MANAGER, ANALYST, arguments=_campaign),
    "campaigns:schedule": staff(MANAGER, arguments=_placement),
    "campaigns:grid": staff(MANAGER, arguments=_campaign),
    "campaigns:links": staff(MANAGER, ANALYST, arguments=_campaign),
    "campaigns:links_csv": staff(MANAGER, ANALYST, arguments=_campaign),
    "campaigns:links_xlsx": staff(MANAGER, ANALYST, arguments=_campaign),
    "campaigns:links_codes": staff(MANAGER, ANALYST, arguments=_campaign, status=ASKS_AGAIN),
    "campaigns:placement": staff(MANAGER, ANALYST, arguments=_placement),
    "campaigns:qr_image": staff(MANAGER, ANALYST, arguments=_placement),
    "campaigns:qr_download": staff(MANAGER, ANALYST, arguments=_placement, status=ASKS_AGAIN),
    "campaigns:code": staff(MANAGER, arguments=_placement),
    "campaigns:withdraw": staff(MANAGER, arguments=_placement),
    # the public form
    # (without the form's own cookie: the start gives it, a page sends back to the start, the others are gone)
    "feedback:print_form": public(_form, status=GONE),
    "feedback:print_form_large": public(_form, status=GONE),
    "feedback:start": public(_form, status=SEE_OTHER),
    "feedback:service_search": public(_form, status=POST_ONLY),
    "feedback:check": public(_form, status=NO_DRAFT),
    "feedback:sent": public(_form, status=NO_DRAFT),
    "feedback:tell_us_now": public(_form, status=NO_DRAFT),
    "feedback:told_us_now": public(_form, status=NO_DRAFT),
    "feedback:news_confirm": public(lambda world: ["unknown"], status=NO_DRAFT),
    "feedback:news_stop": public(lambda world: ["unknown"], status=NO_DRAFT),
    "feedback:my_page": public(_form, status=NO_DRAFT),
    "feedback:saved": public(_form, status=NO_DRAFT),
    "feedback:come_back": public(_form),
    "feedback:clear": public(_form),
    "feedback:remove_piece": public(_form_page, status=NO_DRAFT),
    "feedback:page": public(_form_page, status=MOVED),
    "feedback:piece_page": public(_form_piece, status=MOVED),
    # files brought in
    "feedback:imports": staff(*IMPORTERS),
    "feedback:import_new": staff(*IMPORTERS),
    "feedback:import": staff(*IMPORTERS, arguments=_batch, status=MOVED),
    "feedback:import_columns": staff(*IMPORTERS, arguments=_batch, status=ASKS_AGAIN),
    "feedback:import_start": posted(*IMPORTERS, arguments=_batch),
    "feedback:import_give_up": posted(*IMPORTERS, arguments=_batch),
    "feedback:import_rows": staff(*IMPORTERS, arguments=_batch, status=GONE),
    # what staff enter for others: an entry is its enterer's alone (here a caseworker's), until it is sent
    "feedback:entry": staff(CASEWORKER, MANAGER),
    "feedback:call": staff(CASEWORKER, MANAGER, arguments=_form),
    "feedback:written": staff(CASEWORKER, MANAGER, arguments=_form),
    "feedback:paper": staff(CASEWORKER, MANAGER, arguments=_form),
    "feedback:paper_address": staff(MANAGER, arguments=_form),
    "feedback:paper_numbers": staff(CASEWORKER, MANAGER, arguments=_form),
    "feedback:paper_ordinary": staff(CASEWORKER, MANAGER, arguments=_form),
    "feedback:paper_large": staff(CASEWORKER, MANAGER, arguments=_form),
    "feedback:entry_go_on": staff(CASEWORKER, arguments=_entry, status=MOVED),
    "feedback:entry_check": staff(CASEWORKER, arguments=_entry, status=MOVED),
    "feedback:entry_sent": staff(CASEWORKER, arguments=_entry, status=MOVED),
    "feedback:entry_give_up": staff(CASEWORKER, arguments=_entry),
    "feedback:entry_remove_piece": staff(arguments=_entry_page),
    "feedback:entry_page": staff(CASEWORKER, arguments=_entry_page, status=MOVED),
    "feedback:entry_piece_page": staff(CASEWORKER, arguments=_entry_piece),
    # privacy
    "casework:privacy": staff(PRIVACY, ADMINISTRATOR, status=MOVED),
    "casework:privacy_of": staff(PRIVACY, ADMINISTRATOR, arguments=_organisation),
    "casework:retention": staff(PRIVACY, ADMINISTRATOR, arguments=_organisation),
    "casework:particulars": staff(PRIVACY, ADMINISTRATOR, arguments=_organisation),
    "casework:rights_new": staff(PRIVACY, arguments=_organisation),
    "casework:hold_new": staff(PRIVACY, arguments=_organisation),
    "casework:rights": staff(PRIVACY, arguments=_rights),
    "casework:rights_identity": staff(PRIVACY, arguments=_rights),
    "casework:rights_extend": staff(PRIVACY, arguments=_rights),
    "casework:rights_answer": staff(PRIVACY, arguments=_rights),
    "casework:rights_copy": posted(PRIVACY, arguments=_rights),
    "casework:hold_lift": staff(PRIVACY, arguments=_hold),
    # enquiries
    "feedback:enquiries": staff(CASEWORKER, MANAGER, ANALYST, status=MOVED),
    "feedback:enquiry_new": staff(CASEWORKER, MANAGER),
    "feedback:enquiry": staff(CASEWORKER, MANAGER, arguments=_enquiry),
    "feedback:enquiries_of": staff(CASEWORKER, MANAGER, ANALYST, arguments=_organisation),
    "feedback:enquiry_figures": staff(CASEWORKER, MANAGER, ANALYST, arguments=_organisation),
    # a person who comes back with their code: without it, every page leads to where it is entered
    "casework:my_feedback": public(),
    "casework:my_feedback_messages": public(status=MOVED),
    "casework:my_feedback_tell": public(status=MOVED),
    "casework:my_feedback_copy": public(status=MOVED),
    "casework:my_feedback_own_copy": public(status=MOVED),
    "casework:my_feedback_own_copy_file": public(status=MOVED),
    "casework:my_feedback_add": public(lambda world: [1], status=MOVED),
    "casework:my_feedback_narrow": public(lambda world: [1], status=MOVED),
    "casework:my_feedback_withdraw": public(status=MOVED),
    "casework:my_feedback_erase": public(status=MOVED),
    "casework:my_feedback_done": public(),
    "casework:my_feedback_leave": public(status=MOVED),
    # casework
    "casework:queue": staff(CASEWORKER, ANALYST, PRIVACY, status=MOVED),
    "casework:queue_of": staff(CASEWORKER, ANALYST, PRIVACY, arguments=_organisation),
    "casework:decide": staff(CASEWORKER, ANALYST, PRIVACY, status=MOVED),
    "casework:decide_of": staff(CASEWORKER, ANALYST, PRIVACY, arguments=_organisation),
    "casework:decide_case": staff(CASEWORKER, ANALYST, PRIVACY, arguments=_case),
    # (settling leads back to the set while somebody has yet to code)
    "casework:coding": staff(CASEWORKER, ANALYST, MANAGER, status=MOVED),
    "casework:coding_of": staff(CASEWORKER, ANALYST, MANAGER, arguments=_organisation),
    "casework:coding_new": staff(ANALYST, MANAGER, arguments=_organisation),
    "casework:coding_set": staff(CASEWORKER, ANALYST, MANAGER, arguments=_coding_set),
    "casework:code": staff(CASEWORKER, ANALYST, arguments=_coded_piece),
    "casework:settle": staff(CASEWORKER, ANALYST, arguments=_coded_piece, status=MOVED),
    "casework:settle_agreed": posted(CASEWORKER, ANALYST, arguments=_coding_set),
    "casework:coding_end": posted(ANALYST, MANAGER, arguments=_coding_set),
    "casework:export": posted(CASEWORKER, ANALYST, arguments=_organisation),
    "casework:groups": staff(CASEWORKER, ANALYST, status=MOVED),
    "casework:groups_of": staff(CASEWORKER, ANALYST, arguments=_organisation),
    "casework:groups_find": posted(CASEWORKER, ANALYST, arguments=_organisation),
    "casework:group": staff(CASEWORKER, ANALYST, arguments=_group),
    "casework:case": staff(CASEWORKER, ANALYST, PRIVACY, arguments=_case),
    "casework:assign": posted(CASEWORKER, arguments=_case),
    "casework:status": posted(CASEWORKER, arguments=_case),
    "casework:raise_risk": posted(CASEWORKER, arguments=_case),
    "casework:close_risk": posted(CASEWORKER, arguments=_case),
    "casework:note": posted(CASEWORKER, arguments=_case),
    "casework:message": posted(CASEWORKER, arguments=_case),
    "casework:messages_read": posted(CASEWORKER, arguments=_case),
    "casework:themes": posted(CASEWORKER, arguments=_case),
    "casework:tone": posted(CASEWORKER, arguments=_case),
    "casework:narrow": posted(CASEWORKER, PRIVACY, arguments=_case),
    # (opening first asks for the second factor once more)
    "casework:open_contact": staff(CASEWORKER, PRIVACY, arguments=_case, status=MOVED),
    "casework:open_words": staff(CASEWORKER, PRIVACY, arguments=_case_text, status=MOVED),
    "casework:open_message": staff(CASEWORKER, PRIVACY, arguments=_case_message, status=MOVED),
    "casework:openings": staff(CASEWORKER, PRIVACY, ADMINISTRATOR, status=MOVED),
    "casework:openings_of": staff(CASEWORKER, PRIVACY, ADMINISTRATOR, arguments=_organisation),
    "casework:opening_rule": staff(PRIVACY, ADMINISTRATOR, arguments=_organisation, status=MOVED),
    "casework:opening": replace(
        staff(CASEWORKER, arguments=_opening),
        roles={**staff(CASEWORKER, arguments=_opening).roles, PRIVACY: MOVED},
    ),
    "casework:open_agreed": posted(CASEWORKER, PRIVACY, arguments=_opening),
    "casework:quotes": staff(CASEWORKER, ANALYST, status=MOVED),
    "casework:quotes_of": staff(CASEWORKER, ANALYST, arguments=_organisation),
    "casework:quote_drop": posted(CASEWORKER, ANALYST, arguments=_quote),
    "casework:quote": posted(CASEWORKER, ANALYST, arguments=_case),
    "casework:like": staff(CASEWORKER, ANALYST, PRIVACY, arguments=_case),
    "casework:hide": posted(CASEWORKER, arguments=_case),
    "casework:dismiss_flag": posted(CASEWORKER, arguments=_flag),
    "feedback:unusual": staff(MANAGER, ANALYST),
    "feedback:surge": staff(MANAGER, ANALYST, arguments=_surge),
    # measurement
    "measurement:campaigns": staff(MANAGER, ANALYST, PARTNER),
    "measurement:live": staff(MANAGER, ANALYST, PARTNER, arguments=_campaign),
    "stream:live": staff(MANAGER, ANALYST, PARTNER, arguments=_campaign),
    "stream:funnel": staff(MANAGER, ANALYST, arguments=_campaign),
    "stream:wall": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:funnel": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:funnel_export": posted(MANAGER, ANALYST, arguments=_campaign_and_kind),
    "measurement:wall": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:alerts": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:alert_letter": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:alert_seen": posted(MANAGER, ANALYST, arguments=_campaign_and_alert),
    "measurement:costs": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:spend": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:compare": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:themes": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:themes_draw": posted(MANAGER, ANALYST, arguments=_campaign),
    "measurement:themes_export": posted(MANAGER, ANALYST, arguments=_campaign),
    "measurement:networks": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:network_columns": posted(MANAGER, ANALYST, arguments=_campaign),
    "measurement:known_columns": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:known_column": staff(MANAGER, ANALYST, arguments=_known_column),
    "measurement:network_names": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:network_export": staff(MANAGER, ANALYST, arguments=_network_import),
    "measurement:remove_network": staff(MANAGER, ANALYST, arguments=_network_import),
    "measurement:reach": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:reach_population": posted(MANAGER, ANALYST, arguments=_campaign),
    "measurement:reach_overlap": posted(MANAGER, ANALYST, arguments=_campaign),
    "measurement:reach_overlaps_remove": posted(MANAGER, ANALYST, arguments=_campaign),
    "measurement:awareness": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:remove_survey": staff(MANAGER, ANALYST, arguments=_survey),
    "measurement:analysis": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:analysis_run": posted(MANAGER, ANALYST, arguments=_campaign),
    "measurement:analysis_export": posted(MANAGER, ANALYST, arguments=_campaign),
    "measurement:cut": staff(MANAGER, ANALYST, arguments=_cut),
    "measurement:cut_stop": posted(MANAGER, ANALYST, arguments=_cut),
    "measurement:cut_export": posted(MANAGER, ANALYST, arguments=_cut),
    "measurement:agreement": staff(MANAGER, ANALYST, status=MOVED),
    "measurement:agreement_of": staff(MANAGER, ANALYST, arguments=_organisation),
    "measurement:agreement_line": staff(MANAGER, ANALYST, arguments=_organisation),
    "measurement:agreement_seen": posted(MANAGER, ANALYST, arguments=_agreement_notice),
    "measurement:stakeholders": staff(MANAGER, ANALYST),
    "measurement:stakeholders_import": staff(MANAGER, ANALYST),
    "measurement:stakeholders_example": staff(MANAGER, ANALYST),
    "measurement:mail_log_example": staff(MANAGER, ANALYST),
    "measurement:stakeholder": staff(MANAGER, ANALYST, arguments=_stakeholder),
    "measurement:change_stakeholder": staff(MANAGER, ANALYST, arguments=_stakeholder),
    "measurement:remove_stakeholder": staff(MANAGER, ANALYST, arguments=_stakeholder),
    "measurement:remove_account": posted(MANAGER, ANALYST, arguments=_stakeholder_account),
    "measurement:engagements": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:suggest_engagements": posted(MANAGER, ANALYST, arguments=_campaign),
    "measurement:export_engagements": posted(MANAGER, ANALYST, arguments=_campaign),
    "measurement:mail_log": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:took_part": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:decide_engagement": staff(MANAGER, ANALYST, arguments=_engagement),
    "measurement:mentions": staff(MANAGER, ANALYST, arguments=_campaign),
    "measurement:forget_account": posted(MANAGER, ANALYST, arguments=_campaign),
    "measurement:end_watch": posted(MANAGER, ANALYST, arguments=_watch),
    "measurement:counts": staff(MANAGER, ANALYST),
    "measurement:counts_example": staff(MANAGER, ANALYST),
    "measurement:remove_counts": staff(MANAGER, ANALYST, arguments=_counts),
    # publication
    "publication:own_toolkits": replace(staff(PARTNER, status=MOVED), stranger=OK),
    "publication:toolkit": staff(PARTNER, MANAGER, arguments=_toolkit),
    "publication:new_link": staff(PARTNER, MANAGER, arguments=_toolkit),
    "publication:link": staff(PARTNER, MANAGER, arguments=_own_link),
    "publication:qr": staff(PARTNER, MANAGER, arguments=lambda world: [*_own_link(world), "png"]),
    "publication:picture": staff(PARTNER, MANAGER, arguments=lambda world: [*_own_link(world), "x", "png"]),
    "publication:post_picture": staff(
        PARTNER, MANAGER, arguments=lambda world: [*_own_link(world), world.post.pk], status=GONE
    ),
    "publication:toolkits": staff(MANAGER, arguments=_campaign),
    "publication:partner": staff(MANAGER, arguments=_toolkit),
    "publication:revoke": staff(MANAGER, arguments=lambda world: [*_toolkit(world), world.toolkit.link.pk]),
    "publication:held_toolkit": public(_held),
    "publication:held_new_link": public(_held),
    "publication:held_link": public(_held_link),
    "publication:held_qr": public(lambda world: [*_held_link(world), "svg"]),
    "publication:held_picture": public(lambda world: [*_held_link(world), "a4", "pdf"]),
    "publication:held_post_picture": public(lambda world: [*_held_link(world), world.post.pk], status=GONE),
    "publication:frame": public(_code),
    "publication:frame_door": public(lambda world: [world.own_link.code, "tell"], status=MOVED),
    "publication:sizer": public(),
    # places
    "places:services": staff(MANAGER, ADMINISTRATOR),
    "places:service": shared(staff(MANAGER, ADMINISTRATOR, arguments=_service)),
    "places:provider": shared(staff(MANAGER, ADMINISTRATOR, arguments=_service)),
    "places:service_name": shared(staff(ADMINISTRATOR, arguments=_service)),
    "places:service_name_remove": shared(posted(ADMINISTRATOR, arguments=_service_name)),
    "places:service_close": shared(staff(ADMINISTRATOR, arguments=_service)),
    "places:service_successor": shared(staff(ADMINISTRATOR, arguments=_closed_service)),
    "places:service_reopen": shared(staff(ADMINISTRATOR, arguments=_closed_service)),
    "places:offices": staff(MANAGER, ADMINISTRATOR),
    "places:benchmarks": staff(MANAGER, ANALYST, ADMINISTRATOR),
    "places:office": staff(ADMINISTRATOR, arguments=_office),
    "places:load_offices": staff(ADMINISTRATOR),
    "places:take_in_offices": posted(ADMINISTRATOR, arguments=_none),
    "places:cover": staff(ADMINISTRATOR, arguments=_office),
    "places:coverage": staff(ADMINISTRATOR, arguments=_coverage),
    "places:uncover": posted(ADMINISTRATOR, arguments=_coverage),
    "places:contacts": staff(ADMINISTRATOR),
    "places:contact_new": staff(ADMINISTRATOR),
    "places:contact": staff(ADMINISTRATOR, arguments=_contact),
    "places:contact_withdraw": posted(ADMINISTRATOR, arguments=_contact),
    "places:succession": staff(ADMINISTRATOR, arguments=_organisation),
    "places:succession_plan": staff(ADMINISTRATOR, arguments=lambda world: [world.organisation.slug, "rename"]),
    # for developers
    "design:security_txt": public(status=GONE),  # nobody is named in the tests' settings
    "design:patterns": public(status=GONE),
}
