/* Said in every language, since without a script the page cannot choose one. */
const N_ = text => text;
export const NEEDS_SCRIPT = N_("Tandem needs JavaScript in this browser.");
