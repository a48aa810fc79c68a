/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packs: what a sound one becomes, and every way in which one can be wrong. */
#include "config.h"

#include "packs.h"
#include "policy.h"
#include "vocabulary.h"

#define HEAD                                                                     \
	"[policy]\nid = small\nprovider = aliyun\ntitle = Small\nrevision = 1\n" \
	"authority = official\ncalendar = cn\n"
#define RULE(id, effect) "[rule." id "]\nwhen = deployed\ntext = T\nsource = §1\n" effect "\n"
#define DEDUCT(id, amount) RULE(id, "label = L\ndeduct = " amount)
#define CHANNEL(id) "[channel." id "]\ntitle = C\n"
#define DOCUMENT(id) "[document." id "]\ntitle = D\nwhere = W\nsource = §1\n"
#define READING(id, rules) \
	"[reading." id "]\ntitle = R\ntext = T\nwhen = yes\nsource = §1\nreplaces = " rules "\n"
#define STAGE(id) \
	"[stage." id "]\ntitle = S\nleast = 1\nmost = 3\nunit = working-days\nsource = §1\n"
#define SOURCE(id) "[source." id "]\ntitle = S\n"

/* What packs are loaded with, and what came of it. */
struct setting {
	struct tk_vocabulary *vocabulary;
	struct tk_calendar *calendar;
	const struct tk_calendar *calendars[1];
	struct tk_world world;
	struct tk_policy *policy;
	struct tk_errors errors;
};

static void open_with(struct setting *setting, const char *facts)
{
	*setting = (struct setting){.vocabulary = sound_facts(facts), .calendar = chinese_calendar()};
	setting->calendars[0] = setting->calendar;
	setting->world = (struct tk_world){setting->vocabulary, setting->calendars, 1};
	tk_errors_init(&setting->errors);
}

static void open_setting(struct setting *setting)
{
	open_with(setting, SMALL_FACTS);
}

static void close_setting(struct setting *setting)
{
	tk_policy_free(setting->policy);
	tk_calendar_free(setting->calendar);
	tk_vocabulary_free(setting->vocabulary);
	tk_errors_release(&setting->errors);
}

static enum tk_status load(struct setting *setting, const char *text)
{
	return tk_policy_load(
	        "p.ini", text, strlen(text), &setting->world, &setting->policy, &setting->errors);
}

static void loads_with(struct setting *setting, const char *facts, const char *text)
{
	open_with(setting, facts);
	ck_assert_int_eq(load(setting, text), setting->errors.count == 0 ? TK_OK : TK_INVALID);
	is_text(all_messages(&setting->errors), "");
	ck_assert_ptr_nonnull(setting->policy);
}

static void loads(struct setting *setting, const char *text)
{
	loads_with(setting, SMALL_FACTS, text);
}

static void is_sound(const char *text)
{
	struct setting setting;
	loads(&setting, text);
	close_setting(&setting);
}

static void fails_with(const char *facts, const char *text, const char *expected)
{
	struct setting setting;

	open_with(&setting, facts);
	ck_assert_msg(load(&setting, text) == TK_INVALID, "%s", text);
	ck_assert_ptr_null(setting.policy);
	char *messages = all_messages(&setting.errors);
	ck_assert_msg(strcmp(messages, expected) == 0, "%s\n%snot\n%s", text, messages, expected);
	free(messages);
	close_setting(&setting);
}

static void fails(const char *text, const char *expected)
{
	fails_with(SMALL_FACTS, text, expected);
}

/* ---- a sound pack
 * -------------------------------------------------------------------------------------- */

static const char whole[] =
        "[policy]\nid = small\nprovider = aliyun\nprovider_name = Cloud\nprovider_name[zh_CN] = 云\n"
        "title = Small\ntitle[zh_CN] = 小\nrevision = 2\n"
        "authority = secondary\npublished = 2025-05-18\ndata_until = 2023-10\neffective_from = "
        "2023-01-01\n"
        "effective_to = 2027-01-01\nchecked_on = 2026-11-23\nurl = https://example.com/a\ncurrency "
        "= CNY\n"
        "timezone = Asia/Shanghai\ncalendar = cn\nsummary = A sentence.\nletter = refund\nsource = "
        "guide\n"
        "applies = site = china\nbase = paid - voucher\n"
        "[define]\nelapsed = applied_at - ordered_at\nlate = deployed and elapsed > 1 h\nunused = "
        "share > 5 %\n"
        "[source.guide]\ntitle = A guide\nurl = https://example.com/b\nchecked_on = 2026-11-23\n"
        "confidence = V-old\nauthority = official\n"
        "[source.law]\ntitle = A law\n"
        "[channel.standard]\ntitle = Standard\nsteps = a > b\nurl = https://example.com/c\n"
        "[channel.special]\ntitle = Special\n"
        "[document.usage_log]\ntitle = Usage log\ntitle[zh_CN] = 日志\nwhere = Console\ntext = "
        "Why\nsource = §2.2\n"
        "advised = answered(own)\n"
        "[document.note]\ntitle = Note\nwhere = Console\nsource = law\n"
        "[fact.own]\ntype = moment\nstep = order\nlabel = Own\nquestion = Own?\nhelp = H\nafter = "
        "ordered_at\n"
        "default = ordered_at\ndefault_when = late\nask = used\n"
        "[fact.idle]\ntype = flag\nstep = order\nlabel = Idle\nquestion = Idle?\nhelp = H\nask = "
        "used or late\n"
        "[rule.fee]\nwhen = late\ndeduct = 20 % * paid\nlabel = Fee\ntext = T\nsource = §1.3\n"
        "[rule.old]\nwhen = applied_at - own > 30 d\nrefuse = yes\ntext = T\nsource = law §9, "
        "guide\n"
        "[rule.fee-case]\nreading = case\nwhen = deployed\ndeduct = 70 % * paid\nlabel = Fee\ntext "
        "= T\nsource = §1\n"
        "[rule.special]\nwhen = deployed\nchannel = special\ntext = T\nsource = §2\n"
        "[rule.log]\nwhen = deployed\nrequire = usage_log\ntext = T\nsource = §2\n"
        "[rule.warn]\nwhen = verdict = partial\nwarn = yes\ntext = T\nsource = §2\n"
        "[rule.said]\nwhen = evidence.note\nnote = yes\ntext = T\nsource = §2\n"
        "[reading.case]\ntitle = Case\ntext = T\nwhen = deployed\nreplaces = fee, old\nsource = "
        "§1.3\n"
        "[stage.first]\ntitle = First\nchannel = special\nleast = 1\nmost = 3\nunit = "
        "working-days\nsource = §2\n"
        "[stage.second]\ntitle = Second\nchannel = special\nafter = first\nleast = 3\nmost = 5\n"
        "unit = working-days\nsource = §2\n"
        "[stage.all]\ntitle = All\nleast = 0\nmost = 24\nunit = hours\nsource = §2\nwhen = not "
        "deployed\n"
        "[precedent.p]\ntext = T\nsource = §3\n[odds.o]\ntext = T\nsource = §3\nwhen = verdict != "
        "refused\n"
        "[remedy.r]\ntitle = R\ntext = T\nsource = §4\nurl = http://example.com\n"
        "[advice.a]\ntext = T\nplace = before\n[advice.b]\ntext = T\nplace = do\n";

