/* The rows go through the store like everybody's, so the demo cannot hold what the program could not.
 * Names and organisations are invented; what people wrote is in the room's language. */
#include "app/demo.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/demo_rows.h"
#include "app/folders.h"
#include "base/queue.h"
#include "screens/words.h"
#include "store/backup.h"
#include "store/files.h"
#include "store/store.h"

struct demo_person {
	const char *given, *family, *language, *team;
	int organisation;
	int colour;
};

static const struct {
	const char *name;
	enum organisation_kind kind;
} organisations[] = {{N_("Harbour Housing"), ORGANISATION_COMPANY},
	{N_("Stadtwerke Süd"), ORGANISATION_PUBLIC}, {N_("Food Bank at the Quay"), ORGANISATION_COMMUNITY},
	{N_("Northside Library"), ORGANISATION_PUBLIC}};

static const struct demo_person people[PEOPLE] = {
	[ANNA] = {"Anna", "Becker", "de", N_("Control room"), 1, 0},
	[BEN] = {"Ben", "Koch", "de", N_("Night desk"), 0, 1},
	[CARLA] = {"Carla", "Moreno", "en", N_("Deliveries"), 2, 2},
	[DENIZ] = {"Deniz", "Şahin", "de", N_("Grid"), 1, 3},
	[ESRA] = {"Esra", "Wagner", "de", N_("Tenants"), 0, 4},
	[FARID] = {"Farid", "Lahmar", "en", N_("Branches"), 3, 5},
	[GITA] = {"Gita", "Nowak", "en", N_("Events"), 3, 6},
	[HUGO] = {"Hugo", "Ortiz", "en", N_("Donors"), 2, 7},
	[LEO] = {"Leo", "van Beek", "en", N_("Deliveries"), 2, 8},
	[MIRA] = {"Mira", "Arslan", "de", N_("Control room"), 1, 9},
	[NOOR] = {"Noor", "Peters", "en", N_("Caretakers"), 0, 10},
	[SAM] = {"Sam", "Okafor", "en", N_("Events"), 3, 11},
};

/* Who would learn with somebody: what one offers another wishes for. */
static const struct {
	int person;
	enum exchange kind;
	const char *text;
} exchanges[] = {
	{SAM, EXCHANGE_OFFER, N_("Planning a newsletter for a whole year")},
	{NOOR, EXCHANGE_WISH, N_("Planning a newsletter")},
	{NOOR, EXCHANGE_OFFER, N_("Calming down angry tenants on the phone")},
	{FARID, EXCHANGE_WISH, N_("What to say to angry people on the phone")},
	{FARID, EXCHANGE_OFFER, N_("Reading balance sheets")},
};

struct demo_session {
	enum model model;
	const char *name, *title;
	const char *focus;
	int after, minutes; /* start, relative to the round time */
	int members[5], count;
	int age; /* of the partnership, in days */
};

static const struct demo_session sessions[DEMO_TODAY] = {
	{MODEL_TANDEM, N_("Night desk"), "", N_("Handing over the night desk"), 0, 60, {ANNA, BEN}, 2, 30},
	{MODEL_MENTORING, N_("First ninety days"), "", N_("First ninety days"), 30, 60, {CARLA, DENIZ}, 2,
		88},
	{MODEL_LEARNING_SET, N_("Learning set “Partners”"), N_("Learning set “Partners”"), "", 60, 90,
		{ESRA, FARID, GITA, HUGO, NOOR}, 5, 45},
	{MODEL_SKILLS_SHARING, N_("Risk plan for the food bank"), "", N_("Risk plan for the food bank"), 240,
		60, {LEO, MIRA}, 2, 66},
};

struct demo_topic {
	int board;
	enum lane lane;
	enum topic_kind kind;
	int person;
	const char *title, *detail;
};

