/* A radar chart: one axis a value, five rings, what is now over what was before. Values are hundredths from 100 to
 * 500, as instruments have them; 0 is none, and the line goes past it. Labels stand around it, each on its side. */
#include <math.h>

#include "base/log.h"
#include "ui/inside.h"

#define TOP 500 /* hundredths: the outermost ring */
#define RINGS 5

struct wheel {
	float x, y, r; /* middle, radius */
	int count;
};

static struct vertex on_axis(const struct wheel *w, int axis, float part)
{
	double angle = 2 * 3.14159265358979 * axis / w->count;
	return (struct vertex){
		w->x + w->r * part * (float)sin(angle), w->y - w->r * part * (float)cos(angle)};
}

static int outline(const struct wheel *w, const int *values, struct vertex *out)
{
	int count = 0;
	for (int i = 0; i < w->count; i++)
		if (!values || values[i])
			out[count++] = on_axis(w, i, values ? (float)values[i] / TOP : 1);
	if (count)
		out[count++] = out[0];
	return count;
}

static void draw_web(struct ui *ui, const struct wheel *w)
{
	int thin = ui->scale.u / 4 > 1 ? ui->scale.u / 4 : 1;
	struct vertex points[RADAR_MAX + 1];
	for (int ring = 1; ring <= RINGS; ring++) {
		struct wheel one = *w;
		one.r = w->r * (float)ring / RINGS;
		int count = outline(&one, NULL, points);
		ui_line_through(ui, points, count, ring == RINGS ? thin + 1 : thin,
			ring == RINGS ? TONE_edge : TONE_line);
	}
	for (int i = 0; i < w->count; i++) {
		struct vertex spoke[] = {{w->x, w->y}, on_axis(w, i, 1)};
		ui_line_through(ui, spoke, 2, thin, TONE_line);
	}
}

static void draw_values(
	struct ui *ui, const struct wheel *w, const int *values, enum tone t, unsigned alpha, int line)
{
	struct vertex points[RADAR_MAX + 1];
	int count = outline(w, values, points), dot = line * 3;
	if (count > 3)
		ui_area(ui, points, count, (tone(ui, t) & 0xFFFFFF) | alpha << 24);
	ui_line_through(ui, points, count, line, t);
	for (int i = 0; i + 1 < count; i++) {
		struct rect r = {
			(int)lroundf(points[i].x) - dot / 2, (int)lroundf(points[i].y) - dot / 2, dot, dot};
		ui_fill(ui, r, dot / 2, t);
	}
}

/* Beside its axis: above and below in the middle, else from the axis outwards. */
static void draw_label(struct ui *ui, struct rect r, const struct wheel *w, int axis, struct str s)
{
	struct vertex end = on_axis(w, axis, 1);
	float gap = (float)ui->scale.u * 2;
	struct type type = {.size = SIZE_SMALL,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_second,
		.lines = 3,
		.shrink = true};
	float off = end.x - w->x, down = (end.y - w->y) / w->r, lean = 0;
	bool right = off > 0, middle = fabsf(off) < w->r * 0.12f;
	int x = (int)end.x, width = middle ? r.w * 6 / 10 : right ? r.x + r.w - x : x - r.x;
	if (!middle)
		width -= (int)gap;
	int left = middle ? x - width / 2 : right ? x + (int)gap : r.x;
	type.align = middle ? ALIGN_CENTRE : right ? ALIGN_START : ALIGN_END;
	int h = ui_text_height(ui, width, s, type);
	/* Those in the middle stand above or below the wheel, all others beside their axis; near the foot they move
	 * down, for there the rim runs along them. */
	if (middle)
		lean = down < 0 ? -1 : 1;
	else if (down > 0)
		lean = down * down * down;
	int y = (int)(end.y + lean * gap - (float)h * (1 - lean) / 2);
	y = y < r.y ? r.y : y + h > r.y + r.h ? r.y + r.h - h : y;
	ui_text(ui, (struct rect){left, y, width, h}, s, type);
}

void ui_radar(struct ui *ui, struct rect r, struct radar chart)
{
	INVARIANT(chart.count >= 3 && chart.count <= RADAR_MAX);
	int line = ui->scale.u * 3 / 4 > 2 ? ui->scale.u * 3 / 4 : 2;
	int label = ui_line(ui, (struct type){.size = SIZE_SMALL}) * 5 / 2, side = r.w * 24 / 100;
	int across = r.w - 2 * side, down = r.h - 2 * label, size = across < down ? across : down;
	if (size < 2 * label) /* the words have the room; without them it would say nothing */
		size = 2 * label < r.h ? 2 * label : r.h;
	struct wheel w = {
		(float)r.x + (float)r.w / 2, (float)r.y + (float)r.h / 2, (float)size / 2, chart.count};
	draw_web(ui, &w);
	if (chart.before)
		draw_values(ui, &w, chart.before, TONE_faint, 0x28, line > 2 ? line - 1 : line);
	draw_values(ui, &w, chart.now, TONE_accent, 0x30, line);
	for (int i = 0; i < chart.count; i++)
		draw_label(ui, r, &w, i, chart.labels[i]);
}
