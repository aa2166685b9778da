/* Drawings of figures, as SVG made here: a goal over time, a radar with the earlier one behind, the spread of answers,
 * a trend. Each says in words what it shows, and where it is more than a line a table beside it says the same. */

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, props = {}, ...children) {
	const node = document.createElementNS(SVG, tag);
	for (const [name, value] of Object.entries(props)) if (value !== null && value !== undefined) node.setAttribute(name, value);
	node.append(...children.filter(child => child !== null && child !== undefined));
	return node;
}

const round = n => Math.round(n * 10) / 10;
const path = points => points.map(([x, y], i) => `${i ? "L" : "M"}${round(x)} ${round(y)}`).join("");

/* A goal from 0 to 10: its values over time, the target as a dashed line. */
export function line({first, target}, points) {
	const wide = 300, high = 72, edge = 6;
	const values = [{value: first}, ...points.filter(({value}) => value >= 0)];
	const x = i => edge + (wide - 2 * edge) * (values.length > 1 ? i / (values.length - 1) : 0);
	const y = value => high - edge - (high - 2 * edge) * value / 10;
	const marks = values.map(({value}, i) => [x(i), y(value)]);
	return svg("svg", {class: "plot-line", viewBox: `0 0 ${wide} ${high}`, "aria-hidden": "true"},
		svg("path", {class: "plot-target", d: path([[edge, y(target)], [wide - edge, y(target)]])}),
		svg("path", {class: "plot-way", d: path(marks)}),
		...marks.map(([cx, cy], i) => svg("circle", {class: i === marks.length - 1 ? "plot-dot last" : "plot-dot", cx: round(cx), cy: round(cy), r: i === marks.length - 1 ? 5 : 3})));
}

/* Areas around a middle, numbered from the top; values in hundredths of 1 to 5. series: [{name, values}], the
 * last one in front. */
export function radar(count, series) {
	const size = 300, middle = size / 2, radius = 112;
	const at = (i, share) => {
		const angle = Math.PI * 2 * i / count - Math.PI / 2;
		return [middle + Math.cos(angle) * radius * share, middle + Math.sin(angle) * radius * share];
	};
	const share = value => Math.max(0, (value - 100) / 400) * 0.9 + 0.1;
	const ring = step => svg("path", {class: "radar-ring", d: `${path([...Array(count).keys()].map(i => at(i, 0.1 + 0.9 * step / 4)))}Z`});
	const shape = ({name, values}) => svg("path", {class: `radar-shape radar-${name}`, d: `${path(values.map((value, i) => at(i, value === null ? 0.1 : share(value))))}Z`});
	return svg("svg", {class: "radar", viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true"},
		...[4, 3, 2, 1].map(ring),
		...[...Array(count).keys()].map(i => svg("path", {class: "radar-ring", d: path([[middle, middle], at(i, 1)])})),
		...series.map(shape),
		...[...Array(count).keys()].map(i => {
			const [x, y] = at(i, 1.16);
			return svg("text", {class: "radar-number", x: round(x), y: round(y), "text-anchor": "middle", "dominant-baseline": "central"}, String(i + 1));
		}));
}

/* From the lowest to the highest answer on a scale of 1 to 5, with the mean. */
export function spread({low, high, mean}) {
	const wide = 260, y = 12, x = value => 12 + (wide - 24) * (value - 1) / 4;
	return svg("svg", {class: "spread", viewBox: `0 0 ${wide} 24`, "aria-hidden": "true"},
		svg("path", {class: "spread-scale", d: path([[x(1), y], [x(5), y]])}),
		...[1, 2, 3, 4, 5].map(step => svg("circle", {class: "spread-step", cx: x(step), cy: y, r: 2.5})),
		svg("path", {class: "spread-range", d: path([[x(low), y], [x(high), y]])}),
		svg("circle", {class: "spread-end", cx: x(low), cy: y, r: 8}), svg("circle", {class: "spread-end", cx: x(high), cy: y, r: 8}),
		mean === undefined ? null : svg("path", {class: "spread-mean", d: path([[x(mean / 100), y - 9], [x(mean / 100), y + 9]])}));
}
