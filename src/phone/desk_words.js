/* What the kiosk's words for organisations and sessions are to the coordinator. */
import {_} from "./words.js";

export const ORGANISATION_KINDS = {company: () => _("Company"), public: () => _("Public body"), community: () => _("Community group")};
export const SESSION_STATES = {waiting: () => "", here: () => _("somebody is here"), under_way: () => _("under way"), finishing: () => _("finishing"), closed: () => _("held"), cancelled: () => _("does not take place")};
