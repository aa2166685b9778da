#pragma once
/* How partnerships are spoken of. Main thread; strings live in the frame. */
#include "screens/parts.h"

struct str words_partnership_state(enum partnership_state);
struct str words_standing(enum standing);    /* "Mentor"; empty where the model has no such role */
struct str words_model_about(enum model);    /* one sentence, for whoever chooses */
struct str words_rhythm_agreed(enum rhythm); /* "Every two weeks", "Not settled" */
struct str words_agreement_state(enum agreement_state);

struct str part_partnership_name(
	struct shell *, const struct partnership *); /* its name, or who belongs to it */
struct str part_partnership_others(
	struct shell *, const struct partnership *, ident person); /* "Ben", "Ben and Carla" */
struct str part_date(struct shell *, int64_t wall); /* "3 Nov", with the year if it is another */
/* Who of those who belong to it has confirmed a version, and who has not, by given names. */
struct str part_confirmed_by(struct shell *, const struct partnership *, const struct agreement *);
struct str part_waits_for(struct shell *, const struct partnership *, const struct agreement *);
bool agreement_has(const struct agreement *, ident person); /* they have confirmed it */
/* The avatars of those who belong to it; with an agreement, those who have confirmed it have the ring. */
#define PARTNER_AVATARS_MAX 12
int part_partner_avatars(struct shell *, const struct partnership *, const struct agreement *,
	struct avatar out[PARTNER_AVATARS_MAX]);
