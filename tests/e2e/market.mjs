/* A small authority for one board: keeps topics, votes and a meeting, and speaks the boards' protocol. Its
 * rules are as plain as the tests allow; those of the kiosk are in its core. */

const SUMMARY = {people: 12, finished: 7, votes: 31};

export const PEOPLE = [
	{id: 5, name: "Anna B.", initials: "AB", colour: 0},
	{id: 6, name: "Ben K.", initials: "BK", colour: 1},
	{id: 7, name: "Chiara Montefiore-Lindqvist M.", initials: "CM", colour: 3},
	{id: 8, name: "Grete N.", initials: "GN", colour: 6},
];

export function meeting(more = {}) {
	return {
		id: 90, phase: "collect", phaseSeconds: 40, lead: "kiosk", round: 0, revealed: false, topic: 0,
		box: {total: 0, left: 0, running: false, extensions: 0}, thumbs: 0, thumbCount: {asked: 0, more: 0, enough: 0, noMatter: 0},
		ends: Date.now() + 40 * 60000, left: 40 * 60000 - 3000, started: Date.now() - 300000, closed: 0, split: false, places: [], slots: [], slotMinutes: 20,
		count: SUMMARY, stars: {count: 0, mean: 0}, agenda: [], pitches: [],
		phases: ["actions", "collect", "pitch", "vote", "discuss", "harvest", "close"], undo: false, hint: null, ...more,
	};
}

export class Market {
	constructor({name = "Marketing marketplace", topics = [], actions = [], on = null, votesEach = 5, votesTopic = 3, lead = [], proposals = []} = {}) {
		Object.assign(this, {name, votesEach, votesTopic, lead, proposals, meeting: on});
		this.next = 100;
		this.people = [...PEOPLE];
		this.votes = new Map();   /* person → {topic: n} */
		this.finished = new Set();
		this.stars = new Map();
		this.thumbs = new Map();
		this.interests = new Map(); /* "person kind" → Set of topics */
		this.answered = new Map();  /* request → its answer */
		this.topics = [];
		this.actions = [];
		for (const topic of topics) this.add(topic);
		for (const action of actions) this.actions.push({id: this.next++, topic: 0, text: "", owner: PEOPLE[0], due: 0, before: false, state: "open", ...action});
		this.refuse = null;       /* an error that every request gets */
		this.mute = false;        /* does everything, answers nothing */
	}

	add(topic) {
		const id = topic.id || this.next++;
		this.topics.push({
			note: 200 + id, lane: "proposed", kind: "question", title: "", detail: "", outcome: "", by: PEOPLE[1], votes: null, voters: null,
			passed: 0, interested: 0, place: null, slot: null, under: 0, spent: 0, gather: 0, here: 0, draft: false, ...topic, id,
		});
		return id;
	}

	person(id) { return this.people.find(person => person.id === id) || null; }
	topic(id) { return this.topics.find(topic => topic.id === id); }
	votesOf(person) { return this.votes.get(person) || {}; }
	set(person, kind) {
		const key = `${person} ${kind}`;
		if (!this.interests.has(key)) this.interests.set(key, new Set());
		return this.interests.get(key);
	}

	/* ---- what is told ---- */

	card(topic) {
		const {detail, draft, ...card} = topic;
		return {...card, more: detail !== "", interested: card.interested + PEOPLE.filter(person => this.set(person.id, "join").has(topic.id)).length};
	}

	state(person) {
		const given = this.votesOf(person);
		const left = this.votesEach - Object.values(given).reduce((a, b) => a + b, 0);
		return [
			{t: "cards", topics: this.topics.filter(({draft, lane}) => !draft && lane !== "withdrawn").map(topic => this.card(topic)), actions: this.actions},
			{t: "meeting", name: this.name, purpose: "", next: Date.now() + 28 * 86400000, votesEach: this.votesEach, votesTopic: this.votesTopic, open: true, meeting: this.meeting},
			{
				t: "mine", me: this.person(person), lead: this.lead.includes(person), left, finished: this.finished.has(person),
				thumb: this.thumbs.get(person) || "none", stars: this.stars.get(person) || 0, votes: given,
				drafts: this.topics.filter(({draft, by, lane}) => draft && by.id === person && lane !== "withdrawn").map(topic => this.card(topic)),
				interests: [...this.set(person, "join")], now: [...this.set(person, "now")], proposals: this.proposals,
				actions: this.actions.filter(({owner, state}) => owner && owner.id === person && state === "open"),
			},
		];
	}

