/* Folding for search: what a person types on an unfamiliar keyboard should find a name however it is
 * spelled. Not a linguistic sort: é is e, ö is o, ł is l, ß is ss. The tables hold, position by
 * position, what each code point becomes: the base letter of its canonical decomposition (Unicode
 * 14, NFD) in lower case, and by hand the letters that have none (ł, ø, đ …). A table can be read and
 * corrected by eye, which the Unicode data files cannot. */
#include "base/str.h"

#include <string.h>

static const uint_least16_t latin[] = /* U+00C0 to U+024F */
	u"aaaaaa#ceeeeiiiidnooooo×ouuuuy##"
	u"aaaaaa#ceeeeiiiidnooooo÷ouuuuy#y"
	u"aaaaaaccccccccddddeeeeeeeeeegggg"
	u"gggghhhhiiiiiiiiii##jjkkklllllll"
	u"lllnnnnnnnnnoooooo##rrrrrrssssss"
	u"ssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
	u"bbbbƅƅɔccddddƍeeɛffgɣ#ɩikklƛɯnnɵ"
	u"ooƣƣppʀƨƨʃƪttttuuʊvyyzzʒƹƹƺƻƽƽƾƿ"
	u"ǀǁǂǃ#########aaiioouuuuuuuuuueaa"
	u"aa##ggggkkooooʒʒj###gg#ƿnnaa##oo"
	u"aaaaeeeeiiiioooorrrruuuussttȝȝhh"
	u"nd##zzaaeeooooooooyylntj##acclts"
	u"zɂɂbuveejjqqrryy";

static const uint_least16_t greek[] = /* U+0370 to U+03FF */
	u"ͱͱͳͳʹ͵ͷͷ?\?ͺͻͼͽ;ϳ?\??\?΄¨α·εηι?ο?υω"
	u"ιαβγδεζηθικλμνξοπρ?στυφχψωιυαεηι"
	u"υαβγδεζηθικλμνξοπρσστυφχψωιυουωϗ"
	u"βθϒϒϒφπϗϙϙϛϛϝϝϟϟϡϡϣϣϥϥϧϧϩϩϫϫϭϭϯϯ"
	u"κρσϳθε϶ϸϸσϻϻϼͻͼͽ";

static const uint_least16_t cyrillic[] = /* U+0400 to U+052F */
	u"ееђгєѕііјљњћкиуџабвгдежзииклмноп"
	u"рстуфхцчшщъыьэюяабвгдежзииклмноп"
	u"рстуфхцчшщъыьэюяееђгєѕііјљњћкиуџ"
	u"ѡѡѣѣѥѥѧѧѩѩѫѫѭѭѯѯѱѱѳѳѵѵѵѵѹѹѻѻѽѽѿѿ"
	u"ҁҁ҂҃҄҅҆҇҈҉ҋҋҍҍҏҏггғғҕҕҗҗҙҙққҝҝҟҟ"
	u"ҡҡңңҥҥҧҧҩҩҫҫҭҭүүұұҳҳҵҵҷҷҹҹһһҽҽҿҿ"
	u"ӏжжӄӄӆӆӈӈӊӊӌӌӎӎӏааааӕӕееәәәәжжзз"
	u"ӡӡииииооөөөөээууууууччӷӷыыӻӻӽӽӿӿ"
	u"ԁԁԃԃԅԅԇԇԉԉԋԋԍԍԏԏԑԑԓԓԕԕԗԗԙԙԛԛԝԝԟԟ"
	u"ԡԡԣԣԥԥԧԧԩԩԫԫԭԭԯԯ";

static const uint_least16_t latin_additional[] = /* U+1E00 to U+1EFF */
	u"aabbbbbbccddddddddddeeeeeeeeeeff"
	u"gghhhhhhhhhhiiiikkkkkkllllllllmm"
	u"mmmmnnnnnnnnoooooooopppprrrrrrrr"
	u"ssssssssssttttttttuuuuuuuuuuvvvv"
	u"wwwwwwwwwwxxxxyyzzzzzzhtwyasss#ẟ"
	u"aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
	u"eeeeeeeeiiiioooooooooooooooooooo"
	u"oooouuuuuuuuuuuuuuyyyyyyyyỻỻỽỽỿỿ";

