#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The house's floors (HACKING), kept by looking at includes, at the symbols that each room's objects
# leave to others, and at calls that are known to go wrong.
. "${top_srcdir:?}/tests/shell.sh"

src=$top_srcdir/src
cd "$src" || exit 1

# ---- who may include what: own headers, by room

# The rooms each room may take headers from. Outside the evaluator only its public header counts.
may_use()
{
	case $1 in
	base) echo base ;;
	evaluator) echo base evaluator ;;
	casebook) echo base tuikuan.h casebook ;;
	papers) echo base tuikuan.h papers ;;
	wizard) echo base tuikuan.h casebook papers wizard ;;
	terminal) echo base tuikuan.h wizard terminal ;;
	plain) echo base tuikuan.h wizard plain ;;
	commands) echo base tuikuan.h casebook papers wizard terminal plain commands ;;
	press) echo base press ;;
	main.c) echo commands ;;
	esac
}

room_of_header()
{
	for room in base evaluator casebook papers wizard terminal plain commands press; do
		[ ! -f "$room/$1" ] || { echo "$room"; return; }
	done
}

for file in main.c */*.c */*.h; do
	from=${file%%/*}
	allowed=" $(may_use "$from") "
	[ "$allowed" != "  " ] || { fail "$file: no floor is known for $from"; continue; }
	wrong=
	for header in $(sed -n 's/^#[[:space:]]*include "\(.*\)"/\1/p' "$file"); do
		[ "$header" != config.h ] || continue
		if [ -f "$from/$header" ]; then
			room=$from
		else
			room=$(room_of_header "$header")
		fi
		case "$header $room" in
		"tuikuan.h evaluator") [ "$from" = evaluator ] || room=tuikuan.h ;;
		esac
		case $allowed in
		*" ${room:-none} "*) ;;
		*) wrong="$wrong $header" ;;
		esac
	done
	if [ -z "$wrong" ]; then ok; else fail "src/$file must not include$wrong"; fi
done

# A name that two rooms have would be found by chance.
double=$(ls base/*.h evaluator/*.h casebook/*.h papers/*.h wizard/*.h terminal/*.h plain/*.h commands/*.h press/*.h |
	sed 's,.*/,,' | sort | uniq -d)
if [ -z "$double" ]; then ok; else fail "headers of one name in two rooms: $double"; fi

# ---- doors: libraries that exactly one file opens

one_door()
{
	files=$(grep -lE "^#[[:space:]]*include <($1)>" */*.c */*.h main.c)
	if [ "$(echo "$files" | wc -w)" -eq 1 ]; then
		ok
	else
		fail "$2 is to be included by one file, not by: $(echo $files)"
	fi
	case $files in
	$3) ok ;;
	*) fail "$2 is included by $files, not by one of $3" ;;
	esac
}
one_door 'iniparser\.h|iniparser/iniparser\.h' iniparser.h 'base/*'
one_door 'form\.h|ncursesw/form\.h' form.h 'terminal/*'
one_door 'jansson\.h' jansson.h 'commands/json-parts.h'
one_door 'cairo[a-z-]*\.h|pango/[a-z-]*\.h|fontconfig/[a-z]*\.h' 'what draws' 'press/ink.c'
one_door 'archive(_entry)?\.h' archive.h 'press/packet-file.c'
one_door 'libical/[a-z]*\.h' ical.h 'press/calendar-file.c'

only_in()
{
	files=$(grep -lE "^#[[:space:]]*include <($1)>" */*.c */*.h main.c | grep -v "^$2")
	if [ -z "$files" ]; then ok; else fail "<$1> belongs into src/$2 alone, not into $files"; fi
}
only_in '(ncursesw/)?(curses|ncurses|panel|menu|term)\.h' terminal/
only_in 'libintl\.h' base/
only_in 'locale\.h' base/
only_in 'nettle/[a-z0-9]*\.h' base/
only_in 'uni(grbrk|lbrk|linebreak|wbrk|width)\.h' base/

# ---- what each room leaves to others to define

clock='time|clock|clock_gettime|gettimeofday|ftime|localtime|localtime_r|gmtime|gmtime_r|mktime|strftime|timerfd_create'
locale='setlocale|newlocale|uselocale|bindtextdomain|textdomain|gettext|dcgettext|ngettext|dcngettext|nl_langinfo'
printing='printf|vprintf|puts|putchar|putc|fprintf|vfprintf|fputs|fputc|fwrite|perror|psignal|stdout|stderr|__printf_chk|__vprintf_chk|__fprintf_chk|__vfprintf_chk|warn|warnx|err|errx|error'
to_stdout='printf|vprintf|puts|putchar|stdout|__printf_chk|__vprintf_chk'
curses='initscr|newterm|endwin|wrefresh|refresh|doupdate|stdscr|waddnstr|waddnwstr|wget_wch|new_form|new_panel|set_term'
surroundings='getenv|secure_getenv|open|openat|fopen|fopen64|open64|creat|opendir|stat|mkdir|rename|unlink|system|popen|execv|execve|fork|socket|isatty|tcgetattr'
exits='exit|_exit|abort|atexit|signal|sigaction|raise|kill'

# Names left undefined by all objects of an archive (or by a shared library), but for the sources named.
leaves()
{
	case $1 in
	*.so*) nm -D -u "$1" ;;
	*) nm -u "$1" 2>/dev/null | awk -v but="${2:-}" '
		/:$/ { name = $0; sub(/^.*la-/, "", name); sub(/\.o:$/, "", name); passed = index(" " but " ", " " name " ") }
		!passed' ;;
	esac | sed -n 's/^ *[Uvw] \([A-Za-z_0-9]*\).*/\1/p' | sort -u
}

