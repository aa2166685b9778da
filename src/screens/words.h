#pragma once
/* Words: translation, and how times, dates and names are said. Main thread, for gettext's language is
 * the process's. Strings live in the arena given or for ever. */
#include <libintl.h>

#include "base/arena.h"
#include "base/buf.h"
#include "core/core.h"

#define _(text) gettext(text)
#define N_(text) text

/* Where the translations are; once, before anything is said. `folder` may be NULL: English only. */
void words_open(const char *folder);
void words_language(const char *code);
bool words_rtl(const char *code);         /* written from right to left */
struct str words(const char *translated); /* gettext's answer as a view */

struct str words_time(struct arena *, int64_t wall);              /* "9:58" */
struct str words_weekday(int64_t wall);                           /* "Monday" */
struct str words_weekday_short(int weekday);                      /* "Mon", from 0 */
struct str words_month_short(int month);                          /* "Jan", from 1 */
struct str words_date(struct arena *, int64_t wall);              /* "Monday 23 November" */
struct str words_when(struct arena *, int64_t wall, int64_t now); /* "today 15:00", "Thu 15:00", "3 Dec" */
struct str words_day(struct arena *, int64_t wall, int64_t now);  /* "today", "tomorrow", "Mon 30 Nov" */
struct str words_timer(struct arena *, int64_t ms);               /* "6:24", "+0:32" past the end */
struct str words_model(enum model);
struct str words_role(enum role);
struct str words_topic_kind(enum topic_kind);
struct str words_lane(enum lane);
struct str words_takeaway(enum takeaway_kind);
struct str words_insight(enum insight); /* what it is filed under */
struct str words_phase(enum phase);
struct str words_phase_purpose(enum phase); /* a line for everybody in the room */
struct str words_phase_go(enum phase);      /* on a button: "Start the vote" */
struct str words_rhythm(enum rhythm);
struct str words_hint(struct arena *, struct hint); /* empty: none */
struct str words_language_name(const char *code);   /* "Deutsch": in its own language */

/* Given name and initial, as a public screen shows it. */
struct str words_person(struct arena *, const struct person *);
/* "Anna and Ben", "Anna, Ben and Carla", "Anna, Ben and 3 others" */
struct str words_list(struct arena *, const struct str *names, size_t count);
/* {learner} and {coach} replaced */
struct str words_fill(struct arena *, struct str text, struct str learner, struct str coach);
