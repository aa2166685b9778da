/* A small authority for people's pages: keeps a partnership, its agreement, questionnaires and the rest, and makes the
 * documents that a page looks at. Its rules are as plain as the tests allow; those of the kiosk are in its core. */
import {PEOPLE} from "./market.mjs";

const DAY = 86400000;
const RULES = ["respect", "honesty", "openness", "confidentiality", "exit"];
const RHYTHMS = ["once", "weekly", "fortnightly", "monthly"];
const [ANNA, BEN, CHIARA] = PEOPLE;
export const ITEMS = {"partnering-skills": 54, "healthy-partnership": 28, "key-partnerships": 9};
export const SKILLS = ["leading", "own-organisation", "influencing", "shared-vision", "motivation", "on-track", "group-dynamics", "interdependence", "what-drives"];

const noAgreement = () => ({version: 0, edition: 0, outcomes: "", rules: [], ownRules: "", rhythm: "once", review: 0, duties: {}, goals: [], confirmed: {}, by: null, at: 0});

const untouched = ({answers, submitted}) => !submitted.length && !Object.values(answers).some(given => Object.keys(given).length);

export class Fellow {
	constructor(more = {}) {
		this.now = Date.now();
		this.next = 500;
		this.people = [...PEOPLE];
		this.mute = false;
		this.refuse = null;
		this.answered = new Map();
		this.heard = [];          /* every request that was done */
		this.profiles = {};
		this.partnerships = [{id: 12, name: "", model: "tandem", state: "active", purpose: "", language: "", rhythm: "fortnightly", members: [ANNA.id, BEN.id], consent: {}, standing: {}, note: 0, questions: 2, feedback: [], endedWhy: "", relations: 0}];
		this.versions = {12: [noAgreement()]};
		this.sessions = [];
		this.actions = [];
		this.bids = [];
		this.phones = [{device: 1, since: this.now - 40 * DAY, until: this.now + 50 * DAY, page: true, here: true, openNow: true}];
		this.here = [];
		this.surveys = [];
		this.exchanges = [];
		this.programmes = [];
		this.relations = [];
		this.quiz = {mine: [], partners: [], next: 0};
		this.hits = [];
		this.priorities = {};
		this.suggestions = [];
		this.points = {};
		Object.assign(this, more);
	}

	person(id) { return this.people.find(person => person.id === id); }
	partnership(id) { return this.partnerships.find(partnership => partnership.id === id); }
	agreement(id) { return this.versions[id][this.versions[id].length - 1]; }
	others(partnership, me) { return partnership.members.filter(id => id !== me).map(id => this.person(id)); }

	stateOf(id) {
		const {version, confirmed, review} = this.agreement(id);
		const n = Object.keys(confirmed).length;
		if (!version) return "none";
		if (n === this.partnership(id).members.length) return review && review < this.now ? "review_due" : "in_force";
		return n ? "waits" : "draft";
	}

	/* ---- what is told ---- */

	doc(me, {view, of = 0, text = "", from = 0}) {
		const make = this[`view_${view}`];
		return (make && make.call(this, me, of, text, from)) || {error: "not_found"};
	}

	surveyLine(survey, me) {
		return {id: survey.id, instrument: survey.instrument, partnership: survey.partnership, answered: Object.keys(survey.answers[me] || {}).length, items: ITEMS[survey.instrument], submitted: survey.submitted.includes(me),
			untouched: untouched(survey), waits: this.partnership(survey.partnership).members.length - survey.submitted.length, revealed: survey.revealed, due: 0};
	}

	view_me(me) {
		const mine = this.partnerships.filter(({members, state}) => members.includes(me) && state !== "ended");
		const {team = "Night desk", language = "", rhythm = "once", seeks = false, hidden = false} = this.profiles[me] || {};
		return {
			me: this.person(me), team, language, rhythm, seeks, hidden,
			partnerships: mine.map(p => ({id: p.id, name: p.name, model: p.model, state: p.state, others: this.others(p, me), agreement: this.stateOf(p.id), confirmed: !!this.agreement(p.id).confirmed[me], next: 0, consent: p.consent[me] || "none"})),
			sessions: this.sessions.map(session => ({...session, bids: (this.partnership(session.partnership) || {}).model === "learning_set"})), actions: this.actions.filter(({done}) => !done), surveys: this.surveys.map(survey => this.surveyLine(survey, me)),
			programmes: this.programmes.map(({id, name, step, next = null}) => ({id, name, step, next, starts: 0})), quiz: this.quiz.mine.length, priorities: this.priorities[me] || [],
			exchanges: this.exchanges.filter(({person}) => person === me), proposed: mine.filter(({state, consent}) => state === "proposed" && !consent[me]).map(({id}) => id),
		};
	}

