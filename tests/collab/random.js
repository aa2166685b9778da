// Random numbers that can be had again: a seed names a case. (sfc32, C. Doty-Humphrey, PractRand.)
export function randomFrom(seed) {
	let a = 0x9e3779b9, b = 0x243f6a88, c = seed | 0, d = 1
	const next = () => {
		const t = (a + b + d) | 0
		d = (d + 1) | 0
		a = b ^ (b >>> 9)
		b = (c + (c << 3)) | 0
		c = ((c << 21) | (c >>> 11)) + t | 0
		return t >>> 0
	}
	for (let i = 0; i < 12; i++) next()
	return {
		below: n => next() % n, // 0 … n-1
		one: list => list[next() % list.length],
		chance: percent => next() % 100 < percent,
	}
}

// Pieces that a careless port gets wrong: pairs, combining marks, two- and three-byte letters, ties.
const PIECES = ['a', 'b', 'xy', '\n', '\n\n', 'ж', 'дом', 'ß', '漢字', '🙂', '👩‍🏫', 'e\u0301', '"', '\\', '\t', '\u2028', '\u0001', ' ']

export function randomText(random, pieces) {
	let text = ''
	for (let i = random.below(pieces + 1); i > 0; i--) text += random.one(PIECES)
	return text
}

const splitsPair = (text, at) => /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at))

export function randomPosition(random, text) {
	const at = random.below(text.length + 1)
	return splitsPair(text, at) ? at - 1 : at
}

// One to `most` edits of a text, as ChangeSet.of and state.update take them.
export function randomEdits(random, text, most) {
	return Array.from({ length: 1 + random.below(most) }, () => {
		const ends = [randomPosition(random, text), randomPosition(random, text)].sort((x, y) => x - y)
		const kind = random.below(3)
		const from = ends[0], to = kind === 0 ? from : ends[1]
		return { from, to, insert: kind === 1 ? '' : randomText(random, 3) }
	})
}
