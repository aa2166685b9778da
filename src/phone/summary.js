/* What came of a meeting, as files: Markdown for people, CSV for spreadsheets (RFC 4180).
 *
 * A summary is {name, started, ended, people, stars: {count, mean}, topics: [{title, kind, by, votes, spent,
 * outcome, actions: [{text, owner, due, state}]}], missed: [title]}; kinds and states in words. Whatever
 * else is read aloud in the files comes as `words`, so that this knows neither page nor language. */

const MINUTE_MS = 60000;

/* A spreadsheet would take what begins so for a formula: an apostrophe makes it text again. */
export const harmless = text => /^[\s]*[=+\-@]|^[\t\r]/.test(text) ? `'${text}` : text;

function cell(value) {
	const text = typeof value === "number" ? String(value) : harmless(String(value === null || value === undefined ? "" : value));
	return /[\x22,;\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/\x22/g, "\"\"")}"` : text;
}

const isoDay = wall => wall ? `${new Date(wall).getFullYear()}-${String(new Date(wall).getMonth() + 1).padStart(2, "0")}-${String(new Date(wall).getDate()).padStart(2, "0")}` : "";
export const minutesOf = ms => Math.round(ms / MINUTE_MS);

/* One row an action, and one for a topic without any. Begins with the mark by which spreadsheets know UTF-8. */
export function csv(summary, words) {
	const rows = [[words.topic, words.kind, words.by, words.votes, words.minutes, words.outcome, words.action, words.owner, words.due, words.state]];
	for (const topic of summary.topics) {
		const about = [topic.title, topic.kind, topic.by, topic.votes === null ? "" : topic.votes, minutesOf(topic.spent), topic.outcome];
		const actions = topic.actions.length ? topic.actions : [{text: "", owner: "", due: 0, state: ""}];
		for (const action of actions) rows.push([...about, action.text, action.owner, isoDay(action.due), action.state]);
	}
	return `\uFEFF${rows.map(row => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/* Text that means nothing else to Markdown than what it says. */
export const plain = text => text.replace(/[\\\x60*_[\]<>#|~]/g, "\\$&").replace(/^(\s*)([-+]|\d+[.)])(\s)/gm, (whole, space, sign, after) => `${space}${sign.slice(0, -1)}\\${sign.slice(-1)}${after}`).replace(/\n/g, "\n  ");

function topicLines(topic, words) {
	const about = [topic.kind, topic.by, topic.votes === null ? "" : words.votesOf(topic.votes), topic.spent ? words.minutesOf(minutesOf(topic.spent)) : ""].filter(Boolean);
	const action = ({text, owner, due, done}) => `- [${done ? "x" : " "}] ${plain(text)}${[owner && plain(owner), due && words.by(due)].filter(Boolean).map(part => ` — ${part}`).join("")}`;
	return [`## ${plain(topic.title)}`, "", about.map(plain).join(" · "), "", topic.outcome ? plain(topic.outcome) : `*${words.noOutcome}*`, "", ...topic.actions.map(action), ""];
}

export function markdown(summary, words) {
	const facts = [words.date(summary.started), words.peopleOf(summary.people), summary.stars.count ? words.starsOf(summary.stars) : ""].filter(Boolean);
	return [`# ${plain(summary.name)}`, "", facts.join(" · "), "", ...summary.topics.flatMap(topic => topicLines(topic, words)),
		...summary.missed.length ? [`## ${words.missed}`, "", ...summary.missed.map(title => `- ${plain(title)}`), ""] : []].join("\n").replace(/\n{3,}/g, "\n\n");
}

/* "Marketing 2026-11-22.csv", without what a file system cannot take. */
export function fileName(name, wall, ending) {
	const clean = name.replace(/[\\\x2f:*?\x22<>|\p{Cc}]+/gu, " ").replace(/\s+/g, " ").trim().slice(0, 80);
	return `${clean || "Tandem"} ${isoDay(wall)}.${ending}`;
}