static bool is_constant_yes(const struct tk_policy *policy, uint32_t node)
{
	return policy->pool.nodes[node].op == EXPR_TRUTH && policy->pool.nodes[node].mask == 1;
}

START_TEST(the_head)
{
	struct setting setting;
	loads(&setting, whole);
	const struct tk_policy_head *head = tk_policy_head(setting.policy);

	ck_assert_str_eq(head->file, "p.ini");
	ck_assert_str_eq(head->id, "small");
	ck_assert_str_eq(head->provider, "aliyun");
	ck_assert_str_eq(tk_text_get(head->title, "zh_CN"), "小");
	ck_assert_str_eq(head->revision, "2");
	ck_assert_int_eq(head->authority, TK_SECONDARY);
	ck_assert_str_eq(head->published, "2025-05-18");
	ck_assert_str_eq(head->data_until, "2023-10");
	ck_assert_str_eq(head->effective_from, "2023-01-01");
	ck_assert_str_eq(head->effective_to, "2027-01-01");
	ck_assert_str_eq(head->checked_on, "2026-11-23");
	ck_assert_str_eq(head->url, "https://example.com/a");
	ck_assert_str_eq(head->currency, "CNY");
	ck_assert_str_eq(tk_text_get(head->provider_name, "zh_CN"), "云");
	ck_assert_str_eq(head->timezone, "Asia/Shanghai");
	ck_assert_str_eq(head->letter, "refund");
	ck_assert_str_eq(tk_text_get(head->summary, "en"), "A sentence.");
	ck_assert_ptr_eq(head->calendar, setting.calendar);
	char hex[65];
	file_sha256_hex(whole, strlen(whole), hex);
	ck_assert_str_eq(head->sha256, hex);
	close_setting(&setting);

	loads(&setting, HEAD);
	head = tk_policy_head(setting.policy);
	ck_assert_int_eq(head->authority, TK_OFFICIAL);
	ck_assert(head->published == NULL && head->url == NULL && head->letter == NULL &&
	          head->summary == NULL);
	ck_assert(is_constant_yes(setting.policy, setting.policy->applies));
	ck_assert_uint_eq(setting.policy->base, setting.policy->facts[1].node);
	ck_assert_uint_eq(tk_policy_rule_count(setting.policy), 0);
	tk_policy_free(NULL);
	close_setting(&setting);
}
END_TEST

static const struct policy_rule *rule_named(const struct tk_policy *policy, const char *id)
{
	for (size_t i = 0; i < policy->rule_count; i++)
		if (strcmp(policy->rules[i].shown.id, id) == 0)
			return &policy->rules[i];
	ck_abort_msg("%s", id);
	return NULL;
}

START_TEST(the_rules)
{
	struct setting setting;
	loads(&setting, whole);
	const struct tk_policy *policy = setting.policy;
	const struct policy_rule *fee = rule_named(policy, "fee"), *old = rule_named(policy, "old"),
	                         *other = rule_named(policy, "fee-case"),
	                         *log = rule_named(policy, "log");

	ck_assert_uint_eq(tk_policy_rule_count(policy), 7);
	ck_assert_str_eq(tk_policy_rule(policy, 0)->id, "fee");
	ck_assert_int_eq(fee->shown.effect, TK_DEDUCT);
	ck_assert_str_eq(fee->shown.when, "late");
	ck_assert_str_eq(fee->shown.amount, "20 % * paid");
	ck_assert_str_eq(tk_text_get(fee->shown.label, "en"), "Fee");
	ck_assert_str_eq(fee->shown.source, "§1.3");
	ck_assert_ptr_eq(fee->shown.reference, tk_policy_find(policy, TK_SOURCE, "guide"));
	ck_assert_int_eq(policy->pool.nodes[fee->amount].op, EXPR_MUL);
	ck_assert_int_eq(fee->reading, -1);
	ck_assert_int_eq(old->shown.effect, TK_REFUSE);
	ck_assert_uint_eq(old->amount, EXPR_NONE);
	ck_assert_ptr_eq(old->shown.reference, tk_policy_find(policy, TK_SOURCE, "law"));
	ck_assert_int_eq(other->reading, 0);
	ck_assert_ptr_eq(other->shown.reading, tk_policy_find(policy, TK_READING, "case"));
	ck_assert_int_eq(rule_named(policy, "special")->shown.effect, TK_CHANNEL_IS);
	ck_assert_int_eq(rule_named(policy, "special")->target, 1);
	ck_assert_int_eq(log->shown.effect, TK_REQUIRE);
	ck_assert_ptr_eq(log->shown.target, tk_policy_find(policy, TK_DOCUMENT, "usage_log"));
	ck_assert_uint_eq(log->when, rule_named(policy, "special")->when);
	ck_assert_int_eq(rule_named(policy, "warn")->shown.effect, TK_WARN);
	ck_assert_int_eq(rule_named(policy, "said")->shown.effect, TK_NOTE);
	ck_assert_int_eq(fee->shown.line, 70);
	close_setting(&setting);
}
END_TEST