	view_partnership(me, of) {
		const p = this.partnership(of);
		if (!p || !p.members.includes(me)) return null;
		const agreement = this.agreement(of);
		return {
			id: p.id, name: p.name, model: p.model, state: p.state, purpose: p.purpose, language: p.language, rhythm: p.rhythm, starts: 0, ends: 0, endedWhy: p.endedWhy,
			members: p.members.map(id => ({person: this.person(id), standing: p.standing[id] || "none", joined: 0, left: 0, consent: p.consent[id] || "none"})),
			agreement: {state: this.stateOf(of), version: agreement.version, edition: agreement.edition, review: agreement.review, confirmed: Object.keys(agreement.confirmed).map(Number), of: p.members.length},
			goals: agreement.goals.map(goal => ({...goal, points: this.points[goal.id] || []})), sessions: {held: 3, next: this.now + 2 * DAY, last: this.now - 12 * DAY, ...this.bidsOf(p)},
			actions: this.actions, surveys: this.surveys.map(survey => this.surveyLine(survey, me)), questions: p.questions, note: p.note, feedback: p.feedback, relations: this.relations.filter(({partnership}) => partnership === of).length,
		};
	}

	bidsOf({id, model}) {
		const session = model === "learning_set" && this.sessions.find(({partnership}) => partnership === id);
		return session ? {bids: session.id, asked: this.bids.length} : {};
	}

	view_agreement(me, of, _text, from) {
		const p = this.partnership(of);
		if (!p || !p.members.includes(me)) return null;
		const list = this.versions[of];
		const a = from ? list[from - 1] : this.agreement(of);
		if (!a) return null;
		const before = list[a.version - 2];
		return {
			partnership: of, version: a.version, edition: a.edition, state: this.stateOf(of), versions: this.agreement(of).version, outcomes: a.outcomes, rules: a.rules, ownRules: a.ownRules, rhythm: a.rhythm, review: a.review, by: a.by, at: a.at,
			duties: p.members.map(id => ({person: this.person(id), text: a.duties[id] || ""})), goals: a.goals, confirmed: Object.entries(a.confirmed).map(([id, at]) => ({person: this.person(Number(id)), at})),
			waits: a.version ? p.members.filter(id => !a.confirmed[id]).map(id => this.person(id)) : [], mine: !!a.confirmed[me], frozen: Object.keys(a.confirmed).length > 0,
			changes: before ? this.changes(before, a) : [],
		};
	}

	changes(before, after) {
		const found = [];
		if (before.rules.join() !== after.rules.join()) found.push({part: "rules", of: 0, before: before.rules, after: after.rules});
		if (before.review !== after.review) found.push({part: "review", of: 0, before: before.review, after: after.review});
		if (before.outcomes !== after.outcomes) found.push({part: "outcomes", of: 0, before: before.outcomes, after: after.outcomes});
		if (before.rhythm !== after.rhythm) found.push({part: "rhythm", of: 0, before: before.rhythm, after: after.rhythm});
		for (const id of Object.keys({...before.duties, ...after.duties})) if ((before.duties[id] || "") !== (after.duties[id] || "")) found.push({part: "duty", of: Number(id), before: before.duties[id] || "", after: after.duties[id] || ""});
		return found;
	}

	view_survey(me, of) {
		const survey = this.surveys.find(({id}) => id === of);
		return survey && {id: of, instrument: survey.instrument, partnership: survey.partnership, due: 0, untouched: untouched(survey), submitted: survey.submitted.includes(me), revealed: survey.revealed, people: this.partnership(survey.partnership).members.length, done: survey.submitted.length,
			answers: Object.entries(survey.answers[me] || {}).map(([item, value]) => ({item: Number(item), value}))};
	}

