/* Who could learn with whom: two who seek partners, of whom one offers what the other wishes for. Everything else,
 * that they like to meet as often, speak the same language, come from different teams and organisations, only says
 * which of them fit better. It is a suggestion; they are asked (MSG_partnership_set), and whoever said no to the
 * other is not suggested to them again as long as that is in memory: a quarter of a year, see statements.def.
 *
 * Hundreds who seek are tens of thousands of pairs. They are looked at some a tick, from when somebody asks until
 * all were; whoever asks meanwhile is told the best so far. */
#include "core/partners.h"
#include "core/similar.h"

#include <stdlib.h>
#include <string.h>

#define SUGGESTIONS_MAX 200 /* the best; the rest comes up when these have met */
#define SEEKERS_MAX                                                                                          \
	400 /* who are looked at, those whose first offer or wish is oldest; later ones wait until some of them seek no more */
#define PAIRS_A_STEP 128 /* one and a half milliseconds or so */
#define READ_A_STEP 24   /* seekers whose words are read; likewise */

/* What each reason counts. That a wish is met must always count most: together the others are less. */
static const struct {
	enum reason reason;
	int32_t score;
} weights[] = {
	{REASON_WISH_MET, 20},
	{REASON_BOTH_WAYS, 20},
	{REASON_ORGANISATION, 6},
	{REASON_TEAM, 4},
	{REASON_LANGUAGE, 4},
	{REASON_RHYTHM, 3},
};

struct thing { /* somebody's offer or wish */
	ident id;
	struct str text; /* the row's; whatever changes one ends the search */
	struct words *words;
};
struct seeker {
	const struct person *person;
	struct thing *offers, *wishes;
	size_t offer_count, wish_count;
};

struct pairing {
	struct arena mem;
	struct seeker seekers[SEEKERS_MAX];
	size_t count;
	size_t read;               /* so many of them have their words read */
	size_t i, k;               /* the next pair */
	bool settled[SEEKERS_MAX]; /* with i */
};

static struct seeker *seeker_of(struct pairing *p, const struct person *person)
{
	for (size_t i = p->count; i-- > 0;)
		if (p->seekers[i].person == person)
			return &p->seekers[i];
	if (p->count == SEEKERS_MAX)
		return NULL;
	struct seeker *s = &p->seekers[p->count++];
	s->person = person;
	s->offers = ARENA_ARRAY(&p->mem, struct thing, EXCHANGES_MAX);
	s->wishes = ARENA_ARRAY(&p->mem, struct thing, EXCHANGES_MAX);
	return s;
}

static void take_thing(struct seeker *s, const struct exchanged *e)
{
	size_t *count = e->kind == EXCHANGE_OFFER ? &s->offer_count : &s->wish_count;
	struct thing *list = e->kind == EXCHANGE_OFFER ? s->offers : s->wishes;
	if (*count == EXCHANGES_MAX)
		return;
	struct thing *t = &list[(*count)++];
	t->id = e->id;
	t->text = e->text;
}

static void read_things(struct pairing *p, struct thing *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		list[i].words = ARENA_NEW(&p->mem, struct words);
		words_read(list[i].words, &p->mem, list[i].text, STR(""));
	}
}

static void read_words(struct pairing *p, struct seeker *s)
{
	read_things(p, s->offers, s->offer_count);
	read_things(p, s->wishes, s->wish_count);
}

static void list_seekers(struct core *core, struct pairing *p)
{
	const struct table *t = &core->partnerships->exchanges;
	for (size_t i = 0; i < t->count; i++) {
		const struct exchanged *e = &((const struct exchange_row *)t->slots[i].row)->e;
		const struct person *person = core_person(core, e->person);
		bool seeks = person && person->seeks && !person->archived && !person->guest;
		struct seeker *s = seeks ? seeker_of(p, person) : NULL;
		if (s)
			take_thing(s, e);
	}
}

/* How well one's offers meet the other's wishes; 0: not at all. */
static int meets(const struct seeker *offers, const struct seeker *wishes, ident *offer, ident *wish)
{
	int best = 0;
	for (size_t i = 0; i < offers->offer_count; i++)
		for (size_t k = 0; k < wishes->wish_count; k++) {
			const struct words *o = offers->offers[i].words, *w = wishes->wishes[k].words;
			int there = words_alike(w, o), back = words_alike(o, w);
			int fit = there > back ? there : back;
			if (fit <= best)
				continue;
			best = fit;
			*offer = offers->offers[i].id;
			*wish = wishes->wishes[k].id;
		}
	return best;
}

static bool differ(struct str a, struct str b)
{
	return a.n && b.n && !str_eq(a, b);
}

static unsigned reasons_beside(const struct person *a, const struct person *b)
{
	bool other_place = a->organisation && b->organisation && a->organisation != b->organisation;
	return (a->rhythm && a->rhythm == b->rhythm ? (unsigned)REASON_RHYTHM : 0) |
		(a->language.n && str_eq(a->language, b->language) ? (unsigned)REASON_LANGUAGE : 0) |
		(differ(a->team, b->team) ? (unsigned)REASON_TEAM : 0) |
		(other_place ? (unsigned)REASON_ORGANISATION : 0);
}

static int32_t score_of(unsigned reasons)
{
	int32_t score = 0;
	for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
		score += reasons & weights[i].reason ? weights[i].score : 0;
	return score;
}

/* They learn together already, or one of them has said no to the other. */
static bool are_settled(const struct partnership *p, const struct partner *x, const struct partner *y)
{
	return (p->state != PARTNERSHIP_ENDED && !x->left && !y->left) ||
		(p->count == 2 && (x->consent == CONSENT_NO || y->consent == CONSENT_NO));
}

