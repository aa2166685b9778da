#pragma once
/* A stage for one frame: rows make a room, the core loads it, messages and touches bring it into a state,
 * and the shell draws it at any size. The disk commits at once; time moves when told. */
#include <stdlib.h>
#include <string.h>

#include "core/config.h"
#include "core/disk.h"
#include "core/gate.h"
#include "platform/platform.h"
#include "screens/screen.h"

enum names { NAMES_USUAL, NAMES_LONG };

struct stage {
	struct core_config core_config;
	struct shell_config config;
	struct core *core;
	struct shell *shell;
	struct disk disk;
	struct gate *gate;
	struct moment now;
	struct platform *platform;
	const struct draw_list *list; /* of the last frame */
	int w, h;
	enum names names;
	ident next, organisation, people[16], session, note, board, topic, meeting;
	size_t people_count;
	uint64_t request, conn;
};

#define TEXT(string) VS(str_from(string))

/* As long as what people write gets; they do where `stage_lengthy`. */
#define LONG_TITLE                                                                                           \
	"Wie bringen wir die Donaudampfschifffahrtsgesellschaft dazu, ihre Genehmigungsverfahren gemeinsam " \
	"mit uns zu vereinfachen?"
#define LONG_BOARD "Gemeinwesenarbeit und Quartiersentwicklung im Hafenviertel"
bool stage_lengthy(const struct stage *);

void stage_put(struct stage *, enum record, const struct value *, int count);
#define ROW(stage, record, ...)                                                                              \
	stage_put((stage), (record), (const struct value[]){__VA_ARGS__},                                    \
		(int)(sizeof((struct value[]){__VA_ARGS__}) / sizeof(struct value)))

/* ---- what is in the room, before it opens ---- */
ident stage_people(struct stage *, size_t count); /* the first one's id; the others follow in people[] */
struct staged {
	enum model model;
	const char *title, *focus, *text; /* text of the note; NULL: no note yet */
	int after, minutes;               /* from now */
	int first, members, here;         /* people[first…]; the first `here` are checked in */
	enum session_state state;
	int step;
	ident partnership; /* 0: of none */
};
ident stage_session(struct stage *, struct staged); /* also stage->session and ->note */
ident stage_board(struct stage *, const char *name, const char *purpose, int days);
ident stage_topic(struct stage *, enum lane, enum topic_kind, const char *title, const char *detail);
struct usual_topic {
	enum topic_kind kind;
	const char *title;
};
struct usual_topic stage_usual_topic(const struct stage *, int i); /* each of seven again and again */

/* ---- what happens ---- */
void stage_open(struct stage *);
void stage_send(struct stage *, struct msg *);
#define SEND(stage, name, ...)                                                                               \
	do {                                                                                                 \
		struct msg *m_ = msg_new(MSG_##name, (struct origin){.source = FROM_SYSTEM});                \
		m_->u.name = (struct msg_##name){__VA_ARGS__};                                               \
		stage_send((stage), m_);                                                                     \
	} while (0)
/* The same as if somebody at the screen had done it. */
#define DO(stage, name, ...)                                                                                 \
	do {                                                                                                 \
		struct msg *m_ = msg_new(MSG_##name, (struct origin){.source = FROM_SCREEN});                \
		m_->u.name = (struct msg_##name){__VA_ARGS__};                                               \
		stage_send((stage), m_);                                                                     \
	} while (0)
#define PHONES_MAX 3
#define STAGE_PIN "482915"
void stage_sign_in(struct stage *);              /* the facilitator, whose PIN is set by it */
ident stage_meeting(struct stage *, int people); /* on stage->board; also stage->meeting */
void stage_votes(struct stage *, int people);    /* the first ones give all their dots */
void stage_own_phones(
	struct stage *, ident person, int phones);             /* before the room opens; at most PHONES_MAX */
void stage_phone(struct stage *, ident note, uint32_t cursor); /* one more opens the note */
void stage_pass(struct stage *, int64_t ms);
void stage_visit(struct stage *, enum screen_id, ident a, ident b);
bool stage_tap(struct stage *, const char *name, int64_t arg); /* arg -1: any */
void stage_type(struct stage *, const char *text);
const struct draw_list *stage_draw(struct stage *);
void stage_show(struct stage *, enum screen_id, ident a, ident b); /* opens the room and goes there */
void stage_without_network(struct stage *);
void stage_disk_refuses(struct stage *);

struct stage *stage_new(struct platform *, const struct content *, int w, int h, const char *language);
void stage_free(struct stage *);
