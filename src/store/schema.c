/* Every table has the columns of its line in core/records.def, under the same names. Tables whose key
 * is two columns have no rowid: one B-tree, so one page written instead of two. Optional references
 * hold 0 or NULL when there is none, which is why foreign keys stand only where there always is one;
 * they are deferred, because the rows of a batch come in the core's order. Indexes are dear (each
 * costs a page of the card per change), so there are only those that starting the program needs.
 *
 * To change a table, append a migration; never edit one that has been released. */
#include "store/schema.h"

#include <stdio.h>
#include <string.h>

#include "store/functions.h"

/* clang-format off: a line a column */
static const char *const migration_1[] = {
	"CREATE TABLE setting(                      -- what is set on the screen or by the coordinator\n"
	"	name TEXT NOT NULL PRIMARY KEY,    -- which\n"
	"	value TEXT NOT NULL                -- as text, in the form its reader expects\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE organisation(                 -- where people work; a community group is one too\n"
	"	id INTEGER PRIMARY KEY,            -- from the counter that serves every kind of thing\n"
	"	name TEXT NOT NULL                 -- as shown\n"
	") STRICT",

	"CREATE TABLE person(                       -- somebody who can check in\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	given TEXT NOT NULL,               -- given name, all that a public screen shows in full\n"
	"	family TEXT NOT NULL,              -- family name, may be empty\n"
	"	email TEXT,                        -- matches people of a file or a calendar; may be empty\n"
	"	organisation INTEGER,              -- where they work; 0: unknown\n"
	"	language TEXT,                     -- 'de'; empty: the room's\n"
	"	colour INTEGER NOT NULL,           -- index into the theme's avatar hues\n"
	"	guest INTEGER NOT NULL CHECK(guest IN (0, 1)),       -- typed their name at the screen\n"
	"	hidden INTEGER NOT NULL CHECK(hidden IN (0, 1)),     -- 'not on the screen'\n"
	"	archived INTEGER NOT NULL CHECK(archived IN (0, 1)), -- no longer offered\n"
	"	created INTEGER NOT NULL           -- ms since 1970 UTC\n"
	") STRICT",

	"CREATE TABLE partnership(                  -- people who learn together over a time\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	model INTEGER NOT NULL CHECK(model >= 0), -- enum model: 0 tandem, 1 mentoring, ...\n"
	"	name TEXT NOT NULL,                -- may be empty: the members' names stand for it\n"
	"	state INTEGER NOT NULL,            -- 0: open\n"
	"	created INTEGER NOT NULL           -- ms since 1970 UTC\n"
	") STRICT",

	"CREATE TABLE partner(                      -- who belongs to a partnership\n"
	"	partnership INTEGER NOT NULL REFERENCES partnership DEFERRABLE INITIALLY DEFERRED,\n"
	"	person INTEGER NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,\n"
	"	PRIMARY KEY(partnership, person)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE session(                      -- one meeting of a partnership or a walk-in pair\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	partnership INTEGER,               -- 0: a walk-in\n"
	"	model INTEGER NOT NULL CHECK(model >= 0), -- enum model, decides the guide\n"
	"	title TEXT NOT NULL,               -- of the calendar or the partnership; may be empty\n"
	"	starts INTEGER NOT NULL,           -- ms since 1970 UTC\n"
	"	ends INTEGER NOT NULL,             -- as planned\n"
	"	state INTEGER NOT NULL CHECK(state >= 0), -- enum session_state: 4 closed, 5 cancelled\n"
	"	walk_in INTEGER NOT NULL CHECK(walk_in IN (0, 1)), -- begun at the screen, not planned\n"
	"	focus_topic INTEGER,               -- the topic it is about; 0: none\n"
	"	focus TEXT,                        -- that topic's title, or words typed; may be empty\n"
	"	note INTEGER,                      -- its note; 0: none yet\n"
	"	step INTEGER NOT NULL,             -- of the guide; -1 before the first\n"
	"	turn INTEGER,                      -- how many turns there have been\n"
	"	turn_total INTEGER,                -- ms planned for this turn\n"
	"	turn_used INTEGER,                 -- ms used of it, up to turn_since\n"
	"	turn_since INTEGER,                -- monotonic ms; means something until the machine "
	"restarts\n"
	"	turn_since_wall INTEGER,           -- the same moment by the wall clock\n"
	"	turn_running INTEGER CHECK(turn_running IN (0, 1)), -- the clock of the turn runs\n"
	"	turn_learner INTEGER,              -- who learns; 0: nobody just now\n"
	"	turn_role INTEGER,                 -- enum role of the other\n"
	"	prompt INTEGER,                    -- which question is shown, modulo their number\n"
	"	next_start INTEGER,                -- when they meet next; 0: not settled\n"
	"	uid TEXT,                          -- of the calendar's event; empty: not from a calendar\n"
	"	recurrence INTEGER,                -- the original start of this occurrence of it; 0: "
	"single\n"
	"	closed_at INTEGER                  -- ms since 1970 UTC; 0: not closed\n"
	") STRICT",
	/* starting reads the sessions around today only */
	"CREATE INDEX session_ends ON session(ends)",

	"CREATE TABLE member(                       -- who belongs to a session, and their check-in\n"
	"	session INTEGER NOT NULL REFERENCES session DEFERRABLE INITIALLY DEFERRED,\n"
	"	person INTEGER NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,\n"
	"	position INTEGER NOT NULL,         -- order in the session\n"
	"	expected INTEGER NOT NULL CHECK(expected IN (0, 1)), -- planned; else they joined\n"
	"	replaces INTEGER,                  -- a substitute for this person; 0: for nobody\n"
	"	here_at INTEGER,                   -- checked in, ms since 1970 UTC; 0: not here\n"
	"	gone_at INTEGER,                   -- checked out by hand; 0: not\n"
	"	wall_trusted INTEGER CHECK(wall_trusted IN (0, 1)), -- whether the clock was right then\n"
	"	PRIMARY KEY(session, person)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE turn(                         -- the ledger: who had how much\n"
	"	session INTEGER NOT NULL REFERENCES session DEFERRABLE INITIALLY DEFERRED,\n"
	"	position INTEGER NOT NULL,         -- 0, 1, 2, ... in the session\n"
	"	step INTEGER NOT NULL,             -- of the guide\n"
	"	learner INTEGER,                   -- who learned\n"
	"	role INTEGER,                      -- enum role of the other\n"
	"	planned INTEGER NOT NULL,          -- ms\n"
	"	used INTEGER NOT NULL,             -- ms\n"
	"	started INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	PRIMARY KEY(session, position)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE board(                        -- a discussion marketplace\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	name TEXT NOT NULL,                -- as shown\n"
	"	purpose TEXT,                      -- a sentence; may be empty\n"
	"	next_meeting INTEGER,              -- ms since 1970 UTC; 0: not settled\n"
	"	created INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	archived INTEGER NOT NULL CHECK(archived IN (0, 1)) -- no longer shown\n"
	") STRICT",

	"CREATE TABLE topic(                        -- a card on a board\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	board INTEGER NOT NULL REFERENCES board DEFERRABLE INITIALLY DEFERRED,\n"
	"	lane INTEGER NOT NULL CHECK(lane >= 0), -- enum lane: 0 proposed ... 4 withdrawn\n"
	"	position INTEGER NOT NULL,         -- in its lane, the smallest on top\n"
	"	kind INTEGER NOT NULL CHECK(kind >= 0), -- enum topic_kind: 0 question ... 4 acute\n"
	"	title TEXT NOT NULL,               -- one line\n"
	"	detail TEXT,                       -- more; may be empty\n"
	"	person INTEGER,                    -- who brought it; 0: unknown\n"
	"	note INTEGER,                      -- its note; 0: none yet\n"
	"	created INTEGER NOT NULL           -- ms since 1970 UTC\n"
	") STRICT",
	/* starting reads the topics of open boards only */
	"CREATE INDEX topic_board ON topic(board)",

	"CREATE TABLE note(                         -- a Markdown document written jointly\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	session INTEGER,                   -- of this session, or\n"
	"	topic INTEGER,                     -- of this topic; the other is 0\n"
	"	title TEXT NOT NULL,\n"
	"	version INTEGER NOT NULL CHECK(version >= 0), -- how many entries `text` has in it\n"
	"	text TEXT NOT NULL,                -- the document at that version, see note_entry\n"
	"	created INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	closed INTEGER NOT NULL            -- read-only from then on; 0: open\n"
	") STRICT",

	"CREATE TABLE note_entry(                   -- the log of a note: one row an accepted update, in "
	"order\n"
	"	note INTEGER NOT NULL REFERENCES note DEFERRABLE INITIALLY DEFERRED,\n"
	"	version INTEGER NOT NULL,          -- of the note with this entry applied: 1, 2, 3, ...\n"
	"	client TEXT NOT NULL,              -- the clientID of the page that wrote it\n"
	"	push INTEGER,                      -- number of that page's push it came with\n"
	"	last INTEGER CHECK(last IN (0, 1)), -- the last entry of that push\n"
	"	changes TEXT NOT NULL,             -- ChangeSet.toJSON()\n"
	"	PRIMARY KEY(note, version)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE takeaway(                     -- a line of a note that lives on\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	session INTEGER,                   -- where it was harvested\n"
	"	note INTEGER,                      -- the note it stood in\n"
	"	kind INTEGER NOT NULL CHECK(kind >= 0), -- enum takeaway_kind: 0 insight ... 3 question\n"
	"	text TEXT NOT NULL,\n"
	"	owner INTEGER,                     -- who does it; 0: nobody in particular\n"
	"	due INTEGER,                       -- local midnight as ms since 1970 UTC; 0: no date\n"
	"	created INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	done INTEGER                       -- when it was; 0: open\n"
	") STRICT",
	/* starting reads those of the sessions around today */
	"CREATE INDEX takeaway_session ON takeaway(session)",

	"CREATE TABLE code(                         -- a note's code is a capability: only hashes are kept\n"
	"	hash BLOB NOT NULL PRIMARY KEY CHECK(length(hash) = 32), -- of the QR code's token, "
	"BLAKE2b-256\n"
	"	short_hash BLOB,                   -- the same of the six characters to type\n"
	"	note INTEGER NOT NULL,             -- what it opens\n"
	"	created INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	expires INTEGER NOT NULL           -- ms since 1970 UTC\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE device(                       -- a phone that came by a code\n"
	"	cookie BLOB NOT NULL PRIMARY KEY CHECK(length(cookie) = 32), -- BLAKE2b-256 of its cookie\n"
	"	id INTEGER NOT NULL,\n"
	"	created INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	expires INTEGER NOT NULL           -- ms since 1970 UTC\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE device_note(                  -- what a phone may open, and as whom\n"
	"	device INTEGER NOT NULL,\n"
	"	note INTEGER NOT NULL,\n"
	"	person INTEGER,                    -- who its visitor said they are; 0: not said, or a "
	"guest\n"
	"	guest TEXT,                        -- the name a guest typed; may be empty\n"
	"	expires INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	PRIMARY KEY(device, note)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE request(                      -- what was done already, for the same request again\n"
	"	id INTEGER PRIMARY KEY,            -- 63 random bits made by whoever asked\n"
	"	at INTEGER NOT NULL,               -- ms since 1970 UTC\n"
	"	err INTEGER NOT NULL,              -- enum err of the answer\n"
	"	result INTEGER                     -- what came of it; 0: nothing to name\n"
	") STRICT",
	NULL};