	all(person, id) {
		const topic = this.topic(id);
		return topic && {t: "topic", topic: this.card(topic), detail: topic.detail, mine: !!topic.by && topic.by.id === person, similar: this.topics.filter(other => other !== topic && other.similarTo === id).map(other => this.card(other))};
	}

	/* ---- what is asked ---- */

	ask(person, message) {
		if (this.answered.has(message.id)) return this.answered.get(message.id);
		if (this.refuse) return {t: "no", id: message.id, ...this.refuse};
		const rule = this[`on_${message.what}`];
		const result = rule ? rule.call(this, message, person) : null; /* undefined: done, and there is nothing to tell */
		const answer = result === null ? {t: "no", id: message.id, error: "invalid", text: "Tandem could not understand that."} : {t: "done", id: message.id, result: result || 0};
		this.answered.set(message.id, answer);
		return answer;
	}

	on_topic_add({kind, title, detail, draft}, person) { return this.add({kind, title, detail, draft: !!draft, by: this.person(person)}); }
	on_topic_edit({topic, kind, title, detail}) { return void Object.assign(this.topic(topic), {kind, title, detail}); }
	on_topic_withdraw({topic}) { return void Object.assign(this.topic(topic), {lane: "withdrawn"}); }
	on_topic_restore({topic}) { return void Object.assign(this.topic(topic), {lane: "proposed"}); }
	on_topic_outcome({topic, text}) { return void Object.assign(this.topic(topic), {outcome: text}); }
	on_topic_publish({topic}) { return void Object.assign(this.topic(topic), {draft: false}); }
	on_gather({topic}) { return void Object.assign(this.topic(topic), {gather: 30000}); }
	on_interest_set({topic, kind, on}, person) { return void this.set(person, kind)[on ? "add" : "delete"](topic); }
	on_vote({topic, count}, person) {
		const given = {...this.votesOf(person), [topic]: count};
		if (Object.values(given).reduce((a, b) => a + b, 0) > this.votesEach) return null;
		this.votes.set(person, given);
		return 0;
	}
	on_vote_finish({finished}, person) { return void this.finished[finished ? "add" : "delete"](person); }
	on_thumb({thumb}, person) { return void this.thumbs.set(person, thumb); }
	on_meeting_rate({stars}, person) { return void this.stars.set(person, stars); }
	on_action_set({topic, text, owner, due}) {
		const id = this.next++;
		this.actions.push({id, topic, text, owner: this.person(owner), due, before: false, state: "open"});
		return id;
	}
	on_action_settle({action, how}) { return void Object.assign(this.actions.find(({id}) => id === action), {state: how}); }
	on_proposal_answer({offer, wish, answer}) { return void Object.assign(this.proposals.find(p => p.offer === offer && p.wish === wish), {mine: answer}); }
	on_proposal_date({offer, wish, start}) { return void Object.assign(this.proposals.find(p => p.offer === offer && p.wish === wish), {starts: start}); }
	on_meeting_phase({phase}) { return void Object.assign(this.meeting, {phase, undo: true}); }
	on_meeting_undo() { return void Object.assign(this.meeting, {undo: false}); }
	on_meeting_ends({ends}) { return void Object.assign(this.meeting, {left: this.meeting.left + ends - this.meeting.ends, ends}); }
	on_meeting_close() { return void Object.assign(this.meeting, {closed: Date.now()}); }
	on_box_pause() { return void Object.assign(this.meeting.box, {running: false}); }
	on_box_resume() { return void Object.assign(this.meeting.box, {running: true}); }
	on_box_more({ms}) { return void Object.assign(this.meeting.box, {left: this.meeting.box.left + ms, total: this.meeting.box.total + ms}); }
	on_vote_reveal() { return void Object.assign(this.meeting, {revealed: true}); }
	on_lead_return(_message, person) { this.lead = this.lead.filter(id => id !== person); }
}
