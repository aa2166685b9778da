// Whole random sessions: pages with @codemirror/collab around the note of core/note.c, with latency,
// lost connections, pushes that arrive twice or late, and restarts of the kiosk. At the end every page and
// the kiosk have the same text. Usage: node sessions.js PEER [sessions] [first seed]
import { Page } from './page.js'
import { Peer } from './peer.js'
import { randomFrom, randomText } from './random.js'

const [peerPath, countText = '20000', seedText = '1'] = process.argv.slice(2)
const COUNT = Number(countText), FIRST = Number(seedText), AT_ONCE = 400, CONTROL = 2000

// A page's wire: what is under way in both directions, and the connection it goes through.
class Wire {
	constructor(page, phone) {
		this.page = page
		this.phone = phone
		this.connection = 0 // 0: offline
		this.up = []
		this.down = []
	}
}

class Session {
	constructor(room, seed) {
		this.room = room
		this.random = randomFrom(seed)
		this.text = randomText(this.random, 8)
		this.wires = Array.from({ length: 2 + this.random.below(3) }, (_, i) => new Wire(new Page(`page${i}`), i))
		this.connections = 0
		this.late = [] // pushes that outlive their connection: { connection, push, page }
	}

	// What the kiosk said goes to whoever has a connection: an answer to the one who asked.
	#spread(effects, connection) {
		for (const effect of effects)
			for (const wire of this.wires)
				if (wire.connection && (effect[0] === 'entry' || wire.connection === connection)) wire.down.push(effect)
	}

	*#open(wire) {
		wire.connection = ++this.connections
		const version = wire.page.version
		this.#spread(yield ['open', this.room, wire.connection, wire.phone, version], wire.connection)
		wire.page.receive(wire.down.shift())
		const again = version === null ? null : wire.page.pushAgain(this.random)
		if (again) wire.up.push(again)
	}

	*#deliver(connection, page, push) {
		this.#spread(yield ['push', this.room, connection, page.id, push.number, push.version, push.updates], connection)
	}

	*#drop(wire) {
		if (!wire.connection) return
		if (wire.up.length && this.random.chance(50))
			this.late.push(...wire.up.map(push => ({ connection: wire.connection, push, page: wire.page })))
		else
			yield ['leave', this.room, wire.connection]
		wire.connection = 0
		wire.up = []
		wire.down = []
	}

	*#arriveLate() {
		const next = this.late.shift()
		if (next) yield* this.#deliver(next.connection, next.page, next.push)
	}

	*#restart() {
		this.late = []
		for (const wire of this.wires) {
			wire.connection = 0
			wire.up = []
			wire.down = []
		}
		yield ['restart', this.room]
	}

	#send(wire) {
		const push = wire.connection ? wire.page.push() : null
		if (push) wire.up.push(push)
	}

	*#something() {
		const { random } = this, wire = random.one(this.wires), dice = random.below(100)
		if (dice < 30) wire.page.type(random)
		else if (dice < 50) this.#send(wire)
		else if (dice < 68 && wire.up.length) yield* this.#deliver(wire.connection, wire.page, wire.up.shift())
		else if (dice < 88 && wire.down.length) wire.page.receive(wire.down.shift())
		else if (dice < 91 && wire.up.length) wire.up.push(wire.up[0]) // twice
		else if (dice < 94) yield* this.#drop(wire)
		else if (dice < 97 && !wire.connection) yield* this.#open(wire)
		else if (dice === 98) yield* this.#arriveLate()
		else if (dice === 99 && random.chance(30)) yield* this.#restart()
	}

	*#settle() {
		while (this.late.length) yield* this.#arriveLate()
		for (const wire of this.wires) if (!wire.connection) yield* this.#open(wire)
		for (let moved = true; moved;) {
			moved = false
			for (const wire of this.wires) {
				this.#send(wire)
				while (wire.up.length) yield* this.#deliver(wire.connection, wire.page, wire.up.shift())
			}
			for (const wire of this.wires)
				while (wire.down.length) {
					wire.page.receive(wire.down.shift())
					moved = true
				}
		}
	}

	*run() {
		yield ['start', this.room, this.text, this.wires.length]
		for (const wire of this.wires) yield* this.#open(wire)
		for (let i = 20 + this.random.below(60); i > 0; i--) yield* this.#something()
		yield* this.#settle()
		const note = yield ['end', this.room]
		for (const { page } of this.wires) {
			if (!page.settled) throw new Error(`${page.id} has something left to say`)
			if (page.text !== note.text || page.version !== note.version)
				throw new Error(`${page.id} has ${page.version} ${JSON.stringify(page.text)}, ` +
					`the kiosk ${note.version} ${JSON.stringify(note.text)}`)
		}
		return note.version
	}
}

// Runs sessions side by side, so that one round trip to the peer serves many. Returns what went wrong.
async function runAll(peer, count, first, most) {
	const failures = []
	let next = 0, entries = 0
	const begin = room => next < count ? { room, seed: first + next, steps: new Session(room, first + next++).run() } : null
	const advance = (slot, answer) => {
		try {
			const { done, value } = slot.steps.next(answer)
			if (!done) return value
			entries += value
		} catch (error) {
			failures.push({ seed: slot.seed, error })
			slot.failed = true
		}
		return null
	}
	const slots = Array.from({ length: AT_ONCE }, (_, room) => begin(room)).filter(Boolean)
	let asks = slots.map(slot => advance(slot))
	while (asks.some(Boolean)) {
		const busy = slots.map((slot, i) => ({ slot, i })).filter(({ i }) => asks[i])
		const answers = await peer.ask(busy.map(({ i }) => asks[i]))
		busy.forEach(({ i }, k) => { asks[i] = advance(slots[i], answers[k]) })
		for (const [i, slot] of slots.entries()) {
			if (asks[i]) continue
			if (slot.failed) await peer.ask([['end', slot.room]])
			const fresh = failures.length < most ? begin(slot.room) : null
			slots[i] = fresh ?? { room: slot.room }
			asks[i] = fresh ? advance(fresh) : null
		}
	}
	return { failures, entries, sessions: next }
}

const peer = new Peer(peerPath), wrong = new Peer(peerPath, ['--at-once'])
try {
	const { failures, entries } = await runAll(peer, COUNT, FIRST, 1)
	if (failures.length) throw new Error(`seed ${failures[0].seed}: ${failures[0].error.stack}`)
	console.log(`sessions: ${COUNT} with ${entries} entries, all pages and the kiosk equal`)
	const control = await runAll(wrong, CONTROL, FIRST, Infinity)
	if (!control.failures.length) throw new Error('the control, which rebases over the log at once, was not noticed')
	console.log(`control: rebasing over the log at once, ${control.failures.length} of ${CONTROL} diverge`)
} catch (error) {
	console.error(error.message)
	process.exitCode = 1
}
peer.end()
wrong.end()