	view_results(me, of) {
		const survey = this.surveys.find(({id}) => id === of);
		return survey && survey.revealed ? {...survey.results, priorities: this.priorities[me] || []} : null;
	}

	view_bids(me, of) {
		const session = this.sessions.find(({id}) => id === of), set = session && this.partnership(session.partnership);
		if (!set || set.model !== "learning_set" || !set.members.includes(me) || session.over) return null;
		const row = (id, bid) => ({person: this.person(id), here: this.here.includes(id), minutes: bid ? bid.minutes : 0, text: bid ? bid.text : ""});
		const asks = this.bids.filter(bid => bid.session === of);
		return {id: of, partnership: set.id, title: session.title, starts: session.starts, ends: session.ends, note: session.note, usual: 31,
			people: [...asks.map(bid => row(bid.person, bid)), ...set.members.filter(id => !asks.some(({person}) => person === id)).map(id => row(id))]};
	}
	view_quiz() { return this.quiz; }
	view_programme(me, of) {
		const found = this.programmes.find(({id}) => id === of);
		return found && {...found, priorities: this.priorities[me] || []};
	}
	view_relations(me, of) { return {relations: this.relations.filter(({person, partnership}) => of ? partnership === of : person === me)}; }
	view_packs(me) { return {priorities: this.priorities[me] || []}; }
	view_suggestions() { return {suggestions: this.suggestions}; }
	view_search(me, of, text) { return (this.partnership(of) || {members: []}).members.includes(me) && {hits: this.hits.filter(hit => hit.text.toLowerCase().includes(text.toLowerCase())), more: false}; }
	view_everything(me) { return {tables: [{name: "person", rows: JSON.stringify([{id: me, given: "Anna", family: "Brandt"}])}], left: []}; }
	view_known(me) {
		const {hidden = false} = this.profiles[me] || {};
		return {me: {...this.person(me), given: "Anna", family: "Brandt", email: "anna.brandt@example.org", organisation: "Stadtwerke", team: "Night desk", language: "de", rhythm: "weekly", created: this.now - 90 * DAY, hidden},
			partnerships: 1, checkIns: [{at: this.now - 12 * DAY, title: "Night desk"}], notes: 4, answers: 54, devices: 1, actions: 3, votes: 12, topics: 2, phones: this.phones, retentionDays: 30};
	}

	/* ---- what is asked ---- */

	ask(person, message) {
		if (this.answered.has(message.id)) return this.answered.get(message.id);
		if (this.refuse) return {t: "no", id: message.id, ...this.refuse};
		const rule = this[`on_${message.what}`];
		const result = rule ? rule.call(this, message, person) : {error: "invalid"};
		if (rule && !(result && result.error)) this.heard.push(message);
		const answer = result && result.error ? {t: "no", id: message.id, error: result.error, text: "Somebody else has just changed this."} : {t: "done", id: message.id, result: result || 0};
		this.answered.set(message.id, answer);
		return answer;
	}

	/* The version that may be changed: a confirmed one is frozen, so the next begins. */
	writable(id, edition, by) {
		const list = this.versions[id];
		let a = this.agreement(id);
		if (a.edition !== edition) return null;
		if (Object.keys(a.confirmed).length) {
			a = {...structuredClone(a), version: a.version + 1, confirmed: {}};
			list.push(a);
		}
		return Object.assign(a, {version: Math.max(1, a.version), edition: a.edition + 1, by: this.person(by), at: this.now});
	}