static const struct demo_topic topics[] = {
	{0, LANE_PROPOSED, TOPIC_QUESTION, GITA, N_("How do other teams brief agencies?"),
		N_("Ours come back with questions three times before they start.")},
	{0, LANE_PROPOSED, TOPIC_WISH, MIRA, N_("Someone to practise pitching with"),
		N_("Ten minutes a week, in either language.")},
	{0, LANE_PROPOSED, TOPIC_CONCERN, SAM, N_("Three newsletters, one audience"),
		N_("People unsubscribe from all of them.")},
	{0, LANE_PROPOSED, TOPIC_QUESTION, FARID, N_("What do we do with bad reviews?"), ""},
	{0, LANE_PROPOSED, TOPIC_OFFER, ESRA, N_("A tour of our photo archive"),
		N_("Every first Friday, bring a question.")},
	{0, LANE_UP_NEXT, TOPIC_ACUTE, NOOR, N_("Trade fair stand lost its printer"),
		N_("The fair opens on Thursday.")},
	{0, LANE_UP_NEXT, TOPIC_OFFER, HUGO, N_("I can show how we test subject lines"),
		N_("Two lists, one question, a coffee’s time.")},
	{0, LANE_DISCUSSING, TOPIC_CONCERN, CARLA, N_("Nobody reads the intranet any more"),
		N_("The last post had eleven readers, four of them us.")},
	{0, LANE_DONE, TOPIC_QUESTION, FARID, N_("Who owns the photo archive?"), ""},
	{1, LANE_PROPOSED, TOPIC_QUESTION, BEN, N_("How to say no to your own boss"), ""},
	{1, LANE_PROPOSED, TOPIC_WISH, DENIZ, N_("Shadow somebody for half a day"),
		N_("In a team that works in shifts.")},
	{1, LANE_PROPOSED, TOPIC_CONCERN, ANNA, N_("Handovers at night get lost"),
		N_("A list on paper is gone by Wednesday.")},
	{1, LANE_UP_NEXT, TOPIC_OFFER, LEO, N_("Walking one-to-ones: come and try"), ""},
};

void demo_row(struct filler *f, enum record record, const struct value *values)
{
	struct batch *b = f->batch;
	int count = record_info(record)->count;
	if (b->count == b->cap) {
		b->cap = b->cap ? b->cap * 2 : 64;
		b->writes = xrealloc(b->writes, b->cap * sizeof *b->writes);
	}
	struct write *w = &b->writes[b->count++];
	*w = (struct write){.record = record, .values = ARENA_ARRAY(&b->mem, struct value, (size_t)count)};
	memcpy(w->values, values, (size_t)count * sizeof *values);
}

struct str demo_said(const char *text)
{
	return str_from(*text ? gettext(text) : text); /* the empty string is gettext's own */
}

static bool seeks(int person)
{
	for (size_t i = 0; i < sizeof exchanges / sizeof *exchanges; i++)
		if (exchanges[i].person == person)
			return true;
	return false;
}

static void add_people(struct filler *f)
{
	ident organisation[sizeof organisations / sizeof *organisations];
	for (size_t i = 0; i < sizeof organisations / sizeof *organisations; i++) {
		organisation[i] = f->next++;
		ROW(f, REC_organisation, VI(organisation[i]), SAID(organisations[i].name),
			VI(organisations[i].kind));
	}
	f->organisation = organisation[1];
	for (int i = 0; i < PEOPLE; i++) {
		const struct demo_person *p = &people[i];
		f->people[i] = f->next++;
		ROW(f, REC_person, VI(f->people[i]), TEXT(p->given), TEXT(p->family), TEXT(""),
			VI(organisation[p->organisation]), TEXT(p->language), VI(p->colour), VI(0), VI(0),
			VI(0), VI(f->now - 40 * DAY), SAID(p->team), VI(0), VI(seeks(i)));
	}
}

static void add_session(struct filler *f, const struct demo_session *d)
{
	ident partnership = f->next++, session = f->next++;
	int64_t start = f->base + d->after * MINUTE;
	bool here = d->after == 0;
	if (here)
		f->first_partnership = partnership;
	f->partnerships[d - sessions] = partnership;
	ROW(f, REC_partnership, VI(partnership), VI(d->model), SAID(d->name), VI(PARTNERSHIP_ACTIVE),
		VI(f->now - d->age * DAY), TEXT(""), TEXT(""), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""));
	ROW(f, REC_session, VI(session), VI(partnership), VI(d->model), SAID(d->title), VI(start),
		VI(start + d->minutes * MINUTE), VI(here ? SESSION_HERE : SESSION_WAITING), VI(0), VI(0),
		SAID(d->focus), VI(here ? session + 1 : 0), VI(-1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0),
		VI(0), VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(0));
	if (here) {
		f->next++;
		ROW(f, REC_note, VI(session + 1), VI(session), VI(0), SAID(d->focus), VI(0),
			SAID(N_("## What we noticed\n> Observations, in your own words…\n\n## What we will do\n> Who does what by when…\n")),
			VI(f->now), VI(0), VI(0));
	}
	for (int i = 0; i < d->count; i++) {
		enum standing standing = d->model != MODEL_MENTORING ? STANDING_NONE
			: i == 0                                     ? STANDING_MENTOR
								     : STANDING_MENTEE;
		ROW(f, REC_partner, VI(partnership), VI(f->people[d->members[i]]), VI(i), VI(standing), VI(0),
			VI(0), VI(CONSENT_YES));
		ROW(f, REC_member, VI(session), VI(f->people[d->members[i]]), VI(i), VI(1), VI(0),
			VI(here && i == 0 ? f->now - 2 * MINUTE : 0), VI(0), VI(1));
	}
}

