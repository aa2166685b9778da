/* Short codes: Crockford's base 32, read with a person's eyes: O is 0, I and L are 1, and spaces or
 * dashes are only for reading. */

export const CODE_LENGTH = 6;

/* {code, wrong}: what was meant so far, and the first character that can't be in a code. */
export function readCode(typed) {
	const plain = typed.toUpperCase().replace(/[\s\-–—.·]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
	const wrong = /[^0-9A-HJKMNP-TV-Z]/u.exec(plain);
	return {code: plain, wrong: wrong ? wrong[0] : null};
}