START_TEST(the_entries)
{
	struct setting setting;
	loads(&setting, whole);
	const struct tk_policy *policy = setting.policy;
	static const size_t counts[TK_ENTRY_KINDS] = {[TK_CHANNEL] = 2,
	        [TK_STAGE] = 3,
	        [TK_DOCUMENT] = 2,
	        [TK_READING] = 1,
	        [TK_PRECEDENT] = 1,
	        [TK_ODDS] = 1,
	        [TK_REMEDY] = 1,
	        [TK_ADVICE] = 2,
	        [TK_SOURCE] = 2};
	for (int kind = 0; kind < TK_ENTRY_KINDS; kind++)
		ck_assert_uint_eq(
		        tk_policy_entry_count(policy, (enum tk_entry_kind)kind), counts[kind]);

	const struct tk_entry *channel = tk_policy_find(policy, TK_CHANNEL, "standard");
	ck_assert_str_eq(tk_text_get(channel->steps, "en"), "a > b");
	ck_assert_str_eq(channel->url, "https://example.com/c");
	ck_assert_ptr_null(channel->source);
	ck_assert_ptr_null(tk_policy_find(policy, TK_CHANNEL, "none"));

	const struct policy_entry *stages = policy->entries[TK_STAGE];
	ck_assert_ptr_eq(tk_policy_stage_channel(policy, &stages[0].shown),
	        tk_policy_find(policy, TK_CHANNEL, "special"));
	ck_assert_ptr_null(tk_policy_stage_channel(policy, &stages[2].shown));
	ck_assert_int_eq(stages[1].after, 0);
	ck_assert_int_eq(stages[0].after, -1);
	ck_assert(!stages[1].by_hours && stages[2].by_hours);
	ck_assert_int_eq(stages[1].least, 3);
	ck_assert_int_eq(stages[2].most, 24);
	ck_assert(is_constant_yes(policy, stages[0].when) &&
	          !is_constant_yes(policy, stages[2].when));

	const struct policy_entry *documents = policy->entries[TK_DOCUMENT];
	size_t slot = tk_policy_document_slot(policy, &documents[0].shown);
	const struct tk_fact *evidence = tk_vocabulary_fact(tk_policy_vocabulary(policy), slot);
	ck_assert_str_eq(evidence->name, "evidence.usage_log");
	ck_assert(evidence->evidence && evidence->type == TK_FLAG &&
	          evidence->step == TK_STEP_EVIDENCE);
	ck_assert_str_eq(tk_text_get(evidence->label, "zh_CN"), "日志");
	ck_assert_str_eq(tk_text_get(evidence->help, "en"), "Console");
	ck_assert_int_eq(policy->pool.nodes[documents[0].when].op, EXPR_ANSWERED);
	ck_assert_int_eq(policy->pool.nodes[documents[1].when].op, EXPR_TRUTH);
	ck_assert_uint_eq(policy->pool.nodes[documents[1].when].mask, 0);
	ck_assert_ptr_eq(documents[1].shown.reference, tk_policy_find(policy, TK_SOURCE, "law"));

	ck_assert_uint_eq(policy->entries[TK_READING][0].replaces_count, 2);
	ck_assert_uint_eq(policy->entries[TK_READING][0].replaces[1], 1);
	ck_assert(tk_policy_entry(policy, TK_ADVICE, 0)->before &&
	          !tk_policy_entry(policy, TK_ADVICE, 1)->before);
	ck_assert_int_eq(tk_policy_find(policy, TK_SOURCE, "guide")->authority, TK_OFFICIAL);
	ck_assert_str_eq(tk_policy_find(policy, TK_SOURCE, "guide")->confidence, "V-old");
	ck_assert_int_eq(tk_policy_find(policy, TK_SOURCE, "law")->authority, TK_SECONDARY);
	close_setting(&setting);
}
END_TEST

/* Shared slots first, then the pack's own, then evidence; read or not; asked or not. */
START_TEST(the_facts)
{
	struct setting setting;
	loads(&setting, whole);
	const struct tk_policy *policy = setting.policy;
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(policy);
	static const char *const read[] = {"paid", "voucher", "deployed", "site", "ordered_at",
	        "applied_at", "own", "evidence.note"};
	static const char *const not_read[] = {
	        "provider", "instances", "share", "started", "note", "idle", "evidence.usage_log"};

	ck_assert_uint_eq(policy->shared_count, tk_vocabulary_count(setting.vocabulary));
	ck_assert_uint_eq(tk_vocabulary_count(vocabulary), policy->shared_count + 4);
	for (size_t slot = 0; slot < policy->shared_count; slot++)
		ck_assert_str_eq(tk_vocabulary_fact(vocabulary, slot)->name,
		        tk_vocabulary_fact(setting.vocabulary, slot)->name);
	for (size_t i = 0; i < sizeof(read) / sizeof(read[0]); i++)
		ck_assert_msg(
		        tk_policy_reads(policy, (size_t)tk_vocabulary_find(vocabulary, read[i])),
		        "%s", read[i]);
	for (size_t i = 0; i < sizeof(not_read) / sizeof(not_read[0]); i++)
		ck_assert_msg(!tk_policy_reads(
		                      policy, (size_t)tk_vocabulary_find(vocabulary, not_read[i])),
		        "%s", not_read[i]);

	int own = tk_vocabulary_find(vocabulary, "own"),
	    idle = tk_vocabulary_find(vocabulary, "idle");
	const struct policy_fact *fact = &policy->facts[own];
	ck_assert(is_constant_yes(policy, fact->ask));
	ck_assert_uint_eq(fact->default_value,
	        policy->facts[tk_vocabulary_find(vocabulary, "ordered_at")].node);
	ck_assert_uint_eq(fact->default_when, rule_named(policy, "fee")->when);
	ck_assert_int_eq(policy->pool.nodes[fact->node].op, EXPR_FACT);
	ck_assert_uint_eq(policy->pool.nodes[fact->node].a, fact->default_value);
	ck_assert_uint_eq(policy->pool.nodes[fact->node].b, fact->default_when);
	ck_assert_uint_eq(fact->not_before_count, 1);
	/* `used or late` of a fact that is not read is what `late` is. */
	ck_assert_uint_eq(policy->facts[idle].ask, rule_named(policy, "fee")->when);
	ck_assert_uint_eq(policy->facts[idle].node, EXPR_NONE);
	ck_assert_int_eq(policy->applied_at, tk_vocabulary_find(vocabulary, "applied_at"));
	ck_assert_str_eq(
	        tk_vocabulary_sha256(vocabulary), tk_vocabulary_sha256(setting.vocabulary));
	close_setting(&setting);
}
END_TEST

/* A default that never holds is none; who asks always asks though nothing reads the answer. */
START_TEST(never_and_always)
{
	struct setting setting;
	const struct policy_fact *fact;

	loads(&setting, HEAD FACT("own", "moment") "default = ordered_at\ndefault_when = no\nask = always\n"
	                     FACT("idle", "flag") "default = no\ndefault_when = yes\nask = used\n");
	fact = &setting.policy->facts[tk_vocabulary_find(tk_policy_vocabulary(setting.policy), "own")];
	ck_assert(fact->default_value == EXPR_NONE && fact->default_when == EXPR_NONE);
	ck_assert(is_constant_yes(setting.policy, fact->ask));
	fact = &setting.policy->facts[tk_vocabulary_find(tk_policy_vocabulary(setting.policy), "idle")];
	ck_assert_uint_ne(fact->default_value, EXPR_NONE);
	ck_assert(is_constant_yes(setting.policy, fact->default_when));
	ck_assert(!is_constant_yes(setting.policy, fact->ask));
	close_setting(&setting);
}
END_TEST

/* The moment of the application is a moment, or else there is none. */
START_TEST(the_moment_of_the_application)
{
	static const struct {
		const char *facts;
		int slot;
	} cases[] = {{FACT("paid", "money") FACT("applied_at", "moment"), 1},
	        {FACT("paid", "money") FACT("applied_at", "flag"), -1}, {FACT("paid", "money"), -1}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct setting setting;
		loads_with(&setting, cases[i].facts, HEAD);
		ck_assert_int_eq(setting.policy->applied_at, cases[i].slot);
		close_setting(&setting);
	}
}
END_TEST

/* Words go by the name of a define where it is a number that is worked out, and no other name for what has one. */
START_TEST(defines_that_words_may_name)
{
	static const char *const numbers[] = {"left", "due"};
	struct setting setting;
	size_t found = 0;

	loads(&setting, HEAD "[define]\nsum = paid\nage = applied_at - ordered_at\nrate = 20 %\nleft = paid - voucher\n"
	                     "late = age > 1 h\ndue = ordered_at + 5 d\n");
	for (size_t i = 0; i < tk_policy_define_count(setting.policy); i++) {
		const struct tk_define *define = tk_policy_define(setting.policy, i);
		if (!define->number)
			continue;
		ck_assert_uint_lt(found, 2);
		ck_assert_str_eq(define->name, numbers[found++]);
	}
	ck_assert_uint_eq(found, 2);
	close_setting(&setting);
}
END_TEST