	on_agreement_set({partnership, edition, part, text, number, person: whose}, person) {
		const a = this.writable(partnership, edition, person);
		if (!a) return {error: "conflict"};
		if (part === "outcomes") a.outcomes = text;
		else if (part === "own_rules") a.ownRules = text;
		else if (part === "rules") a.rules = RULES.filter((_word, i) => number & 1 << i);
		else if (part === "rhythm") a.rhythm = RHYTHMS[number];
		else if (part === "review") a.review = number;
		else a.duties[whose] = text;
		return 0;
	}
	on_goal_set({partnership, edition, goal, person: whose, text, measured, first, target, firstWords, targetWords}, person) {
		const a = this.writable(partnership, edition, person);
		if (!a) return {error: "conflict"};
		const row = {id: goal || this.next++, person: whose, text, measured, first, target, firstWords, targetWords};
		a.goals = goal ? a.goals.map(other => other.id === goal ? row : other) : [...a.goals, row];
		return row.id;
	}
	on_goal_drop({partnership, edition, goal}, person) {
		const a = this.writable(partnership, edition, person);
		if (!a) return {error: "conflict"};
		a.goals = a.goals.filter(({id}) => id !== goal);
		return 0;
	}
	on_goal_value({goal, value, words}) { return void (this.points[goal] = [...this.points[goal] || [], {at: this.now, value, words, person: ANNA.id}]); }
	on_agreement_confirm({partnership, version, edition, person: whose}, person) {
		const a = this.agreement(partnership);
		if (a.version !== version || a.edition !== edition) return {error: "conflict"};
		a.confirmed[whose || person] = this.now;
		return 0;
	}
	on_partnership_answer({partnership, answer}, person) {
		const p = this.partnership(partnership);
		p.consent[person] = answer;
		if (p.members.every(id => p.consent[id] === "yes")) p.state = "agreed";
	}
	on_partnership_set({partnership, people, id: _number, t: _t, what: _what, ...row}, person) {
		if (partnership) return void Object.assign(this.partnership(partnership), row);
		const id = this.next++;
		this.partnerships.push({...this.partnerships[0], ...row, id, state: "proposed", members: people, consent: {[person]: "yes"}});
		this.versions[id] = [noAgreement()];
		return id;
	}
	on_partnership_state({partnership, state, why}) { return void Object.assign(this.partnership(partnership), {state, endedWhy: why}); }
	on_partnership_member({partnership, person, on}) {
		const p = this.partnership(partnership);
		p.members = on ? [...p.members, person] : p.members.filter(id => id !== person);
	}
	on_action_settle({action, how}) { return void Object.assign(this.actions.find(({id}) => id === action), {done: how === "done"}); }
	on_partnership_note({partnership}) { return this.partnership(partnership).note = this.next++; }
	on_survey_open({partnership, instrument}) {
		this.surveys.push({id: this.next++, instrument, partnership, answers: {}, submitted: [], revealed: false, results: null});
		return this.next - 1;
	}
	on_survey_withdraw({survey}) {
		if (!untouched(this.surveys.find(({id}) => id === survey))) return {error: "conflict"};
		this.surveys = this.surveys.filter(({id}) => id !== survey);
		return 0;
	}
	on_phone_end({device}) { return void (this.phones = this.phones.filter(phone => phone.here || (device && phone.device !== device))); }
	on_survey_answer({survey, item, value}, person) {
		const found = this.surveys.find(({id}) => id === survey);
		(found.answers[person] ||= {})[item] = value;
	}
	on_survey_submit({survey}, person) {
		const found = this.surveys.find(({id}) => id === survey);
		found.submitted.push(person);
		found.revealed = found.submitted.length === this.partnership(found.partnership).members.length;
	}
	on_person_erase({person: whose}, person) {
		if ((whose || person) !== person) return {error: "not_allowed"};
		this.erased = person;
		return person;
	}
	on_check_in({session}) { return void Object.assign(this.sessions.find(({id}) => id === session), {here: true, note: 17}); }
	on_check_in_undo({session}) { return void Object.assign(this.sessions.find(({id}) => id === session), {here: false}); }
	on_bid_set({session, person, minutes, text}) {
		const found = this.bids.find(bid => bid.session === session && bid.person === person);
		if (!minutes) this.bids = this.bids.filter(bid => bid !== found);
		else if (found) Object.assign(found, {minutes, text});
		else this.bids.push({session, person, minutes, text});
	}
	on_priority_set({skill, on}, person) { return void (this.priorities[person] = on ? [...this.priorities[person] || [], skill] : this.priorities[person].filter(other => other !== skill)); }
	on_quiz_judge({takeaway, grade}) {
		if (grade !== "none") this.quiz.mine = this.quiz.mine.filter(({id}) => id !== takeaway);
		for (const partner of this.quiz.partners) partner.due = partner.due.filter(({id}) => id !== takeaway);
	}
	on_programme_done({programme, part, done}) {
		const found = this.programmes.find(({id}) => id === programme);
		for (const step of found.steps) if (step.key === found.step) for (const row of step.parts) if (row.part === part) row.done = done;
	}
	on_relation_set({relation, person, partnership, name, about, goes, x, y}) {
		const row = {person, partnership, name, about, goes, x, y};
		if (!relation) return this.relations.push({id: this.next++, ...row});
		this.relations = this.relations.map(other => other.id === relation ? {id: relation, ...row} : other).filter(({name}) => name);
		return 0;
	}
	on_exchange_set({exchange, kind, text}, person) {
		if (!exchange) return this.exchanges.push({id: this.next++, person, kind, text});
		this.exchanges = this.exchanges.map(other => other.id === exchange ? {...other, text} : other).filter(other => other.text);
		return 0;
	}
	on_takeaway_file({takeaway, insight}) { return void Object.assign(this.hits.find(hit => hit.takeaway === takeaway), {insight}); }
	on_profile_set({team, language, rhythm, seeks, hidden}, person) { return void (this.profiles[person] = {team, language, rhythm, seeks, hidden}); }
}

