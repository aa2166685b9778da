/* The phones' pages: every file of one folder and of the folders in it, read at the start. What is asked for is looked up by name
 * in that table and nowhere else, so no path can lead out of it. A file with a hash in its name never
 * changes and may be kept for ever; the others are asked for again, and answered 304 by their ETag.
 *
 * GET /api/learn/<language> is served the same way, made of what content has when it is first asked for:
 *   {"language","packs":[…],"instruments":[…],"course":[…],"rules":[…]}, see content_learn. */
#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/log.h"
#include "net/http.h"

#define HASH_CHARS 8 /* at least */
#define KEY_CHARS_MAX 60
#define LEARN "api/learn/"

struct page {
	char *name;
	const char *type;
	char etag[20]; /* quoted */
	bool for_ever; /* its name holds a hash */
	struct buf plain, gzip;
	const struct doc *doc; /* that it is made of when it is first asked for; NULL: it is a file */
};
struct pages {
	struct page files[PAGE_FILES_MAX];
	int count;
};

static const struct {
	const char *ending, *type;
} types[] = {
	{".html", "text/html; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".json", "application/json; charset=utf-8"},
	{".webmanifest", "application/manifest+json"},
	{".txt", "text/plain; charset=utf-8"},
	{".svg", "image/svg+xml"},
	{".png", "image/png"},
	{".ico", "image/x-icon"},
	{".woff2", "font/woff2"},
};

static bool ends_with(struct str s, struct str end)
{
	return s.n > end.n && str_eq(str_sub(s, s.n - end.n, s.n), end);
}

static const char *type_of(struct str name) /* NULL: not a file for phones */
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (ends_with(name, str_from(types[i].ending)))
			return types[i].type;
	return NULL;
}

static bool is_hash(struct str part)
{
	size_t lower = 0, upper = 0;
	for (size_t i = 0; i < part.n; i++) {
		lower += part.p[i] && strchr("0123456789abcdef", part.p[i]) != NULL;
		upper += part.p[i] && strchr("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", part.p[i]) != NULL;
	}
	return part.n >= HASH_CHARS && (lower == part.n || upper == part.n);
}

/* "app.3ead553ef8.js", "app-3XKQ7ZPA.js" */
static bool has_hash(struct str name)
{
	struct str dotted, part;
	while (str_split(&name, '.', &dotted))
		while (str_split(&dotted, '-', &part))
			if (is_hash(part))
				return true;
	return false;
}

static bool read_file(const char *folder, const char *name, struct buf *out)
{
	char path[4096];
	struct stat about;
	int n = snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = n > 0 && (size_t)n < sizeof path ? fopen(path, "rbe") : NULL;
	if (!file)
		return false;
	bool good = fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode) &&
		about.st_size <= (off_t)PAGE_BYTES_MAX;
	if (good) {
		size_t size = (size_t)about.st_size;
		buf_reserve(out, size + 1);
		out->n = fread(out->p, 1, size, file);
		good = out->n == size;
	}
	fclose(file);
	return good;
}

static void make_etag(struct page *page)
{
	uint8_t digest[crypto_generichash_BYTES_MIN];
	char hex[17];
	int failed = crypto_generichash(
		digest, sizeof digest, (const uint8_t *)page->plain.p, page->plain.n, NULL, 0);
	INVARIANT(!failed);
	sodium_bin2hex(hex, sizeof hex, digest, sizeof hex / 2);
	snprintf(page->etag, sizeof page->etag, "\"%s\"", hex);
}

static bool add_file(struct pages *pages, const char *folder, const char *name, char *problem, size_t size)
{
	char gz[304];
	const char *type = type_of(str_from(name));
	if (!type)
		return true;
	if (pages->count == PAGE_FILES_MAX) {
		snprintf(problem, size, "more than %d files in %s", PAGE_FILES_MAX, folder);
		return false;
	}
	struct page *page = &pages->files[pages->count++];
	page->name = strdup(name);
	INVARIANT(page->name);
	page->type = type;
	page->for_ever = has_hash(str_from(name));
	if (!read_file(folder, name, &page->plain)) {
		snprintf(problem, size, "cannot read %s/%s: %s", folder, name, strerror(errno));
		return false;
	}
	make_etag(page);
	snprintf(gz, sizeof gz, "%.299s.gz", name);
	if (!read_file(folder, gz, &page->gzip))
		buf_free(&page->gzip);
	return true;
}

/* The files of the folder itself (below ""), or of one folder in it (below "i18n/"). */
static bool add_folder(struct pages *pages, const char *folder, const char *below, char *problem, size_t size)
{
	char path[4096], name[300];
	snprintf(path, sizeof path, "%s/%s", folder, below);
	DIR *dir = opendir(path);
	bool good = dir != NULL;
	if (!good)
		snprintf(problem, size, "cannot read the folder of the phones' pages, %s: %s", path,
			strerror(errno));
	for (struct dirent *entry; good && (entry = readdir(dir));) {
		if (entry->d_name[0] == '.')
			continue;
		int n = snprintf(name, sizeof name, "%s%s", below, entry->d_name);
		if (n < 0 || (size_t)n >= sizeof name - sizeof "/.gz")
			continue; /* no name that a page of ours would ask for */
		if (entry->d_type != DT_DIR) {
			good = add_file(pages, folder, name, problem, size);
		} else if (!*below) {
			memcpy(name + n, "/", sizeof "/");
			good = add_folder(pages, folder, name, problem, size);
		}
	}
	if (dir)
		closedir(dir);
	return good;
}