# must_not ARCHIVE KINDS [SOURCES...]: these may.
must_not()
{
	[ -f "$1" ] || { fail "$1 is not there"; return; }
	for kind in $2; do
		eval "pattern=\$$kind"
		found=$(leaves "$1" "${3:-}" | grep -xE "$pattern")
		# A sanitizer brings calls of its own.
		if [ -z "$found" ]; then ok; else fail "$1 uses" $found; fi
	done
}

libs=$top_builddir/.libs
shared=$libs/libtuikuan.so
[ -f "$shared" ] || { echo "no shared library was built: it is not looked at"; shared=; }
[ -z "$shared" ] || must_not "$shared" 'clock locale printing curses surroundings'
must_not "$libs/libevaluator.a" 'clock locale printing curses surroundings exits'
must_not "$libs/libbase-pure.a" 'clock locale printing curses exits'
must_not "$libs/libbase.a" 'clock to_stdout curses'
must_not "$libs/libbase.a" exits 'child broker' # processes of their own, which they end
must_not "$libs/libcasebook.a" 'clock to_stdout curses exits'
must_not "$libs/libpapers.a" 'clock to_stdout curses surroundings exits'
must_not "$libs/libwizard.a" 'clock to_stdout curses exits'
must_not "$libs/libplain.a" 'clock to_stdout curses'
must_not "$libs/libcommands.a" curses

# ---- what the library shows to others

strange=$(nm -D --defined-only ${shared:-/dev/null} 2>/dev/null | awk '{ print $3 }' | grep -vE '^tk_' |
	grep -vE '^(_init|_fini|_edata|_end|__bss_start|__asan.*|__odr_asan.*|__ubsan.*|__gcov.*)$')
if [ -z "$strange" ]; then ok; else fail "libtuikuan.so exports" $strange; fi
# Every function that the header declares is there.
for symbol in $(sed -n 's/^[a-z].*[ *]\(tk_[a-z_0-9]*\)(.*/\1/p' evaluator/tuikuan.h evaluator/tuikuan-docket.h evaluator/tuikuan-policy.h base/tuikuan-errors.h | sort -u); do
	[ -n "$shared" ] || continue
	if nm -D --defined-only "$shared" | grep -q " T $symbol\$"; then
		ok
	else
		fail "$symbol is declared and not defined"
	fi
done

# ---- no variables that live on (but in the terminal, which is one of a kind, and whether a part of standard output,
# which is one too, was lost)

if nm -u "$libs/libbase.a" 2>/dev/null | grep -qE '__asan|__ubsan|__gcov'; then
	echo "variables are not looked at: a sanitizer adds its own"
else
	for room in base-pure base evaluator casebook papers wizard plain commands; do
		variables=$(objdump -t "$libs/lib$room.a" 2>/dev/null |
			awk '($4 == ".bss" || $4 == ".data" || $4 == "*COM*") && $NF !~ /^\./ { print $NF }
			     ($3 == ".bss" || $3 == ".data") && $NF !~ /^\./ { print $NF }' | sort -u)
		[ $room != commands ] || variables=$(echo "$variables" | grep -vx output_lost)
		if [ -z "$variables" ]; then ok; else fail "lib$room.a keeps variables:" $variables; fi
	done
fi

# ---- calls and words that are known to go wrong

never()
{
	found=$(grep -nE -- "$1" */*.c */*.h main.c | grep -vE '^[^:]*:[0-9]*:[[:space:]]*(/?\*|//)')
	if [ -z "$found" ]; then
		ok
	else
		fail "$2:"
		echo "$found" | sed 's/^/	/'
	fi
}
never '\b(form_driver_w|field_buffer|dup_field|link_field|set_max_field) *\(' \
	"libform corrupts Chinese text there"
never 'form_driver *\([^,]*, *[^Rr ]' "form_driver takes requests, never characters"
never '\bTYPE_(ALPHA|ALNUM|ENUM|INTEGER|NUMERIC|REGEXP|IPV4)\b' "field types trap people in a field"
never '\binitscr *\(' "initscr ends the program on a bad TERM; newterm does not"
never '\biniparser_(getint|getlongint|getdouble|getboolean|dump|dump_ini|dumpsection_ini|set)\b' \
	"iniparser crashes on section names there, or changes values"
never '\b(sprintf|vsprintf|gets|strtok|atoi|atol|atof|strtod|tmpnam|mktemp|alloca) *\(' \
	"an unsafe call, or one that takes garbage for a number"
never '\b(cairo_debug_reset_static_data|pango_cairo_font_map_set_default|FcFini) *\(' \
	"a thread of pango may still use what it takes away, and then the press aborts"
never '\b(system|popen) *\(' "a shell reads what a person typed"
never '\b(double|float) +\*?[a-z_]+( *[;=,)(]|$)' "money and time are exact: no floating point"
never '\b(sleep|usleep|nanosleep) *\(' "nothing waits by sleeping"
never '\b[a-z_]*(util|helper|manager)[a-z_]*\b *\(' "a name that says nothing"
never '\b(TODO|FIXME|XXX)\b' "unfinished work"
never '[[:space:]]$' "blanks at the end of a line"

for file in main.c */*.c */*.h; do
	if head -n 1 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later'; then
		ok
	else
		fail "src/$file does not begin with its licence"
	fi
	lines=$(wc -l <"$file")
	if [ "$lines" -le 640 ]; then ok; else fail "src/$file has $lines lines: two ideas in one file?"; fi
done
for header in */*.h; do
	if sed -n 2p "$header" | grep -q '^/\*'; then
		ok
	else
		fail "src/$header does not say first what it is for"
	fi
done

closing
