/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the consoles and their order pages call things, in both languages. */
#include "config.h"

#include <string.h>

#include "order-page.h"

static const struct order_label labels[] = {
	{"订单号", "order_id", ORDER_NUMBER, 0},
	{"订单编号", "order_id", ORDER_NUMBER, 0},
	{"订单id", "order_id", ORDER_NUMBER, 0},
	{"主订单号", "order_id", ORDER_NUMBER, 0},
	{"ordernumber", "order_id", ORDER_NUMBER, 0},
	{"orderno.", "order_id", ORDER_NUMBER, 0},
	{"orderno", "order_id", ORDER_NUMBER, 0},
	{"orderid", "order_id", ORDER_NUMBER, 0},

	{"账号id", "account_uid", ORDER_NUMBER, 0},
	{"帐号id", "account_uid", ORDER_NUMBER, 0},
	{"账户id", "account_uid", ORDER_NUMBER, 0},
	{"主账号id", "account_uid", ORDER_NUMBER, 1},
	{"账号uid", "account_uid", ORDER_NUMBER, 0},
	{"uid", "account_uid", ORDER_NUMBER, 0},
	{"用户id", "account_uid", ORDER_NUMBER, 0},
	{"accountid", "account_uid", ORDER_NUMBER, 0},
	{"accountuid", "account_uid", ORDER_NUMBER, 0},

	{"实例id", "instance_id", ORDER_NUMBER, 1},
	{"实例编号", "instance_id", ORDER_NUMBER, 1},
	{"实例id/名称", "instance_id", ORDER_NUMBER, 1},
	{"资源id", "instance_id", ORDER_NUMBER, 0},
	{"资源编号", "instance_id", ORDER_NUMBER, 0},
	{"实例", "instance_id", ORDER_NUMBER, 0},
	{"instanceid", "instance_id", ORDER_NUMBER, 1},
	{"instanceid/name", "instance_id", ORDER_NUMBER, 1},
	{"resourceid", "instance_id", ORDER_NUMBER, 0},

	/* When the order was created, not when it was paid. */
	{"下单时间", "ordered_at", ORDER_MOMENT, 2},
	{"订单创建时间", "ordered_at", ORDER_MOMENT, 2},
	{"订单时间", "ordered_at", ORDER_MOMENT, 2},
	{"创建时间", "ordered_at", ORDER_MOMENT, 1},
	{"提交时间", "ordered_at", ORDER_MOMENT, 1},
	{"ordercreated", "ordered_at", ORDER_MOMENT, 2},
	{"orderedat", "ordered_at", ORDER_MOMENT, 2},
	{"ordertime", "ordered_at", ORDER_MOMENT, 2},
	{"ordercreationtime", "ordered_at", ORDER_MOMENT, 2},
	{"orderdate", "ordered_at", ORDER_MOMENT, 2},
	{"timeoforder", "ordered_at", ORDER_MOMENT, 2},
	{"creationtime", "ordered_at", ORDER_MOMENT, 1},
	{"createdat", "ordered_at", ORDER_MOMENT, 1},
	{"createdon", "ordered_at", ORDER_MOMENT, 1},
	{"created", "ordered_at", ORDER_MOMENT, 1},

	/* What was paid in cash; the amount due may hold vouchers, so it comes last. */
	{"现金支付", "paid", ORDER_SUM, 3},
	{"现金实付", "paid", ORDER_SUM, 3},
	{"实付现金", "paid", ORDER_SUM, 3},
	{"实付金额", "paid", ORDER_SUM, 2},
	{"实付款", "paid", ORDER_SUM, 2},
	{"实付", "paid", ORDER_SUM, 2},
	{"实际支付", "paid", ORDER_SUM, 2},
	{"支付金额", "paid", ORDER_SUM, 1},
	{"应付金额", "paid", ORDER_SUM, 0},
	{"应付", "paid", ORDER_SUM, 0},
	{"paidincash", "paid", ORDER_SUM, 3},
	{"cashpayment", "paid", ORDER_SUM, 3},
	{"cashpaid", "paid", ORDER_SUM, 3},
	{"amountpaid", "paid", ORDER_SUM, 2},
	{"actualpayment", "paid", ORDER_SUM, 2},
	{"actuallypaid", "paid", ORDER_SUM, 2},
	{"paidamount", "paid", ORDER_SUM, 2},
	{"paymentamount", "paid", ORDER_SUM, 1},
	{"totalpaid", "paid", ORDER_SUM, 1},
	{"amountdue", "paid", ORDER_SUM, 0},
	{"amountpayable", "paid", ORDER_SUM, 0},

	{"订单原价", "list_price", ORDER_SUM, 1},
	{"原价", "list_price", ORDER_SUM, 1},
	{"官网价", "list_price", ORDER_SUM, 1},
	{"官网目录价", "list_price", ORDER_SUM, 1},
	{"目录价", "list_price", ORDER_SUM, 1},
	{"刊例价", "list_price", ORDER_SUM, 1},
	{"listprice", "list_price", ORDER_SUM, 1},
	{"originalprice", "list_price", ORDER_SUM, 1},
	{"catalogprice", "list_price", ORDER_SUM, 1},

	{"代金券", "voucher", ORDER_SUM, 1},
	{"代金券抵扣", "voucher", ORDER_SUM, 1},
	{"代金券支付", "voucher", ORDER_SUM, 1},
	{"代金券使用", "voucher", ORDER_SUM, 1},
	{"voucher", "voucher", ORDER_SUM, 1},
	{"vouchers", "voucher", ORDER_SUM, 1},
	{"vouchersused", "voucher", ORDER_SUM, 1},
	{"paidwithvouchers", "voucher", ORDER_SUM, 1},
	{"voucherdeduction", "voucher", ORDER_SUM, 1},

	{"数量", "instances", ORDER_COUNT, 0},
	{"购买数量", "instances", ORDER_COUNT, 1},
	{"订购数量", "instances", ORDER_COUNT, 1},
	{"实例数量", "instances", ORDER_COUNT, 1},
	{"台数", "instances", ORDER_COUNT, 1},
	{"quantity", "instances", ORDER_COUNT, 1},
	{"numberofinstances", "instances", ORDER_COUNT, 1},
	{"qty", "instances", ORDER_COUNT, 1},

	{"产品", "product", ORDER_CHOICE, 0},
	{"产品名称", "product", ORDER_CHOICE, 0},
	{"产品类型", "product", ORDER_CHOICE, 0},
	{"商品", "product", ORDER_CHOICE, 0},
	{"商品名称", "product", ORDER_CHOICE, 0},
	{"product", "product", ORDER_CHOICE, 0},
	{"productname", "product", ORDER_CHOICE, 0},
	{"service", "product", ORDER_CHOICE, 0},

	{"付费方式", "billing", ORDER_CHOICE, 0},
	{"付费类型", "billing", ORDER_CHOICE, 0},
	{"付费模式", "billing", ORDER_CHOICE, 0},
	{"计费方式", "billing", ORDER_CHOICE, 0},
	{"计费模式", "billing", ORDER_CHOICE, 0},
	{"计费类型", "billing", ORDER_CHOICE, 0},
	{"billingmethod", "billing", ORDER_CHOICE, 0},
	{"billingmode", "billing", ORDER_CHOICE, 0},
	{"billingtype", "billing", ORDER_CHOICE, 0},
	{"billing", "billing", ORDER_CHOICE, 0},

	{"订单类型", "order_kind", ORDER_CHOICE, 0},
	{"ordertype", "order_kind", ORDER_CHOICE, 0},
	{"typeoforder", "order_kind", ORDER_CHOICE, 0},

	{"支付方式", "payment_method", ORDER_CHOICE, 0},
	{"付款方式", "payment_method", ORDER_CHOICE, 0},
	{"支付渠道", "payment_method", ORDER_CHOICE, 0},
	{"paymentmethod", "payment_method", ORDER_CHOICE, 0},
	{"paidwith", "payment_method", ORDER_CHOICE, 0},
	{"paymentchannel", "payment_method", ORDER_CHOICE, 0},

	{"地域", "region", ORDER_TEXT, 1},
	{"所在地域", "region", ORDER_TEXT, 1},
	{"区域", "region", ORDER_TEXT, 0},
	{"地域及可用区", "region", ORDER_TEXT, 0},
	{"region", "region", ORDER_TEXT, 1},
	{"regionandzone", "region", ORDER_TEXT, 0},

	{"服务周期", "period_end", ORDER_PERIOD, 1},
	{"服务时间", "period_end", ORDER_PERIOD, 1},
	{"使用周期", "period_end", ORDER_PERIOD, 1},
	{"起止时间", "period_end", ORDER_PERIOD, 1},
	{"有效期", "period_end", ORDER_PERIOD, 1},
	{"serviceperiod", "period_end", ORDER_PERIOD, 1},
	{"subscriptionperiod", "period_end", ORDER_PERIOD, 1},
	{"validity", "period_end", ORDER_PERIOD, 1},
	{"开始时间", "period_start", ORDER_MOMENT, 0},
	{"生效时间", "period_start", ORDER_MOMENT, 0},
	{"starttime", "period_start", ORDER_MOMENT, 0},
	{"startsat", "period_start", ORDER_MOMENT, 0},
	{"到期时间", "period_end", ORDER_MOMENT, 0},
	{"结束时间", "period_end", ORDER_MOMENT, 0},
	{"expirytime", "period_end", ORDER_MOMENT, 0},
	{"expirationtime", "period_end", ORDER_MOMENT, 0},
	{"expiresat", "period_end", ORDER_MOMENT, 0},
	{"expireson", "period_end", ORDER_MOMENT, 0},
	{"expires", "period_end", ORDER_MOMENT, 0},
	{"endtime", "period_end", ORDER_MOMENT, 0},

	{"配置", "configuration", ORDER_PART, 0},
	{"配置信息", "configuration", ORDER_PART, 0},
	{"产品配置", "configuration", ORDER_PART, 0},
	{"规格", "configuration", ORDER_PART, 0},
	{"实例规格", "configuration", ORDER_PART, 0},
	{"套餐", "configuration", ORDER_PART, 0},
	{"套餐规格", "configuration", ORDER_PART, 0},
	{"configuration", "configuration", ORDER_PART, 0},
	{"specification", "configuration", ORDER_PART, 0},
	{"specifications", "configuration", ORDER_PART, 0},
	{"instancetype", "configuration", ORDER_PART, 0},
	{"instancespec", "configuration", ORDER_PART, 0},
	{"购买时长", "configuration", ORDER_PART, 0},
	{"订购时长", "configuration", ORDER_PART, 0},
	{"时长", "configuration", ORDER_PART, 0},
	{"duration", "configuration", ORDER_PART, 0},
	{"subscriptionduration", "configuration", ORDER_PART, 0},
	{"term", "configuration", ORDER_PART, 0},
	{"cpu", "configuration", ORDER_NAMED_PART, 0},
	{"vcpu", "configuration", ORDER_NAMED_PART, 0},
	{"vcpus", "configuration", ORDER_NAMED_PART, 0},
	{"内存", "configuration", ORDER_NAMED_PART, 0},
	{"系统盘", "configuration", ORDER_NAMED_PART, 0},
	{"数据盘", "configuration", ORDER_NAMED_PART, 0},
	{"带宽", "configuration", ORDER_NAMED_PART, 0},
	{"公网带宽", "configuration", ORDER_NAMED_PART, 0},
	{"memory", "configuration", ORDER_NAMED_PART, 0},
	{"systemdisk", "configuration", ORDER_NAMED_PART, 0},
	{"datadisk", "configuration", ORDER_NAMED_PART, 0},
	{"bandwidth", "configuration", ORDER_NAMED_PART, 0},
	{"publicbandwidth", "configuration", ORDER_NAMED_PART, 0},

	{"状态", NULL, ORDER_PASSED_OVER, 0},
	{"订单状态", NULL, ORDER_PASSED_OVER, 0},
	{"支付状态", NULL, ORDER_PASSED_OVER, 0},
	{"支付时间", NULL, ORDER_PASSED_OVER, 0},
	{"付款时间", NULL, ORDER_PASSED_OVER, 0},
	{"可用区", NULL, ORDER_PASSED_OVER, 0},
	{"操作系统", NULL, ORDER_PASSED_OVER, 0},
	{"镜像", NULL, ORDER_PASSED_OVER, 0},
	{"操作", NULL, ORDER_PASSED_OVER, 0},
	{"优惠", NULL, ORDER_PASSED_OVER, 0},
	{"优惠金额", NULL, ORDER_PASSED_OVER, 0},
	{"实例名称", NULL, ORDER_PASSED_OVER, 0},
	{"status", NULL, ORDER_PASSED_OVER, 0},
	{"orderstatus", NULL, ORDER_PASSED_OVER, 0},
	{"paymentstatus", NULL, ORDER_PASSED_OVER, 0},
	{"paymenttime", NULL, ORDER_PASSED_OVER, 0},
	{"paidat", NULL, ORDER_PASSED_OVER, 0},
	{"zone", NULL, ORDER_PASSED_OVER, 0},
	{"image", NULL, ORDER_PASSED_OVER, 0},
	{"operatingsystem", NULL, ORDER_PASSED_OVER, 0},
	{"discount", NULL, ORDER_PASSED_OVER, 0},
	{"actions", NULL, ORDER_PASSED_OVER, 0},
	{"instancename", NULL, ORDER_PASSED_OVER, 0},
};