START_TEST(languages)
{
	struct setting setting;
	loads(&setting, HEAD
	        "title[zh_CN] = 小\n" CHANNEL("c") "title[zh_CN] = 道\ntext[zh_CN] = 文\n" RULE(
	                "r", "note = yes\ntext[zh_CN] = 文") DEDUCT("s", "paid\ntext[zh_CN] = 文"));
	ck_assert_int_eq(tk_policy_check_languages(setting.policy, &setting.errors), TK_INVALID);
	reported(&setting.errors, "p.ini:12: [channel.c] text: a text is missing in a language: "
	                          "\"en\", expected English and zh_CN\n"
	                          "p.ini:23: [rule.s] label: a text is missing in a language: "
	                          "\"zh_CN\", expected English and zh_CN\n");
	close_setting(&setting);
}
END_TEST

/* [policy] alone: as it is of the whole pack, wherever it stands; and nothing where it is not sound. */
START_TEST(the_outline)
{
	static const char *const sound[] = {HEAD "title[zh_CN] = 小\n", "# a line\n\n" HEAD RULE("r", "note = yes"),
		RULE("r", "note = yes") HEAD, "\xef\xbb\xbf# a mark of the byte order\n" HEAD,
		/* what is wrong elsewhere is not looked at */
		HEAD RULE("r", "nonsense = yes") "[nothing]\n"};
	static const char *const wrong[] = {"", "[polic", "[rule.r]\nwhen = yes\n", "[policy]\n", "[policy]\nid = small\n",
		HEAD "nonsense = yes\n", HEAD "checked_on = yesterday\n", "[policy] of a cloud\nid = small\n"};
	struct tk_policy_outline *outline = NULL;
	struct setting setting;

	open_setting(&setting);
	for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++) {
		ck_assert_int_eq(tk_policy_outline_load("p.ini", sound[i], strlen(sound[i]), &setting.world, &outline),
			TK_OK);
		const struct tk_policy_head *head = tk_policy_outline_head(outline);
		ck_assert_str_eq(head->id, "small");
		ck_assert_str_eq(head->family, "small");
		ck_assert_str_eq(head->provider, "aliyun");
		ck_assert_str_eq(tk_text_get(head->title, "en"), "Small");
		ck_assert_str_eq(head->currency, "CNY");
		ck_assert_str_eq(head->file, "p.ini");
		ck_assert_ptr_eq(head->calendar, setting.calendar);
		ck_assert_int_eq(head->authority, TK_OFFICIAL);
		tk_policy_outline_free(outline);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ck_assert_int_eq(tk_policy_outline_load("p.ini", wrong[i], strlen(wrong[i]), &setting.world, &outline),
			TK_INVALID);
	tk_policy_outline_free(NULL);
	close_setting(&setting);
}
END_TEST

/* ---- what is wrong
 * ---------------------------------------------------------------------------------------- */

START_TEST(wrong_sections)
{
	fails("", "p.ini: a section is missing: \"policy\"\n");
	fails(HEAD "[rules.a]\n[rule]\n[policy.x]\n[rule.]\n[rule.A "
	           "b]\n[channle.x]\n[xyzzy]\n[channel.a.b]\n",
	        "p.ini:8: [rules.a]: unknown section; did you mean \"rule\"?\n"
	        "p.ini:9: [rule]: not a name for a section, expected the word, a dot and a name\n"
	        "p.ini:10: [policy.x]: not a name for a section, expected the word alone\n"
	        "p.ini:11: [rule.]: not a name for a section: \"\", expected lower-case letters, "
	        "digits, '-' and '_'\n"
	        "p.ini:12: not a name for a section: \"rule.A b\", expected letters, digits, '.', "
	        "'-' and '_'\n"
	        "p.ini:13: [channle.x]: unknown section; did you mean \"channel\"?\n"
	        "p.ini:14: [xyzzy]: unknown section\n"
	        "p.ini:15: [channel.a.b]: not a name for a section: \"a.b\", expected lower-case "
	        "letters, digits, '-' and '_'\n");
	fails(HEAD "[split.a.b]\n[sum.a.b]\n[fact.paid]\n",
	        "p.ini:8: [split.a.b]: not a name for a section: \"a.b\", expected lower-case letters, digits, '-' and "
	        "'_'\n"
	        "p.ini:9: [sum.a.b]: not a name for a section: \"a.b\", expected lower-case letters, digits, '-' and "
	        "'_'\n"
	        "p.ini:10: [fact.paid]: a name that is taken: \"paid\", expected another name\n");
	fails(HEAD DOCUMENT("log-2"), "p.ini:8: [document.log-2]: not a name for a section, "
	                              "expected letters, digits and '_', '-' between "
	                              "letters only, and no word of the language\n");
}
END_TEST

START_TEST(wrong_heads)
{
	fails("[policy]\n", "p.ini:1: [policy] id: a key is missing\n"
	                    "p.ini:1: [policy] provider: a key is missing\n"
	                    "p.ini:1: [policy] title: a key is missing\n"
	                    "p.ini:1: [policy] revision: a key is missing\n"
	                    "p.ini:1: [policy] authority: a key is missing\n"
	                    "p.ini:1: [policy] calendar: a key is missing\n");
	fails("[policy]\nid = A\nprovider = a b\ntitle = T\nrevision =\nauthority = "
	      "offical\ncalendar = ch\n"
	      "published = 2026-13\ndata_until = 2026-02-30\neffective_from = 2026-02-01\n"
	      "effective_to = 2026-01-01\nchecked_on = today\nurl = www.example.com\ncurrency = "
	      "JPY\n"
	      "timezone = UTC\nletter = a/b\nsource = none\napplies = paid\nbase = "
	      "deployed\nauthor = x\n",
	        "p.ini:2: [policy] id: not a valid value: \"A\", expected lower-case letters, "
	        "digits, '-' and '_'\n"
	        "p.ini:3: [policy] provider: not a valid value: \"a b\", expected lower-case "
	        "letters, digits, '-' and '_'\n"
	        "p.ini:5: [policy] revision: no value\n"
	        "p.ini:6: [policy] authority: not one of the choices: \"offical\", expected "
	        "official, secondary; did you mean \"official\"?\n"
	        "p.ini:7: [policy] calendar: refers to nothing: \"ch\", expected the id of a "
	        "calendar; did you mean \"cn\"?\n"
	        "p.ini:8: [policy] published: not a date: \"2026-13\", expected YYYY-MM-DD or "
	        "YYYY-MM\n"
	        "p.ini:9: [policy] data_until: not a date: \"2026-02-30\", expected YYYY-MM-DD or "
	        "YYYY-MM\n"
	        "p.ini:11: [policy] effective_to: out of range: \"2026-01-01\", expected a date "
	        "that is not before effective_from\n"
	        "p.ini:12: [policy] checked_on: not a date: \"today\", expected YYYY-MM-DD or "
	        "YYYY-MM\n"
	        "p.ini:13: [policy] url: not a valid value: \"www.example.com\", expected an "
	        "address that begins with https:// or http://\n"
	        "p.ini:14: [policy] currency: not one of the choices: \"JPY\", expected the ISO 4217 "
	        "code of a currency with hundredths, as CNY, USD or EUR\n"
	        "p.ini:15: [policy] timezone: not one of the choices: \"UTC\", expected "
	        "Asia/Shanghai\n"
	        "p.ini:16: [policy] letter: not a valid value: \"a/b\", expected lower-case "
	        "letters, digits, '-' and '_'\n"
	        "p.ini:17: [policy] source: refers to nothing: \"none\", expected the name of a "
	        "[source.NAME], or a place as §1.3\n"
	        "p.ini:18: [policy] applies: the types do not fit: \"paid\", expected a condition\n"
	        "p.ini:19: [policy] base: the types do not fit: \"deployed\", expected an amount "
	        "of money, as 800.00\n"
	        "p.ini:20: [policy] author: unknown key\n");
}
END_TEST

