/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "currency.h"

#include <string.h>

#include "language.h"

#define WORDS(...)                                                                                 \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}
#define BOTH(...) WORDS(__VA_ARGS__), WORDS(__VA_ARGS__)

/* TRANSLATORS: sums of money, as "640.00 CNY" */
static const struct currency currencies[] = {
        {"CNY", N_("%s CNY"), WORDS("¥", "rmb", "cny", "人民币"),
                WORDS("元整", "元", "块钱", "块", "圆", "rmb", "cny", "人民币", "¥")},
        {"USD", N_("%s USD"), BOTH("us$", "usd", "$", "美元", "美金")},
        {"EUR", N_("%s EUR"), BOTH("eur", "€", "欧元")},
        {"GBP", N_("%s GBP"), BOTH("gbp", "£", "英镑")},
        {"HKD", N_("%s HKD"), BOTH("hk$", "hkd", "$", "港元", "港币")},
        {"MOP", N_("%s MOP"), BOTH("mop$", "mop", "澳门元")},
        {"TWD", N_("%s TWD"), BOTH("nt$", "twd", "$", "新台币", "台币")},
        {"SGD", N_("%s SGD"), BOTH("s$", "sgd", "$", "新加坡元", "新元")},
        {"MYR", N_("%s MYR"), BOTH("rm", "myr", "马来西亚林吉特", "林吉特", "令吉")},
        {"THB", N_("%s THB"), BOTH("thb", "฿", "泰铢")},
        {"AUD", N_("%s AUD"), BOTH("a$", "aud", "$", "澳元", "澳大利亚元")},
        {"CAD", N_("%s CAD"), BOTH("c$", "cad", "$", "加元", "加拿大元")},
};

const struct currency *currency_at(size_t index)
{
	return index < sizeof currencies / sizeof *currencies ? &currencies[index] : NULL;
}

const struct currency *currency_of(const char *code)
{
	for (size_t i = 0; code && currency_at(i); i++) {
		if (strcmp(currencies[i].code, code) == 0)
			return &currencies[i];
	}
	return &currencies[0];
}
