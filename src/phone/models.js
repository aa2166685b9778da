/* What the kiosk's words for partnerships are to people: models, states, standings, rhythms and the rest. */
import {_} from "./words.js";

const table = rows => word => (rows[word] ? rows[word]() : "");

export const modelName = table({
	tandem: () => _("Tandem"), mentoring: () => _("Mentoring"), skills_sharing: () => _("Skills sharing"),
	secondment: () => _("Secondment"), learning_set: () => _("Learning set"), joint_venture: () => _("Joint venture"),
});
/* The one sentence of its kind that a partnership has beside its name. */
export const purposeName = word => table({
	skills_sharing: () => _("What comes of it"), secondment: () => _("The task"), joint_venture: () => _("Our common goal"),
})(word) || _("What it is about");
export const stateName = table({
	proposed: () => _("proposed"), agreed: () => _("agreed, not yet met"), active: () => _("under way"), paused: () => _("paused"), ended: () => _("ended"),
});
export const standingName = table({
	mentor: () => _("Mentor"), mentee: () => _("Mentee"), secondee: () => _("Works elsewhere for a while"), home: () => _("Contact at home"),
	host: () => _("Contact at the host’s"), community: () => _("Speaks for the community"), convenor: () => _("Calls it together"),
});
export const RHYTHMS = ["once", "weekly", "fortnightly", "monthly"];
export const rhythmName = table({
	once: () => _("Not settled"), weekly: () => _("Weekly"), fortnightly: () => _("Every two weeks"), monthly: () => _("Monthly"),
});
export const agreementName = table({
	none: () => _("No agreement yet"), draft: () => _("Agreement being written"), waits: () => _("Agreement waits to be confirmed"),
	in_force: () => _("Agreement in force"), review_due: () => _("Agreement due for review"),
});
export const takeawayName = table({
	insight: () => _("Insight"), decision: () => _("Decision"), action: () => _("Action"), question: () => _("Quiz question"), feedback: () => _("Feedback"),
});
export const INSIGHTS = ["technique", "method", "experience", "trouble", "other"];
export const insightName = table({
	technique: () => _("Management technique"), method: () => _("How an organisation works"), experience: () => _("Experience"),
	trouble: () => _("Advice on trouble"), other: () => _("Something else"),
});
export const reasonName = table({
	both_ways: () => _("Each offers what the other wishes for"), wish_met: () => _("An offer fits a wish"), rhythm: () => _("The same rhythm"),
	language: () => _("The same language"), team: () => _("Different teams"), organisation: () => _("Different organisations"),
});
/* "Weekly · in German"; a language by its own name. */
export const LANGUAGES_OFFERED = ["en", "de"];
export const languageName = code => {
	if (!code) return _("As the room speaks");
	try {
		return new Intl.DisplayNames([code], {type: "language"}).of(code);
	} catch {
		return code;
	}
};
