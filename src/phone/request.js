/* Questions to the kiosk by POST. A failure is an object {error, text}; no answer is one as well. */
import {_} from "./words.js";

const PATIENCE_MS = 8000;

/* What the kiosk's errors say to a person; gettext finds them in its own list as well. */
export function errorText(problem) {
	if (problem.error === "offline") return _("The kiosk does not answer. Is this phone in the room’s Wi-Fi? Switching mobile data off can help.");
	return problem.text ? _(problem.text) : _("Something went wrong. Please try again.");
}

export async function ask(path, question) {
	const control = new AbortController();
	const timer = setTimeout(() => control.abort(), PATIENCE_MS);
	try {
		const answer = await fetch(path, {
			method: "POST",
			headers: {"Content-Type": "application/json"},
			body: JSON.stringify(question),
			signal: control.signal,
		});
		const body = await answer.json();
		if (!answer.ok) throw {error: body.error || "internal", text: body.text || ""};
		return body;
	} catch (problem) {
		throw problem.error ? problem : {error: "offline", text: ""};
	} finally {
		clearTimeout(timer);
	}
}
