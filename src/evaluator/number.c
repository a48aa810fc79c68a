/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number.h"

#include <stdio.h>

static wide magnitude(wide a)
{
	return a < 0 ? -a : a;
}

wide number_gcd(wide a, wide b)
{
	a = magnitude(a);
	b = magnitude(b);
	/* 128-bit division is slow; most numbers do not need it. */
	while (b > INT64_MAX || a > INT64_MAX) {
		wide rest;
		if (b == 0)
			return a;
		rest = a % b;
		a = b;
		b = rest;
	}
	uint64_t x = (uint64_t)a, y = (uint64_t)b;
	while (y != 0) {
		uint64_t rest = x % y;
		x = y;
		y = rest;
	}
	return (wide)x;
}

struct number number_reduced(wide num, wide den)
{
	wide common;
	if (den == 1)
		return number_of(num);
	common = number_gcd(num, den);
	if (den < 0)
		common = -common;
	return (struct number){num / common, den / common};
}

struct number number_add_unlike(struct number a, struct number b)
{
	wide common;
	if (a.den == 1)
		return (struct number){a.num * b.den + b.num, b.den};
	if (b.den == 1)
		return (struct number){a.num + b.num * a.den, a.den};
	common = number_gcd(a.den, b.den);
	return (struct number){
	        a.num * (b.den / common) + b.num * (a.den / common), a.den / common * b.den};
}

wide number_floor(struct number a)
{
	wide whole;
	if (a.den == 1)
		return a.num;
	/* 128-bit division is slow; most numbers do not need it. */
	if (a.num >= 0 && a.num <= INT64_MAX && a.den <= INT64_MAX)
		return (int64_t)a.num / (int64_t)a.den;
	whole = a.num / a.den;
	return a.num % a.den < 0 ? whole - 1 : whole;
}

wide number_ceil(struct number a)
{
	wide whole;
	if (a.den == 1)
		return a.num;
	whole = a.num / a.den;
	return a.num % a.den > 0 ? whole + 1 : whole;
}

wide number_round(struct number a)
{
	wide whole = number_floor(a);
	wide rest = a.num - whole * a.den;
	return rest >= a.den - rest ? whole + 1 : whole;
}

static bool is_small(struct number a)
{
	return magnitude(a.num) <= INT32_MAX * (wide)INT32_MAX && a.den <= INT32_MAX * (wide)INT32_MAX;
}

/* By their continued fractions: the whole parts decide, or else the inverses of what is left. */
int number_compare_any(struct number a, struct number b)
{
	int sign = 1;
	if (a.den == b.den || (is_small(a) && is_small(b)))
		return number_compare(a, b);
	for (;;) {
		wide whole_a = number_floor(a), whole_b = number_floor(b);
		wide rest_a, rest_b;
		if (whole_a != whole_b)
			return whole_a < whole_b ? -sign : sign;
		rest_a = a.num - whole_a * a.den;
		rest_b = b.num - whole_b * b.den;
		if (rest_a == 0 || rest_b == 0)
			return sign * ((rest_a != 0) - (rest_b != 0));
		a = (struct number){a.den, rest_a};
		b = (struct number){b.den, rest_b};
		sign = -sign;
	}
}

bool number_add_checked(struct number a, struct number b, struct number *ret)
{
	wide common, left, right, num, den;
	if (a.den == 1 && b.den == 1) {
		if (__builtin_add_overflow(a.num, b.num, &num) || num == WIDE_LEAST)
			return false;
		*ret = number_of(num);
		return true;
	}
	common = number_gcd(a.den, b.den);
	if (__builtin_mul_overflow(a.num, b.den / common, &left) ||
	        __builtin_mul_overflow(b.num, a.den / common, &right) ||
	        __builtin_add_overflow(left, right, &num) || num == WIDE_LEAST ||
	        __builtin_mul_overflow(a.den / common, b.den, &den))
		return false;
	*ret = number_reduced(num, den);
	return true;
}

bool number_sub_checked(struct number a, struct number b, struct number *ret)
{
	return number_add_checked(a, number_negate(b), ret);
}

bool number_mul_checked(struct number a, struct number b, struct number *ret)
{
	struct number x, y;
	wide num, den;
	if (a.den == 1 && b.den == 1) {
		if (__builtin_mul_overflow(a.num, b.num, &num) || num == WIDE_LEAST)
			return false;
		*ret = number_of(num);
		return true;
	}
	x = number_reduced(a.num, b.den);
	y = number_reduced(b.num, a.den);
	if (__builtin_mul_overflow(x.num, y.num, &num) || num == WIDE_LEAST ||
	        __builtin_mul_overflow(x.den, y.den, &den))
		return false;
	*ret = number_reduced(num, den);
	return true;
}

bool number_div_checked(struct number a, struct number b, struct number *ret)
{
	if (b.num == 0)
		return false;
	return number_mul_checked(a,
	        b.num < 0 ? (struct number){-b.den, -b.num} : (struct number){b.den, b.num}, ret);
}

/* The digits of a whole number, not below zero, into the room before END; returns where they begin. */
static const char *whole_digits(wide value, char *end)
{
	*--end = '\0';
	do {
		*--end = (char)('0' + (int)(value % 10));
		value /= 10;
	} while (value != 0);
	return end;
}

void number_digits(struct number value, int least_decimals, char *text, size_t size)
{
	struct number reduced = number_reduced(value.num, value.den);
	const char *sign = reduced.num < 0 ? "-" : "";
	wide num = magnitude(reduced.num), den = reduced.den, rest = num % den;
	char first[48], second[48], decimals[16];
	int count = 0;

	if (1000000000 % den != 0) {
		snprintf(text, size, "%s%s / %s", sign, whole_digits(num, first + sizeof(first)),
			whole_digits(den, second + sizeof(second)));
		return;
	}
	for (; rest != 0 || count < least_decimals; count++) {
		decimals[count] = (char)('0' + (int)(rest * 10 / den));
		rest = rest * 10 % den;
	}
	decimals[count] = '\0';
	snprintf(text, size, "%s%s%s%s", sign, whole_digits(num / den, first + sizeof(first)), count > 0 ? "." : "",
		decimals);
}