/* No day before 1970, which is the first that facts can hold. */
START_TEST(early_days)
{
	is_sound(HEAD "published = 1970-01-01\n");
	is_sound(HEAD "published = 1970-01\n");
	fails(HEAD "published = 1969-12-31\ndata_until = 1969-12\nchecked_on = 0001-01-01\n",
	        "p.ini:8: [policy] published: not a date: \"1969-12-31\", expected YYYY-MM-DD or YYYY-MM\n"
	        "p.ini:9: [policy] data_until: not a date: \"1969-12\", expected YYYY-MM-DD or YYYY-MM\n"
	        "p.ini:10: [policy] checked_on: not a date: \"0001-01-01\", expected YYYY-MM-DD or YYYY-MM\n");
}
END_TEST

START_TEST(wrong_rules)
{
	fails(HEAD "[rule.a]\n", "p.ini:8: [rule.a] when: a key is missing\n"
	                         "p.ini:8: [rule.a] text: a key is missing\n"
	                         "p.ini:8: [rule.a] source: a key is missing\n"
	                         "p.ini:8: [rule.a]: a rule without an effect, expected one of "
	                         "refuse, deduct, channel, require, warn, note\n");
	fails(HEAD RULE("a", "refuse = yes\nwarn = yes"),
	        "p.ini:13: [rule.a] warn: a rule with two effects, expected one effect a rule\n");
	fails(HEAD RULE("a", "refuse = no") RULE("b", "warn = maybe"),
	        "p.ini:12: [rule.a] refuse: not a valid value: \"no\", expected yes\n"
	        "p.ini:17: [rule.b] warn: not a valid value: \"maybe\", expected yes\n");
	fails(HEAD RULE("a", "refuse =") RULE("b", "warn[zh_CN] = yes"),
	        "p.ini:12: [rule.a] refuse: no value\n"
	        "p.ini:17: [rule.b] warn[zh_cn]: unknown key, expected this key without a language\n");
	fails(HEAD RULE("a", "deduct = 5"), "p.ini:8: [rule.a] label: a key is missing\n");
	fails(HEAD RULE("a", "refuse = yes\nlabel = L"),
	        "p.ini:13: [rule.a] label: unknown key, expected a label for deductions only\n");
	fails(HEAD CHANNEL("fast") DOCUMENT("log") RULE("a", "channel = fist")
	                RULE("b", "require = lag") RULE("c", "note = yes\nreading = r"),
	        "p.ini:18: [rule.a] channel: refers to nothing: \"fist\", expected the name of a "
	        "[channel.NAME]; did you mean \"fast\"?\n"
	        "p.ini:23: [rule.b] require: refers to nothing: \"lag\", expected the name of a "
	        "[document.NAME]; did you mean \"log\"?\n"
	        "p.ini:29: [rule.c] reading: refers to nothing: \"r\", expected the name of a "
	        "[reading.NAME]\n");
	fails(HEAD DEDUCT("a", "15 min"),
	        "p.ini:13: [rule.a] deduct: the types do not fit: \"15 min\", expected an "
	        "amount of money, as 800.00\n");
	fails(HEAD SOURCE("guide") "[rule.a]\nwhen = deployed\ntext = T\nnote = yes\nsource = §1, "
	                           "gude §3, , law\n",
	        "p.ini:14: [rule.a] source: not a valid value: \"§1, gude §3, , law\", expected "
	        "names with commas between them\n"
	        "p.ini:14: [rule.a] source: refers to nothing: \"gude §3\", expected the name of a "
	        "[source.NAME], or a place as §1.3; did you mean \"guide\"?\n"
	        "p.ini:14: [rule.a] source: refers to nothing: \"law\", expected the name of a "
	        "[source.NAME], or a place as §1.3\n");
}
END_TEST

/* What depends on the verdict, or on what is answered, decides nothing. */
START_TEST(what_rules_may_use)
{
	static const char *const uses[] = {"verdict = full", "answered(note)"};
	static const char *const effects[] = {"refuse = yes", "label = L\ndeduct = 5",
	        "channel = c", "require = d", "warn = yes", "note = yes"};
	static const bool sound[2][6] = {
	        {false, false, false, false, true, true}, {false, false, true, true, true, true}};

	for (int use = 0; use < 2; use++)
		for (int effect = 0; effect < 6; effect++) {
			struct setting setting;
			char text[600];
			snprintf(text, sizeof(text),
			        HEAD CHANNEL("c") DOCUMENT(
			                "d") "[define]\nx = %s\n"
			                     "[rule.a]\nwhen = x\ntext = T\nsource = §1\n%s\n",
			        uses[use], effects[effect]);
			open_setting(&setting);
			ck_assert_msg(
			        (load(&setting, text) == TK_OK) == sound[use][effect], "%s", text);
			if (!sound[use][effect])
				ck_assert_int_eq(setting.errors.items[0].code, TK_E_TYPE);
			close_setting(&setting);
		}
	fails(HEAD
	        "applies = verdict = full\nbase = min(paid, voucher * 0) + paid * answered(note)\n",
	        "p.ini:8: [policy] applies: the types do not fit: \"verdict\", expected nothing "
	        "that depends on the verdict here\n"
	        "p.ini:9: [policy] base: the types do not fit: \"answered\", expected nothing that "
	        "depends on what is answered here\n");
	fails(HEAD "[reading.r]\ntitle = R\ntext = T\nwhen = verdict = full\nreplaces = a\nsource "
	           "= §1\n" RULE("a", "refuse = yes"),
	        "p.ini:11: [reading.r] when: the types do not fit: \"verdict\", expected nothing "
	        "that depends on the "
	        "verdict here\n");
}
END_TEST

