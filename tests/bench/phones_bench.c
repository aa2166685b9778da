/* P7, P8: the real program with its real disk and sockets, and phones that write in notes: WebSocket
 * clients in this process, one poll for all of them. A phone knows of its note what matters for a
 * push: its version and its length; every edit puts one letter at the beginning. */
#include "bench/bench.h"

#include <pthread.h>
#include <stdatomic.h>

#include "bench/phone_socket.h"

#define NOTES 50
#define PHONES_MAX 200
#define TYPING_MS 200 /* between two letters of a writer */
#define TYPING_SECONDS 8
#define FLAT_OUT_SECONDS 4
#define FLAT_OUT_EDITS 4 /* in one push: what gathers while the one before is under way */
#define SENDS_KEPT 1024

struct phone {
	int fd, index, note;
	struct buf in;
	uint32_t version, length;         /* of the note */
	uint32_t push;                    /* numbers them */
	bool busy;                        /* one is under way */
	double next;                      /* when it types again */
	double sent[SENDS_KEPT];          /* when its n-th edit left */
	uint32_t edits, seen[PHONES_MAX]; /* of each writer, that it was shown */
};

/* A frame on its way through a slow network, in either direction. */
struct late {
	double due;
	struct phone *phone;
	bool out;
	struct buf frame;
};

struct crowd {
	struct phone *phones;
	int count, writers;
	uint16_t port;
	int run;      /* a page's name is its own: what it pushes twice counts once */
	double delay; /* ms, each way */
	int per_push;
	bool typing;
	struct samples edits; /* from the finger to the other phone, ms */
	long acknowledged;
	struct late *late;
	size_t late_first, late_count, late_cap;
};

/* ---- what is sent ---- */

static void say(struct crowd *c, struct phone *p, struct str json)
{
	struct buf frame = {0};
	add_frame(&frame, json);
	if (c->delay <= 0) {
		put(p->fd, frame.p, frame.n);
		buf_free(&frame);
		return;
	}
	if (c->late_count == c->late_cap) {
		c->late_cap = c->late_cap ? 2 * c->late_cap : 256;
		c->late = xrealloc(c->late, c->late_cap * sizeof *c->late);
	}
	c->late[c->late_count++] = (struct late){now_ms() + c->delay, p, true, frame};
}

/* ---- joining ---- */

static void join(struct crowd *c, struct phone *p, int index, int note)
{
	char answer[8192], body[160], cookie[64], ticket[64], code[TOKEN_CHARS + 1];
	uint8_t token[TOKEN_BYTES];
	struct buf frame = {0};
	*p = (struct phone){.fd = connect_from(index, c->port), .index = index, .note = note};
	note_token(note, token);
	token_text(token, code);
	snprintf(body, sizeof body, "{\"token\":\"%s\"}", code);
	post(c->port, p->fd, "/api/code", NULL, body, answer, sizeof answer);
	text_after(answer, "tandem=", cookie, sizeof cookie);
	text_after(answer, "\"ticket\":\"", ticket, sizeof ticket);
	snprintf(body, sizeof body, "{\"note\":%d,\"guest\":\"Guest %d\"}", FIRST_NOTE + note, index);
	post(c->port, p->fd, "/api/who", cookie, body, answer, sizeof answer);
	if (!strstr(answer, " 200 "))
		fail("who: %s", answer);
	upgrade(c->port, p->fd, cookie);
	snprintf(body, sizeof body,
		"{\"t\":\"open\",\"ticket\":\"%s\",\"note\":%d,\"client\":\"w%d-%d\",\"version\":null}",
		ticket, FIRST_NOTE + note, index, c->run);
	add_frame(&frame, str_from(body));
	put(p->fd, frame.p, frame.n);
	buf_free(&frame);
	p->version = UINT32_MAX; /* until the text comes */
}

/* ---- writing ---- */

