/* A kiosk of the real program with somebody who knows the PIN in front of it: how tests come to the codes of the
 * coordinator's pages and of a person's own, read from pixels. Each code is given once, since each is good once. */
import assert from "node:assert/strict";
import {Play, until} from "./play.mjs";

const PIN = "271828";

export class FacilitatedPlay extends Play {
	used = new Set();

	id(name) { return this.query(`SELECT id FROM person WHERE given || ' ' || family = '${name}'`)[0].id; }

	async typePin() {
		for (const digit of PIN) await this.say(`tap #digit:${digit}`);
		await this.say("tap #enter");
	}

	/* To the facilitator's screen; the first time the PIN is chosen, by typing it twice. */
	async facilitate({first = false} = {}) {
		if ((await this.dump()).includes("#home")) await this.say("tap #home");
		await this.tap("More");
		await this.tap("Facilitator");
		if (first) await this.typePin();
		if (first || !(await this.words()).includes("The coordinator’s pages")) await this.typePin();
		await this.say('expect "The coordinator’s pages"');
	}

	async freshCode() {
		const code = await until("a fresh code on the screen", async () => {
			const seen = await this.code();
			assert.ok(!this.used.has(seen));
			return seen;
		});
		this.used.add(code);
		return code;
	}

	async personCode(name) {
		await this.facilitate();
		await this.tap("Somebody’s page");
		await this.say("wait 300ms"); /* whoever touches right after a screen has come meant the one before */
		await this.say(`type "${name.split(" ")[0].slice(0, 5).toLowerCase()}"`);
		await this.say(`tap #person:${this.id(name)}`);
		return this.freshCode();
	}
}
