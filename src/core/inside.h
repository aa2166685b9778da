#pragma once
/* Core's inside: included by files of core/ only. The model's tables and the few ways to change them;
 * each noun has its own file and its own struct here. */
#include "base/log.h"
#include "core/changes.h"
#include "core/core.h"

struct people;    /* person.c */
struct sessions;  /* session.c: sessions, members, turns, takeaways */
struct boards;    /* board.c */
struct notes;     /* note.c: notes, their logs, presence */
struct codes;     /* code.c: codes, devices, what they may open */
struct meetings;  /* meeting.c: meetings, votes, the grid */
struct actions;   /* action.c */
struct interests; /* interest.c: who would join what; proposal.c: offers that fit wishes */
struct proposals;
struct pin;          /* pin.c */
struct watchers;     /* watch.c: phones that follow a board */
struct viewers;      /* viewer.c: pages of a person or the coordinator */
struct partnerships; /* partnership.c: with agreement.c, goals, exchanges */
struct surveys;      /* survey.c */
struct programmes;   /* programme.c: with relation.c */
struct quiz;         /* quiz.c */
struct audit;        /* audit.c */
struct settings;     /* setting.c */
struct retention;    /* retention.c */
struct maps;         /* map.c: who learns with whom */
struct requests;     /* request.c: which requests were done already */

struct core {
	struct core_config config;
	struct arena config_mem;
	struct people *people;
	struct sessions *sessions;
	struct boards *boards;
	struct notes *notes;
	struct codes *codes;
	struct meetings *meetings;
	struct actions *actions;
	struct interests *interests;
	struct proposals *proposals;
	struct pin *pin;
	struct watchers *watchers;
	struct viewers *viewers;
	struct partnerships *partnerships;
	struct surveys *surveys;
	struct programmes *programmes;
	struct quiz *quiz;
	struct audit *audit;
	struct settings *settings;
	struct retention *retention;
	struct maps *maps;
	struct requests *requests;
	bool ready, disk_works, restored;
	bool leaving; /* core_restart was called: nothing is done any more */
	uint64_t issued, committed;
	ident last_id;
	int64_t passed,
		passed_mono; /* the newest wall time that the disk knew to have passed, and when it said so */
	unsigned changed, step_changed; /* since they were taken; in this step */
	unsigned awaited;               /* bits that will show once more when the disk has them */
	char address[128], address_label[128];

	/* of the step under way */
	const struct msg *msg;
	struct outbox *out;
	struct moment now; /* of the newest message */
	bool replied;      /* core_reply was called; with what: */
	enum err reply_err;
	ident reply_result;
	uint64_t steps;       /* so many so far, this one too */
	uint64_t step_seq;    /* what this step's batch has, or would have, for a number: issued + 1 */
	struct arena scratch; /* reset after each step */
	struct arena view;    /* what reading functions build; reset at the next step */
};

ident core_new_id(struct core *);
/* The wall time to be written down for now. A clock that nobody has set stands in the past: then it is no earlier than
 * is known to have passed, since what is long past is not loaded again. Never 0, which says that something was not. */
int64_t core_stamp(const struct core *);
void core_changed(struct core *, unsigned bits);

/* Adds a row to the step's batch; makes the batch when it is the first. Values in the order of
 * records.def; strings are copied. */
void core_put(struct core *, enum record, const struct value *values);
void core_delete(struct core *, enum record, const struct value *key);
void core_ask(struct core *, struct ask);                          /* with the step's batch */
void desk_files_take_rows(struct core *, const struct msg_rows *); /* the answer to what a file asked */
void core_deed(struct core *, struct deed);
/* When this step is on the disk the program starts again, from what is there; until then it does nothing. */
void core_restart(struct core *);
/* The same, with the values listed, and their number checked. */
#define PUT(core, record, ...)                                                                               \
	do {                                                                                                 \
		const struct value put_[] = {__VA_ARGS__};                                                   \
		INVARIANT(sizeof put_ / sizeof *put_ == (size_t)record_info(record)->count);                 \
		core_put((core), (record), put_);                                                            \
	} while (0)

#define LIST_ADD(list, count, cap)                                                                           \
	((count) == (cap)                                                                                    \
			? ((cap) = (cap) ? 2 * (cap) : 4, (list) = xrealloc((list), (cap) * sizeof *(list))) \
			: (list),                                                                            \
		&(list)[(count)++])

/* An enum read from the disk: a value that is none of them counts as the first. */
int row_enum(const struct value *, int count);

/* Words from outside, made fit to keep: trimmed, white space and control characters made single
 * spaces (lines: line breaks stay, CRLF becomes LF). ERR_invalid if not UTF-8, ERR_too_long past
 * `max` bytes. The result lives in the step's scratch memory; it may be empty. */
