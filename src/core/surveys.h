#pragma once
/* Surveys, as the core's own files share them. */
#include "core/inside.h"
#include "core/survey.h"
#include "core/table.h"

/* An instrument is put to a partnership by its programme; the one that is open already, if there is. */
ident surveys_open(struct core *, ident partnership, ident programme, struct str instrument, int64_t due);