/* The marketplace: meetings on boards, their votes and what comes of them. */
static const char *const migration_2[] = {
	/* no comments inside: SQLite copies what is added into the old CREATE */
	"ALTER TABLE board ADD COLUMN rhythm INTEGER NOT NULL DEFAULT 0 CHECK(rhythm >= 0)", /* enum rhythm: 0 once */
	"ALTER TABLE board ADD COLUMN votes INTEGER NOT NULL DEFAULT 3",       /* a person has in a meeting */
	"ALTER TABLE board ADD COLUMN topic_votes INTEGER NOT NULL DEFAULT 2", /* of them on one topic at most */
	"ALTER TABLE board ADD COLUMN minutes INTEGER NOT NULL DEFAULT 8",     /* for a topic */
	"ALTER TABLE board ADD COLUMN length INTEGER NOT NULL DEFAULT 45",     /* of a meeting, minutes */

	"ALTER TABLE topic ADD COLUMN draft INTEGER NOT NULL DEFAULT 0 CHECK(draft IN (0, 1))", /* private */
	"ALTER TABLE topic ADD COLUMN passed_over INTEGER NOT NULL DEFAULT 0", /* meetings that ended without it */
	"ALTER TABLE topic ADD COLUMN merged INTEGER NOT NULL DEFAULT 0", /* the card it lies under; 0: none */
	"ALTER TABLE topic ADD COLUMN lane_before INTEGER NOT NULL DEFAULT 0", /* where Undo puts it back */
	"ALTER TABLE topic ADD COLUMN outcome TEXT NOT NULL DEFAULT ''",       /* what came of it */
	"ALTER TABLE topic ADD COLUMN meeting INTEGER NOT NULL DEFAULT 0", /* in which it was discussed last */
	"ALTER TABLE topic ADD COLUMN spent INTEGER NOT NULL DEFAULT 0",   /* ms it was discussed there */
	"ALTER TABLE topic ADD COLUMN gather_until INTEGER NOT NULL DEFAULT 0", /* people join it now; ms since 1970 */

	"CREATE TABLE meeting(                      -- on a board\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	board INTEGER NOT NULL REFERENCES board DEFERRABLE INITIALLY DEFERRED,\n"
	"	phase INTEGER NOT NULL CHECK(phase >= 0), -- enum phase: 0 open actions ... 6 close\n"
	"	phase_since INTEGER NOT NULL,      -- ms since 1970 UTC\n"
	"	lead INTEGER NOT NULL,             -- the phone (device) that leads; 0: the kiosk\n"
	"	round INTEGER NOT NULL,            -- of the votes, from 0\n"
	"	revealed INTEGER NOT NULL CHECK(revealed IN (0, 1)), -- the votes of this round\n"
	"	topic INTEGER NOT NULL,            -- discussed or pitched just now; 0: none\n"
	"	box_total INTEGER NOT NULL,        -- ms it has\n"
	"	box_used INTEGER NOT NULL,         -- ms used of it, up to box_since\n"
	"	box_since INTEGER NOT NULL,        -- monotonic ms; means something until the machine restarts\n"
	"	box_since_wall INTEGER NOT NULL,   -- the same moment by the wall clock\n"
	"	box_running INTEGER NOT NULL CHECK(box_running IN (0, 1)),\n"
	"	extensions INTEGER NOT NULL,       -- how often the box was extended\n"
	"	thumbs INTEGER NOT NULL,           -- everybody is asked until then: continue or enough? 0: no\n"
	"	split INTEGER NOT NULL CHECK(split IN (0, 1)), -- the topics are on a grid\n"
	"	places TEXT NOT NULL,              -- of the grid, a line each\n"
	"	slots INTEGER NOT NULL,            -- of the grid\n"
	"	slot_minutes INTEGER NOT NULL,\n"
	"	grid_starts INTEGER NOT NULL,      -- ms since 1970 UTC\n"
	"	ends INTEGER NOT NULL,             -- as planned, ms since 1970 UTC\n"
	"	started INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	closed_at INTEGER NOT NULL         -- ms since 1970 UTC; 0: under way\n"
	") STRICT",
	/* starting reads those under way and the last of each board */
	"CREATE INDEX meeting_board ON meeting(board)",

	"CREATE TABLE participant(                  -- who takes part in a meeting\n"
	"	meeting INTEGER NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,\n"
	"	person INTEGER NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,\n"
	"	joined INTEGER NOT NULL,           -- ms since 1970 UTC\n"
	"	finished INTEGER NOT NULL,         -- the round they have finished voting in, plus one; 0: none\n"
	"	thumb INTEGER NOT NULL CHECK(thumb >= 0), -- enum thumb, of the question asked last\n"
	"	PRIMARY KEY(meeting, person)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE vote(                         -- of one person for one topic in one round\n"
	"	meeting INTEGER NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,\n"
	"	round INTEGER NOT NULL,            -- from 0\n"
	"	topic INTEGER NOT NULL REFERENCES topic DEFERRABLE INITIALLY DEFERRED,\n"
	"	person INTEGER NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,\n"
	"	count INTEGER NOT NULL CHECK(count > 0),\n"
	"	PRIMARY KEY(meeting, round, topic, person)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE rating(                       -- was the meeting worth the time\n"
	"	meeting INTEGER NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,\n"
	"	rater INTEGER NOT NULL,            -- a person, or -1, -2, ... for those at the screen\n"
	"	stars INTEGER NOT NULL CHECK(stars BETWEEN 1 AND 5),\n"
	"	PRIMARY KEY(meeting, rater)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE interest(                     -- who would join a topic's table, or sits together now\n"
	"	topic INTEGER NOT NULL REFERENCES topic DEFERRABLE INITIALLY DEFERRED,\n"
	"	person INTEGER NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,\n"
	"	kind INTEGER NOT NULL CHECK(kind >= 0), -- enum interest: 0 would join, 1 now\n"
	"	at INTEGER NOT NULL,               -- ms since 1970 UTC\n"
	"	PRIMARY KEY(topic, person, kind)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE cell(                         -- where a topic is on the grid of a meeting\n"
	"	meeting INTEGER NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,\n"
	"	topic INTEGER NOT NULL REFERENCES topic DEFERRABLE INITIALLY DEFERRED,\n"
	"	place INTEGER NOT NULL,            -- index into meeting.places\n"
	"	slot INTEGER NOT NULL,             -- from 0\n"
	"	PRIMARY KEY(meeting, topic)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE proposal(                     -- an offer that fits a wish, and what both sides say\n"
	"	offer INTEGER NOT NULL REFERENCES topic DEFERRABLE INITIALLY DEFERRED,\n"
	"	wish INTEGER NOT NULL REFERENCES topic DEFERRABLE INITIALLY DEFERRED,\n"
	"	offer_answer INTEGER NOT NULL CHECK(offer_answer >= 0), -- enum consent: 0 none, 1 yes, 2 no\n"
	"	wish_answer INTEGER NOT NULL CHECK(wish_answer >= 0),\n"
	"	session INTEGER NOT NULL,          -- that came of it; 0: none yet\n"
	"	created INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	PRIMARY KEY(offer, wish)\n"
	") STRICT, WITHOUT ROWID",

	"ALTER TABLE takeaway ADD COLUMN topic INTEGER NOT NULL DEFAULT 0", /* it came of this topic; 0: of a session */
	"ALTER TABLE takeaway ADD COLUMN meeting INTEGER NOT NULL DEFAULT 0", /* in which that was; 0: none */
	"ALTER TABLE takeaway ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0", /* when an action was given up; 0: not */
	"ALTER TABLE takeaway ADD COLUMN carried INTEGER NOT NULL DEFAULT 0", /* how often an action was carried on */
	/* starting reads the actions that are open */
	"CREATE INDEX takeaway_open ON takeaway(created) WHERE kind = 2 AND done = 0 AND dropped = 0",
	/* and those of the last meetings */
	"CREATE INDEX takeaway_meeting ON takeaway(meeting) WHERE meeting > 0", NULL};

