// core/changes.c against @codemirror/state: the same random cases through both, answers compared to
// the letter. Usage: node changes.js PEER [cases of each kind] [first seed]
import { ChangeSet, Text } from '@codemirror/state'
import { rebaseUpdates } from '@codemirror/collab'
import { Peer } from './peer.js'
import { randomFrom, randomText, randomPosition, randomEdits } from './random.js'

const [peerPath, countText = '20000', seedText = '1'] = process.argv.slice(2)
const COUNT = Number(countText), FIRST = Number(seedText), BATCH = 1000

const doc = text => Text.of(text.split('\n'))
const after = (set, text) => set.apply(doc(text)).toString()
const plainSet = (random, text) => ChangeSet.of(randomEdits(random, text, 4), text.length)

// A text, and sets over it as they arise in a conversation: also mapped and composed ones, whose
// sections lie closer together than those of any one edit.
function situation(random) {
	const earlier = randomText(random, 12)
	const other = plainSet(random, earlier), text = after(other, earlier)
	const set = () => {
		const first = plainSet(random, text)
		switch (random.below(3)) {
		case 0: return first
		case 1: return plainSet(random, earlier).map(other, random.chance(50))
		default: return first.compose(plainSet(random, after(first, text)))
		}
	}
	return { text, set }
}

// Some sets one after the other.
function sequence(random, text, most) {
	const sets = []
	for (let i = 1 + random.below(most); i > 0; i--) {
		sets.push(plainSet(random, text))
		text = after(sets.at(-1), text)
	}
	return sets
}

// Each kind: a case from a random source, as what to ask and what to expect.
const KINDS = {
	apply(random) {
		const { text, set } = situation(random), change = set()
		return { ask: ['apply', text, change], expect: after(change, text) }
	},
	map(random) {
		const { set } = situation(random), a = set(), b = set(), before = random.chance(50)
		return { ask: ['map', a, b, before], expect: a.map(b, before) }
	},
	compose(random) {
		const { text, set } = situation(random), a = set(), b = plainSet(random, after(a, text))
		return { ask: ['compose', a, b], expect: a.compose(b) }
	},
	pos(random) {
		const { text, set } = situation(random), change = set()
		const at = random.below(text.length + 1), assoc = random.one([-1, 1])
		return { ask: ['pos', change, at, assoc], expect: change.mapPos(at, assoc) }
	},
	rebase(random) {
		const { text } = situation(random)
		const mine = sequence(random, text, 3), log = sequence(random, text, 3)
		let updates = mine.map(changes => ({ clientID: 'me', changes }))
		for (const changes of log) updates = rebaseUpdates(updates, [{ clientID: 'other', changes }])
		return { ask: ['rebase', mine, log], expect: updates.map(u => u.changes) }
	},
}

async function compare(peer, kind, make) {
	for (let from = 0; from < COUNT; from += BATCH) {
		const cases = Array.from({ length: Math.min(BATCH, COUNT - from) }, (_, i) => make(randomFrom(FIRST + from + i)))
		const answers = await peer.ask(cases.map(c => c.ask))
		for (const [i, answer] of answers.entries()) {
			const expected = JSON.stringify(cases[i].expect), got = JSON.stringify(answer)
			if (expected !== got)
				throw new Error(`${kind} differs at seed ${FIRST + from + i}\n  asked    ${JSON.stringify(cases[i].ask)}\n` +
					`  expected ${expected}\n  got      ${got}`)
		}
	}
	console.log(`${kind}: ${COUNT} cases agree`)
}

// A comparison that cannot fail proves nothing: with the tie the other way round it must.
async function control(peer) {
	const wrong = random => {
		const { set } = situation(random), a = set(), b = set()
		return { ask: ['map', a, b, true], expect: a.map(b, false) }
	}
	const failed = await compare(peer, 'control', wrong).then(() => false, () => true)
	if (!failed) throw new Error('the control, which maps the wrong way at ties, was not noticed')
	console.log('control: maps the wrong way at ties, noticed')
}

const peer = new Peer(peerPath)
try {
	for (const [kind, make] of Object.entries(KINDS)) await compare(peer, kind, make)
	await control(peer)
} catch (error) {
	console.error(error.message)
	process.exitCode = 1
}
peer.end()