/* Of the one whose pairs come next: one pass over all partnerships, where each pair by itself would need one. */
static void mark_settled(const struct core *core, struct pairing *p)
{
	const struct table *t = &core->partnerships->partnerships;
	memset(p->settled, 0, sizeof p->settled);
	for (size_t i = 0; i < t->count; i++) {
		const struct partnership *with = &((const struct partnership_row *)t->slots[i].row)->p;
		const struct partner *one = partnership_partner(with, p->seekers[p->i].person->id);
		for (size_t k = p->i + 1; one && k < p->count; k++) {
			const struct partner *other = partnership_partner(with, p->seekers[k].person->id);
			p->settled[k] = p->settled[k] || (other && are_settled(with, one, other));
		}
	}
}

static bool fit(const struct seeker *a, const struct seeker *b, struct suggestion *out)
{
	ident offer = 0, wish = 0, offer_back = 0, wish_back = 0;
	int there = meets(a, b, &offer, &wish), back = meets(b, a, &offer_back, &wish_back);
	if (!there && !back)
		return false;
	const struct seeker *first = there ? a : b, *second = there ? b : a;
	unsigned reasons = REASON_WISH_MET | (there && back ? (unsigned)REASON_BOTH_WAYS : 0) |
		reasons_beside(a->person, b->person);
	*out = (struct suggestion){.a = first->person->id,
		.b = second->person->id,
		.offer = there ? offer : offer_back,
		.wish = there ? wish : wish_back,
		.reasons = reasons,
		.score = score_of(reasons)};
	return true;
}

static bool is_better(const struct suggestion *x, const struct suggestion *y)
{
	return x->score != y->score  ? x->score > y->score
		: x->wish != y->wish ? x->wish < y->wish
				     : x->offer < y->offer;
}

/* Keeps the best in order. */
static void keep(struct core *core, const struct suggestion *one)
{
	struct partnerships *all = core->partnerships;
	struct suggestion *list = all->suggestions;
	bool full = all->suggestion_count == SUGGESTIONS_MAX;
	if (full && !is_better(one, &list[SUGGESTIONS_MAX - 1]))
		return;
	size_t at = full ? SUGGESTIONS_MAX - 1 : all->suggestion_count++;
	for (; at > 0 && is_better(one, &list[at - 1]); at--)
		list[at] = list[at - 1];
	list[at] = *one;
}

static void drop_pairing(struct partnerships *all)
{
	if (all->pairing)
		arena_free(&all->pairing->mem);
	free(all->pairing);
	all->pairing = NULL;
}

static void begin(struct core *core)
{
	struct partnerships *all = core->partnerships;
	all->pairing = xcalloc(1, sizeof *all->pairing);
	list_seekers(core, all->pairing);
	all->pairing->k = 1;
	all->suggestions =
		all->suggestions ? all->suggestions : xcalloc(SUGGESTIONS_MAX, sizeof *all->suggestions);
	all->suggestion_count = 0;
}

/* The next pairs; true when there are no more. */
static bool look_at_some(struct core *core)
{
	struct pairing *p = core->partnerships->pairing;
	for (int n = 0; n < READ_A_STEP && p->read < p->count; n++)
		read_words(p, &p->seekers[p->read++]);
	for (int n = 0; n < PAIRS_A_STEP && p->read == p->count; n++) {
		struct suggestion one;
		bool next = p->k >= p->count;
		if (next) {
			p->i++;
			p->k = p->i + 1;
		}
		if (p->k >= p->count)
			return true;
		if (next || n == 0)
			mark_settled(core, p);
		if (!p->settled[p->k] && fit(&p->seekers[p->i], &p->seekers[p->k], &one))
			keep(core, &one);
		p->k++;
	}
	return false;
}

static void go_on(struct core *core)
{
	if (!look_at_some(core))
		return;
	drop_pairing(core->partnerships);
	core->partnerships->suggestions_found = true;
}

void suggestions_renew(struct core *core)
{
	drop_pairing(core->partnerships);
	core->partnerships->suggestions_found = false;
}

void suggestions_free(struct partnerships *all)
{
	drop_pairing(all);
	free(all->suggestions);
}

int64_t suggestions_deadline(const struct core *core)
{
	return core->partnerships->pairing ? core->now.mono : NEVER;
}

void suggestions_tick(struct core *core)
{
	if (!core->partnerships->pairing)
		return;
	go_on(core);
	if (core->partnerships->suggestions_found)
		core_changed(core, CHANGE_PARTNERSHIPS); /* whoever looked is told all of it */
}

static const struct suggestion *found(struct core *core, size_t *count)
{
	const struct partnerships *all = core->partnerships;
	if (!all->suggestions_found && !all->pairing) {
		begin(core);
		go_on(core);
	}
	*count = all->suggestion_count;
	return all->suggestions;
}

size_t core_suggestions(struct core *core, struct suggestion *out, size_t cap)
{
	size_t all, count = 0;
	const struct suggestion *list = found(core, &all);
	for (; count < all && count < cap; count++)
		out[count] = list[count];
	return count;
}

size_t core_suggestions_of(struct core *core, ident person, struct suggestion *out, size_t cap)
{
	size_t all, count = 0;
	const struct suggestion *list = found(core, &all);
	for (size_t i = 0; i < all && count < cap; i++)
		if (list[i].a == person || list[i].b == person)
			out[count++] = list[i];
	return count;
}