enum err core_clean(struct core *, struct str in, size_t max, bool lines, struct str *out);

/* Answers. core_reply: to whoever asked; `result` names what came of it. Nobody asked: nothing. */
void core_reply(struct core *, enum err, ident result);
struct effect *core_effect(
	struct core *, enum effect_kind); /* addressed to the asker, already in the outbox */

/* Rules: one function a message, on_<name>, in the file of its noun. */
#define MSG(name, text) void on_##name(struct core *, const struct msg_##name *);
#include "core/messages.def"
#undef MSG

/* Rows while loading: one function a record, load_<name>(core, values). */
#define RECORD(name, key, columns) void load_##name(struct core *, const struct value *);
#include "core/records.def"
#undef RECORD

/* ---- between the nouns ---- */
struct people *people_new(void);
void people_free(struct people *);
ident people_add_guest(struct core *, struct str name); /* name as core_clean left it, not empty */
void people_rename_guest(struct core *, ident guest, struct str name); /* name likewise */
/* From memory only: guests who are in no session that is in memory, on no phone and no board. */
void people_forget_guests(struct core *);

struct sessions *sessions_new(void);
void sessions_free(struct sessions *);
int64_t sessions_deadline(const struct core *);
void sessions_tick(struct core *);
/* The wall clock has just been set right, by so much: sessions begun by the wrong one move along. */
void sessions_clock_set(struct core *, int64_t by);

/* From memory only: sessions that ended before this day. The disk keeps them. */
void sessions_forget(struct core *, int64_t day);
void sessions_topic_named(struct core *, ident topic, struct str title); /* open ones about it say it too */

struct requests *requests_new(void);
void requests_free(struct requests *);
/* Answers a request that was done before, as then. False: it is new. */
bool requests_answer_again(struct core *);
void requests_remember(struct core *); /* after the rule: what came of it */
void requests_forget(struct core *);   /* those too old to come again */

struct boards *boards_new(void);
void boards_free(struct boards *);
struct topic *boards_topic(struct core *, ident);
ident boards_make(struct core *, struct str name); /* name as core_clean left it; with the usual defaults */
bool boards_has_person(const struct core *, ident person); /* they brought a topic, or took part */

/* A topic for a rule: it is there and, for a phone, on its board; else answered, and NULL. */
struct topic *topic_for_rule(struct core *, ident);
/* The same, and whoever asks may change it: they brought it, or lead, or stand at the screen. */
struct topic *topic_to_change(struct core *, ident);
void topic_save(struct core *, struct topic *); /* after the last change of its fields */
/* To the end of the lane, or before the topic; nothing is checked. Saves. LANE_PAST takes those under it
 * along, closes their notes, and drops what people would join. */
void topic_put(struct core *, struct topic *, enum lane, ident before);
/* All of them to the end of the lane, one behind the other; not into LANE_PAST. */
void topics_put_last(struct core *, struct topic *const *, size_t count, enum lane);
/* Drafts that were withdrawn, up to this topic, become past: they stand in no lane. */
void topics_clear_drafts(struct core *, ident board, ident before);

struct meetings *meetings_new(void);
void meetings_free(struct meetings *);
int64_t meetings_deadline(const struct core *); /* mono */
void meetings_tick(struct core *);
void meetings_loaded(struct core *); /* all rows have come: boxes that ran run on */
void meetings_clock_set(struct core *, int64_t by);
/* A person's phone has come to the board: they take part in its meeting, if one is on. */
void meetings_arrive(struct core *, ident board, ident person);
/* The lead goes to this phone, or back to LEAD_KIOSK. A meeting that is over stays as it is. */
void meetings_hand_lead(struct core *, ident meeting, ident device);
/* It is discussed or pitched just now, so it stays where it is. */
bool meetings_busy_with(const struct core *, ident topic);

struct actions *actions_new(void);
void actions_free(struct actions *);
/* In memory only: rows of `takeaway` that are actions, from sessions too, as they are loaded, or written
 * and taken away by whoever calls. */
void actions_put(struct core *, const struct action *);
void actions_remove(struct core *, ident action);

struct interests *interests_new(void);
void interests_free(struct interests *);
int64_t interests_deadline(const struct core *); /* somebody gathers */
void interests_tick(struct core *);
void interests_forget(struct core *, ident topic);             /* it leaves the board */
void interests_gather_on(struct core *, const struct topic *); /* while loading: its half minute goes on */
void interests_clock_set(struct core *, int64_t by);           /* the wall clock has just been set right */
size_t interests_of(const struct core *, ident board, ident person, enum interest, ident *topics, size_t cap);
void interests_stop_gathering(struct core *, struct topic *); /* nothing comes of it; the caller saves */

struct proposals *proposals_new(void);
void proposals_free(struct proposals *);
void proposals_loaded(struct core *); /* all rows have come */
/* An offer or a wish of the board came, went or reads otherwise; 0: any of them may have. */
void proposals_renew(struct core *, ident board, ident changed);

