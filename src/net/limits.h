#pragma once
/* Every limit of the phones' server in one place, each with what happens past it. Times in ms. */
#include <stddef.h>

#include "base/clock.h"

/* a table, a line each */
/* clang-format off */
/* ---- connections ---- */
#define SOCKETS_MAX 512           /* past it nobody is accepted until one goes; the kernel's backlog waits */
#define SOCKETS_PER_ADDRESS_MAX 64 /* past it accepted and closed at once */
#define CONNECTION_MEMORY ((size_t)16 * 1024) /* MHD's pool for one request and the head of its answer */
#define HEADER_BYTES_MAX ((size_t)8 * 1024) /* 431 */
#define HEADER_MS (5 * SECOND)    /* for a new connection's first header, however slowly it drips: closed */
#define IDLE_MS (15 * SECOND)     /* until the next header on a kept connection is complete: closed */
#define BODY_BYTES_MAX ((size_t)64 * 1024) /* 413, before a byte of it is read */
#define UPLOAD_BYTES_MAX ((size_t)2 * 1024 * 1024) /* of a coordinator's file: likewise */
#define UPLOADS_MAX 4             /* bodies over BODY_BYTES_MAX at once: 503 busy */
#define BODY_MS (10 * SECOND)     /* for the whole body: closed */
#define ANSWER_MS (15 * SECOND)   /* for the core to answer: 503 busy */
#define SEND_MS (60 * SECOND)     /* for the phone to take the answer: closed */

/* ---- WebSockets ---- */
#define OPEN_MS (5 * SECOND)      /* for the first message: closed with 1008 */
#define FIRST_BYTES_MAX ((size_t)4 * 1024) /* of anything before the note or board is open: closed with 1009 */
/* A message may be one frame once that is open: Firefox and Safari send each so, and the changes made while
 * a phone was out of reach easily pass 64 KiB. */
#define MESSAGE_BYTES_MAX ((size_t)256 * 1024) /* 1009 */
#define FRAGMENTS_MAX 64          /* of one message: 1009 */
#define MESSAGES_PER_SECOND 50    /* past it the socket is not read until the rate is kept: TCP holds it back */
#define QUEUED_BYTES_MAX ((size_t)1024 * 1024) /* something is added while so much waits: dropped */
#define PING_MS (20 * SECOND)     /* of silence, then a ping */
#define SILENCE_MS (50 * SECOND)  /* of silence in spite of pings: dropped */
#define CLOSE_MS (3 * SECOND)     /* for the other side's close frame: dropped */
#define PEOPLE_MS 50              /* the people of a note are told at most this often, always the newest */
#define BOARD_MS 100              /* likewise the cards and the meeting of a board */
#define ASKED_TEXT_MAX ((size_t)16 * 1024) /* one text of what is asked of a board: refused with "too_long" */
#define IDS_MAX 500               /* people named at once in what is asked of a page: refused with "invalid" */
#define UPDATES_MAX 2000          /* of one push: refused with "too_long" */

/* ---- codes and tickets ---- */
#define TRIES_WINDOW_MS MINUTE
#define TRIES_PER_ADDRESS 10      /* typed codes a minute: 429, the try is not looked at */
#define TRIES_IN_ALL 60           /* likewise */
#define TICKETS_MAX 1024          /* past it the oldest is forgotten; its page says hello again */
#define TICKET_MS (10 * MINUTE)   /* past it it is not taken any more */

/* ---- the admin socket ---- */
#define ADMINS_MAX 4              /* at once; further ones wait in the backlog */
#define ADMIN_BYTES_MAX ((size_t)64 * 1024 * 1024) /* of a request: answered "too_long" */
#define ADMIN_READ_MS (30 * SECOND)  /* of silence while a request comes: closed */
#define ADMIN_ANSWER_MS (120 * SECOND) /* for the core to answer: "busy" */
#define IMPORT_ROWS_MAX 200000    /* rows, events or attendees of one import: "too_long" */

/* ---- the mirror ---- */
#define MIRRORS_MAX 8             /* WebSockets; further ones get 503 */
#define MIRROR_PARTS_MAX 256      /* rectangles on their way to the net; past it a full frame is asked for */
#define MIRROR_QUEUED_MAX ((size_t)16 * 1024 * 1024) /* past it parts are left out, then a full frame is asked for */
#define MIRROR_EVENTS_MAX 1024    /* past it the page that sends them is closed with 1008 */

/* ---- pages ---- */
#define PAGE_FILES_MAX 64         /* in the folder of the pages: more stops the start with a message */
#define PAGE_BYTES_MAX ((size_t)8 * 1024 * 1024) /* of one file: likewise */

#define COOKIE_SECONDS (400L * 24 * 60 * 60) /* the rights themselves end earlier, by the core's rule */
#define RETRY_MS 50               /* a message the core must have, when the inbox was full */
#define HOUSEKEEPING_MS SECOND    /* deadlines are looked at this often while anybody is connected */
#define QUIET_MS (3 * SECOND)     /* and this often otherwise; the watchdog is fed every five (WatchdogSec / 3) */
/* clang-format on */
