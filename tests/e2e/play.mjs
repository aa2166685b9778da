/* The real program, driven line by line through `tandem play -`, headless or in a window of an X server
 * of its own. In a window the touches and pictures go through X, as a person's finger and eyes would. */
import {execFileSync, spawn} from "node:child_process";
import {mkdtempSync, readFileSync, readdirSync, rmSync} from "node:fs";
import {createServer} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {ChangeSet, Text} from "@codemirror/state";

export async function freePort() {
	const server = createServer();
	await new Promise(done => server.listen(0, "127.0.0.1", done));
	const {port} = server.address();
	await new Promise(done => server.close(done));
	return port;
}

/* Xvfb on a number that it chooses itself. */
async function openDisplay() {
	const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1024x600x24", "-nolisten", "tcp"], {stdio: ["ignore", "ignore", "ignore", "pipe"]});
	const number = await new Promise((done, fail) => {
		server.stdio[3].once("data", data => done(String(data).trim()));
		server.once("exit", () => fail(new Error("Xvfb did not start")));
	});
	return {server, name: `:${number}`};
}

/* Until `holds` no longer throws; gives what it gave. */
export async function until(what, holds) {
	const deadline = Date.now() + 20000;
	for (let last; ;) {
		try {
			return await holds();
		} catch (problem) {
			last = problem;
		}
		if (Date.now() > deadline) throw new Error(`${what}: ${last.message}`);
		await new Promise(done => setTimeout(done, 50));
	}
}

export class Play {
	/* `lines`: what the script says before the phones are served. */
	async start({shown = false, lines = []} = {}) {
		this.folder = mkdtempSync(join(tmpdir(), "play-"));
		this.display = shown ? await openDisplay() : null;
		const env = {...process.env, TMPDIR: this.folder};
		if (this.display) Object.assign(env, {DISPLAY: this.display.name, SDL_VIDEODRIVER: "x11"});
		this.program = spawn(process.env.TANDEM, ["play", ...(shown ? ["--show"] : []), "-"], {env, stdio: ["pipe", "pipe", "pipe"]});
		this.log = "";
		this.program.stderr.on("data", data => { this.log += data; });
		this.answers = createInterface({input: this.program.stdout})[Symbol.asyncIterator]();
		this.port = await freePort();
		await this.say("size 1024 600");
		await this.say(`config network.host 127.0.0.1:${this.port}`);
		for (const line of lines) await this.say(line);
		await this.serve();
		return this;
	}

	async say(line) {
		this.program.stdin.write(`${line}\n`);
		const {value, done} = await this.answers.next();
		if (done || value !== "ok") throw new Error(`${line}: ${value}\n${this.log}`);
	}

	serve() { return this.say(`serve ${this.port}`); }

	/* SIGKILL, and a new start on the same database and port. */
	async restart() {
		await this.say("restart");
		await this.serve();
	}

	async dump() {
		const file = join(this.folder, "screen.txt");
		await this.say(`text ${file}`);
		return readFileSync(file, "utf8");
	}

	/* All words on the screen, in order. */
	async words() {
		return [...(await this.dump()).matchAll(/^text .*? "(.*)"(?: cut)?$/gm)].map(match => match[1]).join(" ");
	}

	async tap(label) {
		if (!this.display) return this.say(`tap "${label}"`);
		for (let left = 40; ; left--) {
			const line = (await this.dump()).split("\n").find(l => l.startsWith("control") && l.endsWith(`"${label}"`));
			const box = line && /^control (\d+),(\d+) (\d+)x(\d+)/.exec(line).slice(1).map(Number);
			if (box) {
				const [x, y] = [box[0] + box[2] / 2, box[1] + box[3] / 2].map(n => String(Math.round(n)));
				execFileSync("xdotool", ["mousemove", x, y, "mousedown", "1", "sleep", "0.05", "mouseup", "1"], {env: {...process.env, DISPLAY: this.display.name}});
				return undefined;
			}
			if (left === 0) throw new Error(`"${label}" is not on the screen`);
		}
	}

	/* A picture of what is shown, read by zbarimg as a phone's camera would. */
	async code() {
		const picture = join(this.folder, "screen.png");
		if (this.display) execFileSync("import", ["-window", "root", picture], {env: {...process.env, DISPLAY: this.display.name}});
		else await this.say(`shot ${picture}`);
		return execFileSync("zbarimg", ["--nodbus", "--raw", "-q", "-Sdisable", "-Sqrcode.enable", picture], {encoding: "utf8"}).trim();
	}

	get database() {
		const room = readdirSync(this.folder).find(name => name.startsWith("tandem-"));
		return join(this.folder, room, "room.db");
	}

	/* Rows as the disk has them, while the program runs. */
	query(sql) {
		return JSON.parse(execFileSync("sqlite3", ["-readonly", "-json", this.database, sql], {encoding: "utf8"}) || "[]");
	}

	/* The note's text from the database alone: the row's text, and the entries after its version. */
	stored(note) {
		const [row] = this.query(`SELECT version, text FROM note WHERE id = ${note}`);
		const entries = this.query(`SELECT changes FROM note_entry WHERE note = ${note} AND version > ${row.version} ORDER BY version`);
		return entries.reduce((text, entry) => ChangeSet.fromJSON(JSON.parse(entry.changes)).apply(text), Text.of(row.text.split("\n"))).toString();
	}

	async end() {
		this.program.stdin.end("end\n");
		await new Promise(done => this.program.exitCode === null ? this.program.once("exit", done) : done());
		if (this.display) {
			const gone = new Promise(done => this.display.server.once("exit", done));
			this.display.server.kill();
			await gone;
		}
		rmSync(this.folder, {recursive: true, force: true});
	}
}