/* What the first two agreed a week ago: Last time, on their session's screen. */
static void add_last_time(struct filler *f)
{
	static const struct {
		enum takeaway_kind kind;
		int owner;
		const char *text;
	} lines[] = {
		{TAKEAWAY_ACTION, BEN, N_("Ask the day desk for their list")},
		{TAKEAWAY_ACTION, ANNA, N_("Try a handover of five minutes, standing")},
		{TAKEAWAY_INSIGHT, -1, N_("Nobody reads a handover that is longer than a page")},
	};
	ident session = f->next++;
	int64_t start = f->base - 7 * DAY;
	ROW(f, REC_session, VI(session), VI(f->first_partnership), VI(MODEL_TANDEM), TEXT(""), VI(start),
		VI(start + HOUR), VI(SESSION_CLOSED), VI(0), VI(0), SAID(N_("What gets lost at night")),
		VI(0), VI(3), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""),
		VI(0), VI(start + HOUR));
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		ROW(f, REC_takeaway, VI(f->next++), VI(session), VI(0), VI(lines[i].kind),
			SAID(lines[i].text), VI(lines[i].owner < 0 ? 0 : f->people[lines[i].owner]), VI(0),
			VI(start + HOUR), VI(0), VI(0), VI(0), VI(0), VI(0), VI(f->first_partnership), VI(0));
}

/* What they wanted to be asked again, the week before: it comes back in the quiz. */
static void add_questions(struct filler *f)
{
	static const char *const questions[] = {
		N_("What goes first into every handover? Whatever worries us most"),
		N_("How long may a handover take? Five minutes, standing"),
		N_("Who gets to know when the phone is off the hook?"),
	};
	ident session = f->next++;
	int64_t start = f->base - 14 * DAY;
	ROW(f, REC_session, VI(session), VI(f->first_partnership), VI(MODEL_TANDEM), TEXT(""), VI(start),
		VI(start + HOUR), VI(SESSION_CLOSED), VI(0), VI(0), SAID(N_("Handing over well")), VI(0),
		VI(3), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""), VI(0),
		VI(start + HOUR));
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
		ROW(f, REC_takeaway, VI(f->next++), VI(session), VI(0), VI(TAKEAWAY_QUESTION),
			SAID(questions[i]), VI(0), VI(0), VI(start + HOUR), VI(0), VI(0), VI(0), VI(0), VI(0),
			VI(f->first_partnership), VI(0));
}

static void add_boards(struct filler *f)
{
	struct civil thursday = civil_from(f->now);
	thursday.day += (3 - thursday.weekday + 7) % 7;
	thursday.hour = 15, thursday.minute = thursday.second = 0;
	ident boards[2] = {f->next++, f->next++};
	f->board = boards[1];
	ROW(f, REC_board, VI(boards[0]), SAID(N_("Marketing")), SAID(N_("What helps people find us")),
		VI(civil_to(thursday)), VI(f->now), VI(0), VI(RHYTHM_MONTHLY), VI(3), VI(2), VI(8), VI(45));
	ROW(f, REC_board, VI(boards[1]), SAID(N_("Leadership")), SAID(N_("Leading with and without a title")),
		VI(0), VI(f->now), VI(0), VI(RHYTHM_ONCE), VI(5), VI(3), VI(10), VI(60));
	for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
		const struct demo_topic *t = &topics[i];
		ident topic = f->next++, note = f->next++;
		ROW(f, REC_topic, VI(topic), VI(boards[t->board]), VI(t->lane), VI(i), VI(t->kind),
			SAID(t->title), SAID(t->detail), VI(f->people[t->person]), VI(note),
			VI(f->now - (int64_t)(20 - i) * DAY), VI(0), VI(0), VI(0), VI(0), TEXT(""), VI(0),
			VI(0), VI(0));
		ROW(f, REC_note, VI(note), VI(0), VI(topic), SAID(t->title), VI(0), TEXT(""), VI(f->now),
			VI(0), VI(0));
	}
}