/* Partnerships: agreements, instruments, programmes, what is to be remembered; and who did what. */
static const char *const migration_3[] = {
	/* no comments inside what is added: SQLite copies it into the old CREATE */
	"ALTER TABLE organisation ADD COLUMN kind INTEGER NOT NULL DEFAULT 0", /* enum organisation_kind */
	"ALTER TABLE person ADD COLUMN team TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE person ADD COLUMN rhythm INTEGER NOT NULL DEFAULT 0", /* enum rhythm they like to meet in */
	"ALTER TABLE person ADD COLUMN seeks INTEGER NOT NULL DEFAULT 0 CHECK(seeks IN (0, 1))", /* partners */
	"CREATE TABLE belonging(                    -- of a person to organisations beside the first\n"
	"	person INTEGER NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,\n"
	"	organisation INTEGER NOT NULL REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,\n"
	"	PRIMARY KEY(person, organisation)\n"
	") STRICT, WITHOUT ROWID",
	"CREATE TABLE exchange(                     -- what a person offers, or wishes to learn\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	person INTEGER NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,\n"
	"	kind INTEGER NOT NULL CHECK(kind >= 0), -- enum exchange: 0 offer, 1 wish\n"
	"	text TEXT NOT NULL,\n"
	"	created INTEGER NOT NULL           -- ms since 1970 UTC\n"
	") STRICT",

	"ALTER TABLE partnership ADD COLUMN purpose TEXT NOT NULL DEFAULT ''", /* product, task or common goal */
	"ALTER TABLE partnership ADD COLUMN language TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE partnership ADD COLUMN rhythm INTEGER NOT NULL DEFAULT 0", /* enum rhythm; 0: not settled */
	"ALTER TABLE partnership ADD COLUMN starts INTEGER NOT NULL DEFAULT 0", /* ms since 1970 UTC; 0: not settled */
	"ALTER TABLE partnership ADD COLUMN ends INTEGER NOT NULL DEFAULT 0",
	"ALTER TABLE partnership ADD COLUMN programme INTEGER NOT NULL DEFAULT 0", /* whose group it is; 0: of none */
	"ALTER TABLE partnership ADD COLUMN ended_at INTEGER NOT NULL DEFAULT 0",
	"ALTER TABLE partnership ADD COLUMN ended_why TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE partner ADD COLUMN position INTEGER NOT NULL DEFAULT 0",
	"ALTER TABLE partner ADD COLUMN standing INTEGER NOT NULL DEFAULT 0 CHECK(standing >= 0)", /* enum standing */
	"ALTER TABLE partner ADD COLUMN joined INTEGER NOT NULL DEFAULT 0", /* ms since 1970 UTC; 0: from the start */
	"ALTER TABLE partner ADD COLUMN left_at INTEGER NOT NULL DEFAULT 0", /* likewise; 0: belongs to it */
	"ALTER TABLE partner ADD COLUMN consent INTEGER NOT NULL DEFAULT 1 CHECK(consent >= 0)", /* enum consent */

	"CREATE TABLE agreement(                    -- what members settled; a confirmed version never changes\n"
	"	partnership INTEGER NOT NULL REFERENCES partnership DEFERRABLE INITIALLY DEFERRED,\n"
	"	version INTEGER NOT NULL,          -- 1, 2, 3, ...\n"
	"	edition INTEGER NOT NULL,          -- grows with every change before it was confirmed\n"
	"	outcomes TEXT NOT NULL,            -- a line each\n"
	"	rules INTEGER NOT NULL,            -- 1 << enum rule\n"
	"	own_rules TEXT NOT NULL,           -- a line each\n"
	"	rhythm INTEGER NOT NULL,           -- enum rhythm\n"
	"	review INTEGER NOT NULL,           -- ms since 1970 UTC; 0: not settled\n"
	"	created INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	person INTEGER NOT NULL,           -- who changed it last; 0: at the screen\n"
	"	PRIMARY KEY(partnership, version)\n"
	") STRICT, WITHOUT ROWID",
	"CREATE TABLE duty(                         -- role and responsibilities of a member, in an agreement\n"
	"	partnership INTEGER NOT NULL,\n"
	"	version INTEGER NOT NULL,\n"
	"	person INTEGER NOT NULL,\n"
	"	text TEXT NOT NULL,\n"
	"	PRIMARY KEY(partnership, version, person)\n"
	") STRICT, WITHOUT ROWID",
	"CREATE TABLE goal(                         -- of an agreement; the same goal goes on in later versions\n"
	"	partnership INTEGER NOT NULL,\n"
	"	version INTEGER NOT NULL,\n"
	"	goal INTEGER NOT NULL,             -- an id of ours\n"
	"	position INTEGER NOT NULL,\n"
	"	person INTEGER NOT NULL,           -- whose; 0: everybody's\n"
	"	text TEXT NOT NULL,\n"
	"	measured INTEGER NOT NULL CHECK(measured IN (0, 1)), -- 0 to 10; else by a sentence\n"
	"	first INTEGER NOT NULL,\n"
	"	target INTEGER NOT NULL,\n"
	"	first_words TEXT NOT NULL,\n"
	"	target_words TEXT NOT NULL,\n"
	"	PRIMARY KEY(partnership, version, goal)\n"
	") STRICT, WITHOUT ROWID",
	"CREATE TABLE confirmation(                 -- a member's yes to a version of the agreement\n"
	"	partnership INTEGER NOT NULL,\n"
	"	version INTEGER NOT NULL,\n"
	"	person INTEGER NOT NULL,\n"
	"	at INTEGER NOT NULL,               -- ms since 1970 UTC\n"
	"	PRIMARY KEY(partnership, version, person)\n"
	") STRICT, WITHOUT ROWID",
	"CREATE TABLE goal_value(                   -- how far a goal was\n"
	"	goal INTEGER NOT NULL,\n"
	"	at INTEGER NOT NULL,               -- ms since 1970 UTC\n"
	"	partnership INTEGER NOT NULL,\n"
	"	value INTEGER NOT NULL,            -- 0 to 10; -1: in words only\n"
	"	words TEXT NOT NULL,\n"
	"	person INTEGER NOT NULL,           -- who said so; 0: at the screen\n"
	"	PRIMARY KEY(goal, at)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE programme(                    -- a group's way through five steps\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	partnership INTEGER NOT NULL,      -- its group\n"
	"	board INTEGER NOT NULL,            -- where its topics are prioritised\n"
	"	name TEXT NOT NULL,\n"
	"	note INTEGER NOT NULL,             -- its way of partnering; 0: none yet\n"
	"	created INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	step INTEGER NOT NULL,             -- enum programme_step; 5: it is over\n"
	"	step_since INTEGER NOT NULL,       -- ms since 1970 UTC\n"
	"	ended INTEGER NOT NULL             -- likewise; 0: under way\n"
	") STRICT",
	"CREATE TABLE programme_step(\n"
	"	programme INTEGER NOT NULL REFERENCES programme DEFERRABLE INITIALLY DEFERRED,\n"
	"	step INTEGER NOT NULL,             -- enum programme_step\n"
	"	starts INTEGER NOT NULL,           -- as planned, ms since 1970 UTC\n"
	"	session INTEGER NOT NULL,          -- in which it is held; 0: in none\n"
	"	survey INTEGER NOT NULL,           -- the instrument it puts to the group; 0: none yet\n"
	"	PRIMARY KEY(programme, step)\n"
	") STRICT, WITHOUT ROWID",
	"CREATE TABLE progress(                     -- what a person has done of a programme\n"
	"	programme INTEGER NOT NULL REFERENCES programme DEFERRABLE INITIALLY DEFERRED,\n"
	"	person INTEGER NOT NULL,\n"
	"	part INTEGER NOT NULL,             -- 16 * enum programme_step + enum programme_part\n"
	"	at INTEGER NOT NULL,               -- ms since 1970 UTC\n"
	"	PRIMARY KEY(programme, person, part)\n"
	") STRICT, WITHOUT ROWID",

	"CREATE TABLE survey(                       -- an instrument put to a partnership\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	instrument TEXT NOT NULL,          -- key of its file\n"
	"	partnership INTEGER NOT NULL,\n"
	"	programme INTEGER NOT NULL,        -- 0: of none\n"
	"	opened INTEGER NOT NULL,           -- ms since 1970 UTC\n"
	"	due INTEGER NOT NULL,              -- likewise; 0: none\n"
	"	revealed INTEGER NOT NULL          -- likewise; 0: not yet\n"
	") STRICT",
	"CREATE TABLE answer(                       -- of a person to an item; nobody else sees it before the reveal\n"
	"	survey INTEGER NOT NULL REFERENCES survey DEFERRABLE INITIALLY DEFERRED,\n"
	"	person INTEGER NOT NULL,\n"
	"	item INTEGER NOT NULL,             -- from 0, through all areas\n"
	"	value INTEGER NOT NULL CHECK(value BETWEEN 1 AND 5),\n"
	"	PRIMARY KEY(survey, person, item)\n"
	") STRICT, WITHOUT ROWID",
	"CREATE TABLE submission(                   -- a person has answered all they want to\n"
	"	survey INTEGER NOT NULL REFERENCES survey DEFERRABLE INITIALLY DEFERRED,\n"
	"	person INTEGER NOT NULL,\n"
	"	at INTEGER NOT NULL,               -- ms since 1970 UTC\n"
	"	PRIMARY KEY(survey, person)\n"
	") STRICT, WITHOUT ROWID",
	"CREATE TABLE priority(                     -- a skill somebody wants to work at\n"
	"	person INTEGER NOT NULL,\n"
	"	skill TEXT NOT NULL,               -- key of its pack\n"
	"	partnership INTEGER NOT NULL,      -- where it was chosen; 0: by oneself\n"
	"	position INTEGER NOT NULL,\n"
	"	created INTEGER NOT NULL,          -- ms since 1970 UTC\n"
	"	PRIMARY KEY(person, skill)\n"
	") STRICT, WITHOUT ROWID",
	"CREATE TABLE relation(                     -- on the map somebody draws of their partnerships\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	person INTEGER NOT NULL,           -- whose map; 0: a partnership's\n"
	"	partnership INTEGER NOT NULL,      -- whose map; 0: a person's\n"
	"	name TEXT NOT NULL,                -- who it is with\n"
	"	about TEXT NOT NULL,               -- what it is about; may be empty\n"
	"	goes INTEGER NOT NULL,             -- how it goes, 1 to 5; 0: not said\n"
	"	x INTEGER NOT NULL,                -- thousandths of the canvas\n"
	"	y INTEGER NOT NULL,\n"
	"	created INTEGER NOT NULL           -- ms since 1970 UTC\n"
	") STRICT",
	"CREATE TABLE bid(                          -- for time in a learning set's session\n"
	"	session INTEGER NOT NULL REFERENCES session DEFERRABLE INITIALLY DEFERRED,\n"
	"	person INTEGER NOT NULL,\n"
	"	minutes INTEGER NOT NULL,\n"
	"	text TEXT NOT NULL,                -- what for\n"
	"	position INTEGER NOT NULL,         -- in the order of presenting\n"
	"	PRIMARY KEY(session, person)\n"
	") STRICT, WITHOUT ROWID",
	"ALTER TABLE note ADD COLUMN partnership INTEGER NOT NULL DEFAULT 0", /* of this one; session and topic are 0 then */
	"CREATE INDEX note_partnership ON note(partnership) WHERE partnership > 0",
	"ALTER TABLE takeaway ADD COLUMN partnership INTEGER NOT NULL DEFAULT 0", /* whose; 0: of none */
	"ALTER TABLE takeaway ADD COLUMN insight INTEGER NOT NULL DEFAULT 0",     /* enum insight */
	"UPDATE takeaway SET partnership = coalesce((SELECT partnership FROM session WHERE id = takeaway.session), 0)",
	"CREATE INDEX takeaway_partnership ON takeaway(partnership) WHERE partnership > 0",
	"CREATE INDEX takeaway_question ON takeaway(created) WHERE kind = 3 AND partnership > 0",
	"CREATE TABLE recall(                       -- how well a person remembers the answer to a question (FSRS)\n"
	"	takeaway INTEGER NOT NULL REFERENCES takeaway DEFERRABLE INITIALLY DEFERRED,\n"
	"	person INTEGER NOT NULL,\n"
	"	stability INTEGER NOT NULL,        -- millionths of a day\n"
	"	difficulty INTEGER NOT NULL,       -- millionths\n"
	"	last INTEGER NOT NULL,             -- asked, ms since 1970 UTC; 0: never\n"
	"	due INTEGER NOT NULL,              -- likewise\n"
	"	reviews INTEGER NOT NULL,\n"
	"	lapses INTEGER NOT NULL,\n"
	"	PRIMARY KEY(takeaway, person)\n"
	") STRICT, WITHOUT ROWID",
	"CREATE INDEX recall_due ON recall(due)",
	"CREATE TABLE audit(                        -- who did what; never changed, each line hashed with the one before\n"
	"	id INTEGER PRIMARY KEY,\n"
	"	at INTEGER NOT NULL,               -- ms since 1970 UTC\n"
	"	what TEXT NOT NULL,                -- the message's name\n"
	"	source INTEGER NOT NULL,           -- enum source\n"
	"	device INTEGER NOT NULL,           -- the phone or laptop; 0: the screen\n"
	"	about INTEGER NOT NULL,            -- what it was done to\n"
	"	hash BLOB NOT NULL CHECK(length(hash) = 32) -- BLAKE2b-256 of the line before and this one\n"
	") STRICT",
	"CREATE TABLE attendance(                   -- what stays of check-ins after a while\n"
	"	session INTEGER PRIMARY KEY,\n"
	"	members INTEGER NOT NULL,          -- how many were expected or came\n"
	"	here INTEGER NOT NULL              -- how many came\n"
	") STRICT",
	"CREATE INDEX partnership_ended ON partnership(ended_at)", /* starting leaves out those that ended long ago */
	"DROP INDEX topic_board",
	"CREATE INDEX topic_open ON topic(board) WHERE lane < 6", /* a board's past grows for years */
	"CREATE INDEX goal_goal ON goal(goal)",
	"CREATE INDEX takeaway_action ON takeaway(created) WHERE kind = 2", /* figures of a year */
	"CREATE INDEX survey_partnership ON survey(partnership)",
	"CREATE INDEX session_partnership ON session(partnership, starts) WHERE partnership > 0",
	/* The words of takeaways as they fold, for the search of their partnership (words.c). Without a copy of
	 * the text. */
	"CREATE VIRTUAL TABLE takeaway_words USING fts5(words, place, content='', detail=column, prefix='2 3', "
	"tokenize='unicode61 remove_diacritics 0')",
	"INSERT INTO takeaway_words(rowid, words, place) "
	"SELECT id, fold(text), 'p' || partnership FROM takeaway WHERE partnership > 0",
	NULL};
