/* The scheduler against a reference: the same answers after the same days give the same stability, difficulty and
 * interval. The numbers were made with the npm package ts-fsrs 5.4.2 (FSRS-6.0, default weights, retention 0.9,
 * no fuzz), whose state was cut to millionths after each answer, as ours is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/clock.h"
#include "core/fsrs.h"

#define ANSWERS_MAX 12

struct answer {
	int rating; /* 1 again to 4 easy */
	int days;   /* since the answer before */
	int64_t stability, difficulty;
	int interval; /* days until it is due */
};

/* clang-format off */
static const struct answer reference[][ANSWERS_MAX] = {
	{{3, 0, 2306500, 2118104, 2}, {3, 2, 10964332, 2111214, 11}, {3, 11, 46280216, 2104331, 46}, {3, 46, 162862207, 2097455, 163}, {3, 163, 497447209, 2090586, 497}, {3, 497, 1345528819, 2083724, 1346}, {3, 1346, 3292279760, 2076869, 3292}, {3, 3292, 7397830527, 2070021, 7398}, {3, 7398, 15465867641, 2063179, 15466}},
	{{1, 0, 212000, 6413300, 1}, {3, 0, 246689, 6402115, 1}, {3, 1, 2021477, 6390941, 2}, {1, 2, 526000, 8798955, 1}, {2, 0, 526000, 9187919, 1}, {3, 1, 1399362, 9173959, 1}, {4, 1, 3299527, 8883163, 3}, {3, 3, 6178921, 8869508, 6}},
	{{2, 0, 1293100, 5112171, 1}, {2, 1, 3249412, 6740460, 3}, {2, 3, 6728346, 7821394, 7}, {2, 7, 11916431, 8538968, 12}, {2, 12, 18236286, 9015327, 18}, {2, 18, 25398732, 9331557, 25}},
	{{4, 0, 8295600, 1000000, 8}, {4, 8, 65624226, 1000000, 66}, {4, 66, 396775017, 1000000, 397}, {4, 397, 1874916956, 1000000, 1875}, {4, 1875, 7265432734, 1000000, 7265}, {1, 400, 14063737, 7026990, 14}},
	{{1, 0, 212000, 6413300, 1}, {1, 1, 100886, 8806304, 1}, {1, 1, 55035, 9592869, 1}, {1, 1, 33369, 9851407, 1}, {1, 1, 21934, 9936387, 1}, {1, 1, 15355, 9964319, 1}, {1, 1, 11304, 9973500, 1}, {1, 1, 8669, 9976518, 1}, {1, 0, 4207, 9977510, 1}, {1, 0, 2141, 9977836, 1}, {1, 30, 2038, 9977943, 1}, {3, 5, 30341, 9963193, 1}},
	{{3, 0, 2306500, 2118104, 2}, {4, 0, 3946054, 1000000, 4}, {2, 0, 3946054, 4010609, 4}, {1, 0, 1280009, 8016556, 1}, {3, 2, 3950992, 8003768, 4}, {3, 200, 30605365, 7990993, 31}, {1, 3000, 4448333, 9324881, 4}, {2, 1, 5002069, 9537053, 5}},
	{{3, 0, 2306500, 2118104, 2}, {3, 2, 10964332, 2111214, 11}, {3, 7, 36123637, 2104331, 36}, {4, 36, 214070672, 1000000, 214}, {3, 0, 214070672, 1000000, 214}, {3, 0, 214070672, 1000000, 214}, {1, 0, 53392979, 7026990, 53}, {3, 109, 147333536, 7015191, 147}},
	{{3, 0, 2306500, 2118104, 2}, {2, 64, 28627264, 4752859, 29}, {3, 54, 112428730, 4743335, 112}, {3, 0, 112428730, 4733820, 112}, {3, 1, 114651247, 4724315, 115}, {3, 1, 116870076, 4714819, 117}, {3, 117, 296048346, 4705333, 296}, {1, 7, 4705283, 8244907, 5}},
	{{1, 0, 212000, 6413300, 1}, {3, 7, 3442048, 6402115, 3}, {2, 1, 4985166, 7596785, 5}, {2, 31, 16697259, 8389862, 17}, {4, 17, 44564580, 7837057, 45}, {3, 5, 50790716, 7824448, 51}, {1, 47, 2786104, 9270139, 3}, {4, 0, 4707696, 9011482, 5}},
	{{2, 0, 1293100, 5112171, 1}, {2, 7, 7497059, 6740460, 7}, {3, 7, 19203740, 6728948, 19}, {2, 7, 26518539, 7813752, 27}, {4, 0, 38634202, 7068438, 39}, {3, 7, 49388867, 7056598, 49}, {4, 0, 69068525, 6058279, 69}, {3, 41, 130288611, 6047449, 130}},
	{{4, 0, 8295600, 1000000, 8}, {3, 8, 38905150, 1000000, 39}, {3, 1, 43102569, 1000000, 43}, {1, 43, 2983575, 7026990, 3}, {3, 7, 12185038, 7015191, 12}, {3, 0, 12185038, 7003404, 12}, {2, 0, 12185038, 7995948, 12}, {4, 7, 28179090, 7311516, 28}},
	{{2, 0, 1293100, 5112171, 1}, {3, 7, 11608961, 5102287, 12}, {3, 78, 82081630, 5092413, 82}, {4, 0, 111014702, 3437754, 111}, {3, 0, 111014702, 3429545, 111}, {1, 7, 3431602, 7825564, 3}, {3, 7, 11048811, 7812967, 11}, {3, 5, 17921859, 7800382, 18}},
	{{1, 0, 212000, 6413300, 1}, {3, 1, 1886788, 6402115, 2}, {1, 0, 642478, 8802628, 1}, {3, 0, 695006, 8789054, 1}, {4, 7, 6216666, 8369641, 6}, {3, 38, 24180219, 8356500, 24}, {3, 24, 44328115, 8343372, 44}, {4, 74, 133447577, 7775032, 133}},
	{{1, 0, 212000, 6413300, 1}, {4, 4, 5422237, 5200020, 5}, {4, 92, 100583699, 3581319, 101}, {3, 9, 123781199, 3572966, 124}, {4, 0, 162948331, 1410579, 163}, {3, 1, 166150066, 1404397, 166}, {3, 8, 191171860, 1398221, 191}, {4, 113, 709844652, 1000000, 710}},
	{{4, 0, 8295600, 1000000, 8}, {3, 7, 36056468, 1000000, 36}, {3, 0, 36056468, 1000000, 36}, {1, 0, 10111401, 7026990, 10}, {2, 10, 18894514, 8011606, 19}, {3, 4, 24087214, 7998823, 24}, {4, 24, 66908480, 7315351, 67}, {3, 89, 147212850, 7303264, 147}},
	{{4, 0, 8295600, 1000000, 8}, {3, 7, 36056468, 1000000, 36}, {3, 11, 77316289, 1000000, 77}, {4, 96, 516936723, 1000000, 517}, {3, 7, 536147544, 1000000, 536}, {2, 536, 1145771886, 4010609, 1146}, {3, 0, 1145771886, 4001827, 1146}, {4, 6, 1164752856, 1982745, 1165}},
	{{2, 0, 1293100, 5112171, 1}, {3, 0, 1335900, 5102287, 1}, {2, 7, 7630890, 6733898, 8}, {2, 7, 14695368, 7817038, 15}, {4, 0, 22257270, 7072822, 22}, {1, 7, 1810355, 9023085, 2}, {1, 100, 865172, 9664123, 1}, {3, 0, 917758, 9649687, 1}},
	{{1, 0, 212000, 6413300, 1}, {3, 2, 2432949, 6402115, 2}, {4, 53, 44012590, 5185098, 44}, {1, 17, 2498382, 8402603, 2}, {4, 0, 4251917, 7854056, 4}, {2, 0, 4251917, 8560651, 4}, {3, 4, 8453801, 8547319, 8}, {1, 8, 1226858, 9507742, 1}},
	{{3, 0, 2306500, 2118104, 2}, {1, 4, 661417, 7394503, 1}, {3, 69, 8996832, 7382337, 9}, {3, 4, 15474708, 7370183, 15}, {1, 15, 1678974, 9120825, 2}, {3, 4, 4397803, 9106933, 4}, {4, 0, 7211121, 8793740, 7}, {3, 0, 7211121, 8780175, 7}},
	{{1, 0, 212000, 6413300, 1}, {4, 1, 3348710, 5200020, 3}, {2, 41, 21792453, 6798778, 22}, {1, 0, 6317179, 8933008, 6}, {3, 7, 11880976, 8919303, 12}, {3, 4, 15589481, 8905612, 16}, {3, 15, 26417373, 8891935, 26}, {2, 7, 29981581, 9249643, 30}},
};
/* clang-format on */

