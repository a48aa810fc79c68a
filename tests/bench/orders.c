/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders for make bench, as CSV: `orders ROWS`. A row depends on its number alone, so that a short table is the
 * beginning of a long one. Half of what decides lies on or beside a boundary of the table, or anywhere else. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state;

/* Steele, Lea and Flood's SplitMix64. */
static uint64_t draw(void)
{
	uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static unsigned below(unsigned limit)
{
	return (unsigned)(draw() % limit);
}

static bool once_in(unsigned times)
{
	return below(times) == 0;
}

/* Tenths of a unit: on a limit, just beyond it, or anywhere up to MOST. */
static unsigned around(const unsigned *limits, unsigned count, unsigned most)
{
	unsigned limit = limits[below(count)];

	switch (below(8)) {
	case 0:
		return limit;
	case 1:
		return limit + 1;
	case 2:
	case 3:
	case 4:
		return below(limit);
	default:
		return below(most);
	}
}

static void print_tenths(unsigned tenths)
{
	if (tenths % 10 != 0)
		printf(",%u.%u", tenths / 10, tenths % 10);
	else
		printf(",%u", tenths / 10);
}

static void print_order(uint64_t number)
{
	static const unsigned minutes[] = {150, 600}, days[] = {300};
	static const unsigned magnitudes[] = {1000, 10000, 100000, 1000000, 10000000};
	static const char *const regions[] = {"bj", "sh", "gz", "cd", "hk", "sg"};
	unsigned cents;

	state = number * UINT64_C(0x2545f4914f6cdd1d);
	printf("%" PRIu64, number);
	print_tenths(around(minutes, 2, 500000));
	printf(",%d,%d", below(5) < 2, below(5) < 3);
	print_tenths(around(days, 1, 400));
	printf(",%s,%d,%d,%d,%d,%d", below(3) == 0 ? "enterprise" : "personal", once_in(33), once_in(100),
		once_in(200), once_in(7), below(5) < 3);
	cents = once_in(50) ? 0 : below(magnitudes[below(5)]);
	printf(",%u.%02u,%d,%d", cents / 100, cents % 100, once_in(25), once_in(5));
	for (int document = 0; document < 5; document++)
		printf(",%d", !once_in(8));
	printf(",%s\n", regions[below(6)]);
}

int main(int argc, char **argv)
{
	uint64_t rows = argc == 2 ? strtoull(argv[1], NULL, 10) : 1000;

	puts("id,minutes_since_order,deployed,started,days_since_service_start,account_type,arrears,ddos_record,"
	     "illegal_content,annual_agreement,has_termination_proof,paid,abnormal_ops,promo,order_screenshot,"
	     "status_screenshot,usage_log,business_statement,config_error_proof,region");
	for (uint64_t i = 1; i <= rows; i++)
		print_order(i);
	return ferror(stdout) || fflush(stdout) != 0;
}