static void push(struct crowd *c, struct phone *p)
{
	struct buf json = {0};
	buf_printf(&json, "{\"t\":\"push\",\"v\":%u,\"push\":%u,\"updates\":[", p->version, ++p->push);
	for (int i = 0; i < c->per_push; i++) {
		uint32_t length = p->length + (uint32_t)i;
		buf_printf(&json, i ? ",[[0,\"x\"]" : "[[0,\"x\"]");
		if (length)
			buf_printf(&json, ",%u", length);
		buf_byte(&json, ']');
		p->sent[p->edits++ % SENDS_KEPT] = now_ms();
	}
	buf_add(&json, STR("]}"));
	p->busy = true;
	say(c, p, buf_str(&json));
	buf_free(&json);
}

/* {"t":"entry","v":7,"c":"w3-1",… */
static void on_entry(struct crowd *c, struct phone *p, const char *json)
{
	const char *writer = strstr(json, "\"c\":\"w");
	int w = writer ? atoi(writer + 6) : -1;
	if (w < 0 || w >= c->count)
		fail("an entry of nobody: %s", json);
	p->version++;
	p->length++;
	uint32_t nth = p->seen[w]++;
	if (w != p->index)
		sample(&c->edits, now_ms() - c->phones[w].sent[nth % SENDS_KEPT]);
}

static void on_doc(struct phone *p, const char *json)
{
	const char *text = strstr(json, "\"text\":\"");
	if (!text)
		fail("no text: %s", json);
	p->version = (uint32_t)atol(json + strlen("{\"t\":\"doc\",\"v\":"));
	p->length = (uint32_t)strcspn(text + 8, "\"");
}

static void take(struct crowd *c, struct phone *p, const char *json)
{
	if (strncmp(json, "{\"t\":\"entry\"", 12) == 0) {
		on_entry(c, p, json);
	} else if (strncmp(json, "{\"t\":\"doc\"", 10) == 0) {
		on_doc(p, json);
	} else if (strncmp(json, "{\"t\":\"ack\"", 10) == 0) {
		p->busy = false;
		c->acknowledged += c->per_push;
	} else if (strncmp(json, "{\"t\":\"no\"", 9) == 0 || strncmp(json, "{\"t\":\"end\"", 10) == 0) {
		fail("refused: %s", json);
	}
}

static void take_or_keep(struct crowd *c, struct phone *p, struct str json)
{
	struct buf copy = {0};
	buf_add(&copy, json);
	buf_byte(&copy, 0);
	if (c->delay <= 0) {
		take(c, p, copy.p);
		buf_free(&copy);
		return;
	}
	if (c->late_count == c->late_cap) {
		c->late_cap = c->late_cap ? 2 * c->late_cap : 256;
		c->late = xrealloc(c->late, c->late_cap * sizeof *c->late);
	}
	c->late[c->late_count++] = (struct late){now_ms() + c->delay, p, false, copy};
}

static void receive(struct crowd *c, struct phone *p)
{
	buf_reserve(&p->in, 65536);
	ssize_t got = recv(p->fd, p->in.p + p->in.n, 65536, MSG_DONTWAIT);
	if (got < 0 && errno == EAGAIN)
		return;
	if (got <= 0)
		fail("a phone was disconnected");
	p->in.n += (size_t)got;
	size_t at = 0, used;
	int kind;
	struct str payload;
	for (; (used = frame_in((struct str){p->in.p + at, p->in.n - at}, &kind, &payload)); at += used) {
		if (kind == 0x88)
			fail("a phone was closed");
		if (kind == 0x81)
			take_or_keep(c, p, payload);
	}
	memmove(p->in.p, p->in.p + at, p->in.n - at);
	p->in.n -= at;
}

static void arrive(struct crowd *c)
{
	for (; c->late_first < c->late_count && c->late[c->late_first].due <= now_ms(); c->late_first++) {
		struct late l = c->late[c->late_first];
		if (l.out)
			put(l.phone->fd, l.frame.p, l.frame.n);
		else
			take(c, l.phone, l.frame.p);
		buf_free(&l.frame);
	}
	if (c->late_first == c->late_count)
		c->late_first = c->late_count = 0;
}

