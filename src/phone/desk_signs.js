/* What is drawn on the coordinator's pages alone, on the same grid as the others. */
import {addIcons} from "./dom.js";
import "./icons.js";
import "./signs.js";

addIcons({
	overview: "M4 11l8-7 8 7v9h-5.5v-6h-5v6H4z",
	people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18.5 14.5a6.5 6.5 0 0 1 3 5.5",
	house: "M5 20V5h9v15M14 10h5v10M3 20h18M8 9h3M8 13h3M8 17h3",
	pair: "M9 17a5 5 0 1 1 0-10 5 5 0 0 1 0 10zM15 17a5 5 0 1 1 0-10 5 5 0 0 1 0 10z",
	calendar: "M5 6h14v14H5zM5 10.5h14M9 3.5v4M15 3.5v4",
	chart: "M4 20h16M7 20v-6M12 20V9M17 20V4",
	cog: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM9 14.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
	bring: "M12 16V5M7.5 9l4.5-4.5L16.5 9M5 20h14",
	warn: "M12 4l9 16H3zM12 10v4.5M12 17.3h.01",
	spark: "M12 3l2.1 6.9L21 12l-6.9 2.1L12 21l-2.1-6.9L3 12l6.9-2.1z",
	more: "M5 7h14M5 12h14M5 17h14",
	log: "M6 4h12v16H6zM9 8.5h6M9 12h6M9 15.5h3",
	disk: "M4 7c0-1.7 3.6-3 8-3s8 1.3 8 3v10c0 1.7-3.6 3-8 3s-8-1.3-8-3zM4 7c0 1.7 3.6 3 8 3s8-1.3 8-3M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3",
});