/* clang-format on */

const char *const *const schema_migrations[] = {migration_1, migration_2, migration_3};
const int schema_version = sizeof schema_migrations / sizeof *schema_migrations;

static bool exec(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool user_version(sqlite3 *db, int *version)
{
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &s, NULL) == SQLITE_OK &&
		sqlite3_step(s) == SQLITE_ROW;
	if (ok)
		*version = sqlite3_column_int(s, 0);
	return sqlite3_finalize(s) == SQLITE_OK && ok;
}

static bool migrate(sqlite3 *db, const char *const *sql, int to)
{
	char stamp[64];
	snprintf(stamp, sizeof stamp, "PRAGMA user_version=%d", to);
	bool ok = exec(db, "BEGIN IMMEDIATE");
	for (; ok && *sql; sql++)
		ok = exec(db, *sql);
	return ok && exec(db, stamp) && exec(db, "COMMIT");
}

bool schema_upgrade(sqlite3 *db, const char *const *const *migrations, int count, char *problem, size_t size)
{
	int version = 0;
	if (functions_add(db) != SQLITE_OK || !user_version(db, &version)) {
		snprintf(problem, size, "cannot read the schema's version: %s", sqlite3_errmsg(db));
		return false;
	}
	if (version > count) {
		snprintf(problem, size,
			"the database has schema %d, made by a newer Tandem; this one knows %d: install the "
			"newer "
			"program again, or restore an older backup",
			version, count);
		return false;
	}
	for (; version < count; version++) {
		if (migrate(db, migrations[version], version + 1))
			continue;
		snprintf(problem, size, "cannot upgrade the database to schema %d: %s", version + 1,
			sqlite3_errmsg(db));
		if (!sqlite3_get_autocommit(db))
			exec(db, "ROLLBACK");
		return false;
	}
	return true;
}