START_TEST(wrong_entries)
{
	fails(HEAD "[channel.c]\n[stage.s]\n[document.d]\n[reading.r]\n[precedent.p]\n[odds.o]\n["
	           "remedy.m]\n"
	           "[advice.a]\n[source.q]\n",
	        "p.ini:8: [channel.c] title: a key is missing\n"
	        "p.ini:9: [stage.s] title: a key is missing\n"
	        "p.ini:9: [stage.s] least: a key is missing\n"
	        "p.ini:9: [stage.s] most: a key is missing\n"
	        "p.ini:9: [stage.s] unit: a key is missing\n"
	        "p.ini:9: [stage.s] source: a key is missing\n"
	        "p.ini:10: [document.d] title: a key is missing\n"
	        "p.ini:10: [document.d] where: a key is missing\n"
	        "p.ini:10: [document.d] source: a key is missing\n"
	        "p.ini:11: [reading.r] title: a key is missing\n"
	        "p.ini:11: [reading.r] text: a key is missing\n"
	        "p.ini:11: [reading.r] when: a key is missing\n"
	        "p.ini:11: [reading.r] replaces: a key is missing\n"
	        "p.ini:11: [reading.r] source: a key is missing\n"
	        "p.ini:12: [precedent.p] text: a key is missing\n"
	        "p.ini:12: [precedent.p] source: a key is missing\n"
	        "p.ini:13: [odds.o] text: a key is missing\n"
	        "p.ini:13: [odds.o] source: a key is missing\n"
	        "p.ini:14: [remedy.m] title: a key is missing\n"
	        "p.ini:14: [remedy.m] text: a key is missing\n"
	        "p.ini:14: [remedy.m] source: a key is missing\n"
	        "p.ini:15: [advice.a] text: a key is missing\n"
	        "p.ini:16: [source.q] title: a key is missing\n");
	fails(HEAD RULE("fee", "note = yes") RULE("mine", "note = yes\nreading = r")
	                READING("r", "fea, mine"),
	        "p.ini:24: [reading.r] replaces: refers to nothing: \"fea\", expected the name of "
	        "a [rule.NAME]; did you mean \"fee\"?\n"
	        "p.ini:24: [reading.r] replaces: refers to nothing: \"mine\", expected a rule that "
	        "belongs to no reading\n");
	fails(HEAD READING("r", "") "[cause.c]\ntitle = T\ntext = T\nsource = §1\ncodes =\n"
	                            "[remedy.m]\ntitle = T\ntext = T\nsource = §1\nfrom =\ndeadline =\n",
	        "p.ini:13: [reading.r] replaces: no value\n"
	        "p.ini:18: [cause.c] codes: no value\n"
	        "p.ini:23: [remedy.m] from: no value\n"
	        "p.ini:24: [remedy.m] deadline: no value\n");
	fails(HEAD "[table.paid]\nrow.a = else: 1 %\n[table.t]\nrow.a =\nrow.b = else: 1 %\n",
	        "p.ini:8: [table.paid]: a name that is taken: \"paid\", expected another name\n"
	        "p.ini:11: [table.t] row.a: no value\n");
	fails(HEAD "[advice.a]\ntext = T\nplace = after\nwhen = paid\n[source.q]\ntitle = T\ntitel "
	           "= T\n",
	        "p.ini:10: [advice.a] place: not one of the choices: \"after\", expected do, "
	        "before\n"
	        "p.ini:11: [advice.a] when: the types do not fit: \"paid\", expected a condition\n"
	        "p.ini:14: [source.q] titel: unknown key; did you mean \"title\"?\n");
}
END_TEST

START_TEST(wrong_stages)
{
	fails(HEAD "[stage.s]\ntitle = S\nsource = §1\nleast = -1\nmost = 10001\nunit = days\n",
	        "p.ini:11: [stage.s] least: not a whole number: \"-1\", expected digits\n"
	        "p.ini:12: [stage.s] most: out of range: \"10001\", expected 0 .. 10000\n"
	        "p.ini:13: [stage.s] unit: not one of the choices: \"days\", expected "
	        "working-days, hours\n");
	fails(HEAD "[stage.s]\ntitle = S\nsource = §1\nleast = 10000\nmost = 100000000000000000000000\nunit = hours\n",
	        "p.ini:12: [stage.s] most: out of range: \"100000000000000000000000\", expected 0 .. 10000\n");
	fails(HEAD "[stage.s]\ntitle = S\nsource = §1\nleast = 3\nmost = 2\nunit = hours\n",
	        "p.ini:12: [stage.s] most: out of range: \"2\", expected at least `least`\n");
	fails(HEAD STAGE("a") "after = c\n" STAGE("b") "after = a\n" STAGE("c") "after = b\n",
	        "p.ini:14: [stage.a] after: refers to itself: \"c\", expected stages that do not "
	        "lead back here\n"
	        "p.ini:21: [stage.b] after: refers to itself: \"a\", expected stages that do not "
	        "lead back here\n"
	        "p.ini:28: [stage.c] after: refers to itself: \"b\", expected stages that do not "
	        "lead back here\n");
	fails(HEAD STAGE("a") "after = a\n", "p.ini:14: [stage.a] after: refers to itself: \"a\", "
	                                     "expected stages that do not lead back here\n");
	/* One that leads into a circle is not itself in it. */
	fails(HEAD STAGE("a") "after = b\n" STAGE("b") "after = b\n",
	        "p.ini:21: [stage.b] after: refers to itself: \"b\", expected stages that do not "
	        "lead back here\n");
	fails(HEAD CHANNEL("x") CHANNEL("y") STAGE("a") "channel = x\n" STAGE(
	              "b") "channel = y\nafter = a\n" STAGE("c") "after = aa\nchannel = z\n",
	        "p.ini:26: [stage.b] after: refers to nothing: \"a\", expected a stage of the same "
	        "channel\n"
	        "p.ini:33: [stage.c] after: refers to nothing: \"aa\", expected the name of a "
	        "[stage.NAME]; did you mean \"a\"?\n"
	        "p.ini:34: [stage.c] channel: refers to nothing: \"z\", expected the name of a "
	        "[channel.NAME]\n");
	is_sound(HEAD CHANNEL("x") STAGE("a") STAGE("b") "channel = x\nafter = a\n");
	fails(HEAD STAGE("a") "[stage.b]\ntitle = S\nsource = §1\nleast = 1\nmost = 2\nunit = "
	                      "hours\nafter = a\n",
	        "p.ini:20: [stage.b] after: not a valid value: \"a\", expected nothing: hours are "
	        "counted from the "
	        "application\n");
}
END_TEST