/* ---- what they agreed ---- */

struct demo_goal {
	const char *text;
	int first, target;
	int values[4]; /* a fortnight apart, the last one a week ago; 0: none */
};
struct demo_agreement {
	int session; /* whose partnership's */
	const char *outcomes, *duties[2];
	int agreed, review; /* days from now */
	struct demo_goal goals[2];
};

static const struct demo_agreement agreements[] = {
	{3, N_("A risk plan that the food bank’s volunteers can use\nMira knows how a warehouse is run without a budget"),
		{N_("Shows the warehouse as it is, on a delivery day"),
			N_("Brings the checklist of the control room")},
		-64, 26,
		{{N_("Volunteers know what to do when the cold store fails"), 2, 8, {3, 4, 6, 7}},
			{N_("Mira can plan a delivery day alone"), 1, 7, {2, 0, 4, 5}}}},
	{1, N_("Deniz leads the morning round without looking at notes"),
		{N_("Listens first, and says what was good before what was not"),
			N_("Brings the question of the week")},
		-86, -3, {{N_("Speaking up when something is unsafe"), 3, 8, {4, 5, 5, 6}}}},
};

static void add_goals(
	struct filler *f, const struct demo_agreement *a, ident partnership, const ident both[2])
{
	for (int g = 0; g < 2 && a->goals[g].text; g++) {
		const struct demo_goal *d = &a->goals[g];
		ident goal = f->next++;
		ROW(f, REC_goal, VI(partnership), VI(1), VI(goal), VI(g), VI(0), SAID(d->text), VI(1),
			VI(d->first), VI(d->target), TEXT(""), TEXT(""));
		for (int i = 0; i < 4; i++)
			if (d->values[i])
				ROW(f, REC_goal_value, VI(goal), VI(f->now - (49 - 14 * i) * DAY),
					VI(partnership), VI(d->values[i]), TEXT(""), VI(both[i % 2]));
	}
}

static void add_agreement(struct filler *f, const struct demo_agreement *a)
{
	const struct demo_session *d = &sessions[a->session];
	const ident both[2] = {f->people[d->members[0]], f->people[d->members[1]]};
	ident partnership = f->partnerships[a->session];
	int64_t agreed = f->now + a->agreed * DAY;
	ROW(f, REC_agreement, VI(partnership), VI(1), VI(4), SAID(a->outcomes),
		VI(1 << RULE_RESPECT | 1 << RULE_HONESTY | 1 << RULE_CONFIDENTIALITY | 1 << RULE_EXIT),
		SAID(N_("Phones stay in the bag")), VI(RHYTHM_ONCE), VI(day_start(f->now + a->review * DAY)),
		VI(agreed), VI(both[0]));
	for (int i = 0; i < 2; i++) {
		ROW(f, REC_duty, VI(partnership), VI(1), VI(both[i]), SAID(a->duties[i]));
		ROW(f, REC_confirmation, VI(partnership), VI(1), VI(both[i]), VI(agreed + i * MINUTE));
	}
	add_goals(f, a, partnership, both);
}

/* Asked by the coordinator: one has said yes. */
static void add_proposed(struct filler *f)
{
	static const int asked[] = {GITA, HUGO};
	ident partnership = f->next++;
	ROW(f, REC_partnership, VI(partnership), VI(MODEL_TANDEM), SAID(N_("Evenings that fill")),
		VI(PARTNERSHIP_PROPOSED), VI(f->now - 2 * DAY), TEXT(""), TEXT("en"), VI(RHYTHM_FORTNIGHTLY),
		VI(0), VI(0), VI(0), VI(0), TEXT(""));
	for (int i = 0; i < 2; i++)
		ROW(f, REC_partner, VI(partnership), VI(f->people[asked[i]]), VI(i), VI(0), VI(0), VI(0),
			VI(i == 0 ? CONSENT_YES : CONSENT_NONE));
}