struct pin *pin_new(void);
void pin_free(struct pin *);
bool pin_take_setting(
	struct core *, struct str name, struct str value); /* while loading; true: it was one of its */
bool pin_signed_in(const struct core *);
void pin_used(const struct core *);        /* something was done that needed it: the sign-in lasts on */
int64_t pin_deadline(const struct core *); /* mono */
void pin_tick(struct core *);

struct partnerships *partnerships_new(void);
void partnerships_free(struct partnerships *);
void partnerships_loaded(struct core *);
void partnerships_clock_set(
	struct core *, int64_t by); /* the wall clock has just been set right, by so much */
/* The partnership of exactly these people that has not ended; NULL if there is none. */
const struct partnership *partnership_of(const struct core *, const ident *people, size_t count);
bool partnership_expects(
	const struct core *, ident); /* neither paused nor ended; 0, or one that is not known: yes */
bool partnership_may_plan(const struct core *, ident); /* agreed on, not paused, two or more; 0: yes */
void partnership_meets(struct core *, ident);          /* a session of it has begun */
/* The first moment after `wall` at which those meet by the rhythm who met, or will meet, at `first`; 0: none. */
int64_t rhythm_next(enum rhythm, int64_t first, int64_t wall);
int64_t rhythm_later(enum rhythm, int64_t first, int n); /* the n-th after the first; n may be 0 */
/* When they would meet after this session by their rhythm; 0: nothing is to be proposed. */
int64_t rhythm_proposes(const struct core *, const struct session *);
void rhythm_count(struct core *, const struct session *, int by); /* it was closed (1), or reopened (-1) */
void rhythm_take_rows(struct core *, const struct msg_rows *);    /* how often partnerships met before */
void partnerships_sessions_changed(struct core *);                /* one came, went, moved or was held */
int64_t suggestions_deadline(const struct core *);                /* mono */
void suggestions_tick(struct core *);
void suggestions_renew(struct core *); /* who offers, wishes or seeks what may have changed */
struct surveys *surveys_new(void);
void surveys_free(struct surveys *);
void surveys_loaded(struct core *); /* all rows have come */
void surveys_clock_set(struct core *, int64_t by);
void surveys_people_changed(struct core *, ident partnership); /* the last one waited for may have left */
void programmes_clock_set(struct core *, int64_t by);
struct programmes *programmes_new(void);
void programmes_free(struct programmes *);
void programmes_session_held(struct core *, const struct session *); /* it has just closed */
struct quiz *quiz_new(void);
void quiz_free(struct quiz *);
/* A question of a partnership's note, as its row of `takeaway` has it; without a partnership it is nobody's. */
void quiz_put(
	struct core *, ident takeaway, ident session, ident partnership, struct str text, int64_t created);
void quiz_remove(struct core *, ident takeaway); /* with everybody's rows of `recall` */
struct maps *maps_new(void);
void maps_free(struct maps *);
int64_t maps_deadline(const struct core *); /* mono; one is being laid out */
void maps_tick(struct core *);
void maps_take_rows(struct core *, const struct msg_rows *); /* how often partnerships met */
/* The log of who did what. After a rule that changed something worth a line; at most one a step. */
struct audit *audit_new(void);
void audit_free(struct audit *);
void audit_line(struct core *, ident about);
/* The same for a request that is decided only now. */
void audit_line_for(struct core *, enum msg_kind, const struct origin *by, ident about);
bool audit_take_setting(
	struct core *, struct str name, struct str value); /* while loading; true: it was its own */
struct retention *retention_new(void);
void retention_free(struct retention *);
int64_t retention_deadline(const struct core *); /* mono */
void retention_loaded(struct core *);
void retention_tick(struct core *);
/* Settings that are kept in the database; what each may be is in its table. */
struct settings *settings_new(void);
void settings_free(struct settings *);
void settings_begin(struct core *);                                  /* by the configuration */
void setting_take(struct core *, struct str name, struct str value); /* while loading */
int64_t setting_number(const struct core *, const char *name);       /* as it holds now */

/* ---- who asks ---- */
struct viewers *viewers_new(void);
void viewers_free(struct viewers *);
void viewers_tell(struct core *);              /* at the end of each step */
int64_t viewers_deadline(const struct core *); /* mono: some are still to be told */
void viewer_drop_conn(struct core *, uint64_t conn);
void viewers_end(struct core *, ident subject, ident device); /* this phone's right is over */
/* The person whose page asks, COORDINATOR for the coordinator's, 0: no such page asks. */
ident viewer_asks(const struct core *);
bool viewer_has(const struct core *, ident subject, ident device); /* the subject's page is open there */
ident viewer_device(const struct core *); /* the phone or laptop whose page asks; 0: no page does */
enum err asker_coordinates(
	const struct core *); /* the coordinator's page, or the facilitator at the screen */
