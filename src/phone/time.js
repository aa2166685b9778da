/* Times of a board as people read them. What the kiosk says is so many ms from when it said it; from then
 * on the phone counts by its own monotonic clock, whatever its wall clock thinks. */
import {_, locale, ngettext} from "./words.js";

const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

/* ms left at `now`, when `left` were left at `at`; below 0: over. */
export const leftAt = (left, at, now, running = true) => running ? left - (now - at) : left;

/* "4:57", "1:04:10"; a second that has begun counts, so that 0:00 means over. Over: "+0:12". */
export function clockText(ms) {
	const whole = ms >= 0 ? Math.ceil(ms / SECOND) : Math.floor(-ms / SECOND);
	const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
	const two = n => String(n).padStart(2, "0");
	const text = parts[0] ? `${parts[0]}:${two(parts[1])}:${two(parts[2])}` : `${parts[1]}:${two(parts[2])}`;
	return ms < 0 && whole > 0 ? `+${text}` : text;
}

/* For a screen reader, and where a second does not matter. */
export function minutesText(ms) {
	const minutes = Math.max(0, Math.round(ms / MINUTE));
	return ngettext("{n} minute", "{n} minutes", minutes);
}

/* The ms until what `clockText` says changes. */
export const untilNext = ms => {
	const rest = ((ms % SECOND) + SECOND) % SECOND;
	return rest === 0 ? SECOND : rest;
};

export const timeText = wall => new Intl.DateTimeFormat(locale(), {hour: "2-digit", minute: "2-digit"}).format(wall);

const midnight = wall => new Date(wall).setHours(0, 0, 0, 0);

/* "today", "Friday", "Fri 4 December". */
export function dayText(wall, now = Date.now()) {
	const days = Math.round((midnight(wall) - midnight(now)) / DAY);
	if (days === 0) return _("today");
	if (days === 1) return _("tomorrow");
	const style = days > 1 && days < 7 ? {weekday: "long"} : {weekday: "short", day: "numeric", month: "long"};
	return new Intl.DateTimeFormat(locale(), style).format(wall);
}

export const dateText = wall => new Intl.DateTimeFormat(locale(), {weekday: "long", day: "numeric", month: "long", year: "numeric"}).format(wall);

/* What <input type=date> says and wants, in the phone's own time: a day is its local midnight. */
export function isoDay(wall) {
	const day = new Date(wall);
	return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map(n => String(n).padStart(2, "0")).join("-");
}
export function fromIsoDay(text) {
	const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
	return found ? new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3])).getTime() : 0;
}
