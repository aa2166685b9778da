// A program of ours that answers line for line.
import { spawn } from 'node:child_process'

export class Peer {
	#waiting = []
	#rest = ''
	#ended = null

	constructor(path, args = []) {
		this.child = spawn(path, args, { stdio: ['pipe', 'pipe', 'inherit'] })
		this.child.stdout.setEncoding('utf8')
		this.child.stdout.on('data', data => this.#read(data))
		this.child.on('exit', (code, signal) => {
			this.#ended = `${path} ended: ${signal ?? code}`
			for (const { reject } of this.#waiting) reject(new Error(this.#ended))
		})
		this.child.stdin.on('error', () => {}) // the exit says it
	}

	#read(data) {
		const lines = (this.#rest + data).split('\n')
		this.#rest = lines.pop()
		for (const line of lines) {
			const first = this.#waiting[0]
			first.answers.push(JSON.parse(line))
			if (first.answers.length === first.count) {
				this.#waiting.shift()
				first.resolve(first.answers)
			}
		}
	}

	// Sends all, resolves with as many answers.
	ask(requests) {
		if (this.#ended) return Promise.reject(new Error(this.#ended))
		if (requests.length === 0) return Promise.resolve([])
		const text = requests.map(r => JSON.stringify(r) + '\n').join('')
		return new Promise((resolve, reject) => {
			this.#waiting.push({ count: requests.length, answers: [], resolve, reject })
			this.child.stdin.write(text)
		})
	}

	end() {
		this.child.stdin.end()
	}
}
