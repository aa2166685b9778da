/* Plots of figures over the months, as SVG made here, quiet and to scale: bars, lines, small columns. Each is for the
 * eye alone; beside each stands a table that says the same (desk_figures.js). */

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 440, HIGH = 210, LEFT = 48, RIGHT = 8, TOP = 28, FOOT = 28;
const LABELS_MAX = 6; /* months that are named under a plot */

export function svg(tag, props = {}, ...children) {
	const node = document.createElementNS(SVG, tag);
	for (const [name, value] of Object.entries(props)) if (value !== null && value !== undefined) node.setAttribute(name, String(value));
	node.append(...children.flat().filter(child => child !== null && child !== undefined));
	return node;
}

const round = n => Math.round(n * 10) / 10;

/* The steps of an axis from 0 to `top`: one, two or five times a power of ten, five of them at most. */
export function stepsTo(top) {
	const rough = Math.max(top, 1) / 4, power = 10 ** Math.floor(Math.log10(rough));
	const step = Math.max(1, [1, 2, 5, 10].map(n => n * power).find(n => n >= rough));
	return Array.from({length: Math.max(1, Math.ceil(top / step)) + 1}, (_, i) => i * step);
}

/* Which of `count` months are named: always the last one, and others as far apart as room is. */
export function named(count) {
	const every = Math.ceil(count / LABELS_MAX);
	return Array.from({length: count}, (_, i) => i).filter(i => (count - 1 - i) % every === 0);
}

const y = (value, top) => HIGH - FOOT - (HIGH - FOOT - TOP) * value / top;
const slot = count => (WIDE - LEFT - RIGHT) / Math.max(1, count);
const middle = (i, count) => LEFT + slot(count) * (i + 0.5);

/* `unit`: what is counted, above the axis. */
function axes(months, steps, words, unit) {
	const top = steps[steps.length - 1];
	return [
		svg("text", {class: "plot-words", x: 0, y: 12}, unit),
		...steps.map(step => svg("path", {class: step ? "plot-step" : "plot-ground", d: `M${LEFT} ${round(y(step, top))}H${WIDE - RIGHT}`})),
		...steps.map(step => svg("text", {class: "plot-words", x: LEFT - 10, y: round(y(step, top)) + 4, "text-anchor": "end"}, words(step))),
		...named(months.length).map(i => svg("text", {class: "plot-words", x: round(middle(i, months.length)), y: HIGH - 8, "text-anchor": "middle"}, months[i])),
	];
}

const frame = (...content) => svg("svg", {class: "plot", viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true"}, ...content);

/* Columns side by side: series [{name, values}], at most two. */
export function columns(months, series, words, unit) {
	const steps = stepsTo(Math.max(...series.flatMap(({values}) => values), 0)), top = steps[steps.length - 1];
	const wide = Math.min(14, slot(months.length) * 0.72 / series.length);
	const bars = series.map(({name, values}, s) => values.map((value, i) => svg("rect", {
		class: `plot-bar plot-${name}`, x: round(middle(i, months.length) + (s - series.length / 2) * wide + (series.length > 1 ? s : 0)), width: round(wide),
		y: round(y(value, top)), height: round(HIGH - FOOT - y(value, top)), rx: Math.min(3, wide / 3),
	})));
	return frame(...axes(months, steps, words, unit), ...bars);
}

/* A line each: series [{name, values}]; null: nothing is known of that month, and the line has a gap. */
export function lines(months, series, top, words, unit) {
	const steps = top === 100 ? [0, 25, 50, 75, 100] : stepsTo(top), all = steps[steps.length - 1];
	const drawn = series.map(({name, values}) => {
		let way = "", pen = false;
		values.forEach((value, i) => {
			if (value !== null) way += `${pen ? "L" : "M"}${round(middle(i, months.length))} ${round(y(value, all))}`;
			pen = value !== null;
		});
		const last = values.reduce((found, value, i) => value === null ? found : i, -1);
		const dots = values.map((value, i) => value === null || (i !== last && (values[i - 1] ?? null) !== null) ? null : svg("circle", {class: `plot-dot plot-${name}`, cx: round(middle(i, months.length)), cy: round(y(value, all)), r: i === last ? 5 : 3}));
		return [svg("path", {class: `plot-line plot-${name}`, d: way}), ...dots];
	});
	return frame(...axes(months, steps, words, unit), ...drawn);
}

/* A mean from 1 to 5 on its scale, the earlier one as a ring. */
export function scale(value, before) {
	const x = mean => round(8 + 184 * (mean / 100 - 1) / 4);
	return svg("svg", {class: "scale", viewBox: "0 0 200 16", "aria-hidden": "true"}, svg("path", {class: "plot-ground", d: "M8 8H192"}),
		...[100, 200, 300, 400, 500].map(step => svg("circle", {class: "scale-step", cx: x(step), cy: 8, r: 2})),
		before === null ? null : svg("path", {class: "scale-way", d: `M${x(before)} 8H${x(value)}`}), before === null ? null : svg("circle", {class: "scale-before", cx: x(before), cy: 8, r: 4.5}), svg("circle", {class: "plot-dot", cx: x(value), cy: 8, r: 6}));
}
