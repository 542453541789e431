"""What managers and partners answer about toolkits."""

from heard.publication.forms.toolkits import LinkForm, NewPartnerForm, OwnLinkForm

__all__ = ["LinkForm", "NewPartnerForm", "OwnLinkForm"]
