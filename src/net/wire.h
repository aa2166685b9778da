#pragma once
/* The phones' words: JSON to and from the plain data of core. Reading is strict (RFC 8259, valid UTF-8,
 * no duplicate keys); what comes back points into the JSON, which must live as long. Pure. */
#include <jansson.h>

#include "base/buf.h"
#include "core/outbox.h"

/* ---- reading ---- */
json_t *wire_read(struct str); /* an object, or NULL; json_decref it */
bool wire_get_text(
	const json_t *, const char *key, size_t most_bytes, struct str *); /* present and a string */
bool wire_get_number(const json_t *, const char *key, int64_t min, int64_t max, int64_t *); /* a whole one */
bool wire_get_flag(const json_t *, const char *key); /* true; absent is false */
/* ChangeSet.toJSON(): 5 keeps, [2] deletes, [2,"a","b"] replaces by two lines. */
bool wire_read_changes(struct arena *, const json_t *, struct change_set *);

/* ---- writing: parts, and then one whole object each ---- */
void wire_string(struct buf *, struct str); /* in quotes, escaped */
void wire_doc(struct buf *, const struct doc *);
void wire_text(struct buf *, const char *head, struct str); /* behind what stands before it, ",\"key\":" */
void wire_reason(struct buf *, enum err);                   /* ,"error":"…","text":"…" */
void wire_error(struct buf *, enum err);
void wire_joined(struct buf *, const struct effect_joined *, const char *ticket);
void wire_joined_partnership(struct buf *, const struct effect_joined *, const char *ticket);
void wire_joined_page(struct buf *, const struct effect_joined *, const char *ticket);
void wire_view(struct buf *, const struct effect_view *);
void wire_state(struct buf *, const struct effect_note_state *);
void wire_since(struct buf *, const struct effect_note_since *);
void wire_entry(struct buf *, const struct effect_note_entry *);
void wire_ack(struct buf *, const struct effect_note_ack *);
void wire_refused(struct buf *, uint32_t push, enum err);
void wire_end(struct buf *, enum err);
void wire_report(struct buf *, const struct effect_import_report *, uint32_t rows_max);
/* What follows {"t":"people","you":"7" for every phone of a note. */
void wire_people_rest(struct buf *, const struct effect_note_people *);
