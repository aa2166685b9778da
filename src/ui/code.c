/* QR codes (ISO/IEC 18004) by libqrencode. Encoding takes longer than all the rest of a frame, so the
 * last few are kept. Error correction M, quiet zone of four modules, whole pixels per module: what
 * cameras read best, measured. */
#include "ui/inside.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#define LOG_MODULE "ui"
#define QUIET 4        /* modules on every side */
#define MODULE_LEAST 6 /* pixels */
#define SMALL_LEAST 2

static void code_free(struct code *c)
{
	free(c->text);
	free(c->modules);
	*c = (struct code){0};
}

void ui_codes_free(struct ui *ui)
{
	for (int i = 0; i < CODES_MAX; i++)
		code_free(&ui->codes[i]);
}

/* Capitals and digits go into the denser mode by themselves; case is kept. */
static bool encode(struct code *c, struct str text)
{
	char *copy = xmalloc(text.n + 1);
	memcpy(copy, text.p, text.n);
	copy[text.n] = 0;
	QRcode *made = QRcode_encodeString(copy, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	if (!made) {
		free(copy);
		return false;
	}
	size_t count = (size_t)made->width * (size_t)made->width;
	*c = (struct code){.text = copy, .modules = xmalloc(count), .side = made->width};
	for (size_t i = 0; i < count; i++)
		c->modules[i] = made->data[i] & 1;
	QRcode_free(made);
	return true;
}

static const struct code *code_of(struct ui *ui, struct str text)
{
	for (int i = 0; i < CODES_MAX; i++)
		if (ui->codes[i].text && str_eq(text, str_from(ui->codes[i].text)))
			return &ui->codes[i];
	struct code *c = &ui->codes[ui->code_next];
	code_free(c);
	if (!text.n || !encode(c, text))
		return NULL;
	ui->code_next = (ui->code_next + 1) % CODES_MAX;
	return c;
}

int ui_code_least(struct ui *ui, struct str text)
{
	const struct code *c = code_of(ui, text);
	return c ? (c->side + 2 * QUIET) * MODULE_LEAST : 0;
}

bool ui_code(struct ui *ui, struct rect r, struct str text, bool small)
{
	const struct code *c = code_of(ui, text);
	int side = r.w < r.h ? r.w : r.h, modules = c ? c->side + 2 * QUIET : 1, px = side / modules;
	if (!c || px < (small ? SMALL_LEAST : MODULE_LEAST)) {
		log_warn("a code of %zu bytes does not fit into %d pixels", text.n, side);
		return false;
	}
	struct rect square = rect_centre(r, modules * px, modules * px);
	ui_fill(ui, square, 2 * ui->scale.u, TONE_paper);
	struct draw *d = emit(ui, DRAW_CODE, square, tone(ui, TONE_code));
	d->radius = px;
	d->side = c->side;
	d->text = arena_str(
		&ui->mem, (struct str){(const char *)c->modules, (size_t)c->side * (size_t)c->side});
	return true;
}