/* ---- what everybody may read ---- */
static bool add_learn(struct pages *pages, const struct net_learn *learn)
{
	char name[64];
	int n = snprintf(name, sizeof name, LEARN "%s", learn->language);
	if (n < 0 || (size_t)n >= sizeof name || pages->count == PAGE_FILES_MAX)
		return false;
	struct page *page = &pages->files[pages->count++];
	page->name = strdup(name);
	INVARIANT(page->name);
	page->type = type_of(STR("learn.json"));
	page->doc = learn->doc;
	return true;
}

/* As a gzip file (RFC 1952); left out where zlib cannot. */
static void make_gzip(struct page *page)
{
	z_stream z = {.next_in = (Bytef *)page->plain.p, .avail_in = (uInt)page->plain.n};
	if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		return;
	uLong most = deflateBound(&z, (uLong)page->plain.n);
	buf_reserve(&page->gzip, most);
	z.next_out = (Bytef *)page->gzip.p;
	z.avail_out = (uInt)most;
	if (deflate(&z, Z_FINISH) == Z_STREAM_END)
		page->gzip.n = z.total_out;
	else
		buf_free(&page->gzip);
	deflateEnd(&z);
}

static void make_learn(struct page *page)
{
	wire_doc(&page->plain, page->doc);
	make_etag(page);
	make_gzip(page);
}

struct pages *pages_read(const struct net_options *options, char *problem, size_t size)
{
	struct pages *pages = xcalloc(1, sizeof *pages);
	bool good = !*options->pages || add_folder(pages, options->pages, "", problem, size);
	for (size_t i = 0; good && i < options->learn_count; i++) {
		good = add_learn(pages, &options->learn[i]);
		if (!good)
			snprintf(problem, size, "more than %d files in %s", PAGE_FILES_MAX, options->pages);
	}
	if (good)
		return pages;
	pages_free(pages);
	return NULL;
}

void pages_free(struct pages *pages)
{
	if (!pages)
		return;
	for (int i = 0; i < pages->count; i++) {
		free(pages->files[i].name);
		buf_free(&pages->files[i].plain);
		buf_free(&pages->files[i].gzip);
	}
	free(pages);
}

/* The name of a pack or of an area in it, as content has them. */
static bool is_key(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '-' &&
			s.p[i] != '_')
			return false;
	return s.n > 0 && s.n <= KEY_CHARS_MAX;
}

/* These are all the same page, which reads itself where it is: at a note, a board, a person's page, the
 * coordinator's; and those for everybody. */
static bool is_place(struct str path)
{
	static const char *const whole[] = {"/", "/coordinator", "/learn", "/privacy"},
				 *const numbered[] = {"/n/", "/b/", "/p/"},
				 *const keyed[] = {"/learn/", "/coordinator/"};
	int64_t subject;
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (str_eq(path, str_from(whole[i])))
			return true;
	for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++)
		if (str_starts(path, str_from(numbered[i])))
			return str_int(str_sub(path, 3, path.n), 0, INT64_MAX, &subject);
	for (size_t i = 0; i < sizeof keyed / sizeof *keyed; i++)
		if (str_starts(path, str_from(keyed[i])))
			return is_key(str_sub(path, strlen(keyed[i]), path.n));
	return false;
}

static struct str file_name(struct str path)
{
	return is_place(path) ? STR("index.html") : str_sub(path, 1, path.n);
}

/* What there is to learn in a language that has no content is the first one's: English. */
static struct page *find(struct pages *pages, struct str name)
{
	struct str learn = STR(LEARN);
	bool any = str_starts(name, learn) && is_key(str_sub(name, learn.n, name.n));
	struct page *found = NULL;
	for (int i = pages->count; i-- > 0;) {
		struct page *page = &pages->files[i];
		if (str_eq(str_from(page->name), name))
			return page;
		if (any && page->doc)
			found = page;
	}
	return found;
}

void page_get(struct request *r)
{
	struct page *page = find(r->net->pages, file_name(r->path));
	if (!page) {
		request_fail(r, ERR_not_found);
		return;
	}
	if (page->doc && !page->plain.n)
		make_learn(page);
	bool same = str_contains(request_header(r, "If-None-Match"), str_from(page->etag));
	bool gzip = page->gzip.n && str_contains(request_header(r, "Accept-Encoding"), STR("gzip"));
	const struct buf *bytes = gzip ? &page->gzip : &page->plain;
	struct MHD_Response *response = MHD_create_response_from_buffer(
		same ? 0 : bytes->n, same ? NULL : bytes->p, MHD_RESPMEM_PERSISTENT);
	INVARIANT(response);
	answer_headers(
		r, response, page->type, page->for_ever ? "public, max-age=31536000, immutable" : "no-cache");
	MHD_add_response_header(response, "ETag", page->etag);
	MHD_add_response_header(response, "Vary", "Accept-Encoding");
	if (gzip && !same)
		MHD_add_response_header(response, "Content-Encoding", "gzip");
	request_answer(r, same ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, response);
}