START_TEST(wrong_names)
{
	fails(HEAD "[define]\npaid = 3\nmin = 4\na.b = yes\nc-1 = yes\nempty =\nd[zh] = yes\n" FACT(
	              "paid", "money") FACT("own", "flag") "[define]\nown = yes\n",
	        "p.ini:9: [define] paid: a name that is taken: \"paid\", expected another name\n"
	        "p.ini:10: [define] min: not a name for a key, expected letters, digits and '_', "
	        "'-' between letters only, and no word of the language\n"
	        "p.ini:12: [define] c-1: not a name for a key, expected letters, digits and '_', "
	        "'-' between letters only, and no word of the language\n"
	        "p.ini:13: [define] empty: no value\n"
	        "p.ini:14: [define] d[zh]: not a name for a key, expected letters, digits and '_', "
	        "'-' between letters only, and no word of the language\n"
	        "p.ini:15: [fact.paid]: a name that is taken: \"paid\", expected another name\n"
	        "p.ini:27: [define]: a section that was given before, expected each section once\n"
	        "p.ini:28: [define] own: a name that is taken: \"own\", expected another name\n");
	/* A define may not hide a fact, but facts of the pack may use defines. */
	is_sound(HEAD "[define]\nx = own\n" FACT(
	        "own", "flag") "default = y\n[rule.a]\nwhen = x\nnote = yes\n"
	                       "text = T\nsource = §1\n" FACT("y", "flag"));
	fails(HEAD "[define]\nx = own\n" FACT("own", "flag") "default = x\n",
	        "p.ini:9: [define] x: refers to itself: \"own\", expected a default that does not "
	        "lead back here\n");
}
END_TEST

/* Unused defines are checked too, and a broken one is reported once. */
START_TEST(wrong_defines)
{
	fails(HEAD "[define]\nunused = paid < 15 min\nused_often = nothing_here\n" RULE("a",
	              "refuse = yes") "[rule.b]\nwhen = used_often\nnote = yes\ntext = T\nsource = "
	                              "§1\n[rule.c]\n"
	                              "when = not used_often\nnote = yes\ntext = T\nsource = §1\n",
	        "p.ini:9: [define] unused: the types do not fit: \"15 min\", expected an amount of "
	        "money, as 800.00\n"
	        "p.ini:10: [define] used_often: unknown name: \"nothing_here\", expected a fact, a "
	        "define or a function\n");
	fails(HEAD "[define]\na = site\n", "p.ini:9: [define] a: the types do not fit: \"site\", "
	                                   "expected = or in after it, and which it is to "
	                                   "be\n");
}
END_TEST

/* All errors of a file are reported, each with its line, in the order of the lines. */
START_TEST(many_errors_in_one_file)
{
	struct setting setting;
	static const char text[] =
	        "[policy]\nid = small\nprovider = aliyun\ntitle = T\nrevision = 1\n"
	        "authority = official\ncalendar = cn\nbroken line\n"
	        "[define]\nlate = aplied_at - ordered_at > 1 h\n"
	        "[rule.one]\nwhen = late and deployed\nrefuse = yes\ntext = \"a;b\nsource = §1\n"
	        "[rule.two]\nwhen = deployd\nrefuse = yes\ntext = T\nsource = §1\n"
	        "[rule.three]\nwhen = paid < 3 minutes\ndeduct = paid / voucher\nlabel = L\n"
	        "text = T\nsource = nowhere\n"
	        "[rule.four]\nwhne = deployed\nwarn = yes\ntext = T\nsource = §1\n";
	static const struct {
		enum tk_error_code code;
		int line;
		const char *key;
	} expected[] = {{TK_E_SYNTAX, 8, NULL}, {TK_E_UNKNOWN_NAME, 10, "late"},
	        {TK_E_QUOTES, 14, "text"}, {TK_E_UNKNOWN_NAME, 17, "when"}, {TK_E_UNIT, 22, "when"},
	        {TK_E_DIVISOR, 23, "deduct"}, {TK_E_UNKNOWN_TARGET, 26, "source"},
	        {TK_E_MISSING_KEY, 27, "when"}, {TK_E_UNKNOWN_KEY, 28, "whne"}};
	size_t count = sizeof(expected) / sizeof(expected[0]);

	open_setting(&setting);
	ck_assert_int_eq(load(&setting, text), TK_INVALID);
	for (size_t i = 0; i < setting.errors.count && i < count; i++) {
		const struct tk_error *error = &setting.errors.items[i];
		char *message = tk_error_text(error, NULL);
		ck_assert_msg(error->code == expected[i].code && error->line == expected[i].line,
		        "%zu: %s", i, message);
		if (expected[i].key != NULL)
			ck_assert_str_eq(error->key, expected[i].key);
		free(message);
	}
	ck_assert_uint_eq(setting.errors.count, count);
	close_setting(&setting);
}
END_TEST

/* ---- what is proven
 * ------------------------------------------------------------------------------------------ */

/* Every sum of base and deductions fits, with each reading; else the rule is named with which it
 * does not. */
START_TEST(sums)
{
	/* Sevenths, elevenths, thirteenths ...: the common denominator of all grows with each rule.
	 */
	static const int primes[] = {
	        7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73};
	struct setting setting;
	struct text_buffer text;
	size_t fits = 0;

	for (size_t count = 1; count <= sizeof(primes) / sizeof(primes[0]); count++) {
		text_buffer_init(&text);
		text_buffer_add(&text, HEAD);
		for (size_t i = 0; i < count; i++)
			text_buffer_printf(&text, DEDUCT("r%d", "paid / %d"), primes[i], primes[i]);
		open_setting(&setting);
		if (load(&setting, text.text) == TK_OK) {
			ck_assert_msg(fits == count - 1, "%zu fit, %zu do not", count, count - 1);
			fits = count;
		} else {
			ck_assert_uint_eq(setting.errors.count, 1);
			ck_assert_int_eq(setting.errors.items[0].code, TK_E_OVERFLOW);
			ck_assert_str_eq(setting.errors.items[0].key, "deduct");
			ck_assert_int_eq(setting.errors.items[0].line, 13 + 6 * (int)fits);
		}
		close_setting(&setting);
		text_buffer_release(&text);
	}
	/* paid goes up to 10^12; the product of nine denominators is below 2.5 * 10^11, of ten
	 * above 10^13; and the limit of 10^12 times its square is 2^120, about 1.3 * 10^36. */
	ck_assert_uint_eq(fits, 9);
	/* What a reading adds counts with it alone. */
	is_sound(HEAD DEDUCT("a", "paid / 1100003") DEDUCT("b", "paid / 1100033\nreading = x")
	                DEDUCT("c", "paid / 1100047\nreading = y") READING("x", "a")
	                        READING("y", "a"));
	fails(HEAD DEDUCT("a", "paid / 1100003") DEDUCT("b", "paid / 1100033\nreading = x") DEDUCT(
	              "c", "paid / 1100047\nreading = x") READING("x", "a") READING("y", "a"),
	        "p.ini:26: [rule.c] deduct: the numbers can grow too large: \"paid / 1100047\", "
	        "expected smaller "
	        "ranges\n");
}
END_TEST

#define HUGE(money) money " * 1000000000 * 1000000000 * 1000000" /* 10^36 at most, between 2^119 and 2^120 */
#define TOO_LARGE(money) "the numbers can grow too large: \"" money "\", expected smaller ranges\n"

