/* Topics that say something similar, found on the phone while somebody types: the words they share, the
 * beginning of a longer word counting as the word ("agency", "agencies"). The kiosk has its own, better
 * idea of it and shows that with a topic; this one answers with every letter, offline as well. */

const SHORT = 3;     /* words that say little */
const ENOUGH = 0.45; /* share of the words that have to be in both */

export function foldWords(text) {
	return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").split(/[^\p{L}\p{N}]+/u).filter(word => word.length > SHORT);
}

function alike(a, b) {
	const least = Math.min(a.length, b.length);
	return a.slice(0, Math.max(SHORT + 1, least - 2)) === b.slice(0, Math.max(SHORT + 1, least - 2));
}

/* At most `count` of the topics, the most similar first. */
export function similarTo(text, topics, count = 3) {
	const words = foldWords(text);
	if (words.length === 0) return [];
	return topics.map(topic => {
		const others = foldWords(topic.title);
		const shared = words.filter(word => others.some(other => alike(word, other))).length;
		return {topic, score: others.length ? shared / Math.min(words.length, others.length) * (shared > 1 ? 1 : 0.5) : 0};
	}).filter(({score}) => score >= ENOUGH).sort((a, b) => b.score - a.score).slice(0, count).map(({topic}) => topic);
}