/* ---- a room in full swing, for pictures and for axe ---- */

const gap = (item, low, high) => ({item, area: SKILLS[Math.floor(item / 6)], low, high, mean: (low + high) * 50});

export const RESULTS = {
	id: 71, instrument: "partnering-skills", people: 2, at: Date.now() - DAY,
	areas: SKILLS.map((key, i) => ({key, mean: 240 + (i * 67) % 220, low: 2, high: 5, before: 200 + (i * 41) % 180, mine: 220 + (i * 83) % 240, mineBefore: null})),
	gaps: [gap(14, 1, 5), gap(3, 2, 5), gap(33, 2, 4)],
	trend: [{at: Date.now() - 60 * DAY, areas: SKILLS.map(() => 270)}, {at: Date.now() - DAY, areas: SKILLS.map(() => 345)}],
};

export function inFullSwing(names = {}) {
	const room = new Fellow();
	const {now} = room;
	const long = names.long;
	if (long) room.people = room.people.map(person => person.id === CHIARA.id || person.id === BEN.id ? {...person, name: long} : person);
	Object.assign(room.partnerships[0], {note: 17, purpose: "", feedback: [{at: now - 12 * DAY, text: "+ You let the silence stand. That made me think."}]});
	room.partnerships.push({...room.partnerships[0], id: 13, model: "learning_set", name: long ? "Schichtleitungen der Abfallwirtschaft und der Straßenreinigung im Wechseldienst" : "Shift leads", members: [5, 6, 7, 8], consent: {}, standing: {5: "convenor"}},
		{...room.partnerships[0], id: 14, model: "mentoring", state: "proposed", members: [5, 7], consent: {7: "yes"}});
	room.versions[13] = [noAgreement()];
	room.versions[14] = [noAgreement()];
	const a = room.agreement(12);
	Object.assign(a, {version: 1, edition: 4, outcomes: "Handovers that nobody has to ask back about\nWe know each other’s night", rules: ["confidentiality", "honesty", "respect"], rhythm: "fortnightly", review: now + 60 * DAY,
		duties: {5: "I bring the cases and keep our list.", 6: "I ask, and I look at the clock."}, confirmed: {6: now - DAY}, goals: [
			{id: 80, person: 5, text: "I can hand over a night in five minutes", measured: true, first: 3, target: 8, firstWords: "", targetWords: ""},
			{id: 81, person: 0, text: "We both know how the other plans", measured: false, first: 0, target: 0, firstWords: "We guess.", targetWords: "Either could do a week for the other."},
		]});
	room.points = {80: [{at: now - 40 * DAY, value: 4, words: "", person: 5}, {at: now - 20 * DAY, value: 4, words: "", person: 5}, {at: now - 3 * DAY, value: 6, words: "", person: 5}]};
	room.sessions = [{id: 40, partnership: 12, title: "Handing over the night desk", starts: now - 600000, ends: now + 3000000, note: 17}, {id: 41, partnership: 13, title: "Learning set", starts: now + 3 * DAY, ends: 0, note: 0}];
	room.phones.push({device: 2, since: now - 10 * DAY, until: now + 80 * DAY, page: true, here: false, openNow: true}, {device: 3, since: now - 2 * DAY, until: now + 2 * DAY, page: false, here: false, openNow: false});
	room.bids = [{session: 41, person: 7, minutes: 25, text: "The board says no, and my team has bought the van already"}, {session: 41, person: 6, minutes: 40, text: ""}];
	room.here = [6];
	room.actions = [{id: 60, text: "Draft a five-line handover", due: now - 2 * DAY, partnership: 12, topic: 0, owner: ANNA, done: false}, {id: 61, text: "Ask Leo how the food bank does it", due: now + 3 * DAY, partnership: 12, topic: 0, owner: room.person(6), done: false}];
	room.surveys = [{id: 70, instrument: "healthy-partnership", partnership: 12, answers: {5: {0: 4, 1: 3}}, submitted: [], revealed: false, results: null}, {id: 71, instrument: "partnering-skills", partnership: 12, answers: {}, submitted: [5, 6], revealed: true, results: RESULTS},
		{id: 72, instrument: "key-partnerships", partnership: 12, answers: {}, submitted: [5], revealed: false, results: null}];
	room.exchanges = [{id: 90, person: 5, kind: "offer", text: "Calm handling of complaints"}, {id: 91, person: 5, kind: "wish", text: "How others plan a rota without tears"}];
	room.quiz = {mine: [question(50, now, ANNA)], partners: [{person: room.person(6), due: [question(51, now, room.person(6)), question(52, now, room.person(6))]}], next: now + DAY};
	const parts = (...names_) => names_.map((part, i) => ({part, done: i === 0, byHand: part === "map" || part === "packs", survey: part === "answers" || part === "checklist" ? 70 : 0}));
	room.programmes = [{id: 30, name: "Partnering in the city", partnership: 13, board: 18, note: 17, step: "pre_work", next: "map", steps: [
		{key: "pre_work", starts: now - DAY, session: 0, parts: parts("answers", "map")}, {key: "workshop", starts: now + 13 * DAY, session: 0, parts: parts("session", "checklist", "agreement").map(row => ({...row, done: false}))},
		{key: "home_work", starts: now + 20 * DAY, session: 0, parts: parts("assessment", "priorities", "packs").map(row => ({...row, done: false}))}, {key: "learning_set", starts: now + 48 * DAY, session: 0, parts: parts("topics", "session").map(row => ({...row, done: false}))},
		{key: "review", starts: now + 108 * DAY, session: 0, parts: parts("assessment", "note").map(row => ({...row, done: false}))},
	], members: room.people.map((person, i) => ({person, done: i % 3, of: 2})), mine: []}];
	room.relations = [["Netzbetrieb Nord", 5, 300, 300], ["Feuerwehr", 4, 720, 330], ["Tafel e. V.", 2, 800, 800], ["Jugendamt", 1, 200, 850], ["Frau Özdemir, Rathaus", 3, 520, 960]].map(([name, goes, x, y], i) => ({id: 20 + i, person: 5, partnership: 0, name, about: "", goes, x, y}));
	room.hits = [{takeaway: 1, kind: "insight", insight: "method", text: "The food bank hands over by walking the shelves together.", at: now - 12 * DAY, session: now - 12 * DAY}, {takeaway: 2, kind: "decision", insight: "other", text: "We hand over at the desk, not by mail.", at: now - 26 * DAY, session: now - 26 * DAY},
		{takeaway: 3, kind: "question", insight: "other", text: "Which three things does the day shift always ask?", at: now - 26 * DAY, session: now - 26 * DAY}];
	room.suggestions = [{other: room.person(7), reasons: ["both_ways", "rhythm", "team", "organisation"], theyOffer: false, offer: "Calm handling of complaints", wish: "Talking to the press", team: "Food bank", organisation: "Tafel e. V."}];
	room.priorities = {5: ["motivation"]};
	return room;
}

const question = (id, now, person) => ({id, partnership: 12, name: "", question: "Which three things does the day shift always ask about the night?", answer: "Who is ill, what is broken, what was promised to whom.", created: now - 26 * DAY, last: 0, reviews: 0,
	back: {again: now + DAY, hard: now + 2 * DAY, good: now + 4 * DAY, easy: now + 9 * DAY}, person});
