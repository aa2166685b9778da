// What a phone's page does, without the page: an editor state with CodeMirror's collab, one push in
// flight, pushes numbered, entries received one at a time.
import { EditorState } from '@codemirror/state'
import { collab, getSyncedVersion, receiveUpdates, sendableUpdates } from '@codemirror/collab'
import { ChangeSet } from '@codemirror/state'
import { randomEdits } from './random.js'

export class Page {
	constructor(id) {
		this.id = id
		this.state = null
		this.pushed = 0 // number of the last push known to be taken
		this.flight = null // { number, version, updates, seen }
	}

	get version() {
		return this.state ? getSyncedVersion(this.state) : null
	}

	get text() {
		return this.state.doc.toString()
	}

	get settled() {
		return !this.flight && sendableUpdates(this.state).length === 0
	}

	type(random) {
		const changes = randomEdits(random, this.text, random.chance(80) ? 1 : 3)
		this.state = this.state.update({ changes }).state
	}

	// The next push, or null if there is nothing to say or one is under way.
	push() {
		const updates = this.state && !this.flight ? sendableUpdates(this.state) : []
		if (!updates.length) return null
		this.flight = { number: this.pushed + 1, version: this.version, updates: updates.map(u => u.changes), seen: false }
		return this.flight
	}

	// After a new connection: what was under way, either to the letter or as it reads by now.
	pushAgain(random) {
		if (this.flight?.seen) this.#taken(this.flight.number)
		if (this.flight && random.chance(50)) {
			const { number } = this.flight
			this.flight = { number, version: this.version, updates: sendableUpdates(this.state).map(u => u.changes), seen: false }
		}
		return this.flight
	}

	#taken(number) {
		this.pushed = number
		this.flight = null
	}

	#entry(version, clientID, changes) {
		if (version <= this.version) return
		if (version !== this.version + 1) throw new Error(`${this.id}: entry ${version} after ${this.version}`)
		if (clientID === this.id && this.flight) this.flight.seen = true
		this.state = receiveUpdates(this.state, [{ clientID, changes: ChangeSet.fromJSON(changes) }]).state
	}

	receive([kind, ...rest]) {
		if (kind === 'state') {
			const [startVersion, doc] = rest
			if (this.state) throw new Error(`${this.id}: got the whole text again`)
			this.state = EditorState.create({ doc, extensions: [collab({ startVersion, clientID: this.id })] })
		} else if (kind === 'since') {
			rest[1].forEach(([client, changes], i) => this.#entry(rest[0] + i + 1, client, changes))
		} else if (kind === 'entry') {
			this.#entry(...rest)
		} else if (kind === 'ack') {
			if (this.flight?.number === rest[0]) this.#taken(rest[0])
		} else {
			throw new Error(`${this.id}: ${kind} ${rest}`)
		}
	}
}