static bool is_word_letter(char character)
{
	return character >= 'a' && character <= 'z';
}

/* How many bytes of FOLDED spell LABEL, blanks between its letters passed over; 0: they do not. */
static size_t spelled(const char *folded, const char *label)
{
	const char *at = folded;

	for (const char *next = label; *next != '\0'; next++, at++) {
		while (*at == ' ' && next > label)
			at++;
		if (*at != *next)
			return 0;
	}
	/* A word must not go on. */
	return is_word_letter(at[-1]) && is_word_letter(*at) ? 0 : (size_t)(at - folded);
}

const struct order_label *order_label_at(const char *folded, size_t *ret_length)
{
	const struct order_label *best = NULL;

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		size_t length = spelled(folded, labels[i].text);
		if (length > 0 && (best == NULL || length > *ret_length)) {
			best = &labels[i];
			*ret_length = length;
		}
	}
	return best;
}

/* Words and the choice they tell of; of several that stand in a value the first of this list counts. */
static const struct {
	const char *fact, *word, *choice;
} words[] = {
	{"product", "轻量", "lightweight"}, {"product", "simple application", "lightweight"},
	{"product", "lighthouse", "lightweight"}, {"product", "rds", "rds"}, {"product", "云数据库", "rds"},
	{"product", "资源包", "plan"}, {"product", "resource plan", "plan"}, {"product", "ecs", "ecs"},
	{"product", "elastic compute", "ecs"}, {"product", "cvm", "ecs"}, {"product", "bcc", "ecs"},
	{"product", "uhost", "ecs"}, {"product", "云服务器", "ecs"}, {"product", "云主机", "ecs"},
	{"product", "cloud server", "ecs"}, {"product", "virtual machine", "ecs"},
	{"billing", "包年包月", "subscription"}, {"billing", "预付费", "subscription"},
	{"billing", "包月", "subscription"}, {"billing", "包年", "subscription"},
	{"billing", "subscription", "subscription"}, {"billing", "prepaid", "subscription"},
	{"billing", "yearly", "subscription"}, {"billing", "monthly", "subscription"},
	{"billing", "抢占", "spot"}, {"billing", "竞价", "spot"}, {"billing", "spot", "spot"},
	{"billing", "preemptible", "spot"}, {"billing", "按量", "pay-as-you-go"}, {"billing", "按需", "pay-as-you-go"},
	{"billing", "后付费", "pay-as-you-go"}, {"billing", "pay-as-you-go", "pay-as-you-go"},
	{"billing", "pay as you go", "pay-as-you-go"}, {"billing", "postpaid", "pay-as-you-go"},
	{"order_kind", "续费", "renewal"}, {"order_kind", "renew", "renewal"}, {"order_kind", "升级", "upgrade"},
	{"order_kind", "变配", "upgrade"}, {"order_kind", "变更", "upgrade"}, {"order_kind", "upgrade", "upgrade"},
	{"order_kind", "新购", "new"}, {"order_kind", "新建", "new"}, {"order_kind", "开通", "new"},
	{"order_kind", "new", "new"}, {"order_kind", "purchase", "new"},
	{"payment_method", "支付宝", "alipay"}, {"payment_method", "alipay", "alipay"},
	{"payment_method", "微信", "wechat"}, {"payment_method", "wechat", "wechat"},
	{"payment_method", "信用卡", "card"}, {"payment_method", "credit card", "card"},
	{"payment_method", "visa", "card"}, {"payment_method", "mastercard", "card"},
	{"payment_method", "paypal", "paypal"}, {"payment_method", "余额", "balance"},
	{"payment_method", "balance", "balance"}, {"payment_method", "网银", "bank"},
	{"payment_method", "银行", "bank"}, {"payment_method", "转账", "bank"}, {"payment_method", "bank", "bank"},
};

const char *order_choice(const char *fact, const char *folded)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].fact, fact) == 0 && strstr(folded, words[i].word) != NULL)
			return words[i].choice;
	return NULL;
}
