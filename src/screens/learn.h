#pragma once
/* Packs as several screens show them. Main thread; what is returned is content, which never changes. */
#include "screens/screen.h"

const struct content_language *learn_language(struct shell *); /* of the screen; NULL: there is no content */
const struct pack *learn_pack(struct shell *, ident index);    /* of that language; NULL */
ident learn_index(struct shell *, struct str key);             /* -1: it has none of that key */
void learn_cover(struct shell *, struct rect, int index);      /* its colour and its circles */