/* What fits as such may leave no room for what is done with it. */
START_TEST(sums_by_themselves)
{
	fails(HEAD "base = " HUGE("paid") "\n", "p.ini:8: [policy] base: " TOO_LARGE(HUGE("paid")));
	fails(HEAD "base = " HUGE("0 yuan - paid") "\n", "p.ini:8: [policy] base: " TOO_LARGE(HUGE("0 yuan - paid")));
	fails(HEAD DEDUCT("a", "paid * 1000000000 * 1000000000 * 500000") DEDUCT("b", HUGE("paid")),
	        "p.ini:19: [rule.b] deduct: " TOO_LARGE(HUGE("paid")));
	/* the base that is meant where none is given */
	fails_with(FACT("cost", "money"), HEAD "[define]\npaid = " HUGE("cost") "\n",
	        "p.ini:1: [policy] base: the numbers can grow too large, expected smaller ranges\n");
	/* a part of the refund, and a sum beside it: far below zero, and in very small parts */
	fails(HEAD "[split.a]\nlabel = L\nshare = " HUGE("0 yuan - paid") "\n",
	        "p.ini:10: [split.a] share: " TOO_LARGE(HUGE("0 yuan - paid")));
#define SMALL_PART "paid / (1000000000 * 1000000000 * 1000000000 * 1000000000)"
	fails(HEAD "[sum.a]\nlabel = L\nsource = §1\namount = " SMALL_PART "\n",
	        "p.ini:11: [sum.a] amount: " TOO_LARGE(SMALL_PART));
}
END_TEST

/* Every refund is told in fen of 64 bits, and so may be none that is larger, whichever of the deductions are made. */
START_TEST(refunds_that_can_be_told)
{
	is_sound(HEAD "base = paid * 4611686\n");
	fails(HEAD "base = paid * 4611687\n", "p.ini:8: [policy] base: " TOO_LARGE("paid * 4611687"));
	is_sound(HEAD DEDUCT("a", "0 yuan - paid * 4611685"));
	fails(HEAD DEDUCT("a", "0 yuan - paid * 4611686"),
	        "p.ini:13: [rule.a] deduct: " TOO_LARGE("0 yuan - paid * 4611686"));
	/* what another deduction takes off, it may not take off */
	fails(HEAD DEDUCT("a", "999999999999999 yuan * 10") DEDUCT("b", "0 yuan - paid * 4611686"),
	        "p.ini:19: [rule.b] deduct: " TOO_LARGE("0 yuan - paid * 4611686"));
}
END_TEST

START_TEST(many_rules)
{
	for (int count = 500; count <= 501; count++) {
		struct setting setting;
		struct text_buffer text;
		text_buffer_init(&text);
		text_buffer_add(&text, HEAD);
		for (int i = 0; i < count; i++)
			text_buffer_printf(&text,
			        "[rule.r%d]\nwhen = deployed\nwarn = yes\ntext = T\nsource = §1\n",
			        i);
		open_setting(&setting);
		ck_assert_int_eq(load(&setting, text.text), count == 500 ? TK_OK : TK_INVALID);
		if (count == 501)
			reported(&setting.errors,
			        "p.ini:2508: [rule.r500]: too many of them, expected fewer of this "
			        "kind in one policy\n");
		close_setting(&setting);
		text_buffer_release(&text);
	}
}
END_TEST

/* Whatever is done to a pack: it loads, or something is said about it. */
START_TEST(mangled_packs)
{
	static const char noise[] =
	        "\n\n[]=.,-_()\"#;%*/<>!0123456789 abcdefghijklmnopqrstuvwxyz\x80\xe4\xff\x1b";
	struct draw draw = {5};
	struct setting setting;
	size_t length = strlen(whole);
	char *text = malloc(length + 1);
	int loaded = 0;

	open_setting(&setting);
	for (int i = 0; i < 1500; i++) {
		int changes = 1 + (int)draw_below(&draw, 4);
		memcpy(text, whole, length + 1);
		for (int k = 0; k < changes; k++) {
			size_t at = draw_below(&draw, (uint32_t)length);
			size_t from = draw_below(&draw, (uint32_t)length);
			size_t piece = draw_below(&draw, 30);
			if (draw_below(&draw, 3) > 0)
				text[at] = noise[draw_below(&draw, sizeof(noise) - 1)];
			else if (at + piece < length && from + piece < length)
				memmove(text + at, text + from, piece);
		}
		enum tk_status status = load(&setting, text);
		ck_assert(status == TK_OK || (status == TK_INVALID && setting.errors.count > 0));
		loaded += status == TK_OK;
		tk_policy_free(setting.policy);
		setting.policy = NULL;
		tk_errors_release(&setting.errors);
	}
	ck_assert_int_gt(loaded, 20);
	free(text);
	close_setting(&setting);
}
END_TEST

/* Nothing listens to errors; nothing is in the world. */
START_TEST(bare_worlds)
{
	struct setting setting;
	struct tk_policy *policy = NULL;
	struct tk_world world = {NULL, NULL, 0};

	open_setting(&setting);
	ck_assert_int_eq(
	        tk_policy_load("p", "[x]\n", 4, &setting.world, &policy, NULL), TK_INVALID);
	ck_assert_ptr_null(policy);
	ck_assert_int_eq(
	        tk_vocabulary_load("f", "", 0, (struct tk_vocabulary **)&world.vocabulary, NULL),
	        TK_OK);
	ck_assert_int_eq(
	        tk_policy_load("p.ini", HEAD, strlen(HEAD), &world, &policy, &setting.errors),
	        TK_INVALID);
	reported(&setting.errors, "p.ini:1: [policy] base: unknown name: \"paid\", expected a "
	                          "fact, a define or a function\n"
	                          "p.ini:7: [policy] calendar: refers to nothing: \"cn\", expected "
	                          "the id of a calendar\n");
	tk_vocabulary_free((struct tk_vocabulary *)world.vocabulary);
	close_setting(&setting);
}
END_TEST

/* The packs that are installed load and speak both languages. */
START_TEST(the_installed_pack)
{
	struct setting setting;
	size_t length;
	char *facts = source_text("data/facts.ini", &length), *pack;

	open_setting(&setting);
	tk_vocabulary_free(setting.vocabulary);
	setting.vocabulary = sound_facts(facts);
	setting.world.vocabulary = setting.vocabulary;
	pack = source_text("data/policies/aliyun-ecs-article.ini", &length);
	ck_assert_int_le(tk_policy_load("p.ini", pack, length, &setting.world, &setting.policy,
	                         &setting.errors),
	        TK_OK);
	is_text(all_messages(&setting.errors), "");
	ck_assert_int_eq(tk_policy_check_languages(setting.policy, &setting.errors), TK_OK);
	free(pack);
	free(facts);
	close_setting(&setting);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
	        {"sound", {the_head, the_rules, the_entries, the_facts, never_and_always,
	                          the_moment_of_the_application, defines_that_words_may_name, languages,
	                          the_outline, the_installed_pack, NULL}},
	        {"wrong", {wrong_sections, wrong_heads, early_days, wrong_rules, what_rules_may_use,
	                          wrong_entries, wrong_stages, wrong_names, wrong_defines,
	                          many_errors_in_one_file, bare_worlds, NULL}},
	        {"limits", {sums, sums_by_themselves, refunds_that_can_be_told, many_rules, mangled_packs, NULL}},
	};
	return SUITE_RUN("policy-load", groups);
}