/* Every table and index with its columns, as one text to compare; not the SQL itself, so that a comment
 * put right in a migration makes no difference; but of a virtual table, whose columns are in its own tables, and
 * those might not be readable just now. The caller finalizes. */
static const unsigned char *all_of_it(sqlite3 *db, sqlite3_stmt **s)
{
	static const char sql[] =
		"SELECT group_concat(one, x'0a') FROM (SELECT s.name || ':' || CASE WHEN s.sql LIKE 'CREATE VIRTUAL %' "
		"THEN s.sql ELSE coalesce((SELECT group_concat(c.name || ' ' || c.type || c.\"notnull\" || c.pk) FROM "
		"pragma_table_info(s.name) c), (SELECT group_concat(i.name) FROM pragma_index_info(s.name) i), '') END "
		"AS one FROM sqlite_schema s WHERE s.name NOT LIKE 'sqlite_%' ORDER BY s.name)";
	*s = NULL;
	if (sqlite3_prepare_v2(db, sql, -1, s, NULL) != SQLITE_OK || sqlite3_step(*s) != SQLITE_ROW)
		return NULL;
	return sqlite3_column_text(*s, 0);
}

bool schema_is_ours(sqlite3 *db)
{
	char problem[256];
	sqlite3 *fresh = NULL;
	sqlite3_stmt *a = NULL, *b = NULL;
	bool same = sqlite3_open(":memory:", &fresh) == SQLITE_OK &&
		schema_upgrade(fresh, schema_migrations, schema_version, problem, sizeof problem);
	if (same) {
		const unsigned char *there = all_of_it(db, &a), *here = all_of_it(fresh, &b);
		same = there && here && strcmp((const char *)there, (const char *)here) == 0;
	}
	sqlite3_finalize(a);
	sqlite3_finalize(b);
	sqlite3_close(fresh);
	return same;
}