/* 2200-01-01, wall: no day that somebody names is later, whatever the clock says; pages can show all before it. */
#define DAYS_END INT64_C(7258118400000)

/* They do it for themselves: a phone is theirs; the coordinator and the screen may name anybody. */
enum err asker_is(struct core *, ident person);
/* A member of it asks, who was not only asked to be one, or somebody at the screen, or the coordinator. */
enum err asker_in_partnership(struct core *, ident partnership);
struct watchers *watchers_new(void);
void watchers_free(struct watchers *);
bool watch_knows(const struct core *); /* the asker is a phone that follows a board */
/* Cards or the meeting of this board changed: its phones will be told at the end of the step. */
void watch_cards(struct core *, ident board);
void watch_meeting(struct core *, ident board);
void watch_tell(struct core *); /* at the end of each step */
void watch_drop_conn(struct core *, uint64_t conn);
void watch_end(struct core *, ident board, ident device); /* this phone's right is over */
void watch_who(struct core *, ident board, ident device); /* its visitor is somebody else now */
ident asker_device(const struct core *);                  /* whose page or board asks; 0: none of them */
/* The name the rule acts for: at the screen the one it gives, 0 if nobody; on a phone always its own. */
enum err asker_person(struct core *, ident named, ident *person);
enum err asker_on_board(const struct core *, ident board); /* a phone: of this board only */
enum err asker_leads(const struct core *, const struct meeting *);
enum err asker_sets_up(
	const struct core *, ident board); /* facilitator at the screen, or leads its meeting */
/* A meeting begins: whoever follows the board with a phone takes part. */
void watch_all_arrive(struct core *, ident board);
bool watch_has_phone(const struct core *, ident board, ident person);
struct face face_of(struct core *, struct arena *, ident person);

struct notes *notes_new(void);
void notes_free(struct notes *);
/* A new note of a session or a topic (one of the two is 0), from a template. */
ident notes_create(struct core *, ident session, ident topic, struct str title, struct str text);
/* One that a partnership writes together over its whole time. */
ident notes_create_shared(struct core *, ident partnership, struct str title, struct str text);
/* The note that is a partnership's own, in which the group writes what is of no single session; 0: none yet. */
ident notes_of_partnership(const struct core *, ident partnership);
/* This person's phones may no longer open it: a partnership they left, its note. */
void codes_part(struct core *, ident from, ident person);
void notes_set_title(struct core *, ident note, struct str title);
void notes_close(struct core *, ident note, bool closed); /* read-only, for phones at once */
void notes_forget(struct core *, ident note);         /* its session left the memory, see sessions_forget */
void notes_people_changed(struct core *, ident note); /* members came or went: tells the phones */
void notes_end(struct core *, ident note, ident device); /* this phone's right is over; 0: everybody's */
void notes_drop_conn(struct core *, uint64_t conn);
ident notes_topic(const struct core *, ident note); /* 0: it is none's */
/* Who may say that a note is theirs: members of its session or its partnership, or whoever brought its topic. */
uint32_t notes_members(struct core *, ident note, struct arena *, struct note_person **out);
/* Takes a name out of all that is in memory, and out of their logs; see base/redact.h for the forms. */
void notes_redact(struct core *, struct str forms);
/* One person as note_person; 0 for nobody. */
uint32_t notes_person(struct core *, ident person, struct arena *, struct note_person **out);
/* The members of a session as people of its note. Into the arena. */
uint32_t sessions_note_people(struct core *, ident session, struct arena *, struct note_person **out);

struct codes *codes_new(void);
void codes_free(struct codes *);
void codes_note_created(struct core *, ident note);             /* issues its first code from msg->fresh */
void codes_note_expires(struct core *, ident note, int64_t at); /* wall */
/* The wall clock has just been set right: what was made by the wrong one ends when it should have. */
void codes_clock_set(struct core *);
int64_t codes_deadline(const struct core *);
void codes_tick(struct core *);
bool codes_may(const struct core *, const struct hash *cookie, ident note,
	ident *device); /* a right that has not ended */
/* A phone is on the board: its right lasts as long as that of one that came just now. */
void codes_renew_board(struct core *, ident device, ident board);
bool codes_has_person(const struct core *, ident person);     /* on any phone */
void codes_leave(struct core *, ident device, ident subject); /* this phone gives up its right */
/* The phones of a person as "phones"; `here` is the one that asks. */
void phones_tell(struct core *, struct arena *, struct doc *, ident person, ident here);
/* Nobody comes to their page any more, and no phone is theirs. */
void codes_forget_person(struct core *, ident person);
bool codes_device_person(const struct core *, ident device, ident note, ident *person, struct str *guest);