static void add_exchanges(struct filler *f)
{
	for (size_t i = 0; i < sizeof exchanges / sizeof *exchanges; i++)
		ROW(f, REC_exchange, VI(f->next++), VI(f->people[exchanges[i].person]), VI(exchanges[i].kind),
			SAID(exchanges[i].text), VI(f->now - 9 * DAY));
}

static void fill(struct filler *f)
{
	add_people(f);
	for (size_t i = 0; i < DEMO_TODAY; i++)
		add_session(f, &sessions[i]);
	add_last_time(f);
	add_boards(f);
	add_questions(f);
	for (size_t i = 0; i < sizeof agreements / sizeof *agreements; i++)
		add_agreement(f, &agreements[i]);
	add_proposed(f);
	add_exchanges(f);
	demo_other_days(f);
}

static void drain(struct queue *inbox, enum msg_kind until)
{
	for (bool seen = false; !seen;) {
		queue_wait(inbox, -1);
		for (struct msg *m; (m = queue_pop(inbox));) {
			seen |= m->kind == until;
			msg_free(m);
		}
	}
}

/* Under its lock, so that nobody's room is taken away while it is open. The backups go as well: a missing
 * database that has some is restored, not made. */
static bool remove_old(const char *path, char *problem, size_t size)
{
	int lock = files_lock(path, problem, size);
	if (lock < 0)
		return false;
	files_remove_database(path);
	backup_remove_all(path);
	bool gone = files_missing(path) && backup_newest(path) == 0;
	if (gone)
		files_set_suspect(lock, false);
	else
		snprintf(problem, size, "cannot remove the old %s or its backups", path);
	close(lock);
	return gone;
}

static bool make(const char *path, struct batch *batch, char *problem, size_t size)
{
	if (!remove_old(path, problem, size))
		return false;
	struct queue *inbox = queue_new(4096);
	struct store *store =
		store_open(&(struct store_options){.path = path, .inbox = inbox}, problem, size);
	bool good = store != NULL;
	if (good) {
		drain(inbox, MSG_load_done);
		if (batch && store_put(store, batch)) {
			batch = NULL;
			drain(inbox, MSG_committed);
		}
		store_close(store);
	}
	batch_free(batch);
	for (struct msg *m; (m = queue_pop(inbox));)
		msg_free(m);
	queue_free(inbox);
	return good;
}

/* The language of the process while the room is written, and what it was before: a sub-command speaks to whoever
 * calls it. */
struct tongue {
	char locale[512], language[64];
	bool chosen;
};

static struct tongue speak(const char *code)
{
	const char *locale = setlocale(LC_ALL, NULL), *language = getenv("LANGUAGE");
	struct tongue before = {.chosen = language != NULL};
	snprintf(before.locale, sizeof before.locale, "%s", locale ? locale : "C");
	snprintf(before.language, sizeof before.language, "%s", language ? language : "");
	struct folders folders;
	words_open(folders_find(&folders) ? folders.locale : NULL);
	words_language(code);
	return before;
}

static void speak_again(const struct tongue *before)
{
	words_language(before->language);
	if (!before->chosen)
		unsetenv("LANGUAGE");
	setlocale(LC_ALL, before->locale);
}

void demo_room(struct config *c, const char *language)
{
	if (!str_eq(c->room.name, STR("Tandem")))
		return;
	struct tongue before = speak(language);
	c->room.name = demo_said(N_("Harbour Room")), c->room.place = demo_said(N_("Workshop floor"));
	speak_again(&before);
}

bool demo_empty(const char *path, char *problem, size_t size)
{
	return make(path, NULL, problem, size);
}

/* The first session begins at the half hour nearest to now, so that one is always on. */
bool demo_make(const char *path, int64_t wall, const char *language, char *problem, size_t size)
{
	struct filler f = {.batch = xcalloc(1, sizeof *f.batch), .next = 1, .now = wall};
	f.base = (wall + 15 * MINUTE) / (30 * MINUTE) * (30 * MINUTE);
	f.batch->seq = 1;
	struct tongue before = speak(language);
	fill(&f);
	speak_again(&before);
	return make(path, f.batch, problem, size);
}