static const uint_least16_t greek_extended[] = /* U+1F00 to U+1FFF */
	u"ααααααααααααααααεεεεεε?\?εεεεεε?\?"
	u"ηηηηηηηηηηηηηηηηιιιιιιιιιιιιιιιι"
	u"οοοοοο?\?οοοοοο?\?υυυυυυυυ?υ?υ?υ?υ"
	u"ωωωωωωωωωωωωωωωωααεεηηιιοουυωω?\?"
	u"ααααααααααααααααηηηηηηηηηηηηηηηη"
	u"ωωωωωωωωωωωωωωωωααααα?ααααααα᾽ι᾿"
	u"῀¨ηηη?ηηεεηηη᾿᾿᾿ιιιι?\?ιιιιιι?῾῾῾"
	u"υυυυρρυυυυυυρ¨¨`?\?ωωω?ωωοοωωω´῾?";

/* clang-format off */
/* What becomes two letters; the tables above have # there. */
static const struct {
	uint16_t from;
	char to[3];
} pairs[] = {
	{0x00C6, "ae"}, {0x00DE, "th"}, {0x00DF, "ss"}, {0x00E6, "ae"}, {0x00FE, "th"}, {0x0132, "ij"},
	{0x0133, "ij"}, {0x0152, "oe"}, {0x0153, "oe"}, {0x0195, "hv"}, {0x01C4, "dz"}, {0x01C5, "dz"},
	{0x01C6, "dz"}, {0x01C7, "lj"}, {0x01C8, "lj"}, {0x01C9, "lj"}, {0x01CA, "nj"}, {0x01CB, "nj"},
	{0x01CC, "nj"}, {0x01E2, "ae"}, {0x01E3, "ae"}, {0x01F1, "dz"}, {0x01F2, "dz"}, {0x01F3, "dz"},
	{0x01F6, "hv"}, {0x01FC, "ae"}, {0x01FD, "ae"}, {0x0222, "ou"}, {0x0223, "ou"}, {0x0238, "db"},
	{0x0239, "qp"}, {0x1E9E, "ss"},
};
/* clang-format on */

static const struct {
	uint32_t first, last;
	const uint_least16_t *to;
} tables[] = {
	{0x00C0, 0x024F, latin},
	{0x0370, 0x03FF, greek},
	{0x0400, 0x052F, cyrillic},
	{0x1E00, 0x1EFF, latin_additional},
	{0x1F00, 0x1FFF, greek_extended},
};

/* Scripts whose capitals lie at one distance from their small letters. */
static const struct {
	uint32_t first, last;
	int32_t distance;
} capitals[] = {
	{0x0531, 0x0556, 0x30},   /* Armenian */
	{0x1C90, 0x1CBF, -0xBC0}, /* Georgian */
	{0x13A0, 0x13EF, 0x97D0}, /* Cherokee */
	{0xFF21, 0xFF3A, 0x20},   /* full-width Latin */
	{0x10400, 0x10427, 0x28}, /* Deseret */
	{0x1E900, 0x1E921, 0x22}, /* Adlam */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_combining(uint32_t c)
{
	return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF);
}

static size_t put_pair(uint32_t c, char out[4])
{
	for (size_t i = 0; i < COUNT(pairs); i++)
		if (pairs[i].from == c)
			return memcpy(out, pairs[i].to, 2), 2;
	return utf8_put(out, c);
}

static size_t fold_one(uint32_t c, char out[4])
{
	if (is_combining(c))
		return 0;
	for (size_t i = 0; i < COUNT(tables); i++)
		if (c >= tables[i].first && c <= tables[i].last) {
			uint32_t to = tables[i].to[c - tables[i].first];
			/* '#' marks a pair, '?' a code point that Unicode has not given out */
			return to == '#' ? put_pair(c, out) : utf8_put(out, to == '?' ? c : to);
		}
	for (size_t i = 0; i < COUNT(capitals); i++)
		if (c >= capitals[i].first && c <= capitals[i].last)
			return utf8_put(out, (uint32_t)((int32_t)c + capitals[i].distance));
	return utf8_put(out, c);
}

size_t str_fold(struct str s, char *out, size_t cap)
{
	size_t n = 0;
	for (size_t at = 0; at < s.n;) {
		char folded[4];
		size_t length = 1;
		unsigned char c = (unsigned char)s.p[at];
		if (c < 0x80) {
			folded[0] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
			at++;
		} else {
			length = fold_one(utf8_next(s, &at), folded);
		}
		if (length > cap - n)
			break;
		memcpy(out + n, folded, length);
		n += length;
	}
	return n;
}