/* One look at all phones: who has something, who types. */
static void turn(struct crowd *c)
{
	struct pollfd fds[PHONES_MAX];
	for (int i = 0; i < c->count; i++)
		fds[i] = (struct pollfd){.fd = c->phones[i].fd, .events = POLLIN};
	poll(fds, (nfds_t)c->count, 1);
	for (int i = 0; i < c->count; i++)
		if (fds[i].revents)
			receive(c, &c->phones[i]);
	arrive(c);
	double now = now_ms();
	for (int i = 0; c->typing && i < c->writers; i++) {
		struct phone *p = &c->phones[i];
		if (p->busy || now < p->next)
			continue;
		p->next = p->next + TYPING_MS > now ? p->next + TYPING_MS : now + TYPING_MS;
		if (c->per_push > 1)
			p->next = 0;
		push(c, p);
	}
}

static void turn_for(struct crowd *c, double seconds)
{
	for (double end = now_ms() + seconds * 1e3; now_ms() < end;)
		turn(c);
}

static bool all_quiet(const struct crowd *c)
{
	for (int i = 0; i < c->count; i++)
		if (c->phones[i].busy || c->phones[i].version == UINT32_MAX)
			return false;
	return c->late_count == 0;
}

static void quiet(struct crowd *c)
{
	c->typing = false;
	for (double end = now_ms() + PATIENCE_SECONDS * 1e3; !all_quiet(c);) {
		turn(c);
		if (now_ms() > end)
			fail("not everything was acknowledged");
	}
	turn_for(c, 0.3); /* the last entries on their way to the others */
}

/* `phones` of them, evenly over the notes. */
static void gather(struct crowd *c, uint16_t port, int phones, int notes)
{
	static int runs;
	*c = (struct crowd){.port = port, .run = ++runs, .count = phones, .writers = phones, .per_push = 1};
	c->phones = xcalloc((size_t)phones, sizeof *c->phones);
	for (int i = 0; i < phones; i++)
		join(c, &c->phones[i], i, i % notes);
	quiet(c);
}

/* Everybody saw everything: all phones of a note are at the same version. */
static void disperse(struct crowd *c, int notes)
{
	for (int i = notes; i < c->count; i++)
		if (c->phones[i].version != c->phones[i % notes].version)
			fail("phone %d has version %u, phone %d has %u", i, c->phones[i].version, i % notes,
				c->phones[i % notes].version);
	for (int i = 0; i < c->count; i++) {
		close(c->phones[i].fd);
		buf_free(&c->phones[i].in);
	}
	free(c->phones);
	free(c->late);
	samples_free(&c->edits);
}

/* ---- the disk itself ---- */

/* Thread: the disk's. What a sync of a page takes while the phones write: no edit can be faster, and on
 * a machine that does other things it says how much of the time is theirs. */
struct disk {
	pthread_t thread;
	atomic_bool stop;
	int fd;
	struct samples syncs;
};

static void *sync_now_and_then(void *p)
{
	static const char page[4096];
	struct disk *d = p;
	while (!d->stop) {
		double begin = now_ms();
		if (pwrite(d->fd, page, sizeof page, 0) != sizeof page || fdatasync(d->fd) != 0)
			fail("the disk: %s", strerror(errno));
		sample(&d->syncs, now_ms() - begin);
		usleep(50000);
	}
	return NULL;
}

