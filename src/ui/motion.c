/* Values that move: a widget names one and says where it should be; what it gets back is where it is
 * on the way there. Whatever is not asked for during a frame is forgotten. */
#include "ui/inside.h"

#define FRAME_MS 16

static uint64_t key_of(const char *name, int64_t arg) /* FNV-1a */
{
	uint64_t h = 1469598103934665603u;
	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 1099511628211u;
	for (int i = 0; i < 8; i++)
		h = (h ^ ((uint64_t)arg >> (8 * i) & 0xFF)) * 1099511628211u;
	return h;
}

static float motion_value(const struct motion *m, int64_t now)
{
	if (now >= m->start + m->ms || m->ms <= 0)
		return m->to;
	float left = 1 - (float)(now - m->start) / (float)m->ms;
	return m->to - (m->to - m->from) * left * left * left;
}

static struct motion *motion_find(struct ui *ui, uint64_t key)
{
	for (int i = 0; i < ui->motion_count; i++)
		if (ui->motions[i].key == key)
			return &ui->motions[i];
	return NULL;
}

float ui_motion(struct ui *ui, const char *name, int64_t arg, float target, int ms)
{
	uint64_t key = key_of(name, arg);
	int64_t now = ui->frame.mono;
	struct motion *m = motion_find(ui, key);
	if (!m) {
		if (ui->motion_count == MOTIONS_MAX)
			return target;
		m = &ui->motions[ui->motion_count++];
		*m = (struct motion){.key = key, .from = target, .to = target, .start = now};
	}
	m->seen = true;
	if (!ui->frame.motion) {
		m->from = m->to = target;
		m->ms = 0;
	} else if (m->to < target || m->to > target) {
		m->from = motion_value(m, now);
		m->to = target;
		m->start = now;
		m->ms = ms;
	}
	if (now < m->start + m->ms)
		ui_wake_at(ui, now + FRAME_MS);
	return motion_value(m, now);
}

void motion_frame_end(struct ui *ui)
{
	int kept = 0;
	for (int i = 0; i < ui->motion_count; i++)
		if (ui->motions[i].seen) {
			ui->motions[kept] = ui->motions[i];
			ui->motions[kept++].seen = false;
		}
	ui->motion_count = kept;
}