static int64_t at(int day, int hour, int minute)
{
	setenv("TZ", "Europe/Berlin", 1);
	return civil_to((struct civil){2026, 1, 1 + day, hour, minute, 0, 0});
}

/* The reference cuts the likelihood of remembering to eight places: so near it has to come. */
static void near(int64_t got, int64_t wanted, const char *what, size_t row, int answer)
{
	if (llabs(got - wanted) > 2 + wanted / 2000000)
		fail_msg("%s of row %zu, answer %d: %lld, not %lld", what, row, answer, (long long)got,
			(long long)wanted);
}

static void agrees_with_the_reference(void **state)
{
	(void)state;
	for (size_t row = 0; row < sizeof reference / sizeof *reference; row++) {
		struct fsrs f = {0};
		int day = 0;
		for (int i = 0; i < ANSWERS_MAX && reference[row][i].rating; i++) {
			const struct answer *a = &reference[row][i];
			day += a->days;
			f = fsrs_answered(f, (enum fsrs_rating)(a->rating - 1), at(day, 10, 0));
			near(f.stability, a->stability, "stability", row, i);
			near(f.difficulty, a->difficulty, "difficulty", row, i);
			assert_int_equal(f.due, at(day + a->interval, 0, 0));
		}
	}
}

/* Once a week at ten, and two minutes early. */
static void days_are_the_rooms_days(void **state)
{
	(void)state;
	struct fsrs f = fsrs_answered((struct fsrs){0}, FSRS_EASY, at(0, 10, 0));
	struct fsrs late = fsrs_answered(f, FSRS_GOOD, at(7, 10, 2));
	struct fsrs early = fsrs_answered(f, FSRS_GOOD, at(7, 9, 58));
	assert_int_equal(late.stability, early.stability);
	assert_int_equal(early.due % DAY, at(7, 0, 0) % DAY);
	/* over the night in March that has an hour less, and the one in October that has one more */
	for (int day = 87; day < 300; day += 210) {
		f = fsrs_answered((struct fsrs){0}, FSRS_GOOD, at(day - 1, 23, 59));
		assert_int_equal(f.due, at(day + 1, 0, 0));
		assert_true(fsrs_retrievability(f, at(day, 0, 1)) < 1000000);
	}
}

