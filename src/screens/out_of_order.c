/* Nothing can be saved, and has not been for a while: nobody is asked to begin something that may be
 * lost. What was entered is kept in memory and saved as soon as it can be; then home comes back. */
#include "screens/parts.h"

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct rect body = shell_frame(s, (struct frame){.home = true});
	part_empty(s, body, "warning", words(_("Tandem cannot save at the moment")),
		words(_("Please call whoever looks after this screen. Nothing that was confirmed is lost, "
			"and this page goes away as soon as "
			"saving works again.")));
}

const struct screen screen_out_of_order = {
	.name = "out_of_order",
	.watches = CHANGE_STORE,
	.draw = draw,
};