static void disk_begin(struct disk *d, const struct bench_room *room)
{
	char path[128];
	snprintf(path, sizeof path, "%s/page", room->folder);
	*d = (struct disk){.fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
	if (d->fd < 0 || pthread_create(&d->thread, NULL, sync_now_and_then, d) != 0)
		fail("%s: %s", path, strerror(errno));
}

static void disk_end(struct disk *d)
{
	d->stop = true;
	pthread_join(d->thread, NULL);
	close(d->fd);
	line("", "a bare sync of the disk meanwhile", "", -1, "%.2f ms, p95 %.2f, p99 %.2f",
		samples_at(&d->syncs, 50), samples_at(&d->syncs, 95), samples_at(&d->syncs, 99));
	samples_free(&d->syncs);
}

/* ---- P7 ---- */

struct cost {
	double cpu, pss;
};

static struct cost cost_now(pid_t pid)
{
	return (struct cost){cpu_ms(pid), pss_mib(pid)};
}

/* What it costs. The bar is for many at a time; alone, an edit is a transaction and a sync of its own. */
static void line_cost(pid_t pid, struct cost before, long edits, const char *when, bool alone)
{
	char what[96];
	struct cost after = cost_now(pid);
	double cpu = (after.cpu - before.cpu) / (double)edits,
	       mib = (after.pss - before.pss) * 1e3 / (double)edits;
	snprintf(what, sizeof what, "CPU and memory for 1,000 edits, %s", when);
	line("P7", what, alone ? "" : "0.1 s, 10 MiB", alone ? -1 : cpu <= 0.1 && mib <= 10,
		"%.3f s, %.2f MiB", cpu, mib);
}

static void typing(
	const struct bench_room *room, const char *program, int writers, double round_trip, double bar)
{
	struct program p;
	struct crowd c;
	char what[96], most[32];
	program_start(&p, &(struct program_options){.program = program, .room = room, .w = 1024, .h = 600});
	gather(&c, p.port, writers, 1);
	c.delay = round_trip / 2;
	for (int i = 0; i < writers; i++)
		c.phones[i].next = now_ms() + TYPING_MS * (double)i / writers;
	c.typing = true;
	turn_for(&c, 1);
	samples_free(&c.edits);
	struct cost before = cost_now(p.pid);
	long acknowledged = c.acknowledged;
	turn_for(&c, TYPING_SECONDS);
	quiet(&c);
	double late = samples_at(&c.edits, 95);
	snprintf(what, sizeof what, "an edit to the other phone, durable, %d writers%s", writers,
		round_trip > 0 ? ", 80 ms round trip" : "");
	snprintf(most, sizeof most, "p95 %.0f ms", bar);
	line("P7", what, most, late <= bar, "%.2f ms, p95 %.2f, p99 %.2f", samples_at(&c.edits, 50), late,
		samples_at(&c.edits, 99));
	snprintf(what, sizeof what, "%d writers", writers);
	if (round_trip <= 0)
		line_cost(p.pid, before, c.acknowledged - acknowledged, what, true);
	disperse(&c, 1);
	program_end(&p);
}

static void flat_out(const struct bench_room *room, const char *program)
{
	struct program p;
	struct crowd c;
	program_start(&p, &(struct program_options){.program = program, .room = room, .w = 1024, .h = 600});
	gather(&c, p.port, 2 * NOTES, NOTES);
	c.per_push = FLAT_OUT_EDITS;
	c.typing = true;
	turn_for(&c, 0.5);
	struct cost before = cost_now(p.pid);
	long acknowledged = c.acknowledged;
	double begin = now_ms();
	turn_for(&c, FLAT_OUT_SECONDS);
	double rate = (double)(c.acknowledged - acknowledged) / (now_ms() - begin) * 1e3;
	quiet(&c);
	line("P7", "edits a second, 50 notes, 2 phones each, 4 edits a push", "5,000", rate >= 5000,
		"%.0f a second", rate);
	line_cost(p.pid, before, c.acknowledged - acknowledged, "flat out", false);
	disperse(&c, NOTES);
	program_end(&p);
}

/* ---- P8 ---- */

static void many_phones(const struct bench_room *room, const char *program)
{
	struct program p;
	struct crowd c;
	program_start(&p, &(struct program_options){.program = program, .room = room, .w = 1024, .h = 600});
	double before = pss_mib(p.pid);
	gather(&c, p.port, PHONES_MAX, NOTES);
	double more = pss_mib(p.pid) - before;
	line("P8", "memory for 200 phones in 50 notes", "20 MiB", more <= 20, "%.1f MiB more", more);
	disperse(&c, NOTES);
	program_end(&p);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		fail("usage: %s PROGRAM", argv[0]);
	struct bench_room room;
	room_make(&room, 1000, NOTES);
	struct disk disk;
	disk_begin(&disk, &room);
	typing(&room, argv[1], 2, 0, 5);
	typing(&room, argv[1], 10, 0, 9);
	typing(&room, argv[1], 50, 0, 20);
	typing(&room, argv[1], 10, 80, 150);
	disk_end(&disk);
	flat_out(&room, argv[1]);
	many_phones(&room, argv[1]);
	room_remove(&room);
	return 0;
}
