/* Who could learn with whom: two who seek partners, of whom one offers what the other wishes for. Everything else,
 * that they like to meet as often, speak the same language, come from different teams and organisations, only says
 * which of them fit better. It is a suggestion; they are asked (MSG_partnership_set), and whoever said no to the
 * other is not suggested to them again. */
#include "core/partners.h"
#include "core/similar.h"

#include <stdlib.h>

#define SUGGESTIONS_MAX 200 /* the best; the rest comes up when these have met */
#define SEEKERS_MAX 400     /* who are looked at; pairs are compared by their words */

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
	struct words words;
};
struct seeker {
	const struct person *person;
	struct thing *offers, *wishes;
	size_t offer_count, wish_count;
};

static void take_things(struct core *core, struct arena *mem, struct seeker *s)
{
	const struct exchanged *all[EXCHANGES_MAX];
	size_t count = core_exchanges(core, s->person->id, all, EXCHANGES_MAX);
	s->offers = ARENA_ARRAY(mem, struct thing, count);
	s->wishes = ARENA_ARRAY(mem, struct thing, count);
	for (size_t i = 0; i < count; i++) {
		bool offer = all[i]->kind == EXCHANGE_OFFER;
		struct thing *t = offer ? &s->offers[s->offer_count++] : &s->wishes[s->wish_count++];
		t->id = all[i]->id;
		words_read(&t->words, mem, all[i]->text, STR(""));
	}
}

static size_t list_seekers(struct core *core, struct arena *mem, struct seeker *out)
{
	const struct table *t = &core->partnerships->exchanges;
	size_t count = 0;
	for (size_t i = 0; i < t->count && count < SEEKERS_MAX; i++) {
		ident id = ((const struct exchange_row *)t->slots[i].row)->e.person;
		const struct person *p = core_person(core, id);
		bool seeks = p && p->seeks && !p->archived && !p->guest;
		for (size_t k = 0; seeks && k < count; k++)
			seeks = out[k].person != p;
		if (!seeks)
			continue;
		out[count] = (struct seeker){.person = p};
		take_things(core, mem, &out[count++]);
	}
	return count;
}

/* How well one's offers meet the other's wishes; 0: not at all. */
static int meets(const struct seeker *offers, const struct seeker *wishes, ident *offer, ident *wish)
{
	int best = 0;
	for (size_t i = 0; i < offers->offer_count; i++)
		for (size_t k = 0; k < wishes->wish_count; k++) {
			const struct words *o = &offers->offers[i].words, *w = &wishes->wishes[k].words;
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
static bool are_settled(const struct core *core, ident a, ident b)
{
	const struct table *t = &core->partnerships->partnerships;
	for (size_t i = 0; i < t->count; i++) {
		const struct partnership *p = &((const struct partnership_row *)t->slots[i].row)->p;
		const struct partner *x = partnership_partner(p, a), *y = partnership_partner(p, b);
		if (!x || !y)
			continue;
		if (p->state != PARTNERSHIP_ENDED && !x->left && !y->left)
			return true;
		if (p->count == 2 && (x->consent == CONSENT_NO || y->consent == CONSENT_NO))
			return true;
	}
	return false;
}

static bool suggest(struct core *core, const struct seeker *a, const struct seeker *b, struct suggestion *out)
{
	ident offer = 0, wish = 0, offer_back = 0, wish_back = 0;
	int there = meets(a, b, &offer, &wish), back = meets(b, a, &offer_back, &wish_back);
	if ((!there && !back) || are_settled(core, a->person->id, b->person->id))
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
static void keep(struct partnerships *all, const struct suggestion *one)
{
	struct suggestion *list = all->suggestions;
	if (all->suggestion_count == SUGGESTIONS_MAX && !is_better(one, &list[SUGGESTIONS_MAX - 1]))
		return;
	size_t at = all->suggestion_count < SUGGESTIONS_MAX ? all->suggestion_count++ : SUGGESTIONS_MAX - 1;
	for (; at > 0 && is_better(one, &list[at - 1]); at--)
		list[at] = list[at - 1];
	list[at] = *one;
}

static void find(struct core *core)
{
	struct partnerships *all = core->partnerships;
	struct arena mem = {0};
	struct seeker *seekers = ARENA_ARRAY(&mem, struct seeker, SEEKERS_MAX);
	size_t count = list_seekers(core, &mem, seekers);
	all->suggestions =
		all->suggestions ? all->suggestions : xcalloc(SUGGESTIONS_MAX, sizeof *all->suggestions);
	all->suggestion_count = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = i + 1; k < count; k++) {
			struct suggestion one;
			if (suggest(core, &seekers[i], &seekers[k], &one))
				keep(all, &one);
		}
	arena_free(&mem);
	all->suggestions_found = true;
}

void suggestions_renew(struct core *core)
{
	core->partnerships->suggestions_found = false;
}

static const struct suggestion *found(struct core *core, size_t *count)
{
	const struct partnerships *all = core->partnerships;
	if (!all->suggestions_found)
		find(core);
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