static void it_fades_until_it_is_due(void **state)
{
	(void)state;
	assert_int_equal(fsrs_retrievability((struct fsrs){0}, at(0, 10, 0)), 0);
	struct fsrs f = {.stability = 5000000, .difficulty = 5000000, .last = at(0, 10, 0)};
	assert_int_equal(fsrs_retrievability(f, at(0, 18, 0)), 1000000);
	assert_int_equal(fsrs_retrievability(f, at(5, 10, 0)), 900000);
	assert_int_equal(fsrs_retrievability(f, at(-9, 10, 0)), 1000000); /* a clock that went back */
	near(fsrs_retrievability(f, at(10, 10, 0)), 845885, "retrievability", 0, 0);
}

/* A clock that was set back, or a state that was damaged on the disk, gives a state and no trap. */
static void odd_states_are_survived(void **state)
{
	(void)state;
	struct fsrs f = fsrs_answered((struct fsrs){0}, FSRS_GOOD, at(100, 10, 0));
	struct fsrs back = fsrs_answered(f, FSRS_GOOD, at(0, 10, 0));
	assert_true(back.stability >= f.stability && back.due > at(0, 0, 0));
	static const struct fsrs odd[] = {{.stability = 1, .difficulty = 0},
		{.stability = INT64_MAX, .difficulty = INT64_MAX}, {.stability = -5, .difficulty = -5},
		{.stability = 1000000, .difficulty = -1}};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		for (int rating = 0; rating < FSRS_RATING_COUNT; rating++) {
			f = fsrs_answered(odd[i], (enum fsrs_rating)rating, at(10, 10, 0));
			assert_in_range(f.stability, 1000, 36500000000);
			assert_in_range(f.difficulty, 1000000, 10000000);
			assert_in_range(f.due, at(11, 0, 0), at(36511, 0, 0));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_reference),
		cmocka_unit_test(days_are_the_rooms_days),
		cmocka_unit_test(it_fades_until_it_is_due),
		cmocka_unit_test(odd_states_are_survived),
	};
	return cmocka_run_group_tests_name("fsrs", tests, NULL, NULL);
}
