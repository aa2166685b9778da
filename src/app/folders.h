#pragma once
/* Where the program's own files are: installed under <prefix>/share/tandem, or in the source tree it
 * was built in. Found from where the program file itself lies, so nothing has to be set. */
#include <stdbool.h>

#define FOLDER_BYTES 512

struct folders {
	char assets[FOLDER_BYTES]; /* icons/, content/ */
	char fonts[FOLDER_BYTES];
	char phone[FOLDER_BYTES];  /* the pages as built */
	char locale[FOLDER_BYTES]; /* <lang>/LC_MESSAGES/tandem.mo */
};

bool folders_find(struct folders *); /* false: neither place has them */
