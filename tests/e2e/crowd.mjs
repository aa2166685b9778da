/* Forty people in one room: who they are, for the database; what each of them gives its votes to; and the
 * phones of those who are no browsers. A phone comes back by itself whenever its connection is lost, and keeps
 * what it was told of its votes. */
import {BoardClient} from "./board_client.mjs";

const GIVEN = ["Anna", "Ben", "Carla", "Deniz", "Esra", "Farid", "Gita", "Hugo", "Ines", "Jonas", "Kaya", "Leo", "Mira", "Noor", "Otto", "Pia", "Quentin", "Rosa", "Sam", "Tara",
	"Ugo", "Vera", "Wanda", "Xenia", "Yusuf", "Zoë", "Amir", "Bea", "Clara", "Dario", "Elif", "Frida", "Goran", "Hanna", "Ivo", "Jana", "Kim", "Lena", "Marek", "Nils"];
const FAMILY = ["Becker", "Koch", "Moreno", "Şahin", "Wagner", "Lahmar", "Nowak", "Ortiz"];
export const PEOPLE = GIVEN.map((given, i) => ({id: i + 1, given, family: FAMILY[i % FAMILY.length]}));
export const BOARD = 100, VOTES = 5, VOTES_TOPIC = 2, MINUTES = 8, BROWSERS = 4;

const text = words => `'${words.replaceAll("'", "''")}'`;

const EARLIER = [ /* brought in the month before: who, kind, title */
	[5, 0, "How do other teams brief agencies?"], [6, 1, "Three newsletters, one audience"],
	[7, 2, "I can show how we test subject lines"], [3, 3, "Someone to practise pitching with"],
];

/* A board that met a month ago: four topics have come since, and Anna has promised something. */
export const ROOM = `
INSERT INTO person(id, given, family, organisation, language, colour, guest, hidden, archived, created) VALUES
	${PEOPLE.map(({id, given, family}) => `(${id}, ${text(given)}, ${text(family)}, 0, 'en', ${id % 12}, 0, 0, 0, 0)`).join(", ")};
INSERT INTO board(id, name, purpose, next_meeting, created, archived, rhythm, votes, topic_votes, minutes, length) VALUES
	(${BOARD}, 'Marketing', 'What helps people find us', 0, 1, 0, 3, ${VOTES}, ${VOTES_TOPIC}, ${MINUTES}, 90);
INSERT INTO note(id, session, topic, title, version, text, created, closed) VALUES
	${EARLIER.map(([, , title], i) => `(${120 + i}, 0, ${110 + i}, ${text(title)}, 1, '', 1, 0)`).join(", ")};
INSERT INTO topic(id, board, lane, position, kind, title, detail, person, note, created) VALUES
	${EARLIER.map(([person, kind, title], i) => `(${110 + i}, ${BOARD}, 0, ${i}, ${kind}, ${text(title)}, '', ${person}, ${120 + i}, ${i + 1})`).join(", ")};
INSERT INTO topic(id, board, lane, position, kind, title, detail, person, note, created, meeting) VALUES
	(103, ${BOARD}, 3, 0, 0, 'Which paper do we print on?', '', 2, 0, 1, 101);
INSERT INTO meeting(id, board, phase, phase_since, lead, round, revealed, topic, box_total, box_used, box_since, box_since_wall, box_running,
	extensions, thumbs, split, places, slots, slot_minutes, grid_starts, ends, started, closed_at)
	SELECT 101, ${BOARD}, 6, at, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', 0, 0, 0, at, at, at FROM (SELECT (unixepoch() - 28 * 86400) * 1000 AS at);
INSERT INTO takeaway(id, session, note, kind, text, owner, due, created, done, topic, meeting, dropped, carried)
	SELECT 102, 0, 0, 2, 'Ask the printer about recycled paper', 1, 0, started, 0, 103, 101, 0, 0 FROM meeting WHERE id = 101;
`;

/* What a person wants to give: {topic: votes} within the budget, the same in every run, the first topics more
 * than the last. Every seventh has no use for the last two votes. */
export function wishes(person, topics) {
	let seed = person * 2654435761 % 2 ** 32;
	const given = {};
	for (let left = person % 7 ? VOTES : VOTES - 2; left > 0;) {
		seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
		const topic = topics[Math.floor((seed / 2 ** 32) ** 2 * topics.length)];
		if ((given[topic] || 0) === VOTES_TOPIC) continue;
		given[topic] = (given[topic] || 0) + 1;
		left--;
	}
	return given;
}

export class Phone extends BoardClient {
	constructor(address, from) {
		super(address, from);
		this.returns = 0;
		this.told = [];    /* every message, when `listening` */
		this.ballots = {}; /* topic → {asked: [votes asked for, in order], done: how many of them were acknowledged} */
	}

	static join(code, person) { return super.join(code, person, `127.0.1.${person}`); }

	hear(message) {
		this.told.push(message);
		super.hear(message);
	}

	lost() {
		super.lost();
		if (!this.ended) this.back();
	}

	/* As often as it takes; one attempt at a time. */
	back() {
		this.returning ||= this.comeBack().then(() => { this.returns++; }, problem => { this.failed = problem; }).finally(() => { this.returning = null; });
		return this.returning;
	}

	/* Gone without a word, and back. */
	blink() {
		this.drop();
		return this.back();
	}

	leave() {
		this.ended = "left";
		return this.close();
	}

	here(what, fields, more) { return this.ask(what, {meeting: this.meeting.id, ...fields}, more); }

	/* Said twice in one breath by every other person. */
	async give(topic, count) {
		const ballot = this.ballots[topic] ||= {asked: [0], done: 0};
		const place = ballot.asked.push(count) - 1;
		const answer = await this.here("vote", {topic, count}, {times: 1 + this.me % 2});
		ballot.done = place;
		return answer;
	}
}

/* What does not hold between what phones know to be kept and rows {topic, person, count}: a vote that was
 * acknowledged and is not there, or one that nobody asked for. `known`: [{person, topic, asked, done}] as it was
 * before the rows were read; what was asked later may or may not be there yet. */
export function wrongVotes(known, rows) {
	const wrong = [];
	const found = new Map(rows.map(row => [`${row.person} ${row.topic}`, row.count]));
	if (found.size !== rows.length) wrong.push("a person's votes on a topic are there twice");
	for (const {person, topic, asked, done} of known) {
		const count = found.get(`${person} ${topic}`) || 0;
		found.delete(`${person} ${topic}`);
		if (!asked.slice(done).includes(count)) wrong.push(`person ${person}, topic ${topic}: ${count}, acknowledged ${asked[done]}`);
	}
	for (const [key, count] of found) wrong.push(`nobody asked for ${count} of ${key}`);
	return wrong;
}

export const known = phones => phones.flatMap(phone => Object.entries(phone.ballots).map(([topic, {asked, done}]) => ({person: phone.me, topic: Number(topic), asked, done})));
